"""The sample's project list: sixty believable projects with consistent earned value and the gaps of real lists."""

import csv
from pathlib import Path

import pytest

from pmokit.content.library import load_mapping, read_file
from pmokit.exchange.projects import ProjectList, read_projects
from pmokit.model.projects import MONEY_FIELDS, PROJECT_FIELDS, STATUSES
from pmokit.model.sample import SampleEngagement

SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "sample"


@pytest.fixture(scope="module")
def engagement() -> SampleEngagement:
    value, _, _ = read_file(SAMPLE / "engagement.yaml", SampleEngagement)
    assert value is not None
    return value


@pytest.fixture(scope="module")
def projects() -> ProjectList:
    return read_projects(SAMPLE / "projects.csv", load_mapping("pmokit"))


def test_sixty_projects_with_our_headers(projects: ProjectList, engagement: SampleEngagement):
    """Sixty projects over all units; every header is ours and every status is known."""
    with (SAMPLE / "projects.csv").open(encoding="utf-8", newline="") as file:
        assert set(next(csv.reader(file))) <= set(PROJECT_FIELDS)
    assert len(projects.frame) == 60
    assert set(projects.frame["unit"]) == {unit.code for unit in engagement.units}
    assert set(projects.frame["status"]) == set(STATUSES)
    assert projects.withheld.empty
    assert projects.frame["id"].is_unique
    assert projects.frame["name"].is_unique


def test_earned_value_is_consistent(projects: ProjectList):
    """EV and PV never exceed the budget, finished projects have earned it all, proposed ones nothing, and no sum is negative."""
    frame = projects.frame
    known = frame.dropna(subset=["bac", "pv", "ev"])
    assert (known["ev"] <= known["bac"]).all()
    assert (known["pv"] <= known["bac"]).all()
    finished = frame[frame["status"] == "finished"]
    assert (finished["ev"] == finished["bac"]).all()
    assert finished["finish_actual"].notna().all()
    assert (known.loc[known["status"] == "active", "ev"] < known.loc[known["status"] == "active", "bac"]).all()
    assert frame.loc[frame["status"] == "proposed", ["pv", "ev", "ac", "start_actual", "rating"]].isna().all().all()
    assert not (frame[list(MONEY_FIELDS)] < 0).any().any()


def test_dates_are_in_order(projects: ProjectList, engagement: SampleEngagement):
    """Starts come before finishes, what happened lies before the status date and what is forecast after it."""
    today = engagement.as_of
    for row in projects.frame.to_dict("records"):
        assert row["finish_planned"] is None or row["start_planned"] < row["finish_planned"], row["id"]
        happened = [day for day in (row["start_actual"], row["finish_actual"]) if day is not None]
        assert happened == sorted(happened), row["id"]
        assert all(day <= today for day in happened), row["id"]
        assert row["finish_forecast"] is None or row["finish_forecast"] > today, row["id"]
        assert row["status"] != "proposed" or row["start_planned"] > today, row["id"]


def test_strong_unit_delivers_and_weak_unit_does_not(projects: ProjectList):
    """Energy earns what it planned and spends; Roofs is late and over budget."""
    frame = projects.frame.dropna(subset=["pv", "ev", "ac"])
    run = frame[frame["status"].isin(["active", "finished"])].groupby("unit")[["pv", "ev", "ac"]].sum().astype(float)
    cpi, spi = run["ev"] / run["ac"], run["ev"] / run["pv"]
    assert 0.95 <= cpi["ENERGY"] <= 1.05
    assert 0.95 <= spi["ENERGY"] <= 1.05
    assert cpi.idxmin() == spi.idxmin() == "ROOFS"
    assert cpi["ROOFS"] < 0.85


def test_cells_are_missing_as_in_real_lists(projects: ProjectList):
    """Ratings, benefits, earned value and even a budget are missing here and there."""
    missing = projects.frame.isna().sum()
    assert (missing[["rating", "benefits", "whole_life_cost", "ev", "bac", "finish_planned"]] > 0).all()
