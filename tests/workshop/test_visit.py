"""The address carries who answers, for which unit, on which page; nothing in it is trusted."""

import pytest

from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.visit import RESULT, Visit, name_fault, random_respondent, read_visit


def test_what_is_written_is_read_again(engagement, assessment, model):
    """A reload restores everything the address carries."""
    visit = Visit("OPS", "Zoë & Anna/Åse", "executive", "DEM")
    assert read_visit(visit.query(), engagement, assessment, model) == (visit, [])


def test_an_empty_address_is_an_empty_visit(engagement, assessment, model):
    assert read_visit("", engagement, assessment, model) == (Visit(), [])


def test_a_unit_is_found_regardless_of_case(engagement, assessment, model):
    visit, notes = read_visit("unit=ops", engagement, assessment, model)
    assert visit.unit == "OPS"
    assert notes == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("unit=NOPE", "no business unit 'NOPE'"),
        ("unit=OPS&respondent=Anna&role=king", "no role 'king'"),
        ("unit=OPS&respondent=" + "x" * 61, "at most 60 characters"),
        ("unit=OPS&respondent=a%0Ab", "on one line"),
    ],
)
def test_what_does_not_hold_is_left_out_and_told(engagement, assessment, model, query, said):
    visit, notes = read_visit(query, engagement, assessment, model)
    assert not visit.is_known
    assert len(notes) == 1
    assert said in notes[0]


def test_an_unknown_page_is_passed_over(engagement, assessment, model):
    assert read_visit("unit=OPS&page=../etc", engagement, assessment, model)[0].page == ""
    assert read_visit("unit=OPS&page=result", engagement, assessment, model)[0].page == RESULT


def test_someone_known_keeps_their_role(engagement, assessment, model):
    """A role is entered once; an address that claims another one does not change it."""
    state = MaturityState(engagement, assessment, model, Visit("OPS", "Anna", "finance"))
    state.answer("POR-01", "l2")
    visit, _ = read_visit("unit=OPS&respondent=Anna&role=executive", engagement, assessment, model)
    assert visit.role == "finance"


def test_a_name_is_needed():
    assert "enter a name" in name_fault("  ")
    assert name_fault("Anna") is None


def test_random_respondents_differ():
    assert len({random_respondent() for _ in range(50)}) == 50
