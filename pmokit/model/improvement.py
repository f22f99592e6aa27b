"""The bodies of step 6: improvement log, lessons learned, what the roadmap promised, what the office has noticed."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Annotated, Literal

from pydantic import Field, RootModel

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Name, Slug
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.feedback import FeedbackThemes
from pmokit.model.maturity import DomainId
from pmokit.model.processes import ClassId
from pmokit.model.reviews import ReviewBrief
from pmokit.model.steps import QuarterLabel
from pmokit.model.units import UnitCode

ImprovementState = Literal["plan", "do", "check", "act", "closed"]
STATES: tuple[ImprovementState, ...] = ("plan", "do", "check", "act", "closed")
Decision = Literal["standardise", "adapt", "drop"]
Direction = Literal["up", "down"]
InitiativeState = Literal["not started", "running", "finished", "stopped"]


class Expected(Frozen):
    """What a measure should change: one KPI or one domain of the maturity model."""

    kind: Literal["kpi", "domain"]
    of: str = Field(min_length=1, description="Id of the KPI or the domain")
    target: float
    direction: Direction = "up"


class Effect(Frozen):
    """What was measured before and after; the same figure both times."""

    before: float
    before_on: dt.date
    after: float
    after_on: dt.date
    source: str = Field(min_length=3, description="Where both figures come from")


class Improvement(Frozen):
    """One entry of the log: plan, do, check, act."""

    id: Slug
    problem: str = Field(min_length=5)
    cause: str = ""
    measure: str = Field(min_length=5)
    expects: Expected | None = None
    owner: str = ""
    opened: dt.date
    due: dt.date | None = None
    state: ImprovementState = "plan"
    effect: Effect | None = None
    decision: Decision | None = None
    decided: dt.date | None = None
    reason: str = Field(default="", description="Why this decision")
    comes_from: str = Field(default="", description="Theme, lesson or review that it comes from")


class ImprovementLog(Frozen):
    """The body of the document ``improvement``."""

    entries: tuple[Improvement, ...] = ()


class Reuse(Frozen):
    """Where a lesson was used again."""

    where: str = Field(min_length=2, description="Project or document")
    on: dt.date


class Lesson(Frozen):
    """One lesson learned."""

    id: Slug
    recorded: dt.date
    context: str = Field(min_length=5)
    happened: str = Field(min_length=5)
    why: str = Field(min_length=5)
    recommendation: str = Field(min_length=5)
    classes: tuple[ClassId, ...] = Field(default=(), description="Classes of project it applies to; empty: all")
    processes: tuple[Slug, ...] = Field(default=(), description="Processes it applies to; empty: all")
    reused: tuple[Reuse, ...] = ()


class LessonsLearned(Frozen):
    """The body of the document ``lessons``."""

    lessons: tuple[Lesson, ...] = ()


class PromisedInitiative(Frozen):
    """How far an initiative of a wave is."""

    id: Slug
    name: str = Field(min_length=1)
    domains: tuple[DomainId, ...] = ()
    state: InitiativeState = "not started"
    due: QuarterLabel | None = None


class PromisedKpi(Frozen):
    """The value that a KPI is to reach, and the one from which on it is red."""

    kpi: Name
    target: float
    red_at: float | None = Field(default=None, description="Red at this value and beyond it; None = no red")
    direction: Direction = "up"


class PromisedWave(Frozen):
    """What is to be true when a wave ends."""

    name: str = Field(min_length=1)
    by: QuarterLabel
    levels: dict[DomainId, Annotated[float, Field(ge=0, le=10)]] = Field(default_factory=dict)
    kpis: tuple[PromisedKpi, ...] = ()
    initiatives: tuple[PromisedInitiative, ...] = ()


class Promises(Frozen):
    """The body of the document ``promises``: what the roadmap promised when it was agreed."""

    made_on: dt.date
    round: int = Field(
        default=0, ge=0, description="Round of the assessment that the roadmap was built on; 0: none of this engagement"
    )
    waves: tuple[PromisedWave, ...] = ()
    source: str = Field(min_length=3)


class Signals(Frozen):
    """The body of the document ``signals``: what the office knows and no figure tells; None = nobody has said."""

    as_of: dt.date
    reorganised: bool | None = None
    sponsor_changed: bool | None = None
    notes: dict[Name, str] = Field(default_factory=dict, description="What each signal rests on")


class SampleMeasurement(Frozen):
    """Values of a KPI by period; null where there is none, the reason beside it."""

    kpi: Name
    values: dict[QuarterLabel, float | None]
    n: int | None = Field(default=None, ge=0)
    reason: str = ""


class SampleUnitImprovement(Frozen):
    """Step 6 of one unit."""

    reviews: ReviewBrief | None = None
    log: ImprovementLog | None = None
    lessons: LessonsLearned | None = None
    themes: FeedbackThemes | None = None
    promises: Promises | None = None
    signals: Signals | None = None
    measurements: tuple[SampleMeasurement, ...] = ()


class SampleImprovement(RootModel[dict[UnitCode, SampleUnitImprovement]]):
    """The file ``improvement.yaml`` of a sample engagement: step 6 by unit."""


def find_sample_improvement_faults(
    sample: SampleImprovement, domains: Collection[str] = (), kpis: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield double ids, codings of unknown themes, domains and KPIs that model and catalogue do not have.

    Parameters
    ----------
    sample
        The file, or a draft (see :mod:`pmokit.model.checks`).
    domains
        Domain ids of its model; empty = not known, not checked.
    kpis
        Ids of the catalogue; empty = not known, not checked.
    """
    for unit, given in sample.root.items():
        if given.log:
            yield from double_ids([e.id for e in given.log.entries], (unit, "log", "entries"), "entry")
        if given.lessons:
            yield from double_ids([e.id for e in given.lessons.lessons], (unit, "lessons", "lessons"), "lesson")
        if given.themes:
            yield from _theme_faults(given.themes, (unit, "themes"))
        for owner, domain, path in _domains_named(given):
            yield from _unknown(owner, "domain", domain, domains, (unit, *path))
        for owner, kpi, path in _kpis_named(given):
            yield from _unknown(owner, "KPI", kpi, kpis, (unit, *path))


