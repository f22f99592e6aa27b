"""What a schema cannot say about a vision: ids used twice, and links that lead nowhere."""

from collections.abc import Collection, Iterator

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.checks import double_ids, double_words, is_unknown
from pmokit.model.vision import Objective, Vision


def find_vision_faults(
    vision: Vision,
    kinds: Collection[str] = (),
    services: Collection[str] = (),
    above: Collection[str] | None = None,
) -> Iterator[Fault]:
    """Yield double objectives and unknown kinds, services and objectives, each with its path.

    Parameters
    ----------
    vision
        The vision, or a draft (see :mod:`pmokit.model.checks`).
    kinds, services
        Kinds of objective and services of services.yaml; empty = not known, not checked.
    above
        Ids of the objectives of the whole organisation, for the vision of a unit; None = not known.
    """
    yield from double_ids([objective.id for objective in vision.objectives], ("objectives",), "objective")
    yield from find_link_faults(vision, kinds, services, above)


def find_link_faults(
    vision: Vision,
    kinds: Collection[str] = (),
    services: Collection[str] = (),
    above: Collection[str] | None = None,
) -> Iterator[Fault]:
    """Yield the links that lead nowhere; parameters as for :func:`find_vision_faults`."""
    ids = [objective.id for objective in vision.objectives]
    for at, objective in enumerate(vision.objectives):
        yield from _objective_faults(objective, ("objectives", at), ids, kinds, services, above)
    for at, benefit in enumerate(vision.benefits):
        yield from _link("benefit", benefit.objective, "objective", ids, ("benefits", at, "objective"))


def _objective_faults(
    objective: Objective,
    path: Path,
    ids: Collection[str],
    kinds: Collection[str],
    services: Collection[str],
    above: Collection[str] | None,
) -> Iterator[Fault]:
    owner = objective.id
    yield from _link(owner, objective.kind, "kind of objective", kinds, (*path, "kind"))
    for at, other in enumerate(objective.conflicts_with):
        here: Path = (*path, "conflicts_with", at)
        yield from _link(owner, other, "objective", ids, here)
        if other and other == owner:
            yield Fault(what=f"{owner}: conflicts with itself", expected="another objective", path=here)
    if objective.pmo is not None:
        yield from double_words(objective.pmo.services, (*path, "pmo", "services"), owner)
        for at, service in enumerate(objective.pmo.services):
            yield from _link(owner, service, "service", services, (*path, "pmo", "services", at))
    if above is not None and objective.carries_out:
        yield from _link(owner, objective.carries_out, "objective of the whole", above, (*path, "carries_out"))


def _link(owner: str, word: str, kind: str, known: Collection[str], path: Path) -> Iterator[Fault]:
    if is_unknown(word, known):
        yield Fault(
            what=f"{owner}: unknown {kind} '{word}'",
            expected=_HOMES[kind],
            hint=did_you_mean(word, known),
            path=path,
        )


_HOMES = {
    "kind of objective": "a kind of objective of services.yaml",
    "service": "a service of services.yaml",
    "objective": "an objective of this vision",
    "objective of the whole": "an objective of the whole organisation's vision",
}
