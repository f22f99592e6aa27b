"""The file of a sample engagement: units once, parents that exist, targets within the model."""

from pmokit.model.sample import SampleEngagement, SampleProfiles, find_sample_faults, find_sample_profile_faults
from tests.model.test_profile import criterion, profile


def sample(*units):
    return SampleEngagement.model_validate(
        {
            "client": "Acme",
            "settings": {"client": "Acme"},
            "model": "tiny",
            "anonymous": False,
            "as_of": "2026-09-30",
            "planning": {"capacity": {"analyst": [1]}, "source": "a guess"},
            "units": units,
        }
    )


def found(*units):
    return [(fault.path, fault.what) for fault in find_sample_faults(sample(*units), ("POR", "RES"), (1, 5))]


def test_a_right_sample_has_no_fault():
    assert (
        found({"code": "A", "name": "A"}, {"code": "B", "name": "B", "parent": "A", "targets": {"levels": {"POR": 3}}})
        == []
    )


def test_a_code_stands_once_regardless_of_case():
    assert found({"code": "North", "name": "A"}, {"code": "NORTH", "name": "B"}) == [
        (("units", 1, "code"), "unit code 'NORTH' is used twice")
    ]


def test_a_parent_is_another_unit():
    assert found({"code": "A", "name": "A", "parent": "A"}, {"code": "B", "name": "B", "parent": "C"}) == [
        (("units", 0, "parent"), "A: unknown parent 'A'"),
        (("units", 1, "parent"), "B: unknown parent 'C'"),
    ]


def test_a_target_is_a_level_of_a_domain_of_the_model():
    assert found({"code": "A", "name": "A", "targets": {"levels": {"PRO": 3, "POR": 6}}}) == [
        (("units", 0, "targets", "levels", "PRO"), "A: target for unknown domain 'PRO'"),
        (("units", 0, "targets", "levels", "POR"), "A: target 6 for POR is outside the levels"),
    ]


def test_without_a_model_targets_are_not_checked():
    odd = sample({"code": "A", "name": "A", "targets": {"levels": {"XYZ": 9}}})
    assert list(find_sample_faults(odd)) == []


def test_profiles_answer_criteria_of_the_organisation_profile():
    profiles = SampleProfiles({"A": {"one": "low", "two": None}, "B": {"one": "lowest", "other": "low"}})
    faults = find_sample_profile_faults(profiles, profile(criterion("one"), criterion("two")))
    assert [(fault.path, fault.what) for fault in faults] == [
        (("B", "one"), "one: 'lowest' is no option of this criterion"),
        (("B", "other"), "unknown criterion 'other'"),
    ]


def test_an_open_point_is_about_a_question_of_the_model():
    """Whatever the room differs on has to be found again in the questionnaire."""
    point = {"question": "POR-99", "owner": "Ben", "due": "2026-10-09"}
    unit = {"code": "A", "name": "A", "record": {"open_points": [point]}}
    faults = find_sample_faults(sample(unit), options={"POR-01": ["l1"]})
    assert [(fault.path, fault.what) for fault in faults] == [
        (("units", 0, "record", "open_points", 0, "question"), "A: unknown question 'POR-99'")
    ]