def _domains_named(given: SampleUnitImprovement) -> Iterator[tuple[str, str, Path]]:
    yield from _expected(given, "domain")
    for at, wave in enumerate(given.promises.waves if given.promises else ()):
        for domain in wave.levels:
            yield wave.name, domain, ("promises", "waves", at, "levels", domain)


def _kpis_named(given: SampleUnitImprovement) -> Iterator[tuple[str, str, Path]]:
    yield from _expected(given, "kpi")
    for at, wave in enumerate(given.promises.waves if given.promises else ()):
        for n, promised in enumerate(wave.kpis):
            yield wave.name, promised.kpi, ("promises", "waves", at, "kpis", n, "kpi")
    for at, measured in enumerate(given.measurements):
        yield "measurements", measured.kpi, ("measurements", at, "kpi")


def _expected(given: SampleUnitImprovement, kind: Literal["kpi", "domain"]) -> Iterator[tuple[str, str, Path]]:
    for at, entry in enumerate(given.log.entries if given.log else ()):
        if entry.expects and entry.expects.kind == kind:
            yield entry.id, entry.expects.of, ("log", "entries", at, "expects", "of")


def _theme_faults(themes: FeedbackThemes, path: Path) -> Iterator[Fault]:
    known = [theme.id for theme in themes.themes]
    yield from double_ids(known, (*path, "themes"), "theme")
    for at, coding in enumerate(themes.codings):
        for n, theme in enumerate(coding.themes):
            if is_unknown(theme, known):
                yield Fault(
                    what=f"unknown theme '{theme}'",
                    expected="a theme of the same list",
                    hint=did_you_mean(theme, known),
                    path=(*path, "codings", at, "themes", n),
                )


def _unknown(owner: str, kind: str, word: str, known: Collection[str], path: Path) -> Iterator[Fault]:
    if is_unknown(word, known):
        yield Fault(
            what=f"{owner}: unknown {kind} '{word}'",
            expected="a domain of the model" if kind == "domain" else "a KPI of the catalogue",
            hint=did_you_mean(word, known),
            path=path,
        )
