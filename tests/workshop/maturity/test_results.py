"""The result as it stands: what is open, and what an anonymous assessment withholds."""

import datetime as dt

import pytest

from pmokit.workshop.maturity.results import result_markup
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.visit import Visit

TODAY = dt.date(2027, 1, 4)


@pytest.fixture
def answer(engagement, model):
    def give(assessment, person, choice="l3", questions=None):
        state = MaturityState(engagement, assessment, model, Visit("OPS", person, "finance"))
        for question in questions or [q.id for q in model.questions]:
            state.answer(question, choice)

    return give


def test_without_answers_the_result_says_so(engagement, assessment):
    assert "Nobody of Operations has answered yet" in result_markup(engagement, "OPS", today=TODAY)


def test_a_full_result_has_level_chart_and_table(engagement, assessment, answer, model):
    answer(assessment, "Anna", "l3")
    markup = result_markup(engagement, "OPS", today=TODAY)
    assert "Overall level 3, score 3.0." in markup
    assert "This is a picture so far. 1 person has answered; 100 % of the questions" in markup
    assert markup.count("<svg") == 2
    assert markup.count("<tr>") == 1 + len(model.domains)
    assert 'data-label="Coverage">100 %</td>' in markup


def test_below_the_coverage_threshold_bounds_stand_in_for_the_level(engagement, assessment, answer):
    answer(assessment, "Anna", "l2", ["POR-01"])
    markup = result_markup(engagement, "OPS", today=TODAY)
    assert "Too much is still open to name an overall level" in markup
    assert "Overall level" not in markup


def test_fewer_than_three_people_stay_unseen_when_anonymous(engagement, anonymous, answer):
    """Scores of fewer than k people are withheld with the reason; from the third on they appear."""
    answer(anonymous, "p-1")
    answer(anonymous, "p-2")
    markup = result_markup(engagement, "OPS", today=TODAY)
    assert "withheld: fewer than 3 people" in markup
    assert "3.0</td>" not in markup.replace('data-label="Target">3.0</td>', "")
    answer(anonymous, "p-3")
    assert "Overall level 3, score 3.0." in result_markup(engagement, "OPS", today=TODAY)


def test_the_two_charts_of_a_page_share_no_ids(engagement, assessment, answer):
    answer(assessment, "Anna")
    markup = result_markup(engagement, "OPS", today=TODAY)
    assert 'id="profile-wide-title"' in markup
    assert 'id="profile-narrow-title"' in markup
