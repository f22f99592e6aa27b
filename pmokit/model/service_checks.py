"""What a schema cannot say about the catalogues of services and roles: links, shares, authority, circles.

The checks also run on drafts: see :mod:`pmokit.model.checks`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.checks import double_ids, double_words, is_unknown
from pmokit.model.services import RoleCatalogue, Service, ServiceCatalogue

_HOMES = {
    "role": "a role or counterpart of roles.yaml",
    "driver": "a driver of services.yaml",
    "question": "a question of the maturity model",
    "objective": "an objective of this file's head",
}


def find_service_faults(
    catalogue: ServiceCatalogue,
    roles: Mapping[str, int] | None = None,
    questions: Collection[str] = (),
) -> Iterator[Fault]:
    """Yield double ids, unknown links, shares that do not add up and answers without authority, each with its path.

    Parameters
    ----------
    catalogue
        The loaded catalogue, or a draft (see :mod:`pmokit.model.checks`).
    roles
        Authority by role id, inside and outside the PMO; None = not known, links to roles are not checked.
    questions
        Ids of the questions of its model; empty = not known.
    """
    yield from double_ids([service.id for service in catalogue.services], ("services",), "service")
    yield from _double_questions(catalogue.services)
    for at, service in enumerate(catalogue.services):
        path: Path = ("services", at)
        links: list[tuple[Sequence[str], str, Collection[str], Path]] = [
            ((service.effort.driver,), "driver", catalogue.drivers, (*path, "effort", "driver")),
            ((service.question or "",), "question", questions, (*path, "question")),
            (service.objectives, "objective", catalogue.objectives, (*path, "objectives")),
        ]
        if roles is not None:
            links += _role_links(service, roles, path)
            yield from _authority_faults(service, roles, path)
        for words, kind, known, here in links:
            yield from _unknown(service.id, words, kind, known, here)
        for key, listed in (("customers", service.customers), ("gaps", service.gaps)):
            yield from double_words(listed, (*path, key), service.id)
        total = sum(service.raci.work.values())
        if service.raci.work and abs(total - 1) > 1e-6:  # noqa: PLR2004 - what binary fractions leave over
            what = f"{service.id}: the shares of work add up to {total:g}"
            yield Fault(
                what=what, expected="1", hint="Give each role its part of the hours", path=(*path, "raci", "work")
            )


def _double_questions(services: Sequence[Service]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for at, service in enumerate(services):
        owner = first.setdefault(service.question or "", service.id)
        if service.question and owner != service.id:
            yield Fault(
                what=f"{service.id}: question {service.question} is that of service {owner} already",
                expected="each question once, or null",
                path=("services", at, "question"),
            )


def _role_links(
    service: Service, roles: Collection[str], path: Path
) -> list[tuple[Sequence[str], str, Collection[str], Path]]:
    raci = service.raci
    return [
        (service.customers, "role", roles, (*path, "customers")),
        *(((role,), "role", roles, (*path, "raci", "work", role)) for role in raci.work),
        ((raci.answers,), "role", roles, (*path, "raci", "answers")),
        (raci.consults, "role", roles, (*path, "raci", "consults")),
        (raci.informs, "role", roles, (*path, "raci", "informs")),
    ]


def _authority_faults(service: Service, roles: Mapping[str, int], path: Path) -> Iterator[Fault]:
    held = roles.get(service.raci.answers)
    if held is not None and held < service.authority:
        yield Fault(
            what=f"{service.id}: {service.raci.answers} has authority {held} and answers for what needs {service.authority}",
            expected=f"a role with authority {service.authority} or more",
            path=(*path, "raci", "answers"),
        )


def find_role_faults(catalogue: RoleCatalogue, drivers: Collection[str] = ()) -> Iterator[Fault]:
    """Yield double ids, unknown links, and lines of reporting or standing in that lead in a circle.

    Parameters
    ----------
    catalogue
        The loaded catalogue, or a draft (see :mod:`pmokit.model.checks`).
    drivers
        Drivers of the catalogue of services; empty = not known.
    """
    ids = [role.id for role in catalogue.roles]
    everyone = [*ids, *(role.id for role in catalogue.counterparts)]
    yield from double_ids(ids, ("roles",), "role")
    for at, counterpart in enumerate(catalogue.counterparts):
        if counterpart.id and counterpart.id in everyone[: len(ids) + at]:
            what = f"role id '{counterpart.id}' is used twice"
            yield Fault(what=what, expected="each id once", path=("counterparts", at, "id"))
    for key in ("reports_to", "stands_in", "relieved_by"):
        above = {role.id: getattr(role, key) or "" for role in catalogue.roles}
        for at, role in enumerate(catalogue.roles):
            here: Path = ("roles", at, key)
            yield from _unknown(role.id, (above[role.id],), "role", ids, here)
            if role.id and _is_in_circle(role.id, above):
                what = f"{role.id}: {key} leads back to itself"
                yield Fault(what=what, expected="a line that ends", hint="Let one of them end with null", path=here)
    for at, role in enumerate(catalogue.roles):
        driver = (role.usual_share.driver,)
        yield from _unknown(role.id, driver, "driver", drivers, ("roles", at, "usual_share", "driver"))
    yield from double_ids([decision.id for decision in catalogue.decisions], ("decisions",), "decision")
    for at, decision in enumerate(catalogue.decisions):
        for control, role_id in decision.decides.items():
            yield from _unknown(decision.id, (role_id,), "role", everyone, ("decisions", at, "decides", control))
        yield from _unknown(decision.id, (decision.prepares,), "role", everyone, ("decisions", at, "prepares"))


def _is_in_circle(start: str, above: Mapping[str, str]) -> bool:
    node, steps = above.get(start, ""), 0
    while node and node != start and steps <= len(above):
        node, steps = above.get(node, ""), steps + 1
    return node == start


def _unknown(owner: str, words: Sequence[str], kind: str, known: Collection[str], path: Path) -> Iterator[Fault]:
    for position, word in enumerate(words):
        if is_unknown(word, known):
            yield Fault(
                what=f"{owner}: unknown {kind} '{word}'",
                expected=_HOMES[kind],
                hint=did_you_mean(word, known),
                path=(*path, position) if len(words) > 1 else path,
            )
