"""A study's plan as what the board shows: bars by field, pins in words, and people and money by quarter."""

from typing import Any

from pmokit.model.base import say
from pmokit.model.pins import Pin
from pmokit.model.printing import print_number
from pmokit.roadmap.outline import PlannedInitiative
from pmokit.study.unit import UnitStudy
from pmokit.workshop.planner.state import PlannerState, Trial

RULES = {
    "start-in": "pinned to {quarter}",
    "not-before": "not before {quarter}",
    "never": "never",
    "must": "in any case",
}


def board_of(state: PlannerState) -> dict[str, Any]:
    """Return the plan that a state shows, as :meth:`pmokit.workshop.components.gantt_board.GanttBoard.show` takes it.

    Parameters
    ----------
    state
        What is kept, and what is tried.
    """
    shown, kept = state.shown, state.study
    if shown.plan.value is None:
        return {"quarters": quarters_of(shown)}
    return {
        "quarters": quarters_of(shown),
        "waves": [{"name": wave.name, "first": wave.first, "last": wave.last} for wave in shown.waves],
        "lanes": _lanes(shown, kept, state.trial),
        "capacity": _capacity(shown),
        "refused": _refused(state.trial),
        "illustrative": shown.is_illustrative,
        "said": "" if state.trial is None else state.trial.text,
    }


def quarters_of(study: UnitStudy) -> list[str]:
    """Return the calendar labels of the plan's quarters."""
    return [study.quarter(at) for at in range(study.planning_problem.quarters)]


def say_rule(study: UnitStudy, pin: Pin) -> str:
    """Return a pin in words, without the name of its initiative: "not before 2027 Q2"."""
    if pin.after is not None:
        return f"after {study.called(pin.after)}"
    return RULES[pin.rule].format(quarter="" if pin.quarter is None else study.quarter(pin.quarter))


def _refused(trial: Trial | None) -> dict[str, Any] | None:
    if trial is None or trial.refused is None:
        return None
    initiative, start = trial.refused
    return {"id": initiative, "start": start}


def _lanes(shown: UnitStudy, kept: UnitStudy, trial: Trial | None) -> list[dict[str, Any]]:
    is_tried = trial is not None and trial.study is not None
    before = kept.plan.schedule if is_tried else {}
    fields: dict[str, list[dict[str, Any]]] = {}
    for one in shown.initiatives:
        was = before.get(one.id)
        # Reasons take longer than all else together; what is only tried does without.
        why = "" if is_tried else shown.explanations.get(one.id, "")
        row = _row(shown, one) | {"was": was, "isNew": is_tried and was is None, "why": why}
        fields.setdefault(one.domains[0], []).append(row)
    gone = [one for one in (kept.initiatives if is_tried else ()) if shown.plan.schedule.get(one.id) is None]
    for one in gone:
        row = _row(kept, one) | {"start": None, "was": one.start, "isNew": False}
        fields.setdefault(one.domains[0], []).append(row)
    names = {domain.id: say(domain.name, shown.language) for domain in shown.model.domains}
    order = [*(field for field in names if field in fields), *(field for field in fields if field not in names)]
    return [{"name": names.get(field, field), "rows": fields[field]} for field in order]


def _row(study: UnitStudy, one: PlannedInitiative) -> dict[str, Any]:
    pins = [pin for pin in study.frame.pins if pin.initiative == one.id]
    return {
        "id": one.id,
        "name": one.name,
        "start": one.start,
        "length": one.end - one.start,
        "owner": one.owner,
        "needs": ", ".join(study.called(name) for name in one.requires),
        "takes": _takes(study, one),
        "why": "",
        "requires": list(one.requires),
        "fte": dict(one.fte),
        "cost": one.cost / (one.end - one.start),
        "pin": ", ".join(say_rule(study, pin) for pin in pins),
        "isFixed": any(pin.rule == "start-in" for pin in pins),
    }


def _takes(study: UnitStudy, one: PlannedInitiative) -> str:
    length = one.end - one.start
    skills = {skill: say(name, study.language) for skill, name in study.catalogue.skills.items()}
    people = ", ".join(
        f"{print_number(amount, 'g')} FTE {skills.get(skill, skill)}" for skill, amount in one.fte.items()
    )
    time = "1 quarter" if length == 1 else f"{length} quarters"
    money = f"{print_number(one.cost, 'g')} thousand {study.settings.currency} in all"
    return "; ".join(part for part in (time, people, money) if part)


def _capacity(study: UnitStudy) -> list[dict[str, Any]]:
    problem = study.planning_problem
    skills = {skill: say(name, study.language) for skill, name in study.catalogue.skills.items()}
    found: list[dict[str, Any]] = [
        {"name": f"{skills.get(skill, skill)}, FTE", "skill": skill, "there": list(row), "running": False}
        for skill, row in problem.capacity.items()
    ]
    if problem.budget is not None:
        since = " since the start" if problem.carry_over else ""
        found.append(
            {
                "name": f"Money{since}, thousand {study.settings.currency}",
                "skill": "",
                "there": list(problem.budget),
                "running": problem.carry_over,
            }
        )
    return found
