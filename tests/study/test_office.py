"""Step 4 of a unit: the advice from its answers and levels, the choice beside it, the structure."""

import pytest

from pmokit.model.steps import Profile, Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.study.office import UnitOffice


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("office") / "s.pmokit") as opened:
        yield opened


@pytest.mark.parametrize(
    ("unit", "type_"),
    [("ENERGY", "enterprise"), ("CEMENT", "departmental"), ("ROADS", "departmental"), ("DIGITAL", "agile")],
)
def test_the_advice_fits_the_units_story(sample, unit, type_):
    """The group's strong unit, two run by one function, and the one of lasting teams."""
    office = UnitOffice(sample, unit)
    assert office.recommendation.type == type_
    assert office.choice.advice.type == type_
    assert office.structure.brief.pmo_type == office.choice.type


def test_a_choice_against_the_advice_is_told(sample):
    """The laboratory chose a lighter hand than its answers advise."""
    choice = UnitOffice(sample, "LAB").choice
    assert choice.control != choice.advice.control
    assert choice.follows_advice is False


def test_what_the_group_left_open_comes_from_the_assessment(tmp_path, sample):
    """POR's level answers the criterion that asks for it; what was answered by hand stays."""
    office = UnitOffice(sample, "CEMENT")
    asked = next(c for c in office.organisation_profile.criteria if c.from_domain == "POR")
    level = office.scores.domains.set_index("domain").loc["POR", "level"]
    sample.write_document("profile", Profile(answers={asked.id: None}), unit="CEMENT", author="test")
    assert UnitOffice(sample, "CEMENT").profile_answers[asked.id] == asked.option_ids[level - 1]


def test_nothing_answered_gives_no_advice(tmp_path):
    """No profile, no structure: None, and no guess."""
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), [Unit(code="A", name="A")]) as engagement:
        office = UnitOffice(engagement, "A")
        assert (office.recommendation, office.choice, office.structure) == (None, None, None)


def test_a_choice_that_follows_the_advice_is_proposed(sample):
    choice = UnitOffice(sample, "ENERGY").proposed_choice
    assert (choice.type, choice.control, choice.follows_advice) == ("enterprise", "controlling", True)


def test_a_first_structure_rests_on_projects_gaps_and_objectives(sample):
    """Counts from the list, gaps from the assessment, objectives from the vision; a year for each service."""
    office = UnitOffice(sample, "ENERGY")
    brief = office.drafted_brief
    projects = sample.projects("ENERGY")[0]
    assert brief.demand["active_projects"] == projects["status"].isin(["active", "on-hold"]).sum()
    assert brief.gaps["RES"] == pytest.approx(0.75)
    assert "value-for-money" in brief.objectives
    designed = office.design(brief)
    services = office.service_catalogues.services.by_id
    assert all(line.year >= 2027 for line in designed.services)
    assert all(line.approach for line in designed.services if services[line.service].question)


def test_without_a_choice_nothing_is_drafted(tmp_path):
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), [Unit(code="A", name="A")]) as engagement:
        office = UnitOffice(engagement, "A")
        assert (office.proposed_choice, office.drafted_brief) == (None, None)
