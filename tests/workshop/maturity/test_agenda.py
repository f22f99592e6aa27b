"""What to discuss: the figures in words, the costliest first, withheld where too few answered."""

import pytest

from pmokit.study.assessed import UnitAssessment
from pmokit.workshop.maturity.agenda import agenda_markup
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.visit import Visit


@pytest.fixture
def answer(engagement, model):
    def give(assessment, person, question, choice):
        state = MaturityState(engagement, assessment, model, Visit("OPS", person, "finance"))
        state.answer(question, choice)

    return give


def markup(engagement):
    return agenda_markup(UnitAssessment(engagement, "OPS"))


def test_differences_are_told_with_figure_range_gap_and_weight(engagement, assessment, answer, model):
    for person, choice in (("Anna", "l1"), ("Ben", "l4")):
        answer(assessment, person, "POR-01", choice)
    said = markup(engagement)
    assert model.question_by_id["POR-01"].text["en"] in said
    assert "2 people answered; they lie far apart, over 3 levels (agreement 0." in said
    assert "The target is 0.5 levels away" in said
    engagement.set_consensus(assessment.id, "OPS", "POR-01", "l2", 2.0, reason="x", author="Ada")
    assert '<span class="pk-tag">agreed</span>' in markup(engagement)


def test_a_dispute_on_whether_it_applies_comes_first(engagement, assessment, answer):
    for person, first, second in (("Anna", "l1", "l2"), ("Ben", "l4", "NA"), ("Cid", "l4", "NA")):
        answer(assessment, person, "POR-01", first)
        answer(assessment, person, "DEM-01", second)
    said = markup(engagement)
    assert "disagree whether it applies at all" in said
    assert "DEM-01" in said


def test_where_people_agree_nothing_needs_a_discussion(engagement, assessment, answer):
    assert "Nobody has answered yet" in markup(engagement)
    for person in ("Anna", "Ben"):
        answer(assessment, person, "POR-01", "l2")
    assert "People agree" in markup(engagement)


def test_few_people_of_an_anonymous_assessment_are_not_told_apart(engagement, anonymous, answer):
    """Two people who differ would see each other's answers in the range."""
    for person, choice in (("p-1", "l1"), ("p-2", "l4")):
        answer(anonymous, person, "POR-01", choice)
    assert "over 3 levels" not in markup(engagement)
