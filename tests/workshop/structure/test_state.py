"""Step 4 without display: answers lead to advice, a choice to a structure, edits to findings; all of it in the file."""

import pytest

from pmokit.errors import InputError, PmokitError
from pmokit.model.recommendation import TypeChoice
from pmokit.model.structure import Structure
from pmokit.workshop.structure.state import StructureState


@pytest.fixture
def state(sample):
    return StructureState(sample, "ENERGY", author="Ana")


@pytest.fixture
def bare(engagement):
    return StructureState(engagement, "OPS", author="Ana")


def stored(state, kind, shape):
    return state.engagement.read_document(kind, shape, unit=state.unit.code)


def test_an_empty_engagement_begins_with_open_questions_and_nothing_else(bare):
    assert len(bare.open_criteria) == len(bare.criteria.criteria)
    assert (bare.advice.type, bare.choice, bare.structure, bare.findings) == (None, None, None, ())


def test_a_newcomer_gets_from_answers_to_a_structure(bare):
    """Answers give advice, a choice gives a proposal, the first change keeps it."""
    for criterion in bare.criteria.criteria:
        bare.answer(criterion.id, criterion.option_ids[0])
    bare.choose([bare.advice.type], bare.advice.control, "It fits")
    assert bare.structure_document.is_proposal
    assert bare.structure.brief.pmo_type == bare.choice.type
    bare.staff("pmo-head", fte=1, staffing="move", person="Ana Ruiz")
    assert stored(bare, "structure", Structure).post_by_role["pmo-head"].filled_by == "Ana Ruiz"


def test_a_choice_against_the_advice_keeps_the_advice_beside_it(state):
    state.choose(["agile", "enterprise"], "supportive", "The teams asked for it")
    choice = stored(state, "pmo-type", TypeChoice)
    assert (choice.hybrid, choice.follows_advice, choice.advice.type) == (("agile", "enterprise"), False, "enterprise")
    assert state.is_outdated


def test_a_choice_needs_a_reason(state):
    with pytest.raises(InputError, match="say in a sentence why"):
        state.choose(["agile"], "supportive", "  ")


def test_a_second_accountable_is_found_at_once(state):
    state.set_letter("status-report", "pmo-head", "A")
    assert [(one.rule, one.service) for one in state.findings] == [("several-accountable", "status-report")]
    state.structure_document.undo()
    assert state.findings == ()


def test_a_service_is_left_out_and_taken_in_with_the_reason(state):
    state.leave_service("status-report", "Done by finance")
    assert "status-report" not in state.structure.line_by_service
    assert "Done by finance" in {one.reason for one in state.structure.left_out}
    state.take_service("status-report", "Finance gave it back")
    assert state.structure.line_by_service["status-report"].reasons == ("Finance gave it back",)
    with pytest.raises(PmokitError, match="why the service is taken out"):
        state.leave_service("status-report", " ")


def test_counts_propose_anew_and_people_keep_their_posts(state):
    state.staff("pmo-head", fte=1, staffing="move", person="Ana Ruiz")
    before = state.structure.fte.likely
    state.redesign(reports_to="Chief executive", demand={**state.structure.brief.demand, "active_projects": 80})
    assert state.structure.fte.likely > before
    assert state.structure.post_by_role["pmo-head"].filled_by == "Ana Ruiz"
    assert state.structure.seats[0].title == "Chief executive"


def test_two_people_who_change_different_things_are_both_kept(state):
    """One changes RACI, one the reporting lines: neither is lost."""
    other = StructureState(state.engagement, "ENERGY", author="Ben")
    state.set_letter("status-report", "finance", "I")
    other.draw_lines([seat.model_copy(update={"title": f"{seat.title}!"}) for seat in other.structure.seats])
    assert other.structure_document.conflict is None
    assert other.structure.row_by_service["status-report"].letters["finance"] == "I"
    assert other.structure.seats[0].title.endswith("!")
