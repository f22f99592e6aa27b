"""What a board decides on: money and checkpoints add up, decisions have name and date, sureness is said plainly."""

import datetime as dt

import pytest

from pmokit.study.board_case import board_case
from pmokit.study.board_request import (
    board_decisions,
    board_risks,
    checkpoints,
    confidence_sentence,
    say_firm,
)
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 10, 1)


@pytest.fixture(scope="module")
def study(tmp_path_factory, copy_planned):
    with copy_planned(tmp_path_factory.mktemp("asked") / "s.pmokit") as opened:
        yield UnitStudy(opened, "ENERGY", today=TODAY)


def test_the_first_release_and_the_checkpoints_add_up_to_the_whole(study):
    case, found = board_case(study), checkpoints(study)
    first = board_decisions(study, case)[0]
    released = float(first.what.removeprefix("Release ").split(" of ")[0])
    assert released + sum(one.next_k for one in found) == pytest.approx(case.cost_k)
    assert found[-1].next_k == 0
    assert [one.quarter for one in found] == sorted(one.quarter for one in found)


def test_each_decision_has_a_name_and_a_date(study):
    found = board_decisions(study, board_case(study))
    assert 1 <= len(found) <= 3
    assert all(one.who and "20" in one.by for one in found)


def test_the_largest_risks_come_first(study):
    losses = [one.exposure_k for one in board_risks(study)]
    assert losses == sorted(losses, reverse=True)
    assert len(losses) <= 3


def test_a_date_beyond_the_horizon_is_no_date(study):
    horizon = study.planning_problem.quarters
    beyond = f"after {study.quarter(horizon - 1)}"
    assert say_firm(study, None) == say_firm(study, horizon) == beyond
    assert say_firm(study, 0) == study.quarter(0)
    assert confidence_sentence(study).startswith("Proven best plan; ")


def test_everything_has_ended_no_earlier_than_any_single_initiative(study):
    """The last end of a run is later than that of each initiative, so its P80 is no smaller than theirs."""
    firm = study.robustness
    assert firm.whole.planned == max(one.planned for one in firm.ends)
    beyond = study.planning_problem.quarters * 10
    assert (firm.whole.p80 or beyond) >= max(one.p80 or 0 for one in firm.ends)
