"""The catalogue of processes: how projects and the portfolio are run, with artefacts, gates, policies and quality."""

from functools import cached_property
from typing import Literal

from pydantic import Field

from pmokit.model.base import Frozen, Name, Slug, Text, Version
from pmokit.model.fields import FieldCode
from pmokit.model.maturity import QuestionId

Cycle = Literal["project", "portfolio"]
Way = Literal["planned", "agile", "hybrid"]
Duty = Literal["must", "should", "may"]
Dimension = Literal["size", "risk", "novelty"]
ClassId = Literal["A", "B", "C"]
Measure = Literal["bac", "months"]

CLASS_IDS: tuple[ClassId, ...] = ("C", "B", "A")
"""Project classes from the lightest to the heaviest."""
DUTIES: tuple[Duty, ...] = ("must", "should", "may")
MOST_STEPS = 7


class Phase(Frozen):
    """A stretch of the project's life or of the portfolio's year."""

    id: Slug
    name: Text
    cycle: Cycle


class ProjectRole(Frozen):
    """A role that somebody has in one project only."""

    id: Slug
    name: Text
    usually: Slug = Field(description="Role of roles.yaml that most often has it")


class Step(Frozen):
    """What one role does."""

    role: Slug
    does: Text


class Process(Frozen):
    """A sequence of steps with a trigger, roles, inputs and outputs, which carries out a policy."""

    id: Slug
    name: Text
    phase: Slug
    way: Way = Field(
        default="hybrid", description="planned: only beside fixed plans; agile: only beside short cycles; hybrid: both"
    )
    owner: Slug = Field(description="Role that keeps the process itself in order")
    trigger: Text
    inputs: tuple[Slug, ...] = Field(min_length=1, description="Artefacts")
    steps: tuple[Step, ...] = Field(min_length=2, max_length=MOST_STEPS)
    outputs: tuple[Slug, ...] = Field(min_length=1, description="Artefacts")
    gate: Slug | None = Field(default=None, description="The gate that it leads to")
    question: Text = Field(description="What has to be answered with yes before the work goes on")
    light: Text = Field(description="The least that a small project does")
    agile: Text = Field(description="How lasting teams in short cycles do it")
    hybrid: Text = Field(description="What to mind where both ways meet")
    policy: Slug
    fields: tuple[FieldCode, ...] = Field(min_length=1)
    improves: tuple[QuestionId, ...] = Field(min_length=1, description="Questions of ppm_maturity that it lifts")
    duty: dict[ClassId, Duty] = Field(min_length=1, description="By project class; a class that is absent skips it")
    source: str = Field(min_length=3)


class Artefact(Frozen):
    """A document, list or record that a process leaves behind or takes up."""

    id: Slug
    name: Text
    purpose: Text
    minutes: int = Field(ge=0, le=2400, description="To fill it for a standard project; 0: it comes from outside")
    sections: tuple[Text, ...] = Field(min_length=1)
    outside: bool = Field(default=False, description="Made elsewhere, such as the ledger: no process here produces it")


class GateCriterion(Frozen):
    """One thing that somebody sees, or does not see, before a gate."""

    id: Slug
    text: Text
    artefact: Slug = Field(description="Where one looks")
    classes: tuple[ClassId, ...] = Field(min_length=1)


class Gate(Frozen):
    """A point at which a named role decides by one question."""

    id: Slug
    name: Text
    question: Text
    decisions: dict[ClassId, Slug] = Field(
        min_length=1,
        description="Kind of decision of roles.yaml by class, which says who usually takes it; absent: no such gate",
    )
    agile: Text = Field(description="What stands for it beside short cycles")
    criteria: tuple[GateCriterion, ...] = Field(min_length=2)


class Policy(Frozen):
    """A rule that holds for all projects, in sentences that one can break."""

    id: Slug
    name: Text
    rules: tuple[Text, ...] = Field(min_length=1)


class ScoredOption(Frozen):
    """One answer to a criterion, with its points."""

    id: Name
    text: Text
    points: int = Field(ge=0, le=100)
    upto: float | None = Field(default=None, gt=0, description="Largest measured value that still belongs here")
    at_least: ClassId | None = Field(default=None, description="The class that this answer alone calls for")


class ClassCriterion(Frozen):
    """One question by which a project gets its class."""

    id: Slug
    dimension: Dimension
    question: Text
    measure: Measure | None = Field(
        default=None, description="Read from the project list: approved budget in thousands, or planned months"
    )
    options: tuple[ScoredOption, ...] = Field(min_length=2)

    @cached_property
    def by_id(self) -> dict[str, ScoredOption]:
        """Options by id."""
        return {option.id: option for option in self.options}


class ProjectClass(Frozen):
    """A class of projects and the points from which it holds."""

    id: ClassId
    name: Text
    from_points: int = Field(ge=0)
    meaning: Text


class QualityMeasure(Frozen):
    """A figure on the delivered product."""

    id: Slug
    name: Text
    formula: Text
    target: Text
    classes: tuple[ClassId, ...] = Field(min_length=1)


class IntakeField(Frozen):
    """One thing that a request says."""

    id: Slug
    name: Text
    complete_when: Text
    classes: tuple[ClassId, ...] = Field(min_length=1, description="Classes of project whose request has to say it")


class AcceptanceRule(Frozen):
    """What an acceptance criterion has to be like, and from which class on."""

    id: Slug
    text: Text
    classes: tuple[ClassId, ...] = Field(min_length=1)


class Quality(Frozen):
    """Standards for requests, acceptance and products by class."""

    intake: tuple[IntakeField, ...] = Field(min_length=1)
    acceptance: tuple[AcceptanceRule, ...] = Field(min_length=1)
    measures: tuple[QualityMeasure, ...] = Field(min_length=1)


class ProcessCatalogue(Frozen):
    """The file ``processes.yaml``."""

    version: Version
    model: Name = Field(description="The maturity model whose questions the processes lift")
    source: str = Field(min_length=3)
    project_roles: tuple[ProjectRole, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)
    classification: tuple[ClassCriterion, ...] = Field(min_length=1)
    classes: tuple[ProjectClass, ...] = Field(min_length=3, max_length=3)
    policies: tuple[Policy, ...] = Field(min_length=1)
    gates: tuple[Gate, ...] = Field(min_length=1)
    artefacts: tuple[Artefact, ...] = Field(min_length=1)
    quality: Quality
    processes: tuple[Process, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Process]:
        """Processes by id."""
        return {process.id: process for process in self.processes}

    @cached_property
    def artefact_by_id(self) -> dict[str, Artefact]:
        """Artefacts by id."""
        return {artefact.id: artefact for artefact in self.artefacts}

    @cached_property
    def gate_by_id(self) -> dict[str, Gate]:
        """Gates by id, in the order of a project's life."""
        return {gate.id: gate for gate in self.gates}

    @cached_property
    def policy_by_id(self) -> dict[str, Policy]:
        """Policies by id."""
        return {policy.id: policy for policy in self.policies}

    @cached_property
    def phase_by_id(self) -> dict[str, Phase]:
        """Phases by id."""
        return {phase.id: phase for phase in self.phases}

    def cycle_of(self, process: Process) -> Cycle:
        """Return the cycle that a process belongs to: that of its phase."""
        return self.phase_by_id[process.phase].cycle
