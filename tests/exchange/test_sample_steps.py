import pytest

from pmokit.model.communication import Communication
from pmokit.model.vision import Vision


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("s") / "s.pmokit") as opened:
        yield opened


def test_the_sample_has_step_one_for_the_whole_and_for_three_units(engagement):
    """Every body comes back from the file as the type that was written."""
    for unit in ("", "ENERGY", "ROOFS", "DIGITAL"):
        for kind, shape in (("vision", Vision), ("communication", Communication)):
            (version,) = engagement.document_history(kind, unit)
            body = shape.model_validate(version.body)
            assert body.model_dump(mode="json", by_alias=True) == version.body
    assert not engagement.document_history("vision", "LAB")


def test_what_the_workshop_entered_takes_the_place_of_the_proposal(engagement):
    plan = engagement.read_document("communication", Communication)
    (sponsor,) = [one for one in plan.stakeholders if one.audience == "sponsor"]
    assert sponsor.name == "Henrik Sand"
    assert len({line.id for line in plan.lines}) == len(plan.lines) >= 30


def test_most_projects_are_tied_and_some_are_not(engagement):
    links = engagement.objective_links()
    projects, _ = engagement.projects()
    assert len(links) == 52
    assert set(links["project"]) < set(projects["id"])
