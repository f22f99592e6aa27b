"""Rows of the tables of step 1 and the vision they stand for."""

import pytest

from pmokit.model.vision import ExpectedBenefit, Measure, Objective, Person, Vision
from pmokit.workshop.vision.state import (
    drawn_from,
    horizon_fault,
    measure_fault,
    measure_rows,
    objective_rows,
    with_measures,
    with_objectives,
    with_pmo_part,
)

GROW = Objective(
    id="grow",
    name="Grow",
    kind="transparency",
    owner=Person(name="Ana", role="sponsor"),
    measure=Measure(name="revenue", unit="%", baseline=1, target=3),
    priority=2,
    conflicts_with=("save",),
)
SAVE = Objective(id="save", name="Save", kind="value-for-money", priority=1)
VISION = Vision(
    mission="m",
    objectives=(GROW, SAVE),
    benefits=(ExpectedBenefit(objective="save", measure=Measure(name="cost", target=1), due="2028-01-01"),),
)


def test_rows_stand_in_the_order_of_priority():
    assert [row["id"] for row in objective_rows(VISION)] == ["save", "grow"]


def test_rows_written_back_unchanged_change_nothing_but_their_order():
    again = with_objectives(VISION, objective_rows(VISION))
    assert again.objective_by_id == VISION.objective_by_id


def test_moving_a_row_changes_priorities_and_nothing_else():
    rows = objective_rows(VISION)[::-1]
    changed = with_objectives(VISION, rows).objective_by_id
    assert (changed["grow"].priority, changed["save"].priority) == (1, 2)
    assert changed["grow"].measure == GROW.measure


def test_weights_stay_where_people_gave_weights():
    weighted = Vision(objectives=(SAVE.model_copy(update={"priority": None, "weight": 2.0}),))
    changed = with_objectives(weighted, objective_rows(weighted)).objectives[0]
    assert (changed.priority, changed.weight) == (None, 2.0)


def test_a_new_row_gets_an_id_of_its_own_from_its_name():
    new = {"name": "Grow", "kind": "transparency", "horizon": "", "owner": "", "role": ""}
    rows = [*objective_rows(VISION), new, {**new, "name": "3 %!"}, {**new, "name": "x" * 90}]
    ids = [one.id for one in with_objectives(VISION, rows).objectives]
    assert ids[2:4] == ["grow-2", "objective-3"]
    assert len(ids[4]) <= 48


def test_what_hangs_on_a_removed_objective_goes_with_it():
    changed = with_objectives(VISION, [row for row in objective_rows(VISION) if row["id"] != "save"])
    assert changed.benefits == ()
    assert changed.objectives[0].conflicts_with == ()


def test_measures_are_written_and_taken_away():
    rows = measure_rows(VISION)
    rows[0] |= {"name": "cost", "target": 4.0}
    rows[1] |= {"name": "", "target": None}
    changed = with_measures(VISION, rows).objective_by_id
    assert changed["save"].measure == Measure(name="cost", target=4.0)
    assert changed["grow"].measure is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"name": "cost", "target": None}, "needs a target to reach"),
        ({"name": "", "target": 3.0}, "needs a name of what is measured"),
        ({"name": "", "target": None}, ""),
        ({"name": "cost", "target": 0.0}, ""),
    ],
)
def test_half_a_measure_is_told(row, words):
    fault = measure_fault({"objective": "Save", **row})
    assert words in fault
    assert bool(words) == bool(fault)


def test_the_pmos_part_is_written_and_taken_away():
    changed = with_pmo_part(VISION, "save", "Watches the money", ["project-money"], {"FIN": "main", "POR": ""})
    part = changed.objective_by_id["save"].pmo
    assert (part.contribution, part.services, part.fields) == ("Watches the money", ("project-money",), {"FIN": "main"})
    assert with_pmo_part(changed, "save", " ", [], {}).objective_by_id["save"].pmo is None


def test_a_unit_begins_with_what_carries_out_the_whole():
    drawn = drawn_from(VISION)
    assert [one.carries_out for one in drawn.objectives] == ["grow", "save"]
    assert drawn.objectives[0].owner is None
    assert drawn_from(None) == Vision()


def test_a_time_is_a_year_or_a_quarter():
    assert horizon_fault("2028-Q2") is None
    assert "Write a year such as 2028" in horizon_fault("soon")
