"""Pins: what they make of a planning problem, what each costs, and which of them cannot hold together."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmokit.errors import Fault, PlanningError, did_you_mean
from pmokit.model.pins import Pin
from pmokit.model.plan_findings import Proof
from pmokit.model.planning import Plan, Problem
from pmokit.model.printing import print_number, print_worth
from pmokit.roadmap.resolve import HEDGES, Resolver, proof_of_gain

Build = Callable[[Sequence[Pin]], Problem]
"""Makes the planning problem with these pins and no others."""


@dataclass(frozen=True)
class PinPrice:
    """What a pin costs.

    Parameters
    ----------
    pin
        The pin.
    loss
        Value that the best plan without it, all others kept, has more; None when neither has a plan.
    proof
        How far the loss is known.
    text
        The same in words.
    """

    pin: Pin
    loss: float | None
    proof: Proof
    text: str


def check_pins(pins: Sequence[Pin], known: Collection[str]) -> None:
    """Refuse pins on initiatives that there are none of, and pins that say two things about one initiative.

    Parameters
    ----------
    pins
        All pins of a frame.
    known
        Ids of the catalogue's initiatives.

    Raises
    ------
    PlanningError
        With every fault.
    """
    faults = []
    for at, pin in enumerate(pins):
        for name in (pin.initiative, pin.after):
            if name is not None and name not in known:
                what = f"a pin names the unknown initiative '{name}'"
                faults.append(Fault(where=f"pins[{at}]", what=what, hint=did_you_mean(name, known)))
        if pin in pins[:at] or _same_but_reason(pin, pins[:at]):
            what = f"the pin '{pin.rule}' of {pin.initiative} stands twice"
            faults.append(Fault(where=f"pins[{at}]", what=what, expected="each pin once"))
    if faults:
        raise PlanningError(faults)


def waits_for(pins: Iterable[Pin]) -> dict[str, list[str]]:
    """Return by initiative what its pins let it wait for."""
    found: dict[str, list[str]] = {}
    for pin in pins:
        if pin.after is not None:
            found.setdefault(pin.initiative, []).append(pin.after)
    return found


def demanded(pins: Iterable[Pin]) -> set[str]:
    """Return the initiatives that pins want in any case."""
    return {pin.initiative for pin in pins if pin.rule in {"must", "start-in"}}


def limits_of(initiative: str, pins: Iterable[Pin]) -> dict[str, bool | int]:
    """Return what the pins of an initiative set on its task: mandatory, earliest, start_by, finish_by.

    Parameters
    ----------
    initiative
        Its id.
    pins
        All pins. Of two that bind the same limit the tighter one counts; two different quarters leave no start at all.
    """
    limits: dict[str, bool | int] = {}
    for pin in pins:
        if pin.initiative != initiative:
            continue
        if pin.rule in {"must", "start-in"}:
            limits["mandatory"] = True
        if pin.quarter is not None:
            limits["earliest"] = max(int(limits.get("earliest", 0)), pin.quarter)
        if pin.rule == "start-in" and pin.quarter is not None:
            limits["start_by"] = min(int(limits.get("start_by", pin.quarter)), pin.quarter)
        if pin.rule == "never":
            # It ends by the quarter 0: no start allows that, so that what needs it cannot be chosen either.
            limits["finish_by"] = 0
    return limits


def say_pin(pin: Pin, quarter: Callable[[int], str] = "quarter {}".format, name: Callable[[str], str] = str) -> str:
    """Return a pin in words: "'One list' starts in 2027 Q2".

    Parameters
    ----------
    pin
        The pin.
    quarter, name
        How quarters and initiatives are called.
    """
    own = name(pin.initiative)
    if pin.after is not None:
        return f"{own} after {name(pin.after)}"
    if pin.quarter is not None:
        return f"{own} {'in' if pin.rule == 'start-in' else 'not before'} {quarter(pin.quarter)}"
    return f"{own} never" if pin.rule == "never" else f"{own} in any case"


def find_broken_pins(pins: Iterable[Pin], plan: Plan, ends: Mapping[str, int]) -> list[Pin]:
    """Return the pins that a plan does not keep; none for any plan of a problem that was built with them.

    Parameters
    ----------
    pins
        All pins.
    plan
        A plan with a schedule; an id that it lacks counts as not chosen.
    ends
        The quarter after the last one, by chosen initiative.
    """

    def is_kept(pin: Pin) -> bool:
        start = plan.schedule.get(pin.initiative)
        if pin.rule == "never" or start is None:
            return start is None and pin.rule not in {"must", "start-in"}
        if pin.after is not None:
            return pin.after not in plan.schedule or ends.get(pin.after, start + 1) <= start
        return pin.quarter is None or (start == pin.quarter if pin.rule == "start-in" else start >= pin.quarter)

    return [pin for pin in pins if not is_kept(pin)]


def price_pins(
    build: Build,
    pins: Sequence[Pin],
    plan: Plan,
    *,
    seconds: float,
    seed: int = 0,
    say: Callable[[Pin], str] = say_pin,
) -> tuple[PinPrice, ...]:
    """Solve again without each pin, all others kept, and return what each costs.

    Parameters
    ----------
    build
        Makes the problem with given pins.
    pins
        All pins.
    plan
        The plan with all of them.
    seconds, seed
        For all solves together.
    say
        How a pin is called.
    """
    resolver = Resolver(seconds, seed=seed)
    return tuple(
        _price(
            pin,
            resolver.solve(build([other for other in pins if other is not pin]), plan, of=len(pins) - at),
            plan,
            say,
        )
        for at, pin in enumerate(pins)
    )


def find_clashing_pins(build: Build, pins: Sequence[Pin], *, seconds: float, seed: int = 0) -> tuple[Pin, ...]:
    """Return pins that cannot all hold: without any one of them there is a plan, or none is known not to be.

    Parameters
    ----------
    build
        Makes the problem with given pins.
    pins
        Pins with which there is no plan.
    seconds, seed
        For all solves together.

    Returns
    -------
    tuple
        Empty when there is no plan without any pin either: then the pins are not to blame.
    """
    resolver = Resolver(seconds, seed=seed)

    def clashes(kept: Sequence[Pin], of: int) -> bool:
        try:
            return resolver.solve(build(kept), None, of=of).status == "infeasible"
        except PlanningError:
            # Pins that wait for each other in a circle.
            return True

    if clashes((), len(pins) + 1):
        return ()
    kept = list(pins)
    for at, pin in enumerate(pins):
        fewer = [other for other in kept if other is not pin]
        if clashes(fewer, len(pins) - at):
            kept = fewer
    return tuple(kept)


def say_clashing_pins(clash: Sequence[Pin], say: Callable[[Pin], str] = say_pin) -> str:
    """Return a clash of pins as a sentence."""
    if not clash:
        return ""
    words = "; ".join(say(pin) for pin in clash)
    return f"This pin cannot hold: {words}." if len(clash) == 1 else f"These pins cannot all hold: {words}."


def _price(pin: Pin, without: Plan, plan: Plan, say: Callable[[Pin], str]) -> PinPrice:
    words = say(pin)
    if without.value is None:
        return PinPrice(pin, None, "not proved", f"{words}: there is no plan without it either")
    if plan.value is None:
        text = f"{words}: without it there is a plan, worth {print_worth(without.value)}"
        return PinPrice(pin, None, "not proved", text)
    loss = max(0.0, round(without.value - plan.value, 3))
    proof = proof_of_gain(plan, without)
    if not loss:
        return PinPrice(pin, loss, proof, f"{words}: costs nothing" if proof == "proved" else f"{words}: no cost found")
    text = f"{words}: costs {HEDGES[proof]}{print_worth(loss)} of {print_worth(without.value)} ({print_number(loss / without.value, '.0%')})"
    return PinPrice(pin, loss, proof, text)


def _same_but_reason(pin: Pin, others: Iterable[Pin]) -> bool:
    return any(pin.model_copy(update={"reason": other.reason}) == other for other in others)
