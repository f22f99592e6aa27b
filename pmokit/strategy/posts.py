"""Change who works in a PMO: posts with their people and their FTE, and the seats they have in the reporting lines."""

from collections.abc import Sequence

from pmokit.errors import PmokitError, did_you_mean
from pmokit.model.services import Span, Staffing
from pmokit.model.structure import Post, Seat, Structure


def staff_post(
    structure: Structure,
    role: str,
    *,
    fte: float | None = None,
    staffing: Staffing | None = None,
    person: str | None = None,
) -> Structure:
    """Change the likely FTE of a post, where it comes from, or who has it; None leaves each as it is.

    Parameters
    ----------
    structure
        The structure before.
    role
        The post.
    fte
        Likely working time, 0 or more; low and high keep their proportion to it.
    staffing
        From where.
    person
        Name; empty: nobody yet.

    Raises
    ------
    PmokitError
        If there is no such post, or the FTE are negative.
    """
    before = _post(structure, role)
    if fte is not None and not fte >= 0:
        raise PmokitError(f"{role}: {fte:g} FTE. Expected: 0 or more.")
    changed = before.model_copy(
        update={
            "fte": before.fte if fte is None else _around(before.fte, fte),
            "staffing": staffing or before.staffing,
            "filled_by": before.filled_by if person is None else person.strip(),
        }
    )
    posts = tuple(changed if post.role == role else post for post in structure.posts)
    return structure.model_copy(update={"posts": posts})


def drop_post(structure: Structure, role: str) -> Structure:
    """Take a post away with its seat and its letters; whoever reported to it reports to its superior.

    The services keep the hours: the checks name the rows that nobody does any more.

    Parameters
    ----------
    structure
        The structure before.
    role
        The post.

    Raises
    ------
    PmokitError
        If there is no such post.
    """
    _post(structure, role)
    gone = structure.seat_by_role.get(role)
    above = gone.reports_to if gone else None
    seats = tuple(
        seat.model_copy(update={"reports_to": above}) if seat.reports_to == role else seat
        for seat in structure.seats
        if seat.role != role
    )
    rows = tuple(
        row.model_copy(update={"letters": {name: one for name, one in row.letters.items() if name != role}})
        for row in structure.raci
    )
    posts = tuple(post for post in structure.posts if post.role != role)
    return structure.model_copy(update={"posts": posts, "seats": seats, "raci": rows})


def set_seats(structure: Structure, seats: Sequence[Seat]) -> Structure:
    """Draw the reporting lines anew; :func:`pmokit.strategy.reporting.check_reporting` says what does not hold.

    Parameters
    ----------
    structure
        The structure before.
    seats
        All seats, each role once.

    Raises
    ------
    PmokitError
        If a role has two seats: which of the two lines would count could not be told.
    """
    roles = [seat.role for seat in seats]
    doubled = dict.fromkeys(role for role in roles if roles.count(role) > 1)
    if doubled:
        raise PmokitError(f"{', '.join(doubled)}: more than one line. Expected: one line for each role. Take one out.")
    return structure.model_copy(update={"seats": tuple(seats)})


def unfilled_posts(structure: Structure) -> tuple[str, ...]:
    """Return the posts that nobody has been named for."""
    return tuple(post.role for post in structure.posts if not post.filled_by)


def _post(structure: Structure, role: str) -> Post:
    posts = structure.post_by_role
    if role not in posts:
        raise PmokitError(f"there is no post '{role}'. {did_you_mean(role, posts)}")
    return posts[role]


def _around(before: Span, likely: float) -> Span:
    if before.likely == 0:
        return Span(low=likely, likely=likely, high=likely)
    factor = likely / before.likely
    return Span(low=before.low * factor, likely=likely, high=before.high * factor)
