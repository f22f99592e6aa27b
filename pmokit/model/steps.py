"""The bodies of step documents that an engagement keeps, and the engagement's own settings."""

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from pmokit.model.base import Frozen, Name, Slug
from pmokit.model.pins import Pin

QUARTER = re.compile(r"(\d{4})-Q([1-4])\Z")


def _quarter(text: str) -> str:
    if not QUARTER.match(text):
        msg = f"{text!r} is no quarter; expected a year and a quarter such as 2027-Q1"
        raise ValueError(msg)
    return text


QuarterLabel = Annotated[
    str,
    AfterValidator(_quarter),
    Field(description="a year and a quarter, such as 2027-Q1", json_schema_extra={"pattern": r"^\d{4}-Q[1-4]$"}),
]


def quarter_label(first: str, offset: int) -> str:
    """Return the calendar label of a quarter: offset 3 from 2027-Q1 prints "2027 Q4".

    Parameters
    ----------
    first
        The quarter that offset 0 stands for, as ``YYYY-Qn``.
    offset
        Quarters after it, 0 or more.
    """
    match = QUARTER.match(first)
    if match is None:
        msg = f"{first!r} is no quarter"
        raise ValueError(msg)
    index = int(match.group(1)) * 4 + int(match.group(2)) - 1 + offset
    return f"{index // 4} Q{index % 4 + 1}"


class Settings(Frozen):
    """What holds for the whole engagement."""

    client: str = Field(min_length=1, max_length=200)
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    fiscal_year_start: int = Field(default=1, ge=1, le=12, description="Month")
    first_quarter: QuarterLabel = "2027-Q1"
    status_date: dt.date | None = Field(default=None, description="Date up to which the project figures count")


class Targets(Frozen):
    """Target level by domain; a domain that is not named takes the profile's level, else the model's default."""

    profile: Slug | None = Field(default=None, description="A target profile of the model")
    levels: dict[str, Annotated[float, Field(ge=0, le=10)]] = Field(default_factory=dict)


class Confirmed(Frozen):
    """Who has said yes to figures, and when."""

    by: str = Field(min_length=2, max_length=200)
    on: dt.date


class PlanningFrame(Frozen):
    """What a unit can put into improvement: FTE by skill and quarter, money by quarter, and what it wishes.

    ``budget_k`` is in thousand units of the engagement's currency; None means unlimited. Quarters count from 0, the engagement's first
    quarter. A capacity row named ``sponsor`` makes the sponsors' time a limit, too.
    """

    capacity: dict[Name, tuple[Annotated[float, Field(ge=0)], ...]]
    budget_k: tuple[Annotated[float, Field(ge=0)], ...] | None = None
    carry_over: bool = True
    ramp: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(
        default=(), description="Share of the capacity that is there in the first quarters; all of it afterwards"
    )
    blackout: tuple[Annotated[int, Field(ge=0, le=200)], ...] = Field(
        default=(), description="Quarters in which nothing may start; what runs goes on"
    )
    start_limit: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=2, description="Change load: initiatives that may start in one quarter; null = any number"
    )
    pins: tuple[Pin, ...] = ()
    level_worth_k: Annotated[float, Field(gt=0)] | None = Field(
        default=None,
        description="What one whole level of the weighted score is worth in a quarter, in thousands; "
        "without it benefits are shown and not counted",
    )
    waves_from: tuple[Annotated[int, Field(ge=0)], ...] = Field(
        default=(0, 1, 2, 4, 6),
        min_length=5,
        max_length=5,
        description="First quarter of mobilise, foundation, standardise, integrate, optimise",
    )
    confirmed: Confirmed | None = None
    source: str = Field(min_length=3)

    @model_validator(mode="after")
    def _waves_in_order(self) -> "PlanningFrame":
        if list(self.waves_from) != sorted(set(self.waves_from)) or self.waves_from[0] != 0:
            msg = f"waves_from {list(self.waves_from)} does not ascend from 0"
            raise ValueError(msg)
        return self

    @property
    def quarters(self) -> int:
        """The horizon."""
        return max((len(row) for row in self.capacity.values()), default=0)


class Profile(Frozen):
    """The organisation profile: option id, or None for "cannot tell", by criterion id."""

    answers: dict[str, str | None]
