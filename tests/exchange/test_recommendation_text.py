"""The advice for a terminal: type and control first, then reasons, changes, weights and questions."""

from pmokit.exchange.recommendation_text import recommendation_document, recommendation_text
from pmokit.strategy.pmo_type import recommend
from tests.strategy.profiles import small_profile

CLEAR = {"sharing": "high", "teams": "low", "sponsor": "high", "size": "high"}


def test_the_text_begins_with_the_advice_and_shows_all_parts():
    advice = recommend(small_profile(), CLEAR, seed=1)
    text = recommendation_text(advice)
    assert text.startswith("Type: enterprise. Control: directive.\n\ntype ")
    assert all(sentence in text for sentence in advice.explanation)
    assert "sharing: low" in text
    assert "type holds from weight" in text
    assert "Ask next" not in text


def test_what_cannot_be_told_shows_what_to_ask():
    text = recommendation_text(recommend(small_profile(), {}, seed=1))
    assert text.startswith("Type: cannot tell yet. Control: cannot tell yet.")
    assert text.endswith("Ask next: sharing, teams, sponsor")
    assert "type holds" not in text


def test_a_hybrid_stands_in_the_first_line():
    advice = recommend(small_profile(), CLEAR, seed=1).model_copy(update={"hybrid": ("enterprise", "agile")})
    assert recommendation_text(advice).startswith("Type: enterprise (or a hybrid of enterprise and agile). Control:")


def test_the_document_has_the_keys_of_the_contract():
    document = recommendation_document(recommend(small_profile(), CLEAR, seed=1))
    assert list(document) == [
        *("type", "control", "ranking", "margin", "explanation", "flips", "weight_intervals"),
        *("acceptability", "hybrid", "evidence", "ask_next"),
    ]
    assert document["flips"][0] == {"change": {"sharing": "low"}, "to": "departmental"}
    assert document["weight_intervals"]["sharing"][1] == 1.0
