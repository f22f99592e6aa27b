"""RACI over services and roles: a proposal, and every check of its rows, its columns and the whole."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.model.services import Catalogues, Service
from pmokit.model.structure import Letter, Post, RaciRow, ServiceLine, Structure
from pmokit.strategy.findings import Finding
from pmokit.strategy.sizing import HEAD, holder

DOES: tuple[Letter, ...] = ("R", "A/R")
ANSWERS: tuple[Letter, ...] = ("A", "A/R")
HEARS: tuple[Letter, ...] = ("C", "I")
MOST_DOERS = 3
MOST_CONSULTED = 3
MOST_ANSWERED_SHARE = 0.7
MOST_DONE_SHARE = 0.9
MOST_ALONE_SHARE = 0.6
FEWEST_ROWS = 8
FEWEST_POSTS = 5
ROUNDING_HOURS = 10
FULL_LOAD = 1.1
EXECUTIVE_AUTHORITY = 5


def propose_raci(lines: Sequence[ServiceLine], posts: Sequence[Post], catalogues: Catalogues) -> tuple[RaciRow, ...]:
    """Return a row for each service: who usually does it, answers for it, is asked and hears; small roles by stand-in.

    Parameters
    ----------
    lines
        Services with their work by role.
    posts
        Posts of the PMO.
    catalogues
        Services and roles.
    """
    staffed = {post.role: post for post in posts}
    rows = []
    for line in lines:
        usual = catalogues.services.by_id[line.service].raci
        letters: dict[str, Letter] = {}
        for role in usual.informs:
            letters[holder(role, staffed, catalogues.roles)] = "I"
        for role in usual.consults:
            letters[holder(role, staffed, catalogues.roles)] = "C"
        for role in line.work:
            letters[role] = "R"
        answers = _who_answers(catalogues.services.by_id[line.service], line.work, staffed, catalogues)
        letters[answers] = "A/R" if answers in line.work else "A"
        rows.append(RaciRow(service=line.service, letters=letters))
    return tuple(rows)


def _who_answers(
    service: Service, work: Mapping[str, float], staffed: Mapping[str, Post], catalogues: Catalogues
) -> str:
    """Return the usual role; where it has no post, a doer with the authority for it who is not alone, else the head."""
    usual, roles = service.raci.answers, catalogues.roles
    if usual not in roles.by_id or (usual in staffed and list(work) != [usual]):
        return usual
    able = [role for role in work if role != HEAD and roles.authority[role] >= service.authority]
    return able[0] if able and len(work) > 1 else holder(HEAD, staffed, roles)


def columns_of(structure: Structure, catalogues: Catalogues) -> list[str]:
    """Return the roles of the RACI: those outside the PMO from the top down, then the posts, then unknown ones."""
    used = dict.fromkeys(role for row in structure.raci for role in row.letters)
    outside = [role.id for role in catalogues.roles.counterparts if role.id in used]
    return list(dict.fromkeys([*outside, *(post.role for post in structure.posts), *used]))


def check_raci(structure: Structure, catalogues: Catalogues) -> Iterator[Finding]:
    """Yield every finding of the RACI: row by row, column by column, then of the whole.

    Parameters
    ----------
    structure
        The structure.
    catalogues
        Services and roles.
    """
    staffed = {post.role for post in structure.posts if post.fte.high > 0}
    for row in structure.raci:
        yield from _cell_findings(row, staffed, catalogues)
        yield from _row_findings(row)
        service = catalogues.services.by_id.get(row.service)
        if service is not None:
            yield from _service_findings(row, service, catalogues)
    yield from _column_findings(structure, catalogues)
    yield from _whole_findings(structure, catalogues)


def _holders(row: RaciRow, letters: Sequence[Letter]) -> list[str]:
    return [role for role, letter in row.letters.items() if letter in letters]


def _cell_findings(row: RaciRow, staffed: Collection[str], catalogues: Catalogues) -> Iterator[Finding]:
    for role, letter in row.letters.items():
        if role not in catalogues.roles.names:
            what = f"'{role}' is no role of the catalogue"
            yield Finding(
                "unknown-role", what, "Use a role instead of a person, or add it to roles.yaml", row.service, role
            )
        elif role in catalogues.roles.by_id and role not in staffed:
            what = f"{letter} for a role of the PMO without FTE"
            yield Finding("no-fte", what, "Staff the post, or give the letter to whoever stands in", row.service, role)
        elif letter in DOES and catalogues.roles.authority[role] >= EXECUTIVE_AUTHORITY:
            what = "an executive is to do the work"
            yield Finding(
                "executive-does", what, "Give the R to a post of the PMO; executives answer or hear", row.service, role
            )


def _row_findings(row: RaciRow) -> Iterator[Finding]:
    answers, does = _holders(row, ANSWERS), _holders(row, DOES)
    consulted = _holders(row, ("C",))
    if not answers:
        yield Finding("no-accountable", "nobody answers for it", "Name one A", row.service)
    for role in answers[1:]:
        what = f"a second A beside {answers[0]}"
        yield Finding("several-accountable", what, "Leave one A; turn the other into R or C", row.service, role)
    if not does:
        yield Finding("no-responsible", "nobody does the work", "Name at least one R", row.service)
    if len(does) > MOST_DOERS:
        what = f"{len(does)} roles do the work: {', '.join(does)}"
        yield Finding("many-responsible", what, "Split the service, or leave the R with whoever leads it", row.service)
    if len(consulted) > MOST_CONSULTED:
        what = f"{len(consulted)} roles are consulted: {', '.join(consulted)}"
        yield Finding("consulted-crowd", what, f"Ask {MOST_CONSULTED} at most; inform the others", row.service)
    if not _holders(row, HEARS):
        yield Finding("nobody-hears", "nobody is consulted or informed", "Ask who needs the result", row.service)


def _service_findings(row: RaciRow, service: Service, catalogues: Catalogues) -> Iterator[Finding]:
    for role in _holders(row, ANSWERS):
        held = catalogues.roles.authority.get(role)
        if held is not None and held < service.authority:
            needed = say(catalogues.roles.authorities[service.authority])
            what = f"answers with authority {held} for what needs {service.authority} ({needed[0].lower()}{needed[1:]})"
            able = [name for name, rank in catalogues.roles.authority.items() if rank >= service.authority][:3]
            yield Finding("no-authority", what, f"Give the A to {', '.join(able)} or a like role", row.service, role)
    for role in service.customers:
        if role not in row.letters:
            what = "receives the service and has no letter"
            yield Finding("customer-left-out", what, "Inform the role, or consult it", row.service, role)


def _column_findings(structure: Structure, catalogues: Catalogues) -> Iterator[Finding]:
    rows, posts = len(structure.raci), structure.post_by_role
    columns: dict[str, Counter[Letter]] = {role: Counter() for role in columns_of(structure, catalogues)}
    for row in structure.raci:
        for role, letter in row.letters.items():
            columns[role][letter] += 1
    # A head with two or three people answers for most of it, and that is no fault.
    is_shared = len(structure.posts) >= FEWEST_POSTS
    for role, letters in columns.items():
        answers, does = sum(letters[one] for one in ANSWERS), sum(letters[one] for one in DOES)
        if not letters:
            yield Finding("empty-column", "has no letter in any row", "Give it work, or take the post out", role=role)
        elif role in posts and not answers and not does:
            what = "is only consulted or informed, and has a post"
            yield Finding("only-hears", what, "Give it an R, or take the post out", role=role)
        if rows < FEWEST_ROWS:
            continue
        if answers > MOST_ANSWERED_SHARE * rows and is_shared:
            what = f"answers for {answers} of {rows} services"
            yield Finding("too-many-accountable", what, "A bottleneck: hand some A to the leads of the PMO", role=role)
        if does > MOST_DONE_SHARE * rows and is_shared:
            what = f"works on {does} of {rows} services"
            yield Finding("scattered", what, "Share the work among the other posts", role=role)
    yield from _load_findings(structure, catalogues)


def _load_findings(structure: Structure, catalogues: Catalogues) -> Iterator[Finding]:
    hours = dict.fromkeys((post.role for post in structure.posts), 0.0)
    for line in structure.services:
        for role, share in line.work.items():
            hours[role] = hours.get(role, 0.0) + line.hours.likely * share
    for post in structure.posts:
        offered = post.fte.likely * catalogues.services.hours_per_fte
        if hours[post.role] > FULL_LOAD * offered + ROUNDING_HOURS:
            what = f"its services need {print_number(hours[post.role], ',.0f')} hours a year, the post has {print_number(offered, ',.0f')}"
            yield Finding("overloaded", what, "Raise its FTE, drop a service, or share the work", role=post.role)


def _whole_findings(structure: Structure, catalogues: Catalogues) -> Iterator[Finding]:
    for service, count in Counter(row.service for row in structure.raci).items():
        if service not in catalogues.services.by_id:
            what = f"'{service}' is no service of the catalogue"
            yield Finding("unknown-service", what, "Correct the id, or add the service to services.yaml", service)
        if count > 1:
            yield Finding("row-twice", f"has {count} rows", "Keep one row for each service", service)
    present = {row.service for row in structure.raci}
    for line in structure.services:
        if line.service not in present:
            yield Finding("service-without-row", "belongs to the mandate and has no row", "Add its row", line.service)
    named = {line.service for line in structure.services}
    for row in structure.raci:
        if row.service in catalogues.services.by_id and row.service not in named:
            what = "has a row and does not belong to the mandate"
            yield Finding("row-without-service", what, "Add the service, or take the row out", row.service)
    yield from _alone_findings(structure)
    voiced = any(row.letters.get("unit-head") for row in structure.raci)
    if structure.brief.units and not voiced:
        what = f"the heads of {len(structure.brief.units)} business units are never asked and never told"
        yield Finding(
            "unit-without-voice", what, "Consult or inform unit-head where a service touches its unit", role="unit-head"
        )


def _alone_findings(structure: Structure) -> Iterator[Finding]:
    alone: Counter[str] = Counter()
    for row in structure.raci:
        does, answers = _holders(row, DOES), _holders(row, ANSWERS)
        if len(answers) == 1 and does == answers:
            alone[answers[0]] += 1
    rows = len(structure.raci)
    for role, count in alone.items():
        if rows >= FEWEST_ROWS and len(structure.posts) > 1 and count > MOST_ALONE_SHARE * rows:
            what = f"does and answers for {count} of {rows} services alone"
            yield Finding(
                "alone", what, "Nobody would notice a mistake: give the A or a second R to another role", role=role
            )
