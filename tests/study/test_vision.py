"""Step 1 of the sample: figures reckoned by hand from projects.csv and objective_links.csv."""

import csv
import datetime as dt

import pytest

from pmokit.content import places
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.model.vision import Vision
from pmokit.store.engagement import create_engagement
from pmokit.strategy.statement import edit_statement
from pmokit.study.portfolio import PortfolioStudy
from pmokit.study.unit import UnitStudy
from pmokit.study.vision import VisionStudy

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("s") / "s.pmokit") as opened:
        yield opened


def rows(name):
    with (places.templates() / "sample" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_whole_has_orphans_and_one_objective_that_no_project_serves(engagement):
    """Links to a unit's own objective count for the objective of the whole that it carries out."""
    found = PortfolioStudy(engagement, today=TODAY).vision_study.alignment.projects
    assert found.unserved == ("craftspeople",)
    assert sorted(found.orphans["project"]) == [
        *("DG-05", "DG-09", "DG-11", "EN-10", "RD-06"),
        *("RF-04", "RF-05", "RF-08", "RF-10"),
    ]
    budget = found.objectives.set_index("objective")["budget"]
    # EN-05, EN-06 / 2 (with project-money), EN-07, EN-09, EN-12, and DG-08, whose other objective carries out none of the whole
    assert budget["energy-growth"] == 3_100_000 + 920_000 + 5_900_000 + 340_000 + 7_400_000 + 690_000
    # EN-08 / 2, DG-04 / 2, DG-10
    assert budget["one-digital-core"] == 575_000 + 1_900_000 + 460_000
    assert len(found.strange) == 0


def test_the_spend_of_the_whole_is_that_of_all_projects_that_are_not_over(engagement):
    found = VisionStudy(engagement).alignment.projects
    live = [row for row in rows("projects.csv") if row["status"] not in {"finished", "cancelled"}]
    assert len(found.projects) == len(live) == 40
    assert found.total == sum(float(row["bac"] or 0) for row in live)
    assert found.objectives["budget"].sum() + found.orphan_budget == pytest.approx(found.total)


def test_a_unit_with_a_vision_of_its_own_is_looked_at_by_its_own_objectives(engagement):
    """Objectives of the whole to which its projects are tied come after its own."""
    study = UnitStudy(engagement, "ENERGY", today=TODAY)
    alignment = study.alignment
    assert list(alignment.names) == [
        "win-contracts",
        "free-engineers",
        "proven-savings",
        "energy-growth",
        "one-digital-core",
    ]
    assert alignment.projects.unserved == ("free-engineers",)
    assert alignment.projects.objectives["projects"].tolist() == [3, 0, 2, 2, 1]
    assert alignment.services.not_given == {"people-allocation": ("free-engineers",)}
    assert study.communication.stakeholders[0].name == "Per Ahlen"


def test_a_unit_without_one_shares_the_vision_of_the_whole(engagement):
    study = UnitStudy(engagement, "CEMENT", today=TODAY)
    assert study.vision == PortfolioStudy(engagement, today=TODAY).vision_study.vision
    assert study.vision_study.holder == ""
    assert set(study.alignment.projects.projects["unit"]) == {"CEMENT"}
    assert study.vision_study.statement[3].text.startswith("Quarnholt Group has named 7")


def test_candidates_are_decided_on_and_the_large_red_orphan_comes_first(engagement):
    found = VisionStudy(engagement).candidates(TODAY)
    assert found["project"].tolist() == ["DG-09", "EN-10", "DG-05", "RF-05", "RF-04", "RF-08"]
    assert found["reasons"][0] == "serves no objective; rated red; 63 days late; cost 16 % above earned value"


def test_an_edit_survives_the_file_and_marks_its_part(engagement):
    study = VisionStudy(engagement, "DIGITAL")
    edited = edit_statement(study.vision, "mission", "We end double entry.", study.setting)
    engagement.write_document("vision", edited, unit="DIGITAL", author="Petra", base_version=1)
    again = VisionStudy(engagement, "DIGITAL").statement
    assert next((part.text, part.is_edited) for part in again) == ("We end double entry.", True)


def test_without_a_vision_there_is_nothing_and_no_error(tmp_path):
    with create_engagement(tmp_path / "e.pmokit", Settings(client="Acme"), [Unit(code="N", name="North")]) as empty:
        study = UnitStudy(empty, "N", today=TODAY)
        assert (study.vision, study.alignment, study.communication) == (None, None, None)
        assert study.vision_study.statement == ()
        assert study.vision_study.review(TODAY) == ()
        assert len(study.vision_study.candidates(TODAY)) == 0
        empty.write_document("vision", Vision(), author="t")
        assert UnitStudy(empty, "N", today=TODAY).alignment.projects.total == 0
