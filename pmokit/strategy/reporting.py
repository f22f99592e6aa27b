"""Reporting lines: a tree from the executive to each post, links to business units, and what is wrong with them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pmokit.model.base import say
from pmokit.model.services import Catalogues, RoleCatalogue
from pmokit.model.structure import Post, Seat, ServiceLine, Structure, StructureBrief, UnitLink
from pmokit.strategy.findings import Finding
from pmokit.strategy.sizing import HEAD

WIDEST_SPAN = 10
TOP_AUTHORITY = 4


def propose_seats(brief: StructureBrief, posts: Sequence[Post], roles: RoleCatalogue) -> tuple[Seat, ...]:
    """Return the reporting lines: executive, perhaps a unit head, the head of the PMO, and the posts below.

    A directive PMO has the project managers in its lines; otherwise they stay in theirs.

    Parameters
    ----------
    brief
        Titles above the PMO, control level, number of project managers.
    posts
        Posts of the PMO.
    roles
        The catalogue.
    """
    seats = [Seat(role="executive", title=brief.reports_to, reports_to=None)]
    if brief.unit_head:
        seats.append(Seat(role="unit-head", title=brief.unit_head, reports_to="executive"))
    staffed = {post.role for post in posts}
    for post in posts:
        above = roles.by_id[post.role].reports_to
        while above is not None and above not in staffed:
            above = roles.by_id[above].reports_to
        title = say(roles.by_id[post.role].name)
        seats.append(Seat(role=post.role, title=title, reports_to=above or seats[-1 if post.role == HEAD else 0].role))
    managers = brief.demand.get("project_managers", 0)
    if brief.control == "directive" and managers:
        seats.append(Seat(role="project-manager", title=f"Project managers ({managers:g})", reports_to=HEAD))
    return tuple(seats)


def propose_links(brief: StructureBrief, lines: Sequence[ServiceLine], catalogues: Catalogues) -> tuple[UnitLink, ...]:
    """Link each business unit to the post that does most services for unit heads; the head only where there is no other.

    Parameters
    ----------
    brief
        The units.
    lines
        Services with their work by role.
    catalogues
        Services and roles.
    """
    counted: Counter[str] = Counter()
    for line in lines:
        if "unit-head" in catalogues.services.by_id[line.service].customers:
            counted.update(role for role in line.work if role != HEAD)
    best = max(counted, key=lambda role: (counted[role], role), default=HEAD)
    return tuple(UnitLink(unit=unit.code, role=best) for unit in brief.units)


def check_reporting(structure: Structure, catalogues: Catalogues) -> Iterator[Finding]:
    """Yield what is wrong with the reporting lines, the links to units and their agreements.

    Parameters
    ----------
    structure
        The structure.
    catalogues
        Services and roles.
    """
    yield from _tree_findings(structure.seats, catalogues.roles)
    seated, posts = {seat.role for seat in structure.seats}, structure.post_by_role
    for post in structure.posts:
        if post.role not in seated:
            yield Finding(
                "post-without-seat",
                f"the post {post.role} stands in no reporting line",
                "Say to whom it reports",
                role=post.role,
            )
    for seat in structure.seats:
        if seat.role in catalogues.roles.by_id and seat.role not in posts:
            yield Finding(
                "seat-without-post",
                f"nobody is staffed as {seat.role}",
                "Add the post or take the seat out",
                role=seat.role,
            )
    yield from _unit_findings(structure)


def _tree_findings(seats: Sequence[Seat], roles: RoleCatalogue) -> Iterator[Finding]:
    above = {seat.role: seat.reports_to for seat in seats}
    yield from _seat_findings(seats, roles)
    for role, superior in above.items():
        if superior is not None and superior not in above:
            what = f"{role} reports to {superior}, who has no seat"
            yield Finding("unknown-superior", what, "Seat that role", role=role)
        if _comes_back(role, above):
            yield Finding("circle", f"the line of {role} leads back to itself", "Cut it at one place", role=role)
    tops = [seat.role for seat in seats if seat.reports_to is None]
    if len(tops) != 1:
        shown = ", ".join(tops) or "none"
        yield Finding("not-one-top", f"the lines have {len(tops)} tops ({shown})", "Let them meet in one executive")
    for top in tops:
        if roles.authority.get(top, TOP_AUTHORITY) < TOP_AUTHORITY:
            what = f"the lines end at {top}, who cannot decide for a unit"
            yield Finding("top-without-authority", what, "Let the line go on to an executive", role=top)


def _seat_findings(seats: Sequence[Seat], roles: RoleCatalogue) -> Iterator[Finding]:
    for role, count in Counter(seat.role for seat in seats).items():
        if count > 1:
            yield Finding("seat-twice", f"{role} has {count} seats", "Keep one line for each role", role=role)
        if role not in roles.names:
            what = f"{role} is no role of the catalogue"
            yield Finding("unknown-seat", what, "Use a role of it, or add it there", role=role)
    for superior, count in Counter(seat.reports_to for seat in seats if seat.reports_to).items():
        if count > WIDEST_SPAN:
            what = f"{count} seats report to {superior}"
            yield Finding("wide-span", what, f"Put a lead between: at most {WIDEST_SPAN} are led well", role=superior)


def _comes_back(start: str, above: Mapping[str, str | None]) -> bool:
    node, steps = above.get(start), 0
    while node is not None and node != start and steps < len(above):
        node, steps = above.get(node), steps + 1
    return node == start


def _unit_findings(structure: Structure) -> Iterator[Finding]:
    linked = {link.unit: link.role for link in structure.links}
    agreed = {agreement.unit: agreement for agreement in structure.agreements}
    for unit in structure.brief.units:
        if unit.code not in linked:
            yield Finding("unit-without-link", f"no post serves {unit.code}", "Name the post that does")
        elif linked[unit.code] not in structure.post_by_role:
            role = linked[unit.code]
            yield Finding(
                "link-to-no-post",
                f"{unit.code} is served by {role}, which has no post",
                "Name a staffed role",
                role=role,
            )
        agreement = agreed.get(unit.code)
        if agreement is None or not agreement.promises:
            yield Finding(
                "unit-without-agreement",
                f"nothing is agreed with {unit.code}",
                "Write down what it gets, what it brings, when one meets and who settles disputes",
            )
    known = {unit.code for unit in structure.brief.units}
    for code in dict.fromkeys([*linked, *agreed]):
        if code not in known:
            yield Finding("unknown-unit", f"{code} is no unit of the brief", "Add the unit, or take it out")
