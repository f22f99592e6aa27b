"""Reviews are held by the posts that a PMO has; whoever has no post is stood in for."""

from pmokit.content.catalogues import load_catalogues
from pmokit.content.improvement import load_reviews
from pmokit.strategy.improvement.acting import acting_reviews

ROLES, REVIEWS = load_catalogues().roles, load_reviews()


def test_a_small_pmo_holds_every_review_with_the_posts_it_has():
    """Head and consultant alone: no other post of the PMO is named, and nobody decides and attends as one person."""
    posts = {"pmo-head": None, "pmo-consultant": None}
    outside = {role.id for role in ROLES.counterparts}
    for review in acting_reviews(REVIEWS, posts, ROLES).reviews:
        assert {review.decides, *review.attends} <= {*posts, *outside}
        assert review.decides not in review.attends
        assert len(set(review.attends)) == len(review.attends)


def test_a_pmo_with_all_posts_holds_them_as_the_catalogue_says():
    assert acting_reviews(REVIEWS, ROLES.by_id, ROLES) == REVIEWS
