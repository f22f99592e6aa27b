"""What a schema cannot say about the catalogue of processes: links, artefacts from nowhere, thresholds, options by size.

The checks also run on drafts: see :mod:`pmokit.model.checks`.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.checks import double_ids, double_words, is_unknown
from pmokit.model.processes import CLASS_IDS, ClassCriterion, Gate, Process, ProcessCatalogue, ProjectClass

_HOMES = {
    "artefact": "an artefact of this file",
    "phase": "a phase of this file",
    "policy": "a policy of this file",
    "gate": "a gate of this file",
    "role": "a role or counterpart of roles.yaml, or a project role of this file",
    "question": "a question of the maturity model",
    "decision": "a decision of roles.yaml",
}
Link = tuple[Sequence[str], str, Collection[str], Path]


def find_process_faults(
    catalogue: ProcessCatalogue,
    roles: Collection[str] = (),
    decisions: Collection[str] = (),
    questions: Collection[str] = (),
) -> Iterator[Fault]:
    """Yield double ids, unknown links, artefacts that nobody makes, and thresholds out of order; each with its path.

    Parameters
    ----------
    catalogue
        The loaded catalogue, or a draft (see :mod:`pmokit.model.checks`).
    roles, decisions
        Ids of roles.yaml; empty = not known, links to them are not checked.
    questions
        Ids of the questions of the model it names; empty = not known.
    """
    yield from _doubles(catalogue)
    own = [role.id for role in catalogue.project_roles]
    known_roles: Collection[str] = {*roles, *own} if roles else ()
    for at, role in enumerate(catalogue.project_roles):
        yield from _unknown(role.id, ((role.usually,), "role", roles, ("project_roles", at, "usually")))
    for at, process in enumerate(catalogue.processes):
        for link in _process_links(process, catalogue, known_roles, questions, ("processes", at)):
            yield from _unknown(process.id, link)
        for key, words in (("inputs", process.inputs), ("outputs", process.outputs), ("improves", process.improves)):
            yield from double_words(words, ("processes", at, key), process.id)
    for at, gate in enumerate(catalogue.gates):
        yield from _gate_faults(gate, catalogue, decisions, ("gates", at))
    yield from _unmade(catalogue)
    for at, criterion in enumerate(catalogue.classification):
        yield from _option_faults(criterion, ("classification", at))
    yield from find_class_faults(catalogue.classes, ("classes",))


def find_class_faults(classes: Sequence[ProjectClass], path: Path) -> Iterator[Fault]:
    """Yield classes out of order and thresholds that do not rise from 0.

    Parameters
    ----------
    classes
        From the lightest to the heaviest.
    path
        Of the list.
    """
    ids = [one.id for one in classes]
    if ids and all(ids) and ids != list(CLASS_IDS):
        yield Fault(
            what=f"the classes are {', '.join(ids)}", expected=f"{', '.join(CLASS_IDS)}, in this order", path=path
        )
    if classes and classes[0].from_points > 0:
        what = f"class {classes[0].id} holds from {classes[0].from_points} points"
        yield Fault(what=what, expected="0, so that every project has a class", path=(*path, 0, "from_points"))
    for at, (before, one) in enumerate(pairwise(classes), start=1):
        if one.from_points <= before.from_points:
            what = f"class {one.id} holds from {one.from_points} points, class {before.id} from {before.from_points}"
            yield Fault(what=what, expected="points that rise", path=(*path, at, "from_points"))


def _doubles(catalogue: ProcessCatalogue) -> Iterator[Fault]:
    for key, kind in (
        ("project_roles", "role"),
        ("phases", "phase"),
        ("classification", "criterion"),
        ("policies", "policy"),
        ("gates", "gate"),
        ("artefacts", "artefact"),
        ("processes", "process"),
    ):
        yield from double_ids([entry.id for entry in getattr(catalogue, key)], (key,), kind)


def _process_links(
    process: Process, catalogue: ProcessCatalogue, roles: Collection[str], questions: Collection[str], path: Path
) -> Iterator[Link]:
    artefacts = [artefact.id for artefact in catalogue.artefacts]
    yield (process.phase,), "phase", [phase.id for phase in catalogue.phases], (*path, "phase")
    yield (process.policy,), "policy", [policy.id for policy in catalogue.policies], (*path, "policy")
    yield (process.gate or "",), "gate", [gate.id for gate in catalogue.gates], (*path, "gate")
    yield (process.owner,), "role", roles, (*path, "owner")
    for at, step in enumerate(process.steps):
        yield (step.role,), "role", roles, (*path, "steps", at, "role")
    for at, name in enumerate(process.inputs):
        yield (name,), "artefact", artefacts, (*path, "inputs", at)
    for at, name in enumerate(process.outputs):
        yield (name,), "artefact", artefacts, (*path, "outputs", at)
    for at, name in enumerate(process.improves):
        yield (name,), "question", questions, (*path, "improves", at)


def _gate_faults(gate: Gate, catalogue: ProcessCatalogue, decisions: Collection[str], path: Path) -> Iterator[Fault]:
    artefacts = [artefact.id for artefact in catalogue.artefacts]
    for class_id, decision in gate.decisions.items():
        yield from _unknown(gate.id, ((decision,), "decision", decisions, (*path, "decisions", class_id)))
    yield from double_ids([criterion.id for criterion in gate.criteria], (*path, "criteria"), f"{gate.id}: criterion")
    for at, criterion in enumerate(gate.criteria):
        here = (*path, "criteria", at)
        yield from _unknown(criterion.id, ((criterion.artefact,), "artefact", artefacts, (*here, "artefact")))
        for position, class_id in enumerate(criterion.classes):
            if class_id and gate.decisions and class_id not in gate.decisions:
                yield Fault(
                    what=f"{criterion.id}: class {class_id} does not have the gate {gate.id}",
                    expected=f"one of {', '.join(sorted(gate.decisions))}",
                    path=(*here, "classes", position),
                )


def _unmade(catalogue: ProcessCatalogue) -> Iterator[Fault]:
    """Yield artefacts that no process makes and that do not come from outside, and those that do both."""
    made = {name for process in catalogue.processes for name in process.outputs}
    if not catalogue.processes or "" in made:
        return
    for at, artefact in enumerate(catalogue.artefacts):
        if artefact.id and artefact.outside == (artefact.id in made):
            what = "comes from outside and is made by a process" if artefact.outside else "is made by no process"
            yield Fault(
                what=f"artefact {artefact.id} {what}",
                expected="one or the other",
                hint="Set outside, or name it among the outputs of a process",
                path=("artefacts", at, "id"),
            )


def _option_faults(criterion: ClassCriterion, path: Path) -> Iterator[Fault]:
    yield from double_ids([o.id for o in criterion.options], (*path, "options"), f"{criterion.id}: option")
    limits = [option.upto for option in criterion.options]
    if criterion.measure is None:
        for at, limit in enumerate(limits):
            if limit is not None and limit > 0:
                what = f"{criterion.id}: a limit without a measure"
                yield Fault(what=what, expected="measure: bac or months", path=(*path, "options", at, "upto"))
        return
    for at, limit in enumerate(limits[:-1]):
        earlier = limits[at - 1] if at else 0.0
        if limit is None or (earlier is not None and limit <= earlier):
            what = f"{criterion.id}: option '{criterion.options[at].id}' has no limit above the one before"
            yield Fault(what=what, expected="limits that rise; the last option has none", path=(*path, "options", at))
    if limits and limits[-1] is not None and limits[-1] > 0:
        what = f"{criterion.id}: the last option ends at {limits[-1]:g}"
        yield Fault(
            what=what, expected="no limit, so that every value fits", path=(*path, "options", len(limits) - 1, "upto")
        )


def _unknown(owner: str, link: Link) -> Iterator[Fault]:
    words, kind, known, path = link
    for word in words:
        if is_unknown(word, known):
            yield Fault(
                what=f"{owner}: unknown {kind} '{word}'",
                expected=_HOMES[kind],
                hint=did_you_mean(word, known),
                path=path,
            )
