"""The guides to types and levels: all there, steps in order, each pair once."""

from pmokit.model.guide import PmoTypeGuides, find_guide_faults
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES


def guide(*months):
    text = {"en": "Something can be seen."}
    steps = [{"by_month": month, "text": text} for month in months or (1, 6)]
    return {"name": text, "meaning": text, "steps": steps, "review_after_months": 12, "review_when": [text]}


def guides(**changes):
    text = {"en": "Both of them."}
    fields = {
        "version": "0.1.0",
        "source": "expert judgement",
        "types": {name: guide() for name in PMO_TYPES},
        "hybrids": [{"types": ["enterprise", "agile"], "name": text, "meaning": text}],
        "controls": {name: guide() for name in CONTROL_LEVELS},
    }
    return PmoTypeGuides.model_validate({**fields, **changes})


def told(**changes):
    return [str(fault) for fault in find_guide_faults(guides(**changes))]


def test_a_complete_file_has_no_fault():
    assert told() == []


def test_a_hybrid_is_found_in_either_order():
    found = guides()
    assert found.hybrid(("agile", "enterprise")) is found.hybrids[0]
    assert found.hybrid(("agile", "departmental")) is None


def test_a_missing_type_or_level_is_told():
    assert told(types={"agile": guide()}) == [
        "types: enterprise, departmental missing. Expected: enterprise, departmental, agile."
    ]
    assert told(controls={}) == [
        "controls: supportive, controlling, directive missing. Expected: supportive, controlling, directive."
    ]


def test_steps_out_of_order_are_told():
    types = {name: guide() for name in PMO_TYPES} | {"agile": guide(6, 1)}
    assert told(types=types) == ["agile: the steps are not in the order of their months. Expected: the earliest first."]


def test_a_pair_stands_once_and_is_a_pair():
    text = {"en": "Both of them."}
    hybrids = [
        {"types": pair, "name": text, "meaning": text}
        for pair in (["agile", "agile"], ["agile", "enterprise"], ["enterprise", "agile"])
    ]
    assert [sentence.split(" stands")[0] for sentence in told(hybrids=hybrids)] == [
        "the hybrid of agile and agile",
        "the hybrid of enterprise and agile",
    ]
