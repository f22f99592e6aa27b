"""Who decides on a deviation: by hand on the ladder of the fixtures, and that a larger one never goes lower."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.errors import PmokitError
from pmokit.model.methodology import LEVELS
from pmokit.strategy.processes.escalation import Deviation, describe, deviation_of, escalate, escalate_projects, ladder

share = st.one_of(st.none(), st.floats(-0.5, 2))


def test_three_weeks_late_on_a_class_b_project_goes_to_the_sponsor(methodology):
    """The project manager may be two weeks late, the sponsor eight."""
    found = escalate(methodology, "B", Deviation(weeks_late=3, cost_over=0.01))
    assert (found.level, found.drivers) == ("sponsor", ("weeks_late",))
    assert found.text == "3 weeks late on a class B project goes to the sponsor. Not known: benefit lost, scope share."


@pytest.mark.parametrize(
    ("project_class", "weeks", "cost", "level"),
    [
        ("C", 4, 0.15, "project-manager"),  # up to and including
        ("C", 4.1, 0, "sponsor"),  # the level above the only one that has limits
        ("C", 400, 9, "sponsor"),
        ("B", 8, 0.15, "sponsor"),
        ("B", 0, 0.16, "steering-group"),
        ("A", 5, 0.01, "steering-group"),
        ("A", 12, 0.1, "steering-group"),
        ("A", 12, 0.11, "portfolio-review"),
        ("A", -3, -0.2, "project-manager"),  # early and cheaper
    ],
)
def test_the_lowest_level_that_covers_every_deviation_decides(project_class, weeks, cost, level, methodology):
    deviation = Deviation(weeks_late=weeks, cost_over=cost, benefit_lost=0, scope_share=0)
    assert escalate(methodology, project_class, deviation).level == level


def test_two_deviations_are_both_named_where_both_go_beyond(methodology):
    found = escalate(methodology, "B", Deviation(weeks_late=9, cost_over=0.2, benefit_lost=0, scope_share=0))
    assert found.text == "9 weeks late and 20 % over cost on a class B project goes to the steering group."


def test_inside_the_tolerance_it_stays(methodology):
    found = escalate(methodology, "B", Deviation(weeks_late=1, cost_over=0, benefit_lost=0, scope_share=0))
    assert found.drivers == ()
    assert found.text.endswith("on a class B project stays with the project manager.")


def test_nothing_known_is_said(methodology):
    assert "no deviation is known" in escalate(methodology, "A", Deviation()).text


def test_a_class_without_tolerances_is_refused(methodology):
    bare = methodology.model_copy(update={"tolerances": ()})
    with pytest.raises(PmokitError, match="no tolerance is agreed for class A"):
        ladder(bare, "A")


def test_the_top_of_the_ladder_has_no_limits(methodology):
    assert [(level, limits is None) for level, limits in ladder(methodology, "A")] == [
        ("project-manager", False),
        ("sponsor", False),
        ("steering-group", False),
        ("portfolio-review", True),
    ]


def test_deviations_are_measured_from_the_project_list():
    """21 days are three weeks; BAC 1000, EV 400, AC 480: EAC = 1000 x 480 / 400 = 1200, a fifth over."""
    row = {
        "status": "active",
        "finish_planned": dt.date(2026, 9, 1),
        "finish_forecast": dt.date(2026, 9, 22),
        "finish_actual": None,
        "bac": 1000.0,
        "ev": 400.0,
        "ac": 480.0,
    }
    deviation, reasons = deviation_of(row)
    assert (deviation.weeks_late, reasons) == (3, ())
    assert deviation.cost_over == pytest.approx(0.2)
    done, _ = deviation_of({**row, "status": "finished", "ev": 1000.0, "ac": 1100.0})
    assert done.cost_over == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ev": 0.0}, "the approved budget or the earned value is 0"),
        ({"ac": float("nan")}, "no approved budget, earned value or actual cost"),
        ({"finish_forecast": None}, "no planned or no forecast finish"),
    ],
)
def test_what_cannot_be_measured_is_none_with_its_reason(change, reason):
    day = dt.date(2026, 9, 1)
    row = {"status": "active", "finish_planned": day, "finish_forecast": day, "bac": 1.0, "ev": 1.0, "ac": 1.0}
    assert deviation_of({**row, **change})[1] == (reason,)


def test_running_projects_beyond_their_tolerance_are_listed_and_an_open_class_is_told(methodology):
    day = dt.date(2026, 9, 1)
    base = {"unit": "U", "finish_planned": day, "finish_actual": None, "bac": None, "ev": None, "ac": None}
    frame = pd.DataFrame(
        [
            {**base, "id": "P1", "name": "Late", "status": "active", "finish_forecast": day + dt.timedelta(weeks=5)},
            {**base, "id": "P2", "name": "Done", "status": "finished", "finish_forecast": day + dt.timedelta(weeks=5)},
            {**base, "id": "P3", "name": "Fine", "status": "active", "finish_forecast": day},
        ]
    )
    classed = pd.DataFrame(
        [("U", "P1", "C", "A"), ("U", "P2", "C", "C"), ("U", "P3", "C", "C")],
        columns=["unit", "project", "lowest", "highest"],
    )
    found = escalate_projects(frame, classed, methodology)
    assert found[["project", "project_class", "level"]].to_numpy().tolist() == [["P1", "C", "sponsor"]]
    assert found["reason"][0].startswith("the class is open, C to A, and taken as C; ")
    assert escalate_projects(frame[:0], classed, methodology).empty


def test_words_follow_the_number():
    assert describe("weeks_late", 1) == "1 week late"
    assert describe("scope_share", 0.125) == "12.5 % of the scope changed"


@given(st.sampled_from("ABC"), share, share, share, st.floats(0, 3))
def test_a_larger_deviation_never_goes_to_a_lower_level(methodology, project_class, cost, benefit, scope, more):
    before = Deviation(weeks_late=1, cost_over=cost, benefit_lost=benefit, scope_share=scope)
    after = Deviation(weeks_late=1 + more, cost_over=cost, benefit_lost=benefit, scope_share=scope)
    found = [LEVELS.index(escalate(methodology, project_class, one).level) for one in (before, after)]
    assert found == sorted(found)
