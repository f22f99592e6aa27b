"""What a PMO costs in a year, from low to high: FTE x paid days x rate, post by post."""

from dataclasses import dataclass

from pmokit.model.services import NOTHING, Span
from pmokit.model.structure import Post, Structure


@dataclass(frozen=True)
class CostLine:
    """What one post costs in a year.

    Parameters
    ----------
    post
        The post with its FTE, staffing and rate.
    cost
        Currency units a year; low is the smallest FTE at the lowest rate, high the largest at the highest.
    """

    post: Post
    cost: Span


def running_cost(structure: Structure, days_per_fte: float) -> tuple[tuple[CostLine, ...], Span]:
    """Return the yearly cost of each post, and of the PMO.

    Parameters
    ----------
    structure
        The structure.
    days_per_fte
        Paid days of one FTE in a year, above 0.
    """
    lines = tuple(CostLine(post, _cost(post, days_per_fte)) for post in structure.posts)
    return lines, sum((line.cost for line in lines), NOTHING)


def _cost(post: Post, days: float) -> Span:
    fte, rate = post.fte, post.rate
    return Span(low=fte.low * rate.low * days, likely=fte.likely * rate.likely * days, high=fte.high * rate.high * days)
