"""Who decides when a project leaves its baseline: the ladder of tolerances, applied to measured deviations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmokit.errors import PmokitError
from pmokit.model.methodology import LEVELS, Level, Methodology, Tolerance
from pmokit.model.processes import ClassId

DAYS_PER_WEEK = 7
ROUNDING = 1e-9


@dataclass(frozen=True)
class Deviation:
    """How far a project is from its approved baseline; None: not known.

    Parameters
    ----------
    weeks_late
        Forecast finish against planned finish, in weeks; below 0: early.
    cost_over
        Forecast cost over the approved one, as a share of it.
    benefit_lost
        Part of the promised benefit that is no longer expected.
    scope_share
        Part of the approved scope that is to change.
    """

    weeks_late: float | None = None
    cost_over: float | None = None
    benefit_lost: float | None = None
    scope_share: float | None = None

    @property
    def known(self) -> dict[str, float]:
        """The deviations that are known."""
        measured = {name: getattr(self, name) for name in LIMITS}
        return {name: value for name, value in measured.items() if value is not None}


LIMITS = ("weeks_late", "cost_over", "benefit_lost", "scope_share")


@dataclass(frozen=True)
class Escalation:
    """Who has to decide.

    Parameters
    ----------
    level
        The lowest level that covers every known deviation.
    drivers
        The deviations that the level below does not cover; empty where the project manager decides alone.
    unknown
        Deviations that nobody has measured; the level may turn out higher.
    text
        All of it in a sentence.
    """

    level: Level
    drivers: tuple[str, ...]
    unknown: tuple[str, ...]
    text: str


def ladder(methodology: Methodology, project_class: ClassId) -> list[tuple[Level, Tolerance | None]]:
    """Return the steps of a class from the bottom up; the last one has no limits.

    Raises
    ------
    PmokitError
        If no tolerance is agreed for the class.
    """
    steps = [one for one in methodology.tolerances if one.project_class == project_class]
    if not steps:
        raise PmokitError(f"no tolerance is agreed for class {project_class}. Agree one in the methodology first.")
    found: list[tuple[Level, Tolerance | None]] = [(one.level, one) for one in steps if one.level != LEVELS[-1]]
    if len(found) == len(steps):
        highest = LEVELS.index(steps[-1].level)
        return [*found, (LEVELS[highest + 1], None)]
    return [*found, (LEVELS[-1], None)]


def escalate(methodology: Methodology, project_class: ClassId, deviation: Deviation) -> Escalation:
    """Return who has to decide on a project that has left its baseline so far.

    Parameters
    ----------
    methodology
        With the tolerances.
    project_class
        Class of the project.
    deviation
        How far it is off.

    Raises
    ------
    PmokitError
        If no tolerance is agreed for the class.
    """
    steps = ladder(methodology, project_class)
    beyond = [() if limits is None else _beyond(deviation, limits) for _, limits in steps]
    # The last step has no limits, so that one of them covers everything.
    at = next(at for at, names in enumerate(beyond) if not names)
    level, below = steps[at][0], beyond[at - 1] if at else ()
    unknown = tuple(name for name in LIMITS if name not in deviation.known)
    return Escalation(level, below, unknown, _sentence(project_class, level, below, deviation, unknown))


def deviation_of(project: Mapping[Any, Any]) -> tuple[Deviation, tuple[str, ...]]:
    """Return how far a project of the list is off, and why what cannot be told is missing.

    Parameters
    ----------
    project
        A row of the projects frame. The forecast cost is BAC x AC / EV, which supposes that cost runs on as so far; a finished
        project's is its actual cost.
    """
    reasons = []
    planned = project.get("finish_planned")
    expected = next(
        (project.get(name) for name in ("finish_actual", "finish_forecast") if not _is_missing(project.get(name))), None
    )
    weeks = None
    if _is_missing(planned) or expected is None:
        reasons.append("no planned or no forecast finish")
    else:
        weeks = (expected - planned).days / DAYS_PER_WEEK
    figures = [project.get(name) for name in ("bac", "ev", "ac")]
    cost = None
    if any(map(_is_missing, figures)):
        reasons.append("no approved budget, earned value or actual cost")
    else:
        bac, earned, actual = (float(figure) for figure in figures if figure is not None)
        if bac <= 0 or earned <= 0:
            reasons.append("the approved budget or the earned value is 0")
        else:
            done = project.get("status") == "finished"
            cost = (actual if done else bac * actual / earned) / bac - 1
    return Deviation(weeks_late=weeks, cost_over=cost), tuple(reasons)


def escalate_projects(projects: pd.DataFrame, classed: pd.DataFrame, methodology: Methodology) -> pd.DataFrame:
    """Return who has to decide on each running project that has left the tolerance of its project manager.

    Parameters
    ----------
    projects
        The tidy projects frame.
    classed
        Of :func:`pmokit.strategy.processes.classes.classify_projects`; an open class counts as its lightest.
    methodology
        With the tolerances.

    Returns
    -------
    pandas.DataFrame
        unit, project, name, project_class, level, weeks_late, cost_over, text, reason (what could not be told).
    """
    spans = {
        (unit, project): (lowest, highest)
        for unit, project, lowest, highest in classed[["unit", "project", "lowest", "highest"]].itertuples(index=False)
    }
    rows = []
    for project in projects.to_dict("records"):
        if project["status"] not in {"active", "on-hold"}:
            continue
        project_class, highest = spans[project["unit"], project["id"]]
        deviation, reasons = deviation_of(project)
        if highest != project_class:
            reasons = (f"the class is open, {project_class} to {highest}, and taken as {project_class}", *reasons)
        found = escalate(methodology, project_class, deviation)
        if found.level != LEVELS[0]:
            rows.append(
                (
                    *(project["unit"], project["id"], project["name"], project_class, found.level),
                    *(deviation.weeks_late, deviation.cost_over, found.text, "; ".join(reasons)),
                )
            )
    columns = [
        "unit", "project", "name", "project_class", "level", "weeks_late", "cost_over", "text", "reason",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"weeks_late": float, "cost_over": float})


def describe(name: str, value: float) -> str:
    """Return a deviation or a limit in words, such as "3 weeks late" or "12 % over cost"."""
    if name == "weeks_late":
        return f"{value:.3g} {'week' if value == 1 else 'weeks'} late"
    said = {"cost_over": "over cost", "benefit_lost": "of the benefit lost", "scope_share": "of the scope changed"}
    return f"{100 * value:.3g} % {said[name]}"


def _beyond(deviation: Deviation, limits: Tolerance) -> tuple[str, ...]:
    return tuple(name for name, value in deviation.known.items() if value > getattr(limits, name) + ROUNDING)


def _sentence(
    project_class: ClassId, level: Level, drivers: tuple[str, ...], deviation: Deviation, unknown: tuple[str, ...]
) -> str:
    who = level.replace("-", " ")
    known = deviation.known
    if not known:
        return f"A class {project_class} project of which no deviation is known stays with the {who}; measure it first."
    told = " and ".join(describe(name, known[name]) for name in (drivers or known))
    goes = f"goes to the {who}" if drivers else f"stays with the {who}"
    open_ = f" Not known: {', '.join(name.replace('_', ' ') for name in unknown)}." if unknown else ""
    return f"{told[0].upper()}{told[1:]} on a class {project_class} project {goes}.{open_}"


def _is_missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))
