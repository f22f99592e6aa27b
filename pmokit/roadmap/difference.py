"""What one plan has, moves or leaves out that another does not, and what that is worth, in words."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pmokit.model.plan_findings import Proof
from pmokit.model.planning import DECIMALS, Plan
from pmokit.model.printing import print_number, print_worth
from pmokit.roadmap.resolve import HEDGES, proof_of_gain

MOST_NAMED = 3
"""So many initiatives a sentence names; the rest is counted, and the board shows them."""
LEAST_SHARE = 0.005
"""Below half a per cent a difference prints as a figure only."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Difference:
    """What a plan changes against the one before.

    Parameters
    ----------
    loss
        Value that is lost; below 0 it is gained; None where the two cannot be compared.
    share
        The same as a share of the value before; None where there was none, or it cannot be compared.
    proof
        How far the loss is known.
    added, dropped
        Ids of initiatives that come in, and that go.
    moved
        Ids of initiatives that start in another quarter, with the number of quarters later (below 0: earlier).
    """

    loss: float | None
    share: float | None
    proof: Proof
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[tuple[str, int], ...]

    @property
    def is_none(self) -> bool:
        """Whether every initiative stands where it stood."""
        return not (self.added or self.dropped or self.moved)


def find_difference(before: Plan, after: Plan, *, is_comparable: bool = True) -> Difference:
    """Compare two plans.

    Parameters
    ----------
    before, after
        Plans of problems that may differ; an id that one of them lacks counts as not chosen there.
    is_comparable
        Whether values of both may be held against each other; over horizons of other lengths they may not.
    """
    names = list(dict.fromkeys((*before.schedule, *after.schedule)))
    starts = {name: (before.schedule.get(name), after.schedule.get(name)) for name in names}
    loss = None
    if is_comparable and before.value is not None and after.value is not None:
        loss = round(before.value - after.value, DECIMALS)
    return Difference(
        loss=loss,
        share=loss / before.value if loss is not None and before.value else None,
        proof=proof_of_gain(after, before),
        added=tuple(name for name, (old, new) in starts.items() if old is None and new is not None),
        dropped=tuple(name for name, (old, new) in starts.items() if old is not None and new is None),
        moved=tuple(
            (name, new - old)
            for name, (old, new) in starts.items()
            if old is not None and new is not None and old != new
        ),
    )


def say_difference(difference: Difference, name: Callable[[str], str] = str, *, about: Collection[str] = ()) -> str:
    """Return a difference as the end of a sentence: "costs 12 % of the value and moves 'One list' one quarter later".

    Parameters
    ----------
    difference
        Of two plans.
    name
        How initiatives are called.
    about
        Ids that the sentence is about already.
    """
    moved = [f"{name(one)} {say_shift(by)}" for one, by in difference.moved if one not in about]
    added = [name(one) for one in difference.added if one not in about]
    dropped = [name(one) for one in difference.dropped if one not in about]
    parts = [say_worth(difference)]
    parts += [f"moves {_listed(moved)}"] if moved else []
    parts += [f"brings in {_listed(added)}"] if added else []
    parts += [f"leaves out {_listed(dropped)}"] if dropped else []
    known = [part for part in parts if part]
    if len(known) == 1 and known[0] == parts[0]:
        known.append("moves nothing else")
    return joined(known) or "changes nothing"


def say_worth(difference: Difference) -> str:
    """Return what a difference costs or brings; empty where that is not known."""
    loss, share = difference.loss, difference.share
    if loss is None:
        return ""
    if not loss:
        return "costs nothing"
    if loss < 0:
        return (
            f"brings {_percent(-share)} more value" if share is not None else f"brings {print_worth(-loss)} more value"
        )
    hedge = "" if share is not None and share < LEAST_SHARE else HEDGES[difference.proof]
    return (
        f"costs {hedge}{_percent(share)} of the value"
        if share is not None
        else f"costs {hedge}{print_worth(loss)} of value"
    )


def say_shift(quarters: int) -> str:
    """Return a shift in words: "two quarters later"."""
    number = abs(quarters)
    count = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{count} {'quarter' if number == 1 else 'quarters'} {'later' if quarters > 0 else 'earlier'}"


def joined(parts: Sequence[str]) -> str:
    """Return parts with commas and an "and" before the last."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMED
    return joined([*names[:MOST_NAMED], f"{rest} more"] if rest > 1 else list(names))


def _percent(share: float) -> str:
    return "less than half a per cent" if abs(share) < LEAST_SHARE else f"{print_number(100 * share, '.0f')} %"
