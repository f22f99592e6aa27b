"""What no other strength makes up for: an answer on which the type fails, an organisation too small for an office."""

import pytest

from pmokit.content.library import load_guides, load_profile
from pmokit.strategy.pmo_cautions import fails_on, find_cautions
from pmokit.strategy.pmo_type import recommend
from tests.strategy.profiles import case, small_profile

KIT, GUIDES = load_profile(), load_guides()
SMALL = small_profile()
SMALL_HOUSE = {"portfolio-size": "under-ten", "unit-spread": "one-unit", "cross-unit-projects": "none-or-one"}


def test_a_type_fails_on_an_answer_of_ten_or_less():
    """Size is worth 10 to the enterprise PMO when low, teams 10 to the departmental one when high; unknown fails nobody."""
    low = {"sharing": "high", "teams": "middle", "sponsor": "middle", "size": "low"}
    assert fails_on(SMALL, low, "enterprise") == ("size",)
    assert fails_on(SMALL, low | {"size": None}, "enterprise") == ()
    assert fails_on(SMALL, {"size": "low", "sharing": "low"}, "enterprise") == ("sharing", "size")


def test_the_caution_names_the_answer_the_value_and_the_type_that_fails_on_none():
    answers = {"sharing": "high", "teams": "middle", "sponsor": "low", "size": "high"}
    (told,) = find_cautions(SMALL, answers, ["enterprise", "departmental", "agile"])
    assert told == (
        "Mind first: begin with an agile PMO, which fails on no answer, or change this first: “The count of sponsor is low.” On this answer alone an enterprise PMO would fail (0 of 100, expert judgement), "
        "whatever else speaks for it. It is made for (0, 60, 100)."
    )


def test_no_way_out_is_named_where_every_type_fails():
    answers = {"sharing": "high", "teams": "low", "sponsor": "low"}
    (told,) = find_cautions(SMALL, answers, ["enterprise", "departmental", "agile"])
    assert told.startswith(
        "Mind first: change this before an office is set up, as every other type fails on an answer, too: "
    )


def test_what_to_settle_and_the_type_to_begin_with_are_said_before_the_verdict():
    answers = {"sharing": "high", "teams": "middle", "sponsor": "low", "size": "high"}
    advice = recommend(SMALL, answers)
    assert (advice.type, advice.begin_with) == ("enterprise", "agile")
    assert advice.lead[0].startswith("Mind first: begin with an agile PMO")
    assert advice.lead[1].startswith("Enterprise fits best")
    assert "Mind first" not in " ".join(advice.background)
    assert (*advice.lead, *advice.background) == advice.explanation
    assert recommend(SMALL, answers | {"sponsor": "high"}).begin_with is None


def test_an_enterprise_pmo_without_a_sponsor_is_warned_of():
    """The weights let the rest outweigh it; nobody who has founded one would."""
    advice = recommend(KIT, case("enterprise") | {"sponsorship": "nobody"}, guides=GUIDES)
    assert advice.type == "enterprise"
    assert "without a board member behind it" in advice.explanation[0]
    assert advice.lead == (*advice.cautions, next(one for one in advice.explanation if "fits best" in one))
    assert recommend(KIT, case("enterprise"), guides=GUIDES).cautions == ()


@pytest.mark.parametrize("changed", [None, *SMALL_HOUSE])
def test_a_small_house_is_asked_whether_it_needs_an_office(changed):
    """All three answers together say so, and none of them alone."""
    answers = case("departmental") | SMALL_HOUSE | ({} if changed is None else {changed: case("enterprise")[changed]})
    told = [one for one in recommend(KIT, answers, guides=GUIDES).cautions if "needed at all" in one]
    assert bool(told) == (changed is None)


def test_whoever_gives_no_guides_hears_of_answers_alone():
    answers = case("departmental") | SMALL_HOUSE
    assert list(find_cautions(KIT, answers, ["departmental", "agile", "enterprise"])) == []
