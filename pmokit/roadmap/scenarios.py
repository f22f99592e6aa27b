"""Scenarios: a frame with changes, and plans for several of them side by side."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from pmokit.errors import Fault, PlanningError, did_you_mean
from pmokit.model.planning import Plan, Problem
from pmokit.model.printing import print_worth
from pmokit.model.roadmap import FrameChanges
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.prices import scaled_money
from pmokit.roadmap.spending import spend_of
from pmokit.roadmap.waves import ends_of

COMPARED = ("name", "status", "value", "of_first", "initiatives", "spend", "last_quarter", "added", "dropped", "moved")


@dataclass(frozen=True)
class Planned:
    """A plan with the problem it answers, under a name."""

    name: str
    problem: Problem
    plan: Plan


def apply_changes(frame: PlanningFrame, changes: FrameChanges) -> PlanningFrame:
    """Return a frame with a scenario's changes.

    Parameters
    ----------
    frame
        The frame as it is.
    changes
        What the scenario changes.

    Raises
    ------
    PlanningError
        If it takes away pins that there are none of, or people of a skill that the frame does not have.
    """
    faults = [
        Fault(
            where="without_pins_of",
            what=f"no pin of {name} is there",
            hint=did_you_mean(name, {p.initiative for p in frame.pins}),
        )
        for name in changes.without_pins_of
        if name not in {pin.initiative for pin in frame.pins}
    ]
    faults += [
        Fault(where="extra_fte", what=f"the frame has no skill '{skill}'", hint=did_you_mean(skill, frame.capacity))
        for skill in changes.extra_fte
        if skill not in frame.capacity
    ]
    if faults:
        raise PlanningError(faults)
    more = changes.extra_quarters
    capacity = {}
    for skill, row in frame.capacity.items():
        extra = Decimal(repr(float(changes.extra_fte.get(skill, 0))))
        raised = tuple(float(max(Decimal(0), Decimal(repr(float(amount))) + extra)) for amount in row)
        capacity[skill] = (*raised, *raised[-1:] * more)
    budget = None
    if frame.budget_k is not None:
        money = tuple(scaled_money(amount, Decimal(repr(changes.budget_factor))) for amount in frame.budget_k)
        budget = (*money, *money[-1:] * more)
    kept = tuple(pin for pin in frame.pins if pin.initiative not in changes.without_pins_of)
    return frame.model_copy(
        update={
            "capacity": capacity,
            "budget_k": budget,
            "pins": (*kept, *changes.pins),
            "start_limit": changes.start_limit or frame.start_limit,
        }
    )


def compare_plans(plans: Sequence[Planned]) -> pd.DataFrame:
    """Return one row for each plan, compared with the first one.

    Parameters
    ----------
    plans
        The first one is what the others are compared with.

    Returns
    -------
    pandas.DataFrame
        name, status, value, of_first (value as a share of the first plan's; horizons of other lengths make values differ by themselves),
        initiatives (how many), spend, last_quarter (in which the last one ends), and as tuples of ids: added, dropped, moved.
    """
    rows = [_row(one, plans[0]) for one in plans]
    return pd.DataFrame(rows, columns=list(COMPARED))


def say_comparison(
    plans: Sequence[Planned],
    *,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """Return one sentence for each plan after the first.

    Parameters
    ----------
    plans
        As in :func:`compare_plans`.
    quarter, name
        How quarters and initiatives are called.
    """
    first = plans[0]
    return tuple(_say(row, first, quarter, name) for row in compare_plans(plans).to_dict("records")[1:])


def _row(one: Planned, first: Planned) -> tuple[object, ...]:
    plan, before = one.plan, first.plan.schedule
    chosen = {name: start for name, start in plan.schedule.items() if start is not None}
    stood = {name: start for name, start in before.items() if start is not None}
    ends = ends_of(one.problem, plan)
    share = plan.value / first.plan.value if plan.value is not None and first.plan.value else float("nan")
    return (
        one.name,
        plan.status,
        float("nan") if plan.value is None else plan.value,
        share,
        len(chosen),
        round(sum(spend_of(one.problem, plan)), 3),
        max(ends.values()) - 1 if ends else None,
        tuple(sorted(set(chosen) - set(stood))),
        tuple(sorted(set(stood) - set(chosen))),
        tuple(sorted(name for name in set(chosen) & set(stood) if chosen[name] != stood[name])),
    )


def _say(row: Mapping[Hashable, Any], first: Planned, quarter: Callable[[int], str], name: Callable[[str], str]) -> str:
    label = f"{row['name']}"
    if row["status"] in {"infeasible", "unknown"}:
        reason = "no plan keeps all its limits" if row["status"] == "infeasible" else "no plan was found in time"
        return f"{label}: {reason}."
    parts = [
        f"value {print_worth(row['value'])} against {print_worth(first.plan.value)}"
        if first.plan.value is not None
        else f"value {print_worth(row['value'])}"
    ]
    for key, word in (("added", "adds"), ("dropped", "drops"), ("moved", "moves")):
        names = row[key]
        if isinstance(names, tuple) and names:
            parts.append(f"{word} {', '.join(name(one) for one in names)}")
    if len(parts) == 1:
        parts.append("the same initiatives in the same quarters")
    if isinstance(row["last_quarter"], (int, float)) and row["initiatives"]:
        parts.append(f"done in {quarter(int(row['last_quarter']))}")
    return f"{label}: {'; '.join(parts)}."
