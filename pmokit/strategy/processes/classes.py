"""The class of a project from scored criteria: points, what is still open, what would change it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmokit.model.base import say
from pmokit.model.methodology import Methodology
from pmokit.model.processes import CLASS_IDS, ClassCriterion, ClassId, Measure, ProjectClass

DAYS_PER_MONTH = 365.25 / 12
THOUSAND = 1000.0


@dataclass(frozen=True)
class Scored:
    """One criterion of a project.

    Parameters
    ----------
    criterion
        Its id.
    option
        The answer; None: nobody has answered.
    low, high
        Points at least and at most; equal where it is answered.
    """

    criterion: str
    option: str | None
    low: int
    high: int


@dataclass(frozen=True)
class Classed:
    """The class of a project.

    Parameters
    ----------
    scored
        Points by criterion, in the order of the criteria.
    lowest, highest
        The class if all open criteria turn out lightest, and heaviest.
    raised_by
        Criteria whose answer alone calls for a heavier class than the points.
    """

    scored: tuple[Scored, ...]
    lowest: ClassId
    highest: ClassId
    raised_by: tuple[str, ...]

    @property
    def low(self) -> int:
        """Points at least."""
        return sum(one.low for one in self.scored)

    @property
    def high(self) -> int:
        """Points at most."""
        return sum(one.high for one in self.scored)

    @property
    def project_class(self) -> ClassId | None:
        """The class; None while the open criteria could still change it."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def open(self) -> tuple[str, ...]:
        """Criteria that nobody has answered."""
        return tuple(one.criterion for one in self.scored if one.option is None)


@dataclass(frozen=True)
class Flip:
    """Another answer that would change the class."""

    criterion: str
    option: str
    project_class: ClassId


def classify(
    answers: Mapping[str, str | None], classification: Sequence[ClassCriterion], classes: Sequence[ProjectClass]
) -> Classed:
    """Return the class that follows from the answers.

    Parameters
    ----------
    answers
        Option by criterion; absent, None and unknown options count as open.
    classification
        The criteria with their points.
    classes
        From the lightest to the heaviest, with the points from which each holds.

    Returns
    -------
    Classed
        Points add up; an option with ``at_least`` raises the class above what the points give.
    """
    scored, floors_low, floors_high, raising = [], ["C"], ["C"], []
    for criterion in classification:
        option = criterion.by_id.get(answers.get(criterion.id) or "")
        if option is None:
            points = [one.points for one in criterion.options]
            scored.append(Scored(criterion.id, None, min(points), max(points)))
            floors_low.append(min((one.at_least or "C" for one in criterion.options), key=_weight))
            floors_high.append(max((one.at_least or "C" for one in criterion.options), key=_weight))
            continue
        scored.append(Scored(criterion.id, option.id, option.points, option.points))
        if option.at_least is not None:
            raising.append((criterion.id, option.at_least))
            floors_low.append(option.at_least)
            floors_high.append(option.at_least)
    by_points = _class_at(sum(one.low for one in scored), classes)
    lowest = max(by_points, *floors_low, key=_weight)
    highest = max(_class_at(sum(one.high for one in scored), classes), *floors_high, key=_weight)
    raised = tuple(name for name, floor in raising if _weight(floor) > _weight(by_points))
    return Classed(tuple(scored), _known(lowest), _known(highest), raised)


def next_class(classed: Classed, classes: Sequence[ProjectClass]) -> tuple[ClassId, int] | None:
    """Return the next heavier class and the points missing to it; None for the heaviest, or while the class is open."""
    if classed.project_class is None:
        return None
    above = [one for one in classes if _weight(one.id) > _weight(classed.project_class)]
    return (above[0].id, above[0].from_points - classed.low) if above else None


def find_flips(
    answers: Mapping[str, str | None], classification: Sequence[ClassCriterion], classes: Sequence[ProjectClass]
) -> Iterator[Flip]:
    """Yield each single answer that would give another class; none while the class is open.

    Parameters
    ----------
    answers, classification, classes
        As for :func:`classify`.
    """
    today = classify(answers, classification, classes).project_class
    if today is None:
        return
    for criterion in classification:
        for option in criterion.options:
            other = classify({**answers, criterion.id: option.id}, classification, classes).project_class
            if other is not None and other != today:
                yield Flip(criterion.id, option.id, other)


