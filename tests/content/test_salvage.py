"""Of a faulty value, everything that can be read is kept; what cannot be read complains no second time."""

import math

from pmokit.content.salvage import make_draft
from pmokit.model.checks import find_faults
from pmokit.model.content import Mapping
from pmokit.model.initiatives import InitiativeCatalogue, find_initiative_faults, find_missing_steps
from pmokit.model.maturity import AnswerSet, Domain, MaturityModel, ModelMeta
from pmokit.model.sample import SampleEngagement, SampleProfiles, find_sample_faults
from pmokit.model.standard import find_standard_faults


def test_what_is_right_is_kept_and_what_is_wrong_is_empty():
    raw = {"id": "POR", "weight": "heavy", "questions": [{"id": "POR-01", "weight": 2, "judges": ["pmo", 5]}, "x"]}
    domain = make_draft(Domain, raw, {("weight",), ("questions", 0, "judges", 1), ("questions", 1)})
    assert domain.id == "POR"
    assert math.isnan(domain.weight)
    assert domain.questions[0].weight == 2
    assert domain.questions[0].judges == ("pmo", "")
    assert domain.questions[0].anchors == {}
    assert domain.questions[0].retired is False
    assert domain.questions[0].quick is None
    assert domain.questions[1].id == ""
    assert domain.field is None


def test_keys_that_are_no_python_names_are_read():
    catalogue = make_draft(
        InitiativeCatalogue, {"initiatives": [{"lifts": [{"domain": "POR", "from": 1, "to": 2}]}]}, ()
    )
    assert catalogue.initiatives[0].lifts[0].from_level == 1


def test_a_file_that_is_one_map_keeps_what_could_be_read():
    raw = {"NORTH": {"one": "low", "two": 3}, "SOUTH": "none"}
    profiles = make_draft(SampleProfiles, raw, {("NORTH", "two"), ("SOUTH",)})
    assert profiles.root == {"NORTH": {"one": "low", "two": ""}, "SOUTH": {}}
    assert make_draft(SampleProfiles, None, ()).root == {}


def test_a_missing_choice_is_an_empty_text():
    assert make_draft(Mapping, {"dates": None}, {("dates",)}).dates == ""


def test_nothing_at_all_raises_no_fault():
    model = MaturityModel.model_construct(
        meta=make_draft(ModelMeta, None, ()),
        domains=(make_draft(Domain, None, ()),),
        answer_sets=(make_draft(AnswerSet, {"options": [{}, {}]}, ()),),
    )
    assert find_faults(model) == []
    assert find_standard_faults(model) == []
    assert find_initiative_faults(make_draft(InitiativeCatalogue, {"initiatives": [{}, {"lifts": [{}]}]}, ())) == []
    assert (
        find_missing_steps(make_draft(InitiativeCatalogue, {"initiatives": [{"lifts": [{}]}]}, ()), ["POR"], (1, 5))
        == []
    )
    assert list(find_sample_faults(make_draft(SampleEngagement, {"units": [{}, {}]}, ()))) == []
