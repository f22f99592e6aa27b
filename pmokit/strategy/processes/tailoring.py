"""Propose a methodology from the catalogue, and show what each class of project does with it."""

from collections.abc import Mapping

import pandas as pd

from pmokit.errors import PmokitError
from pmokit.model.base import say
from pmokit.model.methodology import GateRule, Methodology, MethodologyBrief
from pmokit.model.methodology_checks import find_brief_faults
from pmokit.model.pmo import ControlLevel
from pmokit.model.processes import CLASS_IDS, ClassId, Duty, Process, ProcessCatalogue, Way
from pmokit.model.services import RoleCatalogue
from pmokit.strategy.sizing import holder


def propose_methodology(
    brief: MethodologyBrief,
    catalogue: ProcessCatalogue,
    roles: RoleCatalogue,
    posts: Mapping[str, object] | None = None,
) -> Methodology:
    """Propose a methodology: the catalogue's processes that fit the way of working, stricter or freer by control level.

    Parameters
    ----------
    brief
        Way, control level, thresholds, tolerances, appetite, guidelines.
    catalogue
        Processes, gates, classes.
    roles
        Says who takes which decision, and who stands in for a role without a post.
    posts
        Roles of the PMO that are staffed; None: not known, processes keep their usual owners.

    Raises
    ------
    PmokitError
        If the brief contradicts itself or the catalogue; all faults at once.
    """
    faults = list(find_brief_faults(brief, catalogue))
    if faults:
        raise PmokitError(faults)
    fitting = [process for process in catalogue.processes if fits(process.way, brief.way)]
    classes = tuple(
        one.model_copy(update={"from_points": brief.thresholds.get(one.id, one.from_points)})
        for one in catalogue.classes
    )
    return Methodology(
        way=brief.way,
        control=brief.control,
        classes=classes,
        classification=catalogue.classification,
        duties={process.id: _duties(process, brief.control) for process in fitting},
        owners={process.id: _owner(process, roles, posts) for process in fitting},
        gates=_gates(catalogue, roles, brief.control),
        tolerances=brief.tolerances,
        appetite=brief.appetite,
        guidelines=brief.guidelines,
        rated=brief.rated,
        catalogue=f"processes {catalogue.version}, roles {roles.version}",
        source=brief.source,
    )


def fits(process: Way, methodology: Way) -> bool:
    """Return whether a process belongs to a way of working; hybrid ones belong to both, and a hybrid way takes all."""
    return "hybrid" in {process, methodology} or process == methodology


def tailoring_matrix(methodology: Methodology, catalogue: ProcessCatalogue, language: str = "en") -> pd.DataFrame:
    """Return what each class must, should or may do, process by process.

    Parameters
    ----------
    methodology, catalogue
        The duties, and the processes that they are about.
    language
        Language of the names.

    Returns
    -------
    pandas.DataFrame
        process, name, cycle, phase, way, C, B, A (duty or empty), gate, artefacts (names of the outputs), owner.
    """
    rows = []
    for process in catalogue.processes:
        if process.id not in methodology.duties:
            continue
        artefacts = (say(catalogue.artefact_by_id[name].name, language) for name in process.outputs)
        phase = say(catalogue.phase_by_id[process.phase].name, language)
        rows.append(
            (
                *(process.id, say(process.name, language), catalogue.cycle_of(process), phase, process.way),
                *(methodology.duty(process.id, one) or "" for one in CLASS_IDS),
                say(catalogue.gate_by_id[process.gate].name, language) if process.gate else "",
                ", ".join(artefacts),
                methodology.owners.get(process.id) or "",
            )
        )
    columns = ["process", "name", "cycle", "phase", "way", *CLASS_IDS, "gate", "artefacts", "owner"]
    return pd.DataFrame(rows, columns=columns)


def set_duty(methodology: Methodology, process: str, project_class: ClassId, duty: Duty | None) -> Methodology:
    """Return a methodology in which a class has another duty towards a process.

    Parameters
    ----------
    methodology
        As it is.
    process, project_class
        Row and column of the matrix.
    duty
        None: the class does not run the process.

    Raises
    ------
    PmokitError
        If the methodology has no such process.
    """
    if process not in methodology.duties:
        raise PmokitError(f"the methodology has no process '{process}'. Expected: {', '.join(methodology.duties)}.")
    kept: dict[ClassId, Duty] = {
        one: given for one, given in methodology.duties[process].items() if one != project_class
    }
    changed = kept if duty is None else {**kept, project_class: duty}
    return methodology.model_copy(update={"duties": {**methodology.duties, process: changed}})


def set_threshold(methodology: Methodology, project_class: ClassId, from_points: int) -> Methodology:
    """Return a methodology in which a class holds from other points on.

    Parameters
    ----------
    methodology
        As it is.
    project_class
        B or A; the lightest class always holds from 0 on.
    from_points
        Its new threshold.

    Raises
    ------
    PmokitError
        If the thresholds would not rise from 0.
    """
    classes = tuple(
        one.model_copy(update={"from_points": from_points}) if one.id == project_class else one
        for one in methodology.classes
    )
    starts = [one.from_points for one in classes]
    if starts[0] != 0 or sorted(set(starts)) != starts:
        shown = ", ".join(f"{one.id} from {one.from_points}" for one in classes)
        raise PmokitError(f"the thresholds would be {shown}. Expected: points that rise from 0.")
    return methodology.model_copy(update={"classes": classes})


def _duties(process: Process, control: ControlLevel) -> dict[ClassId, Duty]:
    """A directive PMO asks major and standard projects for all that is offered; a supportive one leaves light ones free."""
    duties: dict[ClassId, Duty] = {}
    for project_class, duty in process.duty.items():
        raised = control == "directive" and duty == "should" and project_class != "C"
        freed = control == "supportive" and duty == "must" and project_class == "C" and process.gate is None
        duties[project_class] = "must" if raised else "should" if freed else duty
    return duties


def _owner(process: Process, roles: RoleCatalogue, posts: Mapping[str, object] | None) -> str | None:
    if posts is None or process.owner not in roles.by_id:
        return process.owner
    return holder(process.owner, posts, roles)


def _gates(catalogue: ProcessCatalogue, roles: RoleCatalogue, control: ControlLevel) -> tuple[GateRule, ...]:
    decisions = {decision.id: decision for decision in roles.decisions}
    return tuple(
        GateRule(gate=gate.id, decides={one: decisions[kind].decides[control] for one, kind in gate.decisions.items()})
        for gate in catalogue.gates
    )
