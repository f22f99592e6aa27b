"""The class of a project: points by hand, what is open, what raises it, and that more points never lower it."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.processes import load_processes
from pmokit.model.methodology import RatedProject
from pmokit.model.processes import CLASS_IDS
from pmokit.strategy.processes.classes import (
    classify,
    classify_projects,
    explain_class,
    find_flips,
    measured_answers,
    moved_projects,
    next_class,
)
from pmokit.strategy.processes.tailoring import set_threshold

KIT = load_processes()
# 4 + 2 + 3 + 4 + 2 + 0 + 3 + 2 points.
MIDDLE = {
    "money": "under_1000",
    "duration": "year",
    "units-involved": "two_three",
    "harm": "service",
    "fixed-date": "season",
    "suppliers": "little",
    "technology": "once",
    "change-of-work": "some",
}
LIGHT = {criterion.id: criterion.options[0].id for criterion in KIT.classification}
answers = st.fixed_dictionaries({c.id: st.sampled_from([None, *(o.id for o in c.options)]) for c in KIT.classification})


def classed(given_answers):
    return classify(given_answers, KIT.classification, KIT.classes)


def projects(*rows):
    columns = ["unit", "id", "name", "bac", "start_planned", "finish_planned", "status"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def test_points_add_up_to_a_class():
    """20 points lie between 14, from which B holds, and 28, from which A does: 8 points are missing to A."""
    found = classed(MIDDLE)
    assert (found.low, found.high, found.project_class) == (20, 20, "B")
    assert next_class(found, KIT.classes) == ("A", 8)


def test_the_lightest_answers_give_the_lightest_class():
    found = classed(LIGHT)
    assert (found.low, found.project_class, found.open) == (0, "C", ())


def test_the_heaviest_class_has_no_next_one():
    heavy = {criterion.id: criterion.options[-1].id for criterion in KIT.classification}
    assert classed(heavy).project_class == "A"
    assert next_class(classed(heavy), KIT.classes) is None


def test_one_answer_alone_can_raise_the_class():
    """Harm to people gives 8 points, too few for B; it calls for B all the same."""
    found = classed({**LIGHT, "harm": "safety"})
    assert (found.low, found.project_class, found.raised_by) == (8, "B", ("harm",))


def test_what_is_open_gives_a_range_and_no_class():
    """Nothing answered: 0 points at least, 50 at most."""
    found = classed({})
    most = sum(max(o.points for o in c.options) for c in KIT.classification)
    assert (found.low, found.high) == (0, most)
    assert (found.lowest, found.highest, found.project_class) == ("C", "A", None)
    assert next_class(found, KIT.classes) is None
    assert list(find_flips({}, KIT.classification, KIT.classes)) == []


def test_an_open_criterion_that_cannot_change_the_class_leaves_it_standing():
    found = classed({**{c.id: c.options[-1].id for c in KIT.classification}, "suppliers": None})
    assert found.project_class == "A"
    assert found.open == ("suppliers",)


def test_the_explanation_names_points_class_distance_and_the_answers_that_would_change_it():
    lines = explain_class(MIDDLE, KIT.classification, KIT.classes)
    assert "Up to 1 million: 4 points." in lines[0]
    assert "20 points: class B (from 14). Class A begins 8 points higher." in lines
    assert lines[-1].startswith("One other answer would change the class: 'Above 3 million' (A)")
    open_ = explain_class({}, KIT.classification, KIT.classes)
    assert open_[0].endswith("Open: 0 to 12 points.")
    assert open_[-1] == "0 to 50 points: class C to A, by what is still open."
    raised = explain_class({**LIGHT, "harm": "safety"}, KIT.classification, KIT.classes)
    assert any(line.endswith("it is at least class B.") for line in raised)


@pytest.mark.parametrize(
    ("bac", "money"), [(250_000, "under_250"), (250_001, "under_1000"), (3_000_000, "under_3000"), (9e9, "above_3000")]
)
def test_budget_and_duration_are_read_from_the_project_list(bac, money):
    """A limit belongs to the lighter answer; 366 days are more than twelve months of 30.44 days."""
    row = {"bac": bac, "start_planned": dt.date(2026, 1, 1), "finish_planned": dt.date(2027, 1, 2)}
    assert measured_answers(row, KIT.classification) == {"money": money, "duration": "two_years"}


def test_what_the_list_does_not_have_stays_open():
    row = {"bac": float("nan"), "start_planned": None, "finish_planned": dt.date(2027, 1, 2)}
    assert measured_answers(row, KIT.classification) == {}


def test_what_people_answered_wins_over_the_list(methodology):
    rated = RatedProject(project="P1", unit="U", answers={**LIGHT, "money": None})
    frame = projects(
        ("U", "P1", "One", 2_000_000.0, dt.date(2026, 1, 1), dt.date(2028, 1, 1), "active"),
        ("V", "P1", "Same id elsewhere", None, None, None, "active"),
    )
    found = classify_projects(frame, methodology.model_copy(update={"rated": (rated,)}))
    # The duration was answered, the money was left open and comes from the list.
    assert found[["project_class", "low", "high", "open"]].to_numpy().tolist() == [["C", 8, 8, 0], [None, 0, 50, 8]]
    assert found["reason"].tolist() == [None, "8 of 8 questions are open: class C to A"]


def test_a_change_of_thresholds_tells_who_moves(methodology):
    """20 points are class B from 14 on, and class C once B begins at 21."""
    rated = RatedProject(project="P1", unit="U", answers=MIDDLE)
    before = methodology.model_copy(update={"rated": (rated,)})
    frame = projects(("U", "P1", "One", None, None, None, "active"), ("U", "P2", "Two", None, None, None, "active"))
    moved = moved_projects(frame, before, set_threshold(before, "B", 21))
    assert moved.to_numpy().tolist() == [["U", "P1", "One", "B", "C"]]
    assert moved_projects(frame, before, before).empty


def test_an_empty_list_has_no_classes(methodology):
    assert classify_projects(projects(), methodology).empty


@given(answers, st.data())
def test_raising_points_never_lowers_the_class(given_answers, data):
    """One criterion gets an answer with more points: neither bound of the class falls."""
    criterion = data.draw(st.sampled_from(KIT.classification))
    options = sorted(criterion.options, key=lambda option: option.points)
    lower, higher = data.draw(st.sampled_from([(a, b) for i, a in enumerate(options) for b in options[i + 1 :]]))
    weight = CLASS_IDS.index
    before, after = (classed({**given_answers, criterion.id: option.id}) for option in (lower, higher))
    assert weight(after.lowest) >= weight(before.lowest)
    assert weight(after.highest) >= weight(before.highest)


@given(answers, st.randoms())
def test_the_order_of_criteria_and_answers_changes_nothing(given_answers, random):
    criteria, items = list(KIT.classification), list(given_answers.items())
    random.shuffle(criteria)
    random.shuffle(items)
    found, other = classed(given_answers), classify(dict(items), criteria, KIT.classes)
    assert (found.low, found.high, found.lowest, found.highest) == (other.low, other.high, other.lowest, other.highest)


@given(answers, st.data())
def test_an_answer_stays_within_the_bounds_that_were_told(given_answers, data):
    """Answering what was open narrows the range; it never leaves it."""
    full = {
        c.id: given_answers[c.id] or data.draw(st.sampled_from([o.id for o in c.options])) for c in KIT.classification
    }
    before, after = classed(given_answers), classed(full)
    weight = CLASS_IDS.index
    assert before.low <= after.low <= before.high
    assert weight(before.lowest) <= weight(after.project_class) <= weight(before.highest)
