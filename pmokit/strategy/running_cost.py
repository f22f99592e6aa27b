"""What a PMO costs in a year, from low to high: FTE x paid days x rate, post by post."""

from collections.abc import Iterator
from dataclasses import dataclass

from pmokit.model.printing import print_number
from pmokit.model.services import NOTHING, Catalogues, Span
from pmokit.model.structure import Post, Structure
from pmokit.strategy.findings import Finding
from pmokit.strategy.sizing import SHARE_OF_SPEND

DEAREST_SHARE = 4 * SHARE_OF_SPEND
"""Of what is spent on projects: a few projects bear the hours that any PMO costs, but not four times the rule of thumb; expert judgement."""


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


def check_cost(structure: Structure, catalogues: Catalogues) -> Iterator[Finding]:
    """Yield a finding where the PMO costs more than a fifth of what it looks after.

    Parameters
    ----------
    structure
        The structure; where its brief does not say what is spent on projects, nothing is found.
    catalogues
        Supplies the paid days of one FTE.
    """
    spend = structure.brief.yearly_spend
    if not spend:
        return
    cost = running_cost(structure, catalogues.roles.days_per_fte)[1].likely
    if cost > DEAREST_SHARE * spend:
        yield Finding(
            "dear",
            f"the PMO costs about {print_number(100 * cost / spend, '.0f')} % of the {print_number(spend, ',.0f')} spent on projects in a "
            f"year; the rule of thumb is {print_number(100 * SHARE_OF_SPEND, 'g')} %",
            "Take services out, share the posts with another unit, or give them to people beside another job",
        )


def _cost(post: Post, days: float) -> Span:
    fte, rate = post.fte, post.rate
    return Span(low=fte.low * rate.low * days, likely=fte.likely * rate.likely * days, high=fte.high * rate.high * days)