def explain_class(
    answers: Mapping[str, str | None],
    classification: Sequence[ClassCriterion],
    classes: Sequence[ProjectClass],
    language: str = "en",
) -> list[str]:
    """Return in sentences: points by criterion, the class, how far the next one is, which answer would change it.

    Parameters
    ----------
    answers, classification, classes
        As for :func:`classify`.
    language
        Language of the texts.
    """
    classed = classify(answers, classification, classes)
    by_id = {criterion.id: criterion for criterion in classification}
    lines = []
    for one in classed.scored:
        criterion = by_id[one.criterion]
        if one.option is None:
            lines.append(f"{say(criterion.question, language)} Open: {one.low} to {one.high} points.")
        else:
            answer = say(criterion.by_id[one.option].text, language)
            lines.append(f"{say(criterion.question, language)} {answer}: {one.low} points.")
    lines.append(_verdict(classed, classes))
    lines += [
        f"Because of the answer to '{say(by_id[name].question, language)}' it is at least class {classed.lowest}."
        for name in classed.raised_by
    ]
    flips = [
        f"'{say(by_id[flip.criterion].by_id[flip.option].text, language)}' ({flip.project_class})"
        for flip in find_flips(answers, classification, classes)
    ]
    if flips:
        lines.append(f"One other answer would change the class: {', '.join(flips)}.")
    return lines


def measured_answers(project: Mapping[Any, Any], classification: Sequence[ClassCriterion]) -> dict[str, str | None]:
    """Return the answers that the project list itself gives: by approved budget and planned duration.

    Parameters
    ----------
    project
        A row of the projects frame; money in units of the currency.
    classification
        The criteria.
    """
    values: dict[Measure, float | None] = {"bac": _thousands(project.get("bac")), "months": _months(project)}
    found: dict[str, str | None] = {}
    for criterion in classification:
        value = values[criterion.measure] if criterion.measure else None
        if value is not None:
            found[criterion.id] = next(o.id for o in criterion.options if o.upto is None or value <= o.upto)
    return found


def classify_projects(projects: pd.DataFrame, methodology: Methodology) -> pd.DataFrame:
    """Return the class of each project, from the list's figures and from what people answered.

    Parameters
    ----------
    projects
        The tidy projects frame.
    methodology
        Criteria, classes and the projects that people have rated; what they answered wins over the list.

    Returns
    -------
    pandas.DataFrame
        unit, project, name, project_class (None while open), lowest, highest, low, high (points), open (number of criteria without
        an answer), reason (why there is no class).
    """
    rated = {(one.unit, one.project): one.answers for one in methodology.rated}
    rows = []
    for project in projects.to_dict("records"):
        given = rated.get((project["unit"], project["id"]), {})
        answers = measured_answers(project, methodology.classification) | {k: v for k, v in given.items() if v}
        classed = classify(answers, methodology.classification, methodology.classes)
        questions = f"{len(classed.open)} of {len(classed.scored)} questions are open"
        reason = None if classed.project_class else f"{questions}: class {classed.lowest} to {classed.highest}"
        rows.append(
            (
                *(project["unit"], project["id"], project["name"], classed.project_class),
                *(classed.lowest, classed.highest, classed.low, classed.high, len(classed.open), reason),
            )
        )
    columns = ["unit", "project", "name", "project_class", "lowest", "highest", "low", "high", "open", "reason"]
    # As texts, a class that is missing would turn from None into NaN.
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"low": int, "high": int, "open": int})


def moved_projects(projects: pd.DataFrame, before: Methodology, after: Methodology) -> pd.DataFrame:
    """Return the projects that a change of thresholds, points or criteria puts into another class.

    Parameters
    ----------
    projects
        The tidy projects frame.
    before, after
        The methodology as it is, and as it would be.

    Returns
    -------
    pandas.DataFrame
        unit, project, name, before, after: a class, or two with "to" between them while criteria are open.
    """
    old, new = (classify_projects(projects, methodology) for methodology in (before, after))
    frame = old[["unit", "project", "name"]].assign(before=_spans(old), after=_spans(new))
    return frame[frame["before"] != frame["after"]].reset_index(drop=True)


def _spans(frame: pd.DataFrame) -> list[str]:
    return [
        low if low == high else f"{low} to {high}" for low, high in zip(frame["lowest"], frame["highest"], strict=True)
    ]


def _verdict(classed: Classed, classes: Sequence[ProjectClass]) -> str:
    if classed.project_class is None:
        return f"{classed.low} to {classed.high} points: class {classed.lowest} to {classed.highest}, by what is still open."
    start = next(one.from_points for one in classes if one.id == classed.project_class)
    points = f"{classed.low}" if classed.low == classed.high else f"{classed.low} to {classed.high}"
    said = f"{points} points: class {classed.project_class} (from {start})."
    above = next_class(classed, classes)
    return f"{said} Class {above[0]} begins {above[1]} points higher." if above else said


def _class_at(points: int, classes: Sequence[ProjectClass]) -> str:
    return next(one.id for one in reversed(classes) if points >= one.from_points)


def _weight(project_class: str) -> int:
    return CLASS_IDS.index(_known(project_class))


def _known(project_class: str) -> ClassId:
    return next(one for one in CLASS_IDS if one == project_class)


def _thousands(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value) / THOUSAND


def _months(project: Mapping[Any, Any]) -> float | None:
    start, finish = project.get("start_planned"), project.get("finish_planned")
    if start is None or finish is None or pd.isna(start) or pd.isna(finish):
        return None
    return float((finish - start).days) / DAYS_PER_MONTH
