"""Who holds the reviews in a PMO that has fewer posts than the catalogue has roles."""

from collections.abc import Mapping

from pmokit.model.reviews import Review, ReviewCatalogue
from pmokit.model.services import RoleCatalogue
from pmokit.strategy.sizing import holder


def acting_reviews(catalogue: ReviewCatalogue, posts: Mapping[str, object], roles: RoleCatalogue) -> ReviewCatalogue:
    """Return the reviews with the posts that are there in place of roles without one: each stands in as its role says.

    Parameters
    ----------
    catalogue
        The reviews.
    posts
        Posts of the PMO by role.
    roles
        Who stands in for whom.
    """
    return catalogue.model_copy(update={"reviews": tuple(_acting(one, posts, roles) for one in catalogue.reviews)})


def _acting(review: Review, posts: Mapping[str, object], roles: RoleCatalogue) -> Review:
    decides = holder(review.decides, posts, roles)
    held = (holder(role, posts, roles) for role in review.attends)
    others = tuple(dict.fromkeys(role for role in held if role != decides))
    return review.model_copy(update={"decides": decides, "attends": others or review.attends})
