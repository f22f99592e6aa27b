"""What a schema cannot say about an organisation profile: links, rank groups, grades, wording; and its answers."""

import pytest

from pmokit.content.salvage import make_draft
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.model.profile import OrganisationProfile
from pmokit.model.profile_checks import (
    find_answer_faults,
    find_organisation_faults,
    find_organisation_wording_faults,
)
from tests.model.test_profile import cell, criterion, profile

DOMAINS, LEVELS = ("POR", "RES"), (1, 3)


def found(*criteria, **changes):
    faults = find_organisation_faults(profile(*criteria, **changes), DOMAINS, LEVELS)
    return [(fault.path, fault.what) for fault in faults]


def types(**changes):
    return {name: cell(**changes) if name == "agile" else cell() for name in PMO_TYPES}


def test_a_right_profile_has_no_fault():
    """Two criteria in two rank groups, one of them fed by a domain."""
    assert found(criterion("one", from_domain="POR"), criterion("two", importance=2, control=None)) == []


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"types": {"agile": cell()}}, ("types",), "one: no values for enterprise, departmental"),
        ({"control": {}}, ("control",), "one: no values for supportive, controlling, directive"),
        (
            {"types": types(values={"low": 1, "high": 2})},
            ("types", "agile", "values"),
            "one, agile: no value for 'middle'",
        ),
        (
            {"types": types(values={"low": 1, "midle": 2, "high": 3})},
            ("types", "agile", "values", "midle"),
            "one, agile: value for unknown option 'midle'",
        ),
        (
            {"types": types(grade="research", source="a study")},
            ("types", "agile", "source"),
            "one, agile: graded research, and the source 'a study' names no year",
        ),
        ({"from_domain": "PRO"}, ("from_domain",), "one: unknown domain 'PRO'"),
    ],
)
def test_values_grades_and_links_are_checked(changes, path, what):
    """Each type has a value for each option; research names its study; a domain is one of the model."""
    assert found(criterion(**changes)) == [(("criteria", 0, *path), what)]


def test_an_id_stands_once_and_a_double_option_is_one_fault():
    """The option that was meant has no value left; that only follows."""
    options = [{"id": name, "label": {"en": "A scene."}} for name in ("low", "low", "high")]
    assert found(criterion("one"), criterion("one", options=options)) == [
        (("criteria", 1, "id"), "criterion id 'one' is used twice"),
        (("criteria", 1, "options", 1, "id"), "one: option id 'low' is used twice"),
    ]


def test_rank_groups_have_no_gap():
    """One fault at the first criterion that stands behind a gap, not one for each."""
    assert found(criterion("one"), criterion("two", importance=3), criterion("three", importance=4)) == [
        (("criteria", 1, "importance"), "two: importance 3, and no criterion has 2")
    ]


def test_options_of_a_domain_stand_for_its_levels():
    """Each level has to lead to one option."""
    faults = find_organisation_faults(profile(criterion(from_domain="POR")), DOMAINS, (1, 5))
    assert [fault.what for fault in faults] == ["one: 3 options for the levels 1 to 5 of POR"]


def test_without_a_model_a_domain_leads_nowhere():
    """The file has to say whose domains it means."""
    assert found(criterion(from_domain="POR"), model=None) == [
        (("criteria", 0, "from_domain"), "one: from_domain POR, and the file names no model")
    ]


def test_a_model_that_is_not_known_is_not_checked():
    """Its absence is reported once, elsewhere."""
    assert find_organisation_faults(profile(criterion(from_domain="XYZ"))) == []


@pytest.mark.parametrize(
    ("label", "what"),
    [
        ("Too short", "one: option 'low' has 2 words"),
        ("Word " * 31, "one: option 'low' has 31 words"),
        ("People mostly agree on this and partly on that.", "one: option 'low' says 'mostly', 'partly'"),
    ],
)
def test_an_option_is_a_scene_or_a_count(label, what):
    """8 to 30 words; answers differ in behaviour or number, not in adverbs."""
    one = criterion()
    one["options"][0]["label"] = {"en": label}
    assert [fault.what for fault in find_organisation_wording_faults(profile(one))] == [what]


def test_a_reason_is_a_sentence():
    """A board asks why."""
    control = {name: cell(reason={"en": "Because."}) if name == "directive" else cell() for name in CONTROL_LEVELS}
    assert [(f.path, f.what) for f in find_organisation_wording_faults(profile(criterion(control=control)))] == [
        (("criteria", 0, "control", "directive", "reason"), "one: the reason for directive has 1 word")
    ]


def test_answers_name_criteria_and_options_of_the_profile():
    """Unknown is no fault, neither as null nor by absence."""
    asked = profile(criterion("one"), criterion("two"), criterion("three"))
    answers = {"one": "high", "two": None, "fore": "low", "three": "hihg"}
    assert [(fault.path, str(fault)) for fault in find_answer_faults(asked, answers, ("NORTH",))] == [
        (
            ("NORTH", "fore"),
            "unknown criterion 'fore'. Expected: a criterion of the organisation profile. Known: one, three, two.",
        ),
        (
            ("NORTH", "three"),
            "three: 'hihg' is no option of this criterion. Expected: one of low, middle, high, or null where nobody "
            "can tell. Did you mean 'high'?",
        ),
    ]


def test_an_answer_far_from_any_option_is_told_the_options_once():
    """The options stand under Expected already."""
    (fault,) = find_answer_faults(profile(criterion("one")), {"one": "xyz"})
    assert fault.hint == ""


def test_what_could_not_be_read_complains_no_second_time():
    """Drafts of faulty files are checked like whole ones."""
    broken = {"criteria": [{}, {"id": "one", "options": [{}], "types": {"agile": {}, "enterprise": {}, "x": {}}}]}
    draft = make_draft(OrganisationProfile, broken, ())
    assert [f.what for f in find_organisation_faults(draft) if "no values" not in f.what] == []
    assert find_organisation_wording_faults(draft) == []
    assert list(find_answer_faults(draft, {"strange": "low"})) == []
