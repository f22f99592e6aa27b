"""How many projects there are, and how they are rated."""

from collections.abc import Callable

import numpy as np

from pmokit.model.projects import PLAIN_RATINGS, RATINGS, RatingName
from pmokit.strategy.measures.columns import UNKNOWN, Columns
from pmokit.strategy.measures.figures import Figures, divide, figures, nothing
from pmokit.strategy.measures.history import NO_HISTORY, history
from pmokit.strategy.measures.measure import Measure


def _project_count(columns: Columns) -> Figures:
    return figures(columns.counts.astype(float), columns.counts)


def _rating_share(rating: RatingName) -> Callable[[Columns], Figures]:
    at = RATINGS.index(rating)

    def share(columns: Columns) -> Figures:
        rated = columns.groups.count(columns.rating != UNKNOWN)
        mine = columns.groups.count(columns.rating == at)
        lacking = [(rated == 0, "no project has a rating")]
        if rating not in PLAIN_RATINGS:
            # Where nobody uses a step between the three plain ones, the list may not have it; 0 would claim that it has.
            lacking.append((mine == 0, f"no project is rated {rating}; the list may not have this step"))
        return figures(divide(mine, rated), rated, *lacking)

    return share


def _rated(columns: Columns) -> Figures:
    asked = columns.under_way & ~columns.withheld("rating")
    n = columns.groups.count(asked)
    value = divide(columns.groups.count(asked & (columns.rating != UNKNOWN)), n)
    return figures(value, n, (n == 0, "no project is under way with a rating that could be told"))


def _rating_worsened(columns: Columns) -> Figures:
    if columns.facts.periods is None:
        return nothing(columns.size, NO_HISTORY)
    course = columns.once(history)
    course = course.loc[course["is_past"] & (course["rating"] != UNKNOWN), ["row", "rating"]]
    before = course.groupby("row")["rating"].shift()
    latest = course.assign(before=before).drop_duplicates("row", keep="last").dropna(subset=["before"])
    where = np.zeros(len(columns.all), dtype=bool)
    worse = where.copy()
    where[latest["row"].to_numpy()] = True
    worse[latest.loc[latest["rating"] > latest["before"], "row"].to_numpy()] = True
    n = columns.groups.count(where)
    return figures(
        divide(columns.groups.count(worse), n), n, (n == 0, "no project has ratings of two dates to compare")
    )


def _share_of(rating: RatingName) -> Measure:
    return Measure(f"rating_{rating.replace('-', '_')}_share", "share", ("rating",), _rating_share(rating))


MEASURES = (
    Measure("project_count", "count", (), _project_count),
    *(_share_of(rating) for rating in RATINGS),
    Measure("rated_share", "share", ("rating", "status"), _rated),
    Measure("rating_worsened_share", "share", (), _rating_worsened, ("periods",)),
)
