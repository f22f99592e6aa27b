"""What one class of project has to do, on one card: processes, gates with deciders and criteria, artefacts, tolerances."""

from dataclasses import dataclass

from pmokit.model.methodology import Methodology, Tolerance
from pmokit.model.processes import (
    DUTIES,
    AcceptanceRule,
    Artefact,
    ClassId,
    Duty,
    Gate,
    GateCriterion,
    IntakeField,
    Process,
    ProcessCatalogue,
    ProjectClass,
    QualityMeasure,
)


@dataclass(frozen=True)
class ClassGate:
    """A gate as one class has it.

    Parameters
    ----------
    gate
        The gate.
    decider
        Role that decides; None: nobody is named.
    criteria
        What has to be seen.
    """

    gate: Gate
    decider: str | None
    criteria: tuple[GateCriterion, ...]


@dataclass(frozen=True)
class ClassCard:
    """All that holds for one class of project.

    Parameters
    ----------
    project_class
        The class.
    processes
        By duty, in the order of the catalogue.
    gates
        In the order of a project's life.
    artefacts
        What the processes leave behind, each with the strictest duty.
    must_minutes
        To fill the artefacts of the musts once, for a standard project.
    ladder
        Tolerances from the bottom level up.
    intake, acceptance, measures
        Quality standards of the class.
    """

    project_class: ProjectClass
    processes: dict[Duty, tuple[Process, ...]]
    gates: tuple[ClassGate, ...]
    artefacts: tuple[tuple[Artefact, Duty], ...]
    must_minutes: int
    ladder: tuple[Tolerance, ...]
    intake: tuple[IntakeField, ...]
    acceptance: tuple[AcceptanceRule, ...]
    measures: tuple[QualityMeasure, ...]


def class_card(methodology: Methodology, catalogue: ProcessCatalogue, project_class: ClassId) -> ClassCard:
    """Return what a project of a class must, should and may do.

    Parameters
    ----------
    methodology, catalogue
        What was agreed, and the processes that it is about.
    project_class
        The class.
    """
    asked = [process for process in catalogue.processes if methodology.duty(process.id, project_class)]
    by_duty = {
        duty: tuple(process for process in asked if methodology.duty(process.id, project_class) == duty)
        for duty in DUTIES
    }
    artefacts = _artefacts(by_duty, catalogue)
    quality = catalogue.quality
    return ClassCard(
        project_class=methodology.class_by_id[project_class],
        processes=by_duty,
        gates=class_gates(methodology, catalogue, project_class),
        artefacts=artefacts,
        must_minutes=sum(artefact.minutes for artefact, duty in artefacts if duty == "must"),
        ladder=tuple(one for one in methodology.tolerances if one.project_class == project_class),
        intake=tuple(one for one in quality.intake if project_class in one.classes),
        acceptance=tuple(one for one in quality.acceptance if project_class in one.classes),
        measures=tuple(one for one in quality.measures if project_class in one.classes),
    )


def class_gates(methodology: Methodology, catalogue: ProcessCatalogue, project_class: ClassId) -> tuple[ClassGate, ...]:
    """Return the gates that a class has, with who decides and what has to be seen.

    Parameters
    ----------
    methodology, catalogue, project_class
        As for :func:`class_card`.
    """
    rules = {rule.gate: rule.decides for rule in methodology.gates}
    return tuple(
        ClassGate(
            gate,
            rules[gate.id][project_class],
            tuple(criterion for criterion in gate.criteria if project_class in criterion.classes),
        )
        for gate in catalogue.gates
        if project_class in rules.get(gate.id, {})
    )


def _artefacts(
    by_duty: dict[Duty, tuple[Process, ...]], catalogue: ProcessCatalogue
) -> tuple[tuple[Artefact, Duty], ...]:
    strictest: dict[str, Duty] = {}
    for duty in DUTIES:
        for process in by_duty[duty]:
            if catalogue.cycle_of(process) == "project":
                for name in process.outputs:
                    strictest.setdefault(name, duty)
    return tuple((artefact, strictest[artefact.id]) for artefact in catalogue.artefacts if artefact.id in strictest)
