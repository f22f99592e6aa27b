"""Which rules a model can serve."""

import pytest

from pmokit.assess.rules.registry import RULES, applicable_rules, find_rule
from pmokit.content.library import load_model
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import ROOT

MODELS = ROOT / "tests" / "cases" / "models"


def test_rules_of_a_model_without_levels():
    """MIL and SAMM need what such a model does not carry; both say what."""
    able, left_out = applicable_rules(small_model({"AA": (1,)}))
    assert able == ("weighted-mean", "geometric-mean", "minimum", "staged", "nplf", "ratio")
    assert left_out == {"mil": "the questions carry no level", "samm": "the questions carry no level"}


def test_rules_of_the_shaped_models():
    """A model of the shape of SAMM serves all rules, one of the shape of C2M2 all but samm."""
    assert applicable_rules(load_model(str(MODELS / "samm_shaped"))) == (tuple(RULES), {})
    assert applicable_rules(load_model(str(MODELS / "c2m2_shaped")))[1] == {"samm": "the questions carry no stream"}


def test_a_rule_out_of_reach_is_refused_in_words():
    with pytest.raises(ScoringError, match="mil cannot score model small: the questions carry no level"):
        find_rule(small_model({"AA": (1,)}), "mil")
    partly = small_model({"AA": (1, 1)}, places={"AA-01": (2,)})
    with pytest.raises(ScoringError, match="question AA-02 carries no level, others do"):
        find_rule(partly, "staged")
    with pytest.raises(ScoringError, match="Did you mean 'samm'"):
        find_rule(partly, "sam")
