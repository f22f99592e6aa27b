"""Step 1: mission, vision and business objectives, what the PMO adds to each, and the benefits expected of it.

The body of the step document ``vision``. It may be unfinished, as people agree on it piece by piece: what is still missing
is found by :func:`pmokit.strategy.vision.review_vision`.
"""

import calendar
import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pmokit.model.base import Frozen, Slug
from pmokit.model.fields import FieldCode

Strength = Literal["main", "support"]
Direction = Literal["up", "down"]
HORIZON = re.compile(r"(\d{4})(?:-Q([1-4]))?\Z")
MONTHS_IN_QUARTER = 3
DECEMBER = 12


def _horizon(text: str) -> str:
    if not HORIZON.match(text):
        msg = f"{text!r} is no horizon"
        raise ValueError(msg)
    return text


Horizon = Annotated[
    str,
    AfterValidator(_horizon),
    Field(
        description="a year such as 2028, or a quarter such as 2028-Q2",
        json_schema_extra={"pattern": r"^\d{4}(-Q[1-4])?$"},
    ),
]


def horizon_end(horizon: str) -> dt.date:
    """Return the last day of a calendar year or quarter.

    Parameters
    ----------
    horizon
        Such as 2028 or 2028-Q2.

    Raises
    ------
    ValueError
        If it is neither.
    """
    match = HORIZON.match(_horizon(horizon))
    year, quarter = (match.group(1), match.group(2)) if match else ("", None)
    month = MONTHS_IN_QUARTER * int(quarter) if quarter else DECEMBER
    return dt.date(int(year), month, calendar.monthrange(int(year), month)[1])


def horizon_label(horizon: str) -> str:
    """Return a horizon as people read it: 2028-Q2 prints "2028 Q2".

    Parameters
    ----------
    horizon
        Such as 2028 or 2028-Q2.
    """
    return horizon.replace("-", " ")


class Person(Frozen):
    """Who answers for something: a name, and the role in which this person does."""

    name: str = Field(default="", max_length=120)
    role: str = Field(min_length=1, max_length=120)

    def __str__(self) -> str:
        """Return both as people write them."""
        return f"{self.name}, {self.role}" if self.name else self.role


class Measure(Frozen):
    """How one sees that an objective is reached: from the baseline to the target, in a unit."""

    name: str = Field(min_length=1, max_length=200)
    unit: str = Field(default="", max_length=60, description="such as % or EUR million; empty for a plain count")
    better: Direction = Field(default="up", description="whether more of it is better, or less")
    baseline: float | None = Field(default=None, description="null: not measured yet")
    target: float


class PmoPart(Frozen):
    """What the PMO adds to an objective, through which services and in which of the five fields."""

    contribution: str = Field(min_length=3, max_length=1000)
    services: tuple[Slug, ...] = Field(default=(), description="Services of services.yaml")
    fields: dict[FieldCode, Strength] = Field(default_factory=dict)


class Objective(Frozen):
    """A business objective; what is None has not been agreed yet."""

    id: Slug
    name: str = Field(min_length=3, max_length=200)
    kind: Slug = Field(description="A kind of objective of services.yaml, such as faster-delivery")
    owner: Person | None = None
    horizon: Horizon | None = None
    measure: Measure | None = None
    priority: int | None = Field(default=None, ge=1, description="1 comes first")
    weight: float | None = Field(default=None, gt=0, description="Instead of a priority: its weight among the others")
    pmo: PmoPart | None = None
    conflicts_with: tuple[Slug, ...] = Field(default=(), description="Objectives that cannot be reached beside it")
    carries_out: Slug | None = Field(
        default=None, description="In a unit's vision: the objective of the whole organisation that it carries out"
    )


class ExpectedBenefit(Frozen):
    """What the work on an objective is to bring, by when, and at which price elsewhere."""

    objective: Slug
    measure: Measure
    due: dt.date
    owner: Person | None = None
    dis_benefit: str = Field(
        default="", max_length=500, description="What gets worse for somebody; empty: nothing seen"
    )


class StatementEdit(Frozen):
    """A part of the strategy statement in people's own words, and the proposal that they replaced."""

    part: str = Field(min_length=1)
    text: str = Field(max_length=4000, description="Empty: the part is left out")
    proposal: str = Field(default="", description="What the kit proposed when the words were written")


class Vision(Frozen):
    """The body of the document ``vision``."""

    mission: str = Field(default="", max_length=2000, description="What the organisation is there for")
    vision: str = Field(default="", max_length=2000, description="Where it wants to be")
    mandate: str = Field(default="", max_length=1000, description="One sentence: what the PMO is asked to do")
    objectives: tuple[Objective, ...] = ()
    benefits: tuple[ExpectedBenefit, ...] = ()
    statement: tuple[StatementEdit, ...] = Field(default=(), description="Parts of the statement that people rewrote")

    @property
    def objective_by_id(self) -> dict[str, Objective]:
        """Objectives by id; built anew at each call, as a copy with changes takes what is cached along with it."""
        return {objective.id: objective for objective in self.objectives}
