"""What somebody should mend in a methodology: classes without a must, gates without a decider, papers that nobody reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from pmokit.model.base import say
from pmokit.model.methodology import LEVELS, Methodology
from pmokit.model.processes import CLASS_IDS, ProcessCatalogue
from pmokit.model.services import RoleCatalogue
from pmokit.strategy.processes.tailoring import fits


@dataclass(frozen=True)
class MethodFinding:
    """One thing in a methodology that somebody should mend.

    Parameters
    ----------
    rule
        Stable name of the rule, such as ``gate-without-decider``.
    place
        Class, gate, artefact or process, by name.
    what
        What is wrong.
    todo
        What to do.
    """

    rule: str
    place: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}. {self.todo}."


def check_methodology(
    methodology: Methodology, catalogue: ProcessCatalogue, roles: RoleCatalogue
) -> tuple[MethodFinding, ...]:
    """Return what should be mended, classes first, then gates, artefacts, processes and guidelines.

    Parameters
    ----------
    methodology, catalogue
        What was agreed, and the processes that it is about.
    roles
        The roles that may own a process or decide.
    """
    return (
        *_class_findings(methodology),
        *_gate_findings(methodology, catalogue, roles),
        *_artefact_findings(methodology, catalogue),
        *_owner_findings(methodology, catalogue, roles),
        *_guideline_findings(methodology),
    )


def _class_findings(methodology: Methodology) -> Iterator[MethodFinding]:
    for one in CLASS_IDS:
        if not any(duties.get(one) == "must" for duties in methodology.duties.values()):
            todo = "Make at least the project order and the acceptance a must"
            yield MethodFinding("class-without-must", f"class {one}", "no process is a must", todo)
        if not any(tolerance.project_class == one for tolerance in methodology.tolerances):
            todo = "Agree what a project manager decides alone"
            yield MethodFinding("class-without-tolerance", f"class {one}", "no tolerance is agreed", todo)
        if not any(rule.decides.get(one) for rule in methodology.gates):
            yield MethodFinding(
                "class-without-gate", f"class {one}", "nobody decides at any gate", "Keep at least the order"
            )


def _gate_findings(
    methodology: Methodology, catalogue: ProcessCatalogue, roles: RoleCatalogue
) -> Iterator[MethodFinding]:
    known = {*roles.names, *(role.id for role in catalogue.project_roles)}
    for rule in methodology.gates:
        gate = catalogue.gate_by_id.get(rule.gate)
        name = f"gate {say(gate.name)}" if gate else f"gate {rule.gate}"
        for project_class, decider in rule.decides.items():
            place = f"{name}, class {project_class}"
            if not decider:
                yield MethodFinding("gate-without-decider", place, "nobody decides", "Name one role, or drop the gate")
            elif decider not in known:
                what = f"'{decider}' is no role of the catalogue"
                yield MethodFinding("unknown-decider", place, what, "Name a role of roles.yaml or a project role")


def _artefact_findings(methodology: Methodology, catalogue: ProcessCatalogue) -> Iterator[MethodFinding]:
    running = [process for process in catalogue.processes if methodology.duties.get(process.id)]
    made = {name for process in running for name in process.outputs}
    read = {name for process in running for name in process.inputs}
    # What only the other way of working makes is asked for where that way is in use.
    elsewhere = {name for one in catalogue.processes if not fits(one.way, methodology.way) for name in one.outputs}
    deciding = {rule.gate for rule in methodology.gates if any(rule.decides.values())}
    read |= {criterion.artefact for gate in catalogue.gates if gate.id in deciding for criterion in gate.criteria}
    for artefact in catalogue.artefacts:
        if artefact.id in made and artefact.id not in read:
            what = f"is filled ({artefact.minutes} minutes each time) and no process takes it up"
            yield MethodFinding("artefact-unused", say(artefact.name), what, "Strike it, or say who decides with it")
        if artefact.id in read - made - elsewhere and not artefact.outside:
            takers = [say(process.name) for process in running if artefact.id in process.inputs]
            what = f"no process makes it, but it is asked for by {', '.join(takers) or 'a gate'}"
            yield MethodFinding("artefact-missing", say(artefact.name), what, "Take in the process that makes it")


def _owner_findings(
    methodology: Methodology, catalogue: ProcessCatalogue, roles: RoleCatalogue
) -> Iterator[MethodFinding]:
    known = {*roles.names, *(role.id for role in catalogue.project_roles)}
    for name, duties in methodology.duties.items():
        process = catalogue.by_id.get(name)
        place = say(process.name) if process else name
        owner = methodology.owners.get(name)
        if process is None:
            todo = "Take it out, or use the catalogue it came from"
            yield MethodFinding("unknown-process", place, "the catalogue has no such process", todo)
        elif duties and not owner:
            yield MethodFinding("process-without-owner", place, "nobody keeps it in order", "Name a role as owner")
        elif duties and owner not in known:
            what = f"'{owner}' is no role of the catalogue"
            yield MethodFinding("unknown-owner", place, what, "Name a role of roles.yaml")


def _guideline_findings(methodology: Methodology) -> Iterator[MethodFinding]:
    for guideline in methodology.guidelines:
        if not guideline.agreed_by:
            what = "the guideline on lending people is not agreed"
            yield MethodFinding("guideline-open", guideline.department, what, f"Agree it with {guideline.decides}")
    for tolerance in methodology.tolerances:
        if tolerance.level == LEVELS[-1]:
            place = f"class {tolerance.project_class}, {tolerance.level}"
            what = "the top of the ladder has limits"
            yield MethodFinding(
                "limit-at-the-top", place, what, "Leave the last level without limits: it decides on all else"
            )
