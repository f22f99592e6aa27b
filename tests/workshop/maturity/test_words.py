"""What stands around step 2: objectives before, what is missing, what it means."""

import datetime as dt

import pytest

from pmokit.content import places
from pmokit.exchange.sample import make_engagement
from pmokit.study.office import UnitOffice
from pmokit.workshop.maturity.results import result_markup
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.maturity.words import before_markup, meaning_markup, missing_sentences
from pmokit.workshop.visit import Visit


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with make_engagement(places.templates() / "sample", tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def test_the_objectives_of_step_1_stand_before(sample, engagement):
    assert "Win more savings contracts" in before_markup(sample, "ENERGY")
    assert before_markup(engagement, "OPS") == ""


def test_the_result_is_told_in_plain_words(sample):
    """The level with its meaning, the widest gaps, and what is only claimed."""
    said = meaning_markup(UnitOffice(sample, "ENERGY"))
    assert "Energy Services stands at level 3. Level 3 is &#x27;Agreed way&#x27;" in said
    assert "Resource management (0." in said
    assert "claimed" in said


def test_thin_answers_are_called_thin(engagement, assessment, model):
    """One person is an opinion; below the threshold of coverage no level is named."""
    MaturityState(engagement, assessment, model, Visit("OPS", "Anna", "finance")).answer("POR-01", "l2")
    missing = " ".join(missing_sentences(UnitOffice(engagement, "OPS"), targets_are_set=True))
    assert "Only one person has answered" in missing
    assert "a level is named from 80 % on" in missing
    assert "too much is open to name a level" in meaning_markup(UnitOffice(engagement, "OPS"))


def test_a_closed_round_is_told(engagement, assessment):
    engagement.close_assessment(assessment.id, author="Ada")
    missing = missing_sentences(UnitOffice(engagement, "OPS"), targets_are_set=False)
    assert "Round 1 is closed" in missing[0]
    assert "The targets are a proposal" in missing[-1]


def test_the_markup_of_people_is_escaped(engagement, assessment, model):
    MaturityState(engagement, assessment, model, Visit("FIN", "Anna", "finance")).answer("POR-01", "l2")
    assert "Finance &amp; &lt;Control&gt;" in meaning_markup(UnitOffice(engagement, "FIN"))
    assert "Finance &amp; &lt;Control&gt;" in result_markup(engagement, "FIN", today=dt.date(2027, 1, 4))
