"""Read the catalogue of processes, and what a sample says on method, risks and decisions."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from pmokit.content import places
from pmokit.content.catalogues import ROLES
from pmokit.content.library import load_model
from pmokit.content.reading import Loaded, read
from pmokit.model.decisions import DecisionLog
from pmokit.model.methodology import MethodologyBrief, SampleMethodologies
from pmokit.model.methodology_checks import find_brief_faults, find_log_faults, find_register_faults
from pmokit.model.process_checks import find_process_faults
from pmokit.model.processes import ProcessCatalogue
from pmokit.model.risks import RiskRegister
from pmokit.model.services import RoleCatalogue

PROCESSES = "processes.yaml"
FIRST_METHODOLOGY = "first_methodology.yaml"


def read_processes(file: Path, questions: Collection[str] = ()) -> Loaded[ProcessCatalogue]:
    """Read a catalogue of processes.

    Parameters
    ----------
    file
        ``processes.yaml``; the roles are looked for beside it, else in the kit.
    questions
        Ids of the questions of the model it names; empty = not known, not checked.
    """
    beside = file.parent / ROLES
    roles = read(beside if beside.is_file() else _folder() / ROLES, RoleCatalogue).draft
    # Roles that could not be read may have been meant by any link.
    known = () if "" in roles.names else tuple(roles.names)
    reading = read(file, ProcessCatalogue)
    decisions = [decision.id for decision in roles.decisions]
    return reading.checked(list(find_process_faults(reading.draft, known, decisions, questions)))


@cache
def load_processes() -> ProcessCatalogue:
    """Return the kit's catalogue of processes.

    Raises
    ------
    ContentError
        If it has faults.
    """
    file = _folder() / PROCESSES
    model = read(file, ProcessCatalogue).draft.model
    questions = load_model(model).question_by_id if model else ()
    return read_processes(file, questions).unwrap()


def read_methodologies(file: Path) -> Loaded[SampleMethodologies]:
    """Read the briefs of methodologies, checked against the kit's catalogue of processes."""
    reading = read(file, SampleMethodologies)
    catalogue = read(_folder() / PROCESSES, ProcessCatalogue).draft
    faults = list(find_brief_faults(reading.draft.organisation, catalogue, ("organisation",)))
    for unit, brief in reading.draft.by_unit.items():
        faults += find_brief_faults(brief, catalogue, ("by_unit", unit))
    return reading.checked(faults)


@cache
def load_first_brief() -> MethodologyBrief:
    """Return what a methodology starts from where nobody has agreed anything yet.

    Raises
    ------
    ContentError
        If it has faults.
    """
    return read_methodologies(_folder() / FIRST_METHODOLOGY).unwrap().organisation


def read_register(file: Path) -> Loaded[RiskRegister]:
    """Read a register of risks."""
    reading = read(file, RiskRegister)
    return reading.checked(list(find_register_faults(reading.draft)))


def read_decisions(file: Path) -> Loaded[DecisionLog]:
    """Read a log of decisions."""
    reading = read(file, DecisionLog)
    return reading.checked(list(find_log_faults(reading.draft)))


def _folder() -> Path:
    return places.templates() / "catalogues"
