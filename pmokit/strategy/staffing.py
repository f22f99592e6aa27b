"""Who does the work of a PMO: posts from the hours of its services; small roles are put together, one head is one person."""

from collections.abc import Mapping, Sequence

from pmokit.model.services import NOTHING, Catalogues, RoleCatalogue, Service, Span
from pmokit.model.structure import Post, ServiceLine, StructureBrief
from pmokit.strategy.mandated import Called
from pmokit.strategy.sizing import HEAD, SECOND, holder, hours_by_service

SMALLEST_SECOND = 0.1


def staff(
    called: Sequence[Called], brief: StructureBrief, catalogues: Catalogues
) -> tuple[tuple[ServiceLine, ...], tuple[Post, ...]]:
    """Return the services with their hours by role, and the posts that follow; small roles go to their stand-in.

    Parameters
    ----------
    called
        Services of the mandate.
    brief
        Demand.
    catalogues
        Services and roles.
    """
    roles, per_fte = catalogues.roles, catalogues.services.hours_per_fte
    services = [one.service for one in called]
    hours = hours_by_service(services, brief.demand, per_fte)
    usual = {service.id: service.raci.work for service in services}
    load = _load(usual, hours, dict.fromkeys((HEAD, SECOND), NOTHING))
    _fold_small(load, roles, per_fte)
    held = {name: _held(work, load, roles) for name, work in usual.items()}
    _relieve(held, hours, services, catalogues)
    load = _load(held, hours, dict.fromkeys(load, NOTHING))
    lines = tuple(
        ServiceLine(service=one.service.id, reasons=one.reasons, hours=hours[one.service.id], work=held[one.service.id])
        for one in called
    )
    posts = tuple(
        Post(role=role.id, fte=_in_fte(load[role.id], per_fte), staffing=role.staffing, rate=role.rate)
        for role in roles.roles
        if role.id in load
    )
    return lines, posts


def _load(
    work: Mapping[str, Mapping[str, float]], hours: Mapping[str, Span], start: dict[str, Span]
) -> dict[str, Span]:
    load = dict(start)
    for name, shares in work.items():
        for role, share in shares.items():
            load[role] = load.get(role, NOTHING) + hours[name].times(share)
    return load


def _fold_small(load: dict[str, Span], roles: RoleCatalogue, per_fte: float) -> None:
    """Give the hours of the smallest role to its stand-in until each post is large enough.

    The second of the PMO takes what the others leave, and stays as long as half a day a week is left: with one person
    alone nobody would notice a mistake.
    """
    while small := [
        role for role in load if role not in {HEAD, SECOND} and load[role].likely < per_fte * roles.smallest_post
    ]:
        _hand_over(min(small, key=lambda role: (load[role].likely, role)), load, roles)
    if load[SECOND].likely < per_fte * SMALLEST_SECOND:
        _hand_over(SECOND, load, roles)


def _relieve(
    held: dict[str, dict[str, float]], hours: Mapping[str, Span], services: Sequence[Service], catalogues: Catalogues
) -> None:
    """Hand on what is more than one person's work: first the work of small roles, then leading, which may need a post of its own."""
    roles, per_fte = catalogues.roles, catalogues.services.hours_per_fte
    load = _load(held, hours, {})
    for role in load:
        other = roles.by_id[role].relieved_by if role in roles.by_id else None
        excess = load[role].likely - per_fte
        if other is None or excess <= 0:
            continue
        helper = holder(roles.by_id[other].stands_in or role, load, roles)
        for service in services:
            if role in held[service.id] and role not in service.raci.work:
                excess -= _move(held[service.id], hours[service.id].likely, role, helper, excess)
        taker = other if excess >= per_fte * roles.smallest_post else helper
        for service in services:
            if role in held[service.id] and service.effort.per_fte_led is not None:
                excess -= _move(held[service.id], hours[service.id].likely, role, taker, excess)


def _move(work: dict[str, float], hours: float, role: str, taker: str, excess: float) -> float:
    """Move a role's share of a service, up to so many hours, to another role, and return the hours moved."""
    moved = round(min(work[role], max(excess, 0.0) / hours), 6) if hours else 0.0
    if moved <= 0 or taker == role:
        return 0.0
    work[taker] = round(work.get(taker, 0.0) + moved, 6)
    work[role] = round(work[role] - moved, 6)
    if work[role] <= 0:
        del work[role]
    return moved * hours


def _hand_over(role: str, load: dict[str, Span], roles: RoleCatalogue) -> None:
    hours = load.pop(role)
    load[holder(role, load, roles)] += hours


def _held(work: Mapping[str, float], load: Mapping[str, Span], roles: RoleCatalogue) -> dict[str, float]:
    held: dict[str, float] = {}
    for role, share in work.items():
        at = holder(role, load, roles)
        held[at] = round(held.get(at, 0.0) + share, 6)
    return held


def _in_fte(hours: Span, per_fte: float) -> Span:
    return Span(
        low=round(hours.low / per_fte, 2), likely=round(hours.likely / per_fte, 2), high=round(hours.high / per_fte, 2)
    )
