"""Figures of other organisations that a client brings along, each with where it is from."""

from typing import Literal

from pydantic import Field

from pmokit.model.base import Frozen

OVERALL = "overall"
Statistic = Literal["median", "p25", "p75"]


class BenchmarkFigure(Frozen):
    """One figure of a benchmark.

    Parameters
    ----------
    version
        Version of the maturity model that it was measured with.
    part
        Id of a domain or question, or ``overall``.
    statistic
        The middle of the organisations, or the end of their lowest or the start of their highest quarter.
    value
        On the scale of the rule.
    n
        Organisations or units behind it.
    source, year
        Who published it, and of when it is.
    """

    version: str = Field(min_length=1)
    part: str = Field(min_length=1)
    statistic: Statistic
    value: float
    n: int = Field(ge=1)
    source: str = Field(min_length=1)
    year: int
