import datetime as dt

import pytest

from pmokit.content.library import load_catalogue
from pmokit.errors import PmokitError
from pmokit.model.planning import Plan
from pmokit.strategy.communication_checks import check_communication
from pmokit.study.communication import propose_for_unit, waves_of
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("s") / "s.pmokit") as opened:
        yield opened


def plan_of(schedule):
    return Plan.model_construct(schedule=schedule)


def test_what_starts_in_the_same_half_year_is_a_wave_until_its_last_initiative_is_done():
    catalogue = load_catalogue("ppm_maturity")
    one, two, three = (item for item in catalogue.initiatives[:3])
    waves = waves_of(
        plan_of({one.id: 0, two.id: 1, three.id: 4, catalogue.initiatives[3].id: None}), catalogue, "2027-Q3"
    )
    assert [wave.name for wave in waves] == ["Wave 1", "Wave 2"]
    assert waves[0].starts == dt.date(2027, 7, 1)
    last = 3 + max(0 + one.duration_quarters, 1 + two.duration_quarters) - 1
    year, quarter = 2027 + (last - 1) // 4, (last - 1) % 4 + 1
    assert (waves[0].ends.year, (waves[0].ends.month + 2) // 3) == (year, quarter)
    assert (waves[0].ends + dt.timedelta(days=1)).day == 1
    assert waves[0].initiatives == (one.name["en"], two.name["en"])
    assert waves[1].starts == dt.date(2028, 7, 1)
    assert waves_of(plan_of({}), catalogue, "2027-Q1") == ()


def test_a_units_roadmap_and_structure_give_its_proposal(engagement):
    """Energy's PMO: its four parts, owners that it has posts for, messages around each wave; it passes its own checks."""
    plan = propose_for_unit(UnitStudy(engagement, "ENERGY", today=TODAY), dt.date(2026, 11, 2))
    assert [one.unit for one in plan.stakeholders if one.audience == "unit-heads"] == [
        *("Metering and verification", "Heat and cooling plants", "Lighting contracts", "Contract sales"),
    ]
    assert any(line.id.startswith("wave-invite-managers") for line in plan.lines)
    assert check_communication(plan, TODAY) == ()


def test_a_unit_without_structure_is_told_to_design_it(engagement):
    study = UnitStudy(engagement, "LAB", today=TODAY)
    study.__dict__["structure"] = None
    with pytest.raises(PmokitError, match="Design it in step 4 of the workshop first"):
        propose_for_unit(study, TODAY)
