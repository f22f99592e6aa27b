"""What a unit asks of its board follows from its plan; what is not known is called so."""

import datetime as dt

import pytest

from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.study.board_case import board_case, business_measure
from pmokit.study.plan_frame import spend_by_quarter, use_by_skill
from pmokit.study.problem_cost import cost_of_problem
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 10, 1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_planned):
    with copy_planned(tmp_path_factory.mktemp("case") / "s.pmokit") as opened:
        yield opened


def study_of(sample, unit):
    return UnitStudy(sample, unit, today=TODAY)


def test_money_people_and_end_are_those_of_the_plan(sample):
    study = study_of(sample, "LAB")
    case = board_case(study)
    assert case.cost_k == pytest.approx(sum(spend_by_quarter(study)))
    assert case.fte == pytest.approx(max(map(sum, zip(*use_by_skill(study).values(), strict=True))))
    assert case.until == study.quarter(max(study.ends.values()) - 1)
    assert case.headline("EUR") == (
        f"We ask for {case.cost_k:,.0f} thousand EUR and up to {case.fte:.1f} FTE until {case.until}; "
        "'carbon in a tonne of binder sold' (objective of Quarnholt Group) moves from 612 kg to 430 kg; first proof by 31 March 2027"
    )


def test_the_cheaper_option_is_the_beginning_of_the_plan(sample):
    """It costs less, and never lifts more than the whole."""
    nothing, whole, part = board_case(study_of(sample, "LAB")).options
    assert (nothing.name, whole.name, part.name) == ("Do nothing", "Recommended", "Cheaper")
    assert nothing.cost_k == 0
    assert 0 < part.cost_k < whole.cost_k
    assert part.fte <= whole.fte


def test_a_units_own_objective_comes_before_that_of_the_whole(sample):
    assert business_measure(study_of(sample, "ENERGY")).source == "objective of Energy Services"
    assert business_measure(study_of(sample, "LAB")).source == "objective of Quarnholt Group"


def test_the_problem_costs_what_projects_and_risks_say(sample):
    words = cost_of_problem(study_of(sample, "LAB"))
    assert words == [
        "3 projects are forecast to end 20 thousand EUR over budget.",
        "Open risks carry an expected loss of 15 thousand EUR.",
    ]


def test_what_is_unknown_is_called_so(tmp_path):
    """Nothing is measured in a new engagement."""
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), [Unit(code="A", name="Alpha")]) as bare:
        case = board_case(UnitStudy(bare, "A", today=TODAY))
    assert case.headline("EUR") == (
        "What to ask for is not known yet: there is no plan; business measure not measured; first proof not measured"
    )
    assert [one.name for one in case.options] == ["Do nothing"]
    assert case.options[0].risk == "What it costs is not measured."
