"""The bodies of step documents that an engagement keeps, and the engagement's own settings."""

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from pmokit.model.base import Frozen, Name, Slug

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


class PlanningFrame(Frozen):
    """What a unit can put into improvement: FTE by skill and quarter, money by quarter.

    ``budget_k`` is in thousand units of the engagement's currency; None means unlimited.
    """

    capacity: dict[Name, tuple[Annotated[float, Field(ge=0)], ...]]
    budget_k: tuple[Annotated[float, Field(ge=0)], ...] | None = None
    carry_over: bool = True
    source: str = Field(min_length=3)

    @property
    def quarters(self) -> int:
        """The horizon."""
        return max((len(row) for row in self.capacity.values()), default=0)


class Profile(Frozen):
    """The organisation profile: option id, or None for "cannot tell", by criterion id."""

    answers: dict[str, str | None]
