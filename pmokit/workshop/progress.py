"""How far a unit has come, step by step: what is done, what has begun, what comes next. Cheap: it reads, and computes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pmokit.model.records import DocumentVersion
from pmokit.store.engagement import Engagement
from pmokit.workshop.step_list import STEPS

Done = Literal["open", "begun", "done"]
KINDS = (
    "vision",
    "targets",
    "kpi-set",
    "profile",
    "pmo-type",
    "structure",
    "methodology",
    "reviews",
    "improvement",
    "planning",
    "roadmap",
)
Held = dict[str, DocumentVersion]


@dataclass(frozen=True)
class StepProgress:
    """How far one step is.

    Parameters
    ----------
    step
        Its id.
    done
        ``open``, ``begun`` or ``done``.
    said
        The same in words.
    todo
        What comes next in it, as an order; empty when it is done.
    """

    step: str
    done: Done
    said: str
    todo: str = ""


def step_progress(engagement: Engagement, unit: str) -> tuple[StepProgress, ...]:
    """Return how far each step of a unit is, in the order of the steps.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit; empty = the whole organisation. What a unit has no document of its own for, it takes from the whole.
    """
    held: Held = {}
    for version in engagement.latest_documents(KINDS, [unit, ""]):
        held.setdefault(version.kind, version)
    return tuple(_LOOKS[step.id](engagement, unit, held) for step in STEPS)


def next_step(progress: Sequence[StepProgress]) -> StepProgress | None:
    """Return the first step that is not done, or None."""
    return next((one for one in progress if one.done != "done"), None)


def _start(engagement: Engagement, _unit: str, _held: Held) -> StepProgress:
    units = len(engagement.units())
    if not units:
        return StepProgress("home", "open", "No business units yet", "Add the business units")
    if engagement.assessment() is None:
        return StepProgress("home", "begun", f"{_count(units, 'business unit')}", "Open the assessment")
    return StepProgress("home", "done", f"{_count(units, 'business unit')}, assessment open")


def _vision(engagement: Engagement, _unit: str, held: Held) -> StepProgress:
    found = held.get("vision")
    if found is None:
        return StepProgress("vision", "open", "No vision yet", "Write mission, vision and objectives")
    objectives = len(found.body.get("objectives", ()))
    said = _count(objectives, "objective")
    if not objectives:
        return StepProgress("vision", "begun", "No objectives yet", "Agree on three to seven objectives")
    if not (found.body.get("mission") and found.body.get("vision")):
        return StepProgress("vision", "begun", said, "Write mission and vision")
    return _agreed(engagement, found, "vision", said, "Agree to the vision by name")


def _maturity(engagement: Engagement, unit: str, held: Held) -> StepProgress:
    assessment = engagement.assessment()
    if assessment is None:
        return StepProgress("maturity", "open", "Not opened yet", "Open the assessment on the start page")
    units = [unit] if unit else [one.code for one in engagement.units()]
    people = sum(len(engagement.respondents(assessment.id, one)) for one in units)
    said = f"{_count(people, 'person', 'people')} answered"
    if not people:
        return StepProgress("maturity", "open", "Nobody has answered yet", "Answer the questions")
    if assessment.closed is None and "targets" not in held:
        return StepProgress("maturity", "begun", said, "Agree on target levels")
    return StepProgress("maturity", "done", said)


def _kpis(_engagement: Engagement, _unit: str, held: Held) -> StepProgress:
    found = held.get("kpi-set")
    if found is None:
        return StepProgress("kpis", "open", "No KPIs yet", "Choose the KPIs")
    entries = found.body["entries"]
    unsettled = sum(one["target"] is None or not one["owner"] or one["agreed_by"] is None for one in entries)
    said = _count(len(entries), "KPI")
    if unsettled:
        return StepProgress(
            "kpis", "begun", f"{said}, {unsettled} not agreed", f"Agree targets and owners of {unsettled}"
        )
    return StepProgress("kpis", "done", f"{said} agreed")


def _structure(engagement: Engagement, _unit: str, held: Held) -> StepProgress:
    found = held.get("structure")
    if found is not None:
        said = _count(len(found.body.get("services", ())), "service")
        return _agreed(engagement, found, "structure", said, "Agree to the structure by name")
    if "pmo-type" in held or "profile" in held:
        return StepProgress("structure", "begun", "The profile is there", "Choose type and services")
    return StepProgress("structure", "open", "Nothing yet", "Describe the organisation")


def _processes(engagement: Engagement, _unit: str, held: Held) -> StepProgress:
    found = held.get("methodology")
    if found is None:
        return StepProgress("processes", "open", "No methodology yet", "Set classes, phases and gates")
    return _agreed(engagement, found, "processes", "The methodology is there", "Agree to the methodology by name")


def _improvement(engagement: Engagement, _unit: str, held: Held) -> StepProgress:
    reviews = held.get("reviews")
    if reviews is not None:
        return _agreed(
            engagement, reviews, "improvement", "Reviews are planned", "Agree to the review calendar by name"
        )
    if "improvement" in held:
        return StepProgress("improvement", "begun", "The log has begun", "Plan the reviews")
    return StepProgress("improvement", "open", "No reviews planned", "Plan the reviews")


def _roadmap(_engagement: Engagement, _unit: str, held: Held) -> StepProgress:
    if "roadmap" in held:
        return StepProgress("roadmap", "done", "The roadmap is there")
    if "planning" in held:
        return StepProgress("roadmap", "begun", "Budget and capacity are there", "Plan the roadmap")
    return StepProgress("roadmap", "open", "Nothing planned yet", "Say what budget and capacity there are")


def _agreed(engagement: Engagement, found: DocumentVersion, step: str, said: str, todo: str) -> StepProgress:
    """Return done where somebody has agreed to the version that holds, and nobody has refused it."""
    states: list[Any] = engagement.agreements(found.kind, found.unit)["state"].tolist()
    yes = sum(str(state).startswith("agreed") for state in states)
    if "rejected" in states:
        return StepProgress(step, "begun", f"{said}; somebody refused", "Talk about what was refused")
    if yes:
        return StepProgress(step, "done", f"{said}; agreed by {yes}")
    return StepProgress(step, "begun", f"{said}; not agreed yet", todo)


def _count(number: int, noun: str, many: str = "") -> str:
    return f"{number} {noun if number == 1 else many or noun + 's'}"


_LOOKS: dict[str, Callable[[Engagement, str, Held], StepProgress]] = {
    "home": _start,
    "vision": _vision,
    "maturity": _maturity,
    "kpis": _kpis,
    "structure": _structure,
    "processes": _processes,
    "improvement": _improvement,
    "roadmap": _roadmap,
}
