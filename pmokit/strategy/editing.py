"""Change a structure: each function returns a new one, and :func:`pmokit.strategy.structure.check_structure` looks at it anew."""

from collections.abc import Mapping
from typing import TypeVar

from pmokit.errors import PmokitError, did_you_mean
from pmokit.model.base import say
from pmokit.model.services import Catalogues, Service, Span, Staffing
from pmokit.model.structure import LeftOut, Letter, Post, RaciRow, Seat, ServiceLine, Structure
from pmokit.strategy.raci import propose_raci
from pmokit.strategy.sizing import holder, hours_by_service

T = TypeVar("T")


def set_letter(structure: Structure, service: str, role: str, letter: Letter | None) -> Structure:
    """Give a role another letter in the row of a service; None takes its letter away.

    Parameters
    ----------
    structure
        The structure before.
    service, role
        Row and column.
    letter
        The new letter.

    Raises
    ------
    PmokitError
        If there is no such row.
    """
    _require(service, structure.row_by_service, "row for the service")
    rows = tuple(
        RaciRow(service=service, letters=_with(row.letters, role, letter)) if row.service == service else row
        for row in structure.raci
    )
    return structure.model_copy(update={"raci": rows})


def set_post(
    structure: Structure, role: str, fte: Span, *, staffing: Staffing | None = None, rate: Span | None = None
) -> Structure:
    """Change how much of a post there is, and perhaps from where it comes and what a day costs.

    Parameters
    ----------
    structure
        The structure before.
    role
        The post.
    fte
        Working time.
    staffing, rate
        None: as before.

    Raises
    ------
    PmokitError
        If there is no such post; :func:`add_post` makes one.
    """
    before = _require(role, structure.post_by_role, "post")
    changed = before.model_copy(
        update={"fte": fte, "staffing": staffing or before.staffing, "rate": rate or before.rate}
    )
    posts = tuple(changed if post.role == role else post for post in structure.posts)
    return structure.model_copy(update={"posts": posts})


def add_post(structure: Structure, role: str, fte: Span, catalogues: Catalogues, *, title: str = "") -> Structure:
    """Add a post with its seat below its usual superior.

    Parameters
    ----------
    structure
        The structure before.
    role
        A role inside the PMO.
    fte
        Working time.
    catalogues
        Services and roles.
    title
        Of the seat; empty: the name of the role.

    Raises
    ------
    PmokitError
        If the catalogue has no such role, or the post is there already.
    """
    profile = _require(role, catalogues.roles.by_id, "role inside the PMO")
    if role in structure.post_by_role:
        raise PmokitError(f"the structure has a post '{role}' already. Change its FTE instead.")
    above = profile.reports_to
    while above is not None and above not in structure.seat_by_role:
        above = catalogues.roles.by_id[above].reports_to
    seat = Seat(role=role, title=title or say(profile.name), reports_to=above)
    post = Post(role=role, fte=fte, staffing=profile.staffing, rate=profile.rate)
    return structure.model_copy(update={"posts": (*structure.posts, post), "seats": (*structure.seats, seat)})


def move_seat(structure: Structure, role: str, reports_to: str | None) -> Structure:
    """Let a seat report to another one.

    Parameters
    ----------
    structure
        The structure before.
    role
        The seat.
    reports_to
        Its new superior; None puts it at the top.

    Raises
    ------
    PmokitError
        If there is no such seat.
    """
    _require(role, structure.seat_by_role, "seat")
    seats = tuple(
        seat.model_copy(update={"reports_to": reports_to}) if seat.role == role else seat for seat in structure.seats
    )
    return structure.model_copy(update={"seats": seats})


def add_service(structure: Structure, service: str, reason: str, catalogues: Catalogues) -> Structure:
    """Take a service into the mandate with its hours and its usual row; the FTE of posts stay as they are.

    Parameters
    ----------
    structure
        The structure before.
    service
        A service of the catalogue that is not in the mandate.
    reason
        Why it is added; printed.
    catalogues
        Services and roles.

    Raises
    ------
    PmokitError
        If the catalogue has no such service, or the mandate has it already.
    """
    added = _require(service, catalogues.services.by_id, "service")
    if any(line.service == service for line in structure.services):
        raise PmokitError(f"the mandate has the service '{service}' already.")
    line = _line(structure, added, reason, catalogues)
    update = {
        "services": (*structure.services, line),
        "raci": (*structure.raci, *propose_raci([line], structure.posts, catalogues)),
        "left_out": tuple(left for left in structure.left_out if left.service != service),
    }
    return structure.model_copy(update=update)


def drop_service(structure: Structure, service: str, reason: str) -> Structure:
    """Take a service out of the mandate with its row and its part in agreements, and keep the reason.

    Parameters
    ----------
    structure
        The structure before.
    service
        A service of the mandate.
    reason
        Why it is left out; printed.

    Raises
    ------
    PmokitError
        If the mandate has no such service.
    """
    _require(service, {line.service: line for line in structure.services}, "service in the mandate")
    agreements = tuple(
        agreement.model_copy(update={"promises": tuple(p for p in agreement.promises if p.service != service)})
        for agreement in structure.agreements
    )
    update = {
        "services": tuple(line for line in structure.services if line.service != service),
        "raci": tuple(row for row in structure.raci if row.service != service),
        "agreements": agreements,
        "left_out": (*structure.left_out, LeftOut(service=service, reason=reason)),
    }
    return structure.model_copy(update=update)


def _line(structure: Structure, service: Service, reason: str, catalogues: Catalogues) -> ServiceLine:
    work: dict[str, float] = {}
    for role, share in service.raci.work.items():
        at = holder(role, structure.post_by_role, catalogues.roles)
        work[at] = work.get(at, 0.0) + share
    known = catalogues.services
    others = [known.by_id[line.service] for line in structure.services if line.service in known.by_id]
    hours = hours_by_service([*others, service], structure.brief.demand, known.hours_per_fte)[service.id]
    return ServiceLine(service=service.id, reasons=(reason,), hours=hours, work=work)


def _with(letters: Mapping[str, Letter], role: str, letter: Letter | None) -> dict[str, Letter]:
    others: dict[str, Letter] = {name: one for name, one in letters.items() if name != role or letter is not None}
    return others if letter is None else {**others, role: letter}


def _require(name: str, known: Mapping[str, T], kind: str) -> T:
    if name not in known:
        raise PmokitError(f"there is no {kind} '{name}'. {did_you_mean(name, known)}")
    return known[name]
