"""Weights of criteria as a person gives them: an order of importance, swing points, or pairwise comparisons."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pmokit.model.base import Frozen, Slug

_FRACTION = re.compile(r"1\s*/\s*([1-9])\Z")


def _ratio(given: Any) -> Any:
    match = _FRACTION.match(given) if isinstance(given, str) else None
    return 1 / int(match.group(1)) if match else given


def _group(given: Any) -> Any:
    return (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list) else given


Ratio = Annotated[
    float,
    BeforeValidator(_ratio),
    Field(ge=1 / 9, le=9, description="how many times as important: a number, or a fraction such as 1/3"),
]
RankGroup = Annotated[
    tuple[Slug, ...],
    BeforeValidator(_group),
    Field(min_length=1, description="a criterion, or a list of criteria that are equally important"),
]


class WeightsGiven(Frozen):
    """The file that ``pmokit recommend --weights`` reads.

    Parameters
    ----------
    order
        Criteria by importance, the most important first; a list inside the list holds equally important ones.
    swing
        Points by criterion: what it is worth to go from the worst to the best answer; the largest usually has 100.
    ahp
        How many times as important the outer criterion is as the inner one, 1/9 to 9; each pair once.
    """

    order: tuple[RankGroup, ...] | None = Field(default=None, min_length=1)
    swing: dict[Slug, Annotated[float, Field(ge=0)]] | None = None
    ahp: dict[Slug, dict[Slug, Ratio]] | None = None
