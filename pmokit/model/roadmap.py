"""The bodies of the roadmap's step documents: confirmed estimates, the stored plan with its waves, scenarios, actual progress."""

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from pmokit.model.base import Frozen, Name, Slug
from pmokit.model.initiatives import CostRange
from pmokit.model.pins import Pin
from pmokit.model.plan_findings import PlanFindings
from pmokit.model.planning import Plan
from pmokit.model.steps import PlanningFrame

WaveName = Literal["mobilise", "foundation", "standardise", "integrate", "optimise"]
WAVES: tuple[WaveName, ...] = get_args(WaveName)
STAGES: tuple[tuple[str, tuple[WaveName, ...]], ...] = (
    ("Start", ("mobilise", "foundation")),
    ("Standardise", ("standardise",)),
    ("Build out", ("integrate", "optimise")),
)
"""What the board sees of the waves."""
ProgressState = Literal["done", "running", "dropped"]


def wave_title(wave: str) -> str:
    """Return what a wave is called on pages and in files: its stage and, where that has several waves, its own name.

    Parameters
    ----------
    wave
        One of ``WAVES``; any other name, as a promise may have it, is returned as it is.
    """
    for stage, waves in STAGES:
        if wave in waves:
            return f"{stage} ({wave})" if len(waves) > 1 else stage
    return wave


class Estimate(Frozen):
    """What the client says about one initiative; what is left out stays as the catalogue has it.

    It is confirmed once effort, cost and owner are given, and someone has said so by name and date.
    """

    duration_quarters: int | None = Field(default=None, ge=1, le=12)
    fte: dict[Name, Annotated[float, Field(ge=0)]] | None = Field(default=None, description="FTE by skill and quarter")
    cost_k: CostRange | None = Field(default=None, description="Thousands in each quarter that it runs")
    owner: str = Field(default="", max_length=200, description="The person accountable, by name")
    sponsor_fte: float | None = Field(default=None, ge=0, le=1, description="The sponsor's time in each quarter")
    benefit_k: float | None = Field(default=None, ge=0, description="Thousands in each quarter after its end")
    benefit_source: str = Field(default="", max_length=400)
    confirmed_by: str = Field(default="", max_length=200)
    confirmed_on: dt.date | None = None

    @model_validator(mode="after")
    def _benefit_has_source(self) -> "Estimate":
        if self.benefit_k and not self.benefit_source.strip():
            msg = f"a benefit of {self.benefit_k:g} thousand a quarter has no source"
            raise ValueError(msg)
        return self

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing before it is confirmed: effort, cost, owner, confirmation."""
        there = {
            "effort": self.fte is not None,
            "cost": self.cost_k is not None,
            "owner": bool(self.owner.strip()),
            "confirmation": bool(self.confirmed_by.strip()) and self.confirmed_on is not None,
        }
        return tuple(name for name, given in there.items() if not given)


class Estimates(Frozen):
    """The document ``estimates``: by initiative."""

    initiatives: dict[Slug, Estimate] = Field(default_factory=dict)

    def unconfirmed(self, initiatives: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return what is missing for each initiative that is not confirmed.

        Parameters
        ----------
        initiatives
            Ids, such as those that a plan chooses.
        """
        lacking = {name: self.initiatives.get(name, Estimate()).lacks for name in initiatives}
        return {name: lacks for name, lacks in lacking.items() if lacks}


class Wave(Frozen):
    """A stretch of quarters and the initiatives that end in it; an empty stretch has ``last`` below ``first``."""

    name: WaveName
    first: int
    last: int
    initiatives: tuple[str, ...] = ()


class StoredRoadmap(Frozen):
    """The document ``roadmap``: a plan that was made once, so that everybody reads the same one.

    ``problem_hash`` says which problem it answers; ``versions`` with what it was solved.
    """

    problem_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    plan: Plan
    waves: tuple[Wave, ...]
    seed: int
    versions: dict[str, str]
    made_on: dt.date
    found: PlanFindings | None = Field(default=None, description="What solving again said; None = not asked yet")


class FrameChanges(Frozen):
    """What a scenario changes in a planning frame; what is left out stays."""

    budget_factor: float = Field(default=1, ge=0, le=10, description="1.1 is ten per cent more in each quarter")
    extra_fte: dict[Name, Annotated[float, Field(ge=-20, le=20)]] = Field(
        default_factory=dict, description="FTE more (or less) in every quarter, by skill"
    )
    extra_quarters: int = Field(default=0, ge=0, le=20, description="With the last quarter's capacity and money")
    start_limit: int | None = Field(default=None, ge=1, le=100)
    pins: tuple[Pin, ...] = Field(default=(), description="Further pins")
    without_pins_of: tuple[Slug, ...] = Field(default=(), description="Initiatives whose pins are taken away")


class Scenario(Frozen):
    """One other set of circumstances, and the plan for it."""

    name: str = Field(min_length=1, max_length=80)
    note: str = Field(default="", max_length=400)
    changes: FrameChanges
    frame: PlanningFrame
    problem_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    plan: Plan
    author: str = Field(min_length=1)


class Scenarios(Frozen):
    """The document ``scenario``: all scenarios of a unit by name, in the order in which they were made."""

    scenarios: tuple[Scenario, ...] = ()

    @model_validator(mode="after")
    def _names_once(self) -> "Scenarios":
        names = [one.name for one in self.scenarios]
        double = sorted({name for name in names if names.count(name) > 1})
        if double:
            msg = f"two scenarios are called {', '.join(double)}"
            raise ValueError(msg)
        return self

    def with_scenario(self, scenario: Scenario) -> "Scenarios":
        """Return the same with a scenario added, in the place of one of the same name."""
        kept = tuple(one for one in self.scenarios if one.name != scenario.name)
        return Scenarios(scenarios=(*kept, scenario))


class Progress(Frozen):
    """Where one initiative stands: done, running with so many quarters left, or dropped."""

    state: ProgressState
    quarters_left: int = Field(default=0, ge=0, le=40)

    @model_validator(mode="after")
    def _runs_on(self) -> "Progress":
        if (self.state == "running") != (self.quarters_left > 0):
            msg = "what is running has at least one quarter left, what is done or dropped has none"
            raise ValueError(msg)
        return self


class Actuals(Frozen):
    """The document ``actuals``: what has happened up to the start of a quarter.

    ``spent_k`` is what the quarters before it cost, in thousands; None where it is not known: then the plan's own figures count.
    """

    now: int = Field(ge=0, le=200, description="The first quarter that can still be planned")
    progress: dict[str, Progress] = Field(default_factory=dict)
    spent_k: float | None = Field(default=None, ge=0)
