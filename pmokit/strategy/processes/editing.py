"""Change a methodology: each function returns a new one, checked as a whole where its parts depend on each other."""

from collections.abc import Mapping, Sequence

from pmokit.errors import PmokitError
from pmokit.model.methodology import GateRule, Methodology, MethodologyBrief, RatedProject, Tolerance
from pmokit.model.methodology_checks import find_brief_faults
from pmokit.model.processes import ClassId, ProcessCatalogue


def set_decider(methodology: Methodology, gate: str, project_class: ClassId, role: str | None) -> Methodology:
    """Name who decides at a gate for a class; None takes the gate away from the class.

    Parameters
    ----------
    methodology
        As it is.
    gate, project_class
        Row and column.
    role
        A role of roles.yaml or of a project.
    """
    known = {rule.gate: rule.decides for rule in methodology.gates}
    decides = {one: given for one, given in known.get(gate, {}).items() if one != project_class}
    if role is not None:
        decides[project_class] = role
    rules = {**known, gate: decides}
    return methodology.model_copy(
        update={"gates": tuple(GateRule(gate=name, decides=given) for name, given in rules.items())}
    )


def set_owner(methodology: Methodology, process: str, role: str | None) -> Methodology:
    """Name the role that keeps a process in order; None: nobody.

    Parameters
    ----------
    methodology
        As it is.
    process
        The process.
    role
        A role of roles.yaml.

    Raises
    ------
    PmokitError
        If the methodology has no such process.
    """
    if process not in methodology.duties:
        raise PmokitError(f"the methodology has no process '{process}'. Expected: {', '.join(methodology.duties)}.")
    return methodology.model_copy(update={"owners": {**methodology.owners, process: role}})


def set_tolerances(
    methodology: Methodology, tolerances: Sequence[Tolerance], catalogue: ProcessCatalogue
) -> Methodology:
    """Set all limits.

    Parameters
    ----------
    methodology
        As it is.
    tolerances
        By class from the bottom level up.
    catalogue
        Its classes and criteria.

    Raises
    ------
    PmokitError
        If a ladder leaves out its first step or falls on the way up; all faults at once.
    """
    return _checked(methodology.model_copy(update={"tolerances": tuple(tolerances)}), catalogue)


def rate_project(
    methodology: Methodology, unit: str, project: str, answers: Mapping[str, str | None], catalogue: ProcessCatalogue
) -> Methodology:
    """Record what people answered on a project; without any answer it is not rated any more.

    Parameters
    ----------
    methodology
        As it is.
    unit, project
        Which project.
    answers
        Option by criterion; None: open.
    catalogue
        Its criteria.

    Raises
    ------
    PmokitError
        If no criterion offers an answer.
    """
    others = [one for one in methodology.rated if (one.unit, one.project) != (unit, project)]
    given = {name: option for name, option in answers.items() if option is not None}
    rated = [*others, RatedProject(project=project, unit=unit, answers=given)] if given else others
    return _checked(methodology.model_copy(update={"rated": tuple(rated)}), catalogue)


def _checked(methodology: Methodology, catalogue: ProcessCatalogue) -> Methodology:
    brief = MethodologyBrief(
        way=methodology.way,
        control=methodology.control,
        thresholds={one.id: one.from_points for one in methodology.classes},
        tolerances=methodology.tolerances,
        appetite=methodology.appetite,
        guidelines=methodology.guidelines,
        rated=methodology.rated,
        source=methodology.source,
    )
    faults = list(find_brief_faults(brief, catalogue))
    if faults:
        raise PmokitError(faults)
    return methodology
