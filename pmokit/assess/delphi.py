"""Rounds of one question in a room: how the votes are distributed, what is withheld, and when to stop asking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pmokit.assess import averages, raters
from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.responses import STATUSES, Floats, Ints
from pmokit.errors import ScoringError

CLOSE = 1.0
MOST_ROUNDS = 2
ANSWERED, NOT_APPLICABLE, DONT_KNOW = STATUSES[:3]


@dataclass(frozen=True)
class Distribution:
    """The votes on one question in one round; where something is withheld, everything but ``n`` and the reason is None.

    Parameters
    ----------
    counts
        People per option, in the order of the options.
    dont_know, not_applicable
        People who said so.
    n
        People who voted, whatever they said.
    median_low, median_high, q1, q3, iqr
        Of the answers, in the answer set's values; None where nobody chose an option.
    iqr_levels
        The interquartile range in steps of the answer set.
    withheld_reason
        Why nothing is shown; empty where it is.
    """

    counts: tuple[int, ...] | None
    dont_know: int | None
    not_applicable: int | None
    n: int
    median_low: float | None = None
    median_high: float | None = None
    q1: float | None = None
    q3: float | None = None
    iqr: float | None = None
    iqr_levels: float | None = None
    withheld_reason: str = ""


@dataclass(frozen=True)
class Stop:
    """What the Delphi rule says after a round.

    Parameters
    ----------
    is_agreed
        Whether the middle half of the answers lies within one step.
    is_over
        Whether no further round is asked for: agreed, or the last round is done.
    sentence
        The same in plain words.
    """

    is_agreed: bool
    is_over: bool
    sentence: str


def distribution(votes: pd.DataFrame, options: Sequence[float], *, k: int = DEFAULT_K, anonymous: bool) -> Distribution:
    """Return how the votes on one question are distributed.

    In an anonymous assessment nothing is shown of fewer than k votes, nor where fewer than k of them chose an option.

    Parameters
    ----------
    votes
        One row per person: status (answered, na, dk) and value.
    options
        The answer set's values, ascending.
    k
        Smallest number of people that is shown.
    anonymous
        Whether k counts.

    Raises
    ------
    ScoringError
        If a value is not among the options.
    """
    status = votes["status"].astype(str)
    values = votes.loc[status == ANSWERED, "value"].to_numpy(dtype=float)
    at = np.asarray(options, dtype=float)
    strangers = sorted({float(value) for value in values} - {float(value) for value in at})
    if strangers:
        raise ScoringError(f"the answers {strangers} are not among the options {list(map(float, at))}.")
    n = len(votes)
    if anonymous and (0 < n < k or 0 < len(values) < k):
        said = "have answered" if n < k else "chose one of the answers"
        return Distribution(None, None, None, n, withheld_reason=f"withheld: fewer than {k} people {said}")
    counts = (values[:, None] == at[None, :]).sum(axis=0).astype(np.int64)
    told = Distribution(
        tuple(int(count) for count in counts),
        int((status == DONT_KNOW).sum()),
        int((status == NOT_APPLICABLE).sum()),
        n,
    )
    return _with_spread(told, counts, at) if len(values) else told


def _with_spread(told: Distribution, counts: Ints, options: Floats) -> Distribution:
    cell, values = counts[None, :], options[None, :]
    steps = np.arange(len(options), dtype=float)[None, :]
    low, high = raters.medians(cell, values)
    q1, q3 = (float(averages.quantile(cell, values, share)[0]) for share in (0.25, 0.75))
    first, third = (float(averages.quantile(cell, steps, share)[0]) for share in (0.25, 0.75))
    return replace(
        told,
        median_low=float(low[0]),
        median_high=float(high[0]),
        q1=q1,
        q3=q3,
        iqr=q3 - q1,
        iqr_levels=third - first,
    )


def stop_rule(dist: Distribution, round: int, *, most_rounds: int = MOST_ROUNDS) -> Stop:  # noqa: A002
    """Return whether to ask again: the rounds end when the middle half of the answers lies within one step, or after the last round.

    Parameters
    ----------
    dist
        The distribution of the round just done.
    round
        Its number, from 1.
    most_rounds
        After so many nobody is asked again.
    """
    last = round >= most_rounds
    if dist.withheld_reason:
        return Stop(
            is_agreed=False,
            is_over=last,
            sentence=f"The answers are {dist.withheld_reason}. Talk about the question instead.",
        )
    if dist.iqr_levels is None:
        return Stop(is_agreed=False, is_over=last, sentence="Nobody has chosen an answer. Ask who could judge this.")
    if dist.iqr_levels <= CLOSE:
        return Stop(
            is_agreed=True,
            is_over=True,
            sentence="The middle half of the room lies within one step. Record what you agree on.",
        )
    apart = f"The middle half of the room is {dist.iqr_levels:.3g} steps apart"
    if last:
        return Stop(
            is_agreed=False,
            is_over=True,
            sentence=f"{apart} after round {round}. Record that you differ, with an owner and a date.",
        )
    return Stop(
        is_agreed=False, is_over=False, sentence=f"{apart}. Let the outermost speak first, then ask a second round."
    )
