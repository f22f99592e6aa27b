"""The plan while people work on it: tried, kept, put back, undone."""

import pytest

from pmokit.errors import PlanningError
from pmokit.model.roadmap import Estimate, StoredRoadmap
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.limits import with_share
from pmokit.workshop.planner.kept import save_as_scenario, stored_version
from tests.workshop.planner.conftest import TODAY, UNIT

MOVED = "portfolio-risk-limits"


def start_of(state, name=MOVED):
    return state.study.plan.schedule[name]


def test_a_move_is_tried_and_changes_nothing_yet(state, engagement):
    """The board shows the trial; plan and documents are as they were until somebody keeps it."""
    versions = len(engagement.document_history("planning", UNIT))
    before = start_of(state)
    state.move(MOVED, before + 1)
    assert state.trial.text.startswith("Moving 'Portfolio risks within set limits' to 2027 Q2 costs ")
    assert state.shown.plan.schedule[MOVED] == before + 1
    assert start_of(state) == before
    assert len(engagement.document_history("planning", UNIT)) == versions
    assert engagement.read_document("roadmap", StoredRoadmap, unit=UNIT) is None
    state.put_back()
    assert state.shown is state.study


def test_what_is_kept_is_there_after_a_reload(state, make_state, engagement):
    """Kept are the wish with who moved it, and the very plan that was shown."""
    state.move(MOVED, start_of(state) + 1)
    shown = state.shown.plan
    assert state.keep()
    again = make_state()
    assert again.study.plan.schedule == shown.schedule
    pin = again.study.frame.pins[-1]
    assert (pin.initiative, pin.rule, pin.quarter, pin.reason) == (MOVED, "start-in", 1, "Moved on the board by Ana")
    assert not again.is_draft
    assert not state.keep()


def test_undo_brings_the_old_plan_back(state):
    """Without planning anew, where the old plan was kept."""
    stored_version(state.study, today=TODAY, author="Ana")
    before = state.study.plan.schedule
    state.move(MOVED, 1)
    state.keep()
    assert start_of(state) == 1
    assert state.frame.undo()
    assert state.study.plan.schedule == before


def test_an_impossible_move_is_refused_with_the_nearest_quarter(state):
    state.move(MOVED, 7)
    assert state.trial.study is None
    assert state.trial.refused == (MOVED, 7)
    assert state.trial.nearest == 6
    assert state.trial.text.startswith(
        "Not possible: 'Portfolio risks within set limits' in 2028 Q4, because it takes 2"
    )
    assert not state.keep()
    assert state.shown is state.study


def test_a_pin_is_kept_at_once_and_taken_off_again(state):
    """Where a bar stands already, a pin costs nothing; taken off, the plan stays."""
    before = state.study.plan
    state.pin(MOVED, start_of(state))
    assert state.trial is None
    assert state.study.frame.pins[-1].rule == "start-in"
    assert state.study.plan == before
    state.pin(MOVED, start_of(state))
    assert state.trial.text.startswith("Letting 'Portfolio risks within set limits' move again costs nothing")
    state.keep()
    assert all(pin.initiative != MOVED for pin in state.study.frame.pins)


def test_a_move_takes_the_place_of_the_pin_before(state):
    state.move(MOVED, 1)
    state.keep()
    state.move(MOVED, 2)
    state.keep()
    assert [pin.quarter for pin in state.study.frame.pins if pin.initiative == MOVED] == [2]


def test_less_money_says_what_it_costs(state, engagement):
    state.change(with_share(state.study.frame, money=50), "Half the money")
    assert state.trial.text.startswith("Half the money costs ")
    state.keep()
    assert engagement.read_document("planning", PlanningFrame, unit=UNIT).budget_k[0] == 10


def test_estimates_that_change_no_plan_are_kept_at_once(state, engagement):
    """An owner's name is no question to the planner; a longer duration is."""
    told = state.study.estimates.initiatives
    owner = Estimate(owner="Mara Lind")
    state.estimate(state.study.estimates.model_copy(update={"initiatives": {**told, MOVED: owner}}), "A name")
    longer = Estimate(owner="Mara Lind", duration_quarters=4)
    state.estimate(state.study.estimates.model_copy(update={"initiatives": {**told, MOVED: longer}}), "Longer")
    assert state.trial.text.startswith("Longer ")
    state.keep()
    assert state.study.estimates.initiatives[MOVED].duration_quarters == 4
    assert len(engagement.document_history("estimates", UNIT)) >= 2


def test_a_change_by_someone_else_is_planned_for(state, engagement):
    """Another facilitator halves the money: the plan follows when the page looks."""
    other = with_share(state.study.frame, money=50)
    engagement.write_document("planning", other, unit=UNIT, author="Ben")
    assert state.frame.refresh()
    assert state.study.frame == other
    assert state.study.planning_problem.budget == other.budget_k


def test_the_plan_is_stored_once_with_what_was_found(state, engagement):
    """Storing again without a change makes no new version; prices that were asked for are kept with it."""
    first = stored_version(state.study, today=TODAY, author="Ana")
    assert stored_version(state.study, today=TODAY, author="Ana") == first
    state.work_out("Prices", lambda study: study.prices, lambda: None)
    assert stored_version(state.study, today=TODAY, author="Ana") == first + 1
    assert engagement.read_document("roadmap", StoredRoadmap, unit=UNIT).found.prices == state.study.prices


def test_a_trial_is_saved_as_a_scenario(state, engagement):
    state.change(with_share(state.study.frame, money=50), "Half the money")
    with pytest.raises(PlanningError, match="The scenario has no name"):
        save_as_scenario(state.study, state.shown, " ", author="Ana")
    scenario = save_as_scenario(state.study, state.shown, "Half", author="Ana")
    assert scenario.plan == state.shown.plan
    assert scenario.frame.budget_k[0] == 10
