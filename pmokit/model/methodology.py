"""The agreed methodology: classes, tailoring, deciders, tolerances, appetite for risk, guidelines for lending people."""

from typing import Annotated, Literal

from pydantic import Field

from pmokit.model.base import Frozen, Slug
from pmokit.model.pmo import ControlLevel
from pmokit.model.processes import ClassCriterion, ClassId, Duty, ProjectClass, Way
from pmokit.model.risks import Appetite
from pmokit.model.units import UnitCode

Level = Literal["project-manager", "sponsor", "steering-group", "portfolio-review"]
LEVELS: tuple[Level, ...] = ("project-manager", "sponsor", "steering-group", "portfolio-review")
"""Steps of the escalation ladder from the bottom; the last one has no limit."""
Share = Annotated[float, Field(ge=0, le=10, description="0.1 stands for 10 %")]


class Tolerance(Frozen):
    """How far a project of a class may leave its approved baseline before the next level has to decide.

    A level decides up to and including its limits; beyond one of them the next level does.
    """

    project_class: ClassId
    level: Level
    weeks_late: float = Field(ge=0, le=520)
    cost_over: Share
    benefit_lost: Share
    scope: str = Field(min_length=3, description="The change of scope that this level may still accept")
    scope_share: Share = Field(description="The same as part of the approved scope, in money or in size points")


class AllocationGuideline(Frozen):
    """What a department agreed on lending its people to projects."""

    department: str = Field(min_length=1)
    decides: str = Field(min_length=1, description="Who says yes or no, by title")
    lent_share: float = Field(ge=0, le=1, description="Most of a person's time that projects may have")
    most_projects: int = Field(ge=1, le=20, description="Projects that one person works on at once")
    notice_weeks: float = Field(ge=0, le=52, description="Between request and first day")
    escalation: str = Field(min_length=3)
    agreed_by: str = Field(default="", description="Name and date; empty: not agreed yet")


class GateRule(Frozen):
    """Who decides at a gate, by class; a class without a decider does not have the gate."""

    gate: Slug
    decides: dict[ClassId, Slug | None]


class RatedProject(Frozen):
    """What people answered to the criteria of classification for a project."""

    project: str = Field(min_length=1)
    unit: UnitCode
    answers: dict[Slug, str | None]


class MethodologyBrief(Frozen):
    """What a methodology is proposed from."""

    way: Way
    control: ControlLevel
    thresholds: dict[ClassId, int] = Field(default_factory=dict, description="Points; absent: those of the catalogue")
    tolerances: tuple[Tolerance, ...] = Field(min_length=1)
    appetite: Appetite
    guidelines: tuple[AllocationGuideline, ...] = ()
    rated: tuple[RatedProject, ...] = ()
    source: str = Field(min_length=3)


class Methodology(Frozen):
    """The body of the step document "methodology"; what follows from it is computed anew.

    Its lookup is built anew at each call: a copy with changes takes what is cached along with it.
    """

    way: Way
    control: ControlLevel
    classes: tuple[ProjectClass, ...] = Field(min_length=3, max_length=3)
    classification: tuple[ClassCriterion, ...] = Field(min_length=1)
    duties: dict[Slug, dict[ClassId, Duty]] = Field(description="By process and class; absent: not asked for")
    owners: dict[Slug, Slug | None] = Field(description="Role that keeps the process in order")
    gates: tuple[GateRule, ...]
    tolerances: tuple[Tolerance, ...]
    appetite: Appetite
    guidelines: tuple[AllocationGuideline, ...] = ()
    rated: tuple[RatedProject, ...] = ()
    catalogue: str = Field(description="Version of the catalogue that it was made from")
    source: str = Field(min_length=3)

    @property
    def class_by_id(self) -> dict[str, ProjectClass]:
        """Classes by id."""
        return {one.id: one for one in self.classes}

    def duty(self, process: str, project_class: ClassId) -> Duty | None:
        """Return whether a class must, should or may run a process; None: it does not."""
        return self.duties.get(process, {}).get(project_class)

    def decider(self, gate: str, project_class: ClassId) -> str | None:
        """Return the role that decides at a gate for a class; None: nobody."""
        return next((rule.decides.get(project_class) for rule in self.gates if rule.gate == gate), None)


class SampleMethodologies(Frozen):
    """The file ``methodology.yaml`` of a sample engagement, and the kit's ``first_methodology.yaml``.

    It holds the whole organisation's brief, and those of single units.
    """

    organisation: MethodologyBrief
    by_unit: dict[UnitCode, MethodologyBrief] = Field(default_factory=dict)
