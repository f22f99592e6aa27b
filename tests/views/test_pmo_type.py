"""The advice on the type of PMO as exhibits: ranking, reasons, what would change it."""

import pytest

from pmokit.content.library import load_profile, load_theme
from pmokit.model.recommendation import Flip
from pmokit.strategy.pmo_type import recommend
from pmokit.views.pmo_type import flip_card, reason_list, type_ranking

PROFILE = load_profile()
# The option in the middle of each criterion: an organisation between the types.
ANSWERS = {c.id: c.options[len(c.options) // 2].id for c in PROFILE.criteria}


@pytest.fixture(scope="module")
def advice():
    return recommend(PROFILE, ANSWERS, seed=1)


def test_the_ranking_lists_every_type_best_first(advice):
    """Three bars from 0 to 1, and the share of weights that put each first."""
    exhibit = type_ranking(advice, load_theme())
    assert exhibit.frame["score"].is_monotonic_decreasing
    assert exhibit.frame["type"].iloc[0] == advice.type
    assert exhibit.frame["acceptability"].sum() == pytest.approx(1)
    assert exhibit.draw()["description"] == exhibit.description


def test_the_reasons_leave_out_what_the_page_says_itself(advice):
    """The first sentence leads the page; the others stand in the list."""
    assert reason_list(advice).cells() == [[sentence] for sentence in advice.explanation[1:]]


def test_flips_are_told_in_the_words_of_the_questions(advice):
    """One changed answer: question, answer now, answer then, type. Two: numbered, so that they find each other."""
    first, second = list(PROFILE.by_id)[:2]
    options = {name: PROFILE.by_id[name].options for name in (first, second)}
    one = Flip(change={first: options[first][0].id}, to="agile")
    two = Flip(change={name: options[name][0].id for name in (first, second)}, to="departmental")
    cells = flip_card(advice.model_copy(update={"flips": (one, two)}), PROFILE, ANSWERS).cells()
    assert cells[0][0] == PROFILE.by_id[first].text["en"]
    assert (cells[0][2], cells[0][3]) == (options[first][0].label["en"], "agile")
    assert cells[1][0].startswith("(1) ")
    assert " (2) " in cells[1][1]


def test_an_advice_that_nothing_small_changes_says_so(advice):
    """No flip: a sentence instead of an empty table."""
    exhibit = flip_card(advice.model_copy(update={"flips": ()}), PROFILE, ANSWERS)
    assert exhibit.description == "No change of one or two answers changes the advice."
