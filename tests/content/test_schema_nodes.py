"""What a type's schema says about a place, in the words of a message."""

import pytest

from pmokit.content.schema_nodes import describe, keys_of, node_at
from pmokit.model.content import Mapping, Theme
from pmokit.model.maturity import Domain
from pmokit.model.sample import SampleEngagement


@pytest.mark.parametrize(
    ("kind", "path", "words"),
    [
        (Domain, ("id",), "two to eight capitals, such as POR"),
        (Domain, ("weight",), "a number"),
        (Domain, ("questions",), "a list"),
        (Domain, ("questions", 3), "a block of keys"),
        (Domain, ("questions", 3, "judges"), "a list (roles able to judge this)"),
        (Domain, ("questions", 3, "text"), "the text by language, English first: {en: ...}"),
        (Domain, ("questions", 3, "anchors", "l1", "en"), "text"),
        (Domain, ("field",), "one of strategic-portfolio, resource, demand, financial, communication"),
        (Theme, ("levels", 0), "#RRGGBB in quotes"),
        (Mapping, ("columns", "name", "required"), "true or false"),
        (SampleEngagement, ("as_of",), "a date such as 2026-09-30"),
        (SampleEngagement, ("units", 0, "planning", "capacity", "analyst", 0), "a number"),
        (SampleEngagement, ("settings", "first_quarter"), "a year and a quarter, such as 2027-Q1"),
        (Domain, ("nothing", "of", "this"), ""),
    ],
)
def test_a_place_is_described(kind, path, words):
    assert describe(node_at(kind, path)) == words


def test_the_keys_of_a_block_are_known():
    assert keys_of(node_at(Domain, ("questions", 0)))[:2] == ["id", "text"]
    assert keys_of(node_at(Domain, ("id",))) == []
