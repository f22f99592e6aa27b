"""What a brief asks follows from what is known of the unit."""

import datetime as dt

from pmokit.model.brief import Sponsor
from pmokit.strategy.brief import BriefFacts, propose_brief

TODAY = dt.date(2027, 1, 4)


def test_with_a_result_the_sponsor_is_asked_to_confirm_it():
    """Result and targets, three ways to decide, a recommendation, and what happens without a reply."""
    facts = BriefFacts(
        "Operations", "2, close to 3", 7, ["Benefits", "Risk"], "from the profile first-year", open_points=2
    )
    brief = propose_brief(facts, Sponsor(name="Ines Roth", is_absent=True, reply_by=dt.date(2027, 1, 20)), TODAY)
    assert brief.sponsor == "Ines Roth"
    assert brief.reply_by == dt.date(2027, 1, 20)
    assert "confirm the maturity result of Operations" in brief.asked
    assert len(brief.options) == 3
    assert "Benefits and Risk" in brief.options[0].means
    assert "2 questions" in brief.recommendation
    assert "proposed" in brief.without_reply
    assert brief.facts[0] == "7 people answered: overall level 2, close to 3."


def test_without_a_result_the_type_is_asked_for():
    """The two types that fit best, or later; two weeks to reply where nobody set a date."""
    brief = propose_brief(BriefFacts("Operations", types=["agile", "enterprise"], change="It may turn."), None, TODAY)
    assert [option.name for option in brief.options] == [
        "Set up an agile PMO",
        "Set up an enterprise PMO",
        "Decide later",
    ]
    assert "It may turn." in brief.options[0].means
    assert brief.reply_by == dt.date(2027, 1, 18)


def test_with_nothing_known_there_are_still_two_ways():
    brief = propose_brief(BriefFacts("Operations"), None, TODAY)
    assert len(brief.options) == 2


def test_too_much_open_is_said_instead_of_a_level():
    brief = propose_brief(BriefFacts("Operations", people=1, proposed=["Start in May"]), None, TODAY)
    assert brief.facts == (
        "1 person answered: too much is open to name an overall level.",
        "Proposed in the session: Start in May",
    )


def test_a_type_that_would_fail_on_an_answer_is_not_what_a_sponsor_is_asked_to_set_up():
    facts = BriefFacts("Operations", types=["enterprise", "departmental"], begin_with="departmental")
    brief = propose_brief(facts, None, TODAY)
    assert [option.name for option in brief.options[:2]] == [
        "Begin with a departmental PMO",
        "Set up an enterprise PMO",
    ]
    assert brief.recommendation == (
        "Begin with a departmental PMO: an enterprise PMO would fail on one answer of the profile until that is changed."
    )
