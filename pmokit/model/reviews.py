"""Reviews: the catalogue of what can be held, and the calendar of what one PMO holds, with its dates."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Slug, Text, Version
from pmokit.model.cadence import MONTHS, WEEKS, Recurring
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.pmo import PMO_TYPES, PmoType

Rhythm = Literal[Recurring, "after each wave", "not held"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)
WORKING_DAYS = 5

ReviewState = Literal["planned", "held", "cancelled"]


class Slot(Frozen):
    """Where in its period a review wants to stand."""

    month: int = Field(default=1, ge=1, le=12, description="Month of the period; 1 for weekly and monthly reviews")
    working_day: int = Field(
        ge=1, le=20, description="Working day of that month; of the week, 1 = Monday, for weekly ones"
    )


class Review(Frozen):
    """One kind of review: why it is held, and when it should not be."""

    id: Slug
    name: Text
    purpose: Text
    question: Text = Field(description="The question that it answers")
    inputs: tuple[Text, ...] = Field(min_length=1)
    decides: Slug = Field(description="Role that decides")
    attends: tuple[Slug, ...] = Field(min_length=1, description="Roles that are in the room beside the one who decides")
    minutes: int = Field(ge=5, le=480)
    output: Text
    cadence: dict[PmoType, Rhythm]
    slot: Slot
    cancel_when: Text


class ReviewCatalogue(Frozen):
    """The file ``reviews.yaml``."""

    version: Version
    source: str = Field(min_length=3)
    reviews: tuple[Review, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Review]:
        """Reviews by id."""
        return {review.id: review for review in self.reviews}


class ReviewBrief(Frozen):
    """What a calendar starts from."""

    pmo_type: PmoType
    first: dt.date = Field(description="The first day of the calendar")
    fiscal_year_start: int = Field(default=1, ge=1, le=12, description="Month; quarters and halves count from it")
    months: int = Field(default=12, ge=1, le=24)
    most_per_week: int = Field(default=4, ge=1, le=10)
    without: dict[Slug, Annotated[str, Field(min_length=3)]] = Field(
        default_factory=dict, description="Reviews that this PMO does not hold, and why"
    )
    closed_days: tuple[dt.date, ...] = Field(default=(), description="Holidays and days on which the house is closed")
    waves: dict[Annotated[str, Field(min_length=1)], dt.date] = Field(
        default_factory=dict, description="Last day of each wave of the roadmap by its name"
    )
    rhythms: dict[Slug, Rhythm] = Field(
        default_factory=dict, description="Reviews that come back in another rhythm than usual for the type"
    )

    def rhythm_of(self, review: Review) -> Rhythm:
        """Return how often this PMO holds a review: as it decided, else as usual for its type."""
        return self.rhythms.get(review.id, review.cadence[self.pmo_type])


class ReviewDate(Frozen):
    """One date of one review."""

    review: Slug
    date: dt.date
    wanted: dt.date | None = Field(default=None, description="Where the rhythm would have put it, if it was moved")
    note: str = Field(default="", description="Why it was moved, which wave it is about, why it was cancelled")
    state: ReviewState = "planned"


class LeftOutReview(Frozen):
    """A review without dates, and why."""

    review: Slug
    reason: str = Field(min_length=1)


class ReviewCalendar(Frozen):
    """The body of the document ``reviews``."""

    brief: ReviewBrief
    dates: tuple[ReviewDate, ...]
    left_out: tuple[LeftOutReview, ...] = ()
    catalogue: Version = Field(description="Version of the catalogue of reviews")


def find_review_faults(catalogue: ReviewCatalogue, roles: Collection[str] | None = None) -> Iterator[Fault]:
    """Yield double ids, unknown roles, types without a rhythm, slots beyond their period, reviews that nobody holds.

    Parameters
    ----------
    catalogue
        The catalogue, or a draft (see :mod:`pmokit.model.checks`).
    roles
        Ids of all roles; None = not known, not checked.
    """
    yield from double_ids([review.id for review in catalogue.reviews], ("reviews",), "review")
    for at, review in enumerate(catalogue.reviews):
        path: Path = ("reviews", at)
        yield from _cadence_faults(review, path)
        yield from _role_faults(review, path, roles)


def _cadence_faults(review: Review, path: Path) -> Iterator[Fault]:
    missing = [kind for kind in PMO_TYPES if kind not in review.cadence]
    if missing:
        yield Fault(
            what=f"{review.id}: no rhythm for {', '.join(missing)}",
            expected=f"one of {', '.join(RHYTHMS)} for each type",
            path=(*path, "cadence"),
        )
    elif set(review.cadence.values()) == {"not held"}:
        what = f"{review.id}: no type of PMO holds it"
        yield Fault(what=what, expected="a rhythm for one type at least", path=(*path, "cadence"))
    held = [rhythm for rhythm in review.cadence.values() if rhythm != "not held"]
    if set(held) - set(RHYTHMS):
        return
    shortest = min((MONTHS.get(rhythm, 1) for rhythm in held), default=12)
    if review.slot.month > shortest:
        yield Fault(
            what=f"{review.id}: month {review.slot.month} of a period of {shortest}",
            expected=f"{'1' if shortest == 1 else f'1 to {shortest}'}, the months of its shortest period",
            path=(*path, "slot", "month"),
        )
    if WEEKS.keys() & set(held) and review.slot.working_day > WORKING_DAYS:
        yield Fault(
            what=f"{review.id}: working day {review.slot.working_day} of a week",
            expected="1 (Monday) to 5 (Friday), because one of its rhythms is weekly",
            path=(*path, "slot", "working_day"),
        )


def _role_faults(review: Review, path: Path, roles: Collection[str] | None) -> Iterator[Fault]:
    if review.decides and review.decides in review.attends:
        what = f"{review.id}: {review.decides} decides and is named among those who attend"
        yield Fault(what=what, expected="each role once", path=(*path, "attends"))
    if roles is None:
        return
    named: Mapping[Path, str] = {
        (*path, "decides"): review.decides,
        **{(*path, "attends", n): role for n, role in enumerate(review.attends)},
    }
    for here, role in named.items():
        if is_unknown(role, roles):
            yield Fault(
                what=f"{review.id}: unknown role '{role}'",
                expected="a role of roles.yaml",
                hint=did_you_mean(role, roles),
                path=here,
            )
