"""The organisation profile: criteria with ordered options, and answers that an assessment gives by itself."""

import pytest
from pydantic import ValidationError

from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.model.profile import OrganisationProfile, TypeValues, answers_from_levels

OPTIONS = ("low", "middle", "high")
REASON = {"en": "It fits one end and fails at the other end."}


def cell(**changes):
    fields = {
        "values": {"low": 10, "middle": 50, "high": 90},
        "grade": "judgement",
        "reason": REASON,
        "source": "expert judgement",
    }
    return {**fields, **changes}


def criterion(name="one", **changes):
    fields = {
        "id": name,
        "text": {"en": "How much of it is there?"},
        "importance": 1,
        "ask": {"en": "Whoever counts it."},
        "options": [{"id": o, "label": {"en": f"What one sees here is {o} on every count."}} for o in OPTIONS],
        "types": {name: cell() for name in PMO_TYPES},
        "control": {name: cell() for name in CONTROL_LEVELS},
    }
    return {**fields, **changes}


def profile(*criteria, **changes):
    head = {"version": "0.1.0", "source": "expert judgement", "model": "tiny"}
    return OrganisationProfile.model_validate({**head, "criteria": criteria, **changes})


def test_options_keep_their_order_and_criteria_are_found_by_id():
    """A step from an answer leads to its neighbour, so the order of the file counts."""
    found = profile(criterion("one"), criterion("two"))
    assert found.by_id["two"] is found.criteria[1]
    assert found.by_id["one"].option_ids == OPTIONS


@pytest.mark.parametrize("value", [-1, 100.5])
def test_a_value_lies_between_0_and_100(value):
    """The scale is absolute: 0 fails, 100 is made for this."""
    with pytest.raises(ValidationError, match="low"):
        TypeValues.model_validate(cell(values={"low": value}))


@pytest.mark.parametrize("count", [2, 6])
def test_a_criterion_has_three_to_five_options(count):
    """Two options hide what lies between them; six cannot be told apart."""
    options = [{"id": f"o{n}", "label": {"en": "A scene."}} for n in range(count)]
    with pytest.raises(ValidationError, match="options"):
        profile(criterion(options=options))


def test_a_criterion_may_say_nothing_on_control():
    """The level of control is recommended apart, from the criteria that speak of it."""
    assert profile(criterion(control=None)).criteria[0].control is None


def test_the_level_of_a_domain_answers_its_criterion():
    """The options stand for the levels, lowest first; what has no level stays unknown."""
    found = profile(
        criterion("one", from_domain="POR"),
        criterion("two"),
        criterion("three", from_domain="AGI"),
        criterion("four", from_domain="PEO"),
    )
    assert answers_from_levels(found, {"POR": 2, "AGI": None, "FIN": 3}) == {"one": "middle"}
    assert answers_from_levels(found, {"POR": 0, "PEO": 2}, lowest=0) == {"one": "low", "four": "high"}
