"""The panels around the board: what is pressed reaches the plan, what is wrong is said."""

import pytest

from pmokit.errors import InputError, PlanningError
from pmokit.workshop.planner.agreement import AgreementPanel
from pmokit.workshop.planner.board import board_of
from pmokit.workshop.planner.compare import ComparePanel
from pmokit.workshop.planner.estimates import EstimatesPanel
from pmokit.workshop.planner.left_out import LeftOutPanel
from pmokit.workshop.planner.limits import LimitsPanel
from pmokit.workshop.planner.outlook import OutlookPanel
from pmokit.workshop.planner.questions import QuestionsPanel
from pmokit.workshop.planner.trial_bar import TrialBar
from pmokit.workshop.planner.wishes import WishesPanel
from tests.workshop.planner.conftest import UNIT, plain

MOVED = "portfolio-risk-limits"


def rows_of(state):
    return {row["id"]: row for lane in board_of(state)["lanes"] for row in lane["rows"]}


def is_shown(piece):
    return piece.layout.display != "none"


def test_the_board_shows_what_moved_came_and_went(state):
    """A tried bar carries where it was; what leaves the plan stays as a row without a start."""
    before = rows_of(state)
    assert before[MOVED]["was"] is None
    state.move("skill-gap-plan" if "skill-gap-plan" in before else MOVED, 4)
    gone = {name for name, row in rows_of(state).items() if row["start"] is None}
    assert gone == set(before) - {n for n, s in state.shown.plan.schedule.items() if s is not None}
    assert any(row["was"] != row["start"] for row in rows_of(state).values())


def test_the_bar_offers_what_can_be_done(state):
    """Keep and put back with a plan; the nearest quarter where there is none."""
    bar = TrialBar(state, plain, lambda: None)
    assert not is_shown(bar.keep)
    state.move(MOVED, 7)
    assert "Not possible" in bar.sentence.value
    assert not is_shown(bar.keep)
    assert bar.nearest.description == "Move it to 2028 Q3"
    bar.nearest.click()
    assert is_shown(bar.keep)
    bar.save.click()
    bar.name.value = "<b>Late</b>"
    bar.save.click()
    assert "&lt;b&gt;Late" in bar.sentence.value
    assert state.trial is None


def test_limits_are_scaled_and_typed(state):
    panel = LimitsPanel(state, plain)
    panel.shares["money", -20].click()
    assert state.trial.text.startswith("20 % less money in every quarter ")
    state.put_back()
    table = panel.table.children[0]
    table.cells[-1]["q0"].field.value = "5"
    assert state.trial.study.frame.budget_k[0] == 5
    state.put_back()
    panel.horizon.value = 10
    assert state.trial.study.frame.quarters == 10
    state.keep()
    assert len(panel.table.children[0].columns) == 11
    panel.confirmed.value = "Ada Berg"
    assert state.frame.body.confirmed.by == "Ada Berg"


def test_a_wish_is_priced_kept_and_taken_back(state):
    panel = WishesPanel(state, plain)
    count = len(state.study.frame.pins)
    panel.initiative.value, panel.rule.value = MOVED, "not-before"
    panel.quarter.value = 2
    panel.try_it.click()
    assert "not before 2027 Q3" in state.trial.text
    state.keep()
    assert len(panel.list.children) == count + 1
    panel.list.children[-1].children[-1].click()
    state.keep()
    assert len(state.study.frame.pins) == count
    panel.price.click()
    assert "costs" in panel.list.children[0].children[0].value
    panel.rule.value, panel.after.value = "after", MOVED
    with pytest.raises(PlanningError, match="cannot wait for itself"):
        panel._try()


def test_estimates_are_checked_before_anything_is_saved(state):
    """A range out of order and half a quarter are refused; what holds is tried, with who says so."""
    panel = EstimatesPanel(state, plain)
    panel.choice.value = MOVED
    panel.cells["low"].show(50)
    with pytest.raises(InputError, match="The likely cost lies between"):
        panel._save()
    panel.cells["low"].show(1)
    panel.cells["duration"].show(1.5)
    with pytest.raises(InputError, match="whole number of quarters"):
        panel._save()
    panel.cells["duration"].show(3)
    panel.cells["confirmed_by"].show("Controller")
    panel.save.click()
    state.keep()
    told = state.study.estimates.initiatives[MOVED]
    assert (told.duration_quarters, told.confirmed_by) == (3, "Controller")
    panel.forget.click()
    state.keep()
    assert MOVED not in state.study.estimates.initiatives


def test_what_is_left_out_can_be_put_in(state):
    panel = LeftOutPanel(state, plain)
    name, ask = next(iter(panel.ask.items()))
    ask.click()
    assert state.trial.text.startswith("Putting ")
    if state.keep():
        assert name not in panel.ask


def test_scenarios_are_made_and_removed(state):
    panel = ComparePanel(state, plain)
    with pytest.raises(PlanningError, match="The scenario has no name"):
        panel._make()
    panel.name.value, panel.money.value = "A fifth less", 0.8
    panel.make.click()
    assert "A fifth less" in panel.figure.value
    panel.names.children[0].children[1].click()
    assert "No scenario is kept yet" in panel.figure.value


def test_questions_are_answered_on_demand(state):
    """One press each; the answer stands until the plan changes."""
    panel = QuestionsPanel(state, plain)
    assert "Proven best" in panel.good.value
    for part in ("core", "robustness"):
        card = panel.cards[part]
        assert not card.answer.value
        card.ask.click()
        assert card.answer.value
        assert not is_shown(card.ask)


def test_the_outlook_has_levels_and_weeks(state):
    panel = OutlookPanel(state)
    assert "Where the plan leads" in panel.exhibits.value
    assert "Week 1" in panel.children[1].children[0].value


def test_the_plan_is_agreed_by_name_and_role(state, engagement):
    """No name, no words for a reservation, an open change: nothing is stored. Then it is; a change sets it back."""
    panel = AgreementPanel(state, plain)
    for name, says, fault in (("", "agreed", "enter the name"), ("Eva", "agreed with reservation", "needs its words")):
        panel.name.value, panel.says.value = name, says
        with pytest.raises(PlanningError, match=fault):
            panel._accept()
    assert engagement.document_history("roadmap", UNIT) == []
    panel.reservation.value = "Coach from March"
    panel.accept.click()
    assert "Eva, Executive: agrees with a reservation: Coach from March" in panel.known.value
    state.move(MOVED, 1)
    panel.name.value = "Eva"
    with pytest.raises(PlanningError, match="A change is still open"):
        panel._accept()
    state.keep()
    assert "Eva, Executive: has yet to say, as it was changed since" in panel.known.value
