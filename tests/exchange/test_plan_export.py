"""Plans of the sample's units as files."""

import pytest

from pmokit.errors import InputError, PlanningError
from pmokit.exchange.mspdi import read_mspdi
from pmokit.exchange.plan_export import PLAN_SUFFIXES, export_plan
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.store.parts import utc_now
from pmokit.study.unit import UnitStudy


@pytest.fixture(scope="module")
def energy(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("plan") / "s.pmokit") as opened:
        yield UnitStudy(opened, "ENERGY", today=utc_now().date())


@pytest.mark.parametrize("kind", PLAN_SUFFIXES)
def test_a_folder_or_a_file(energy, tmp_path, kind):
    """In a folder the file bears the unit's code; a name with the right ending is taken as it is."""
    suffix = PLAN_SUFFIXES[kind]
    assert export_plan(energy, tmp_path / "out", kind) == tmp_path / "out" / f"ENERGY_roadmap{suffix}"
    named = tmp_path / f"mine{suffix}"
    assert export_plan(energy, named, kind) == named
    assert named.stat().st_size > 1000


def test_the_plan_opens_again_with_its_dates_and_links(energy, tmp_path):
    """MS Project XML through our own importer: every initiative of the plan."""
    table = read_mspdi(export_plan(energy, tmp_path, "mspdi"), "tasks")
    rows = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    assert sorted(row["Name"] for row in rows) == sorted(one.name for one in energy.initiatives)
    assert sum(bool(row["Predecessors"]) for row in rows) == sum(bool(one.requires) for one in energy.initiatives)


def test_a_wrong_kind_or_name(energy, tmp_path):
    """Said before anything is written."""
    with pytest.raises(InputError, match="--plan gantt: unknown kind of plan 'gantt'"):
        export_plan(energy, tmp_path, "gantt")
    with pytest.raises(InputError, match=r"--plan jira writes \.csv files"):
        export_plan(energy, tmp_path / "plan.xlsx", "jira")
    assert list(tmp_path.iterdir()) == []


def test_a_unit_without_a_plan(tmp_path):
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), [Unit(code="A", name="A")]) as engagement:
        study = UnitStudy(engagement, "A", today=utc_now().date())
        with pytest.raises(PlanningError, match="A: there is no plan"):
            export_plan(study, tmp_path / "out", "xlsx")
