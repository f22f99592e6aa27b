"""The next round of the sample."""

import pytest

from pmokit.content import places
from pmokit.content.library import read_file
from pmokit.model.improvement import Promises, SampleImprovement
from pmokit.store.engagement import open_engagement


@pytest.fixture
def engagement(two_rounds_file):
    with open_engagement(two_rounds_file) as opened:
        yield opened


def test_the_first_round_is_closed_and_the_next_one_holds_the_answers_of_three_units(engagement):
    first, second = engagement.assessments()
    assert (first.closed is not None, second.closed, second.round) == (True, None, 2)
    assert set(engagement.responses(second.id)["unit"]) == {"CEMENT", "ROADS", "LAB"}
    states = engagement.unit_states(second.id).set_index("unit")["state"]
    assert set(states[["CEMENT", "ROADS", "LAB"]]) == {"released"}
    assert set(states.drop(["CEMENT", "ROADS", "LAB"])) == {"draft"}
    assert str(engagement.settings().status_date) == "2027-09-30"


def test_promises_are_those_made_after_the_first_round(engagement):
    for unit in ("CEMENT", "ROADS"):
        assert engagement.read_document("promises", Promises, unit=unit).round == 1


def test_its_file_has_no_faults():
    read, _, faults = read_file(places.templates() / "sample" / "next_round.yaml", SampleImprovement)
    assert not faults
    assert set(read.root) == {"CEMENT", "ROADS"}
