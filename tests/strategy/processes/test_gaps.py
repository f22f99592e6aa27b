"""Processes come in the order of the gap that they can lift."""

import math

import pandas as pd
import pytest

from pmokit.content.library import load_model
from pmokit.strategy.processes.gaps import NOT_ASKED, rank_processes


@pytest.fixture(scope="module")
def model():
    return load_model("ppm_maturity")


def questions(**scores):
    rows = [(name.replace("_", "-"), value) for name, value in scores.items()]
    return pd.DataFrame(rows, columns=["question", "score"])


def test_the_gain_adds_up_the_weighted_gaps_of_its_questions(catalogue, model):
    """Capacity planning lifts RES-02 (1, target 3), DEM-05 (2.5, target 3) and RES-05 (4, nothing missing)."""
    weights = {name: model.question_by_id[name].weight for name in ("RES-02", "DEM-05")}
    frame = rank_processes(catalogue, model, questions(RES_02=1.0, DEM_05=2.5, RES_05=4.0), {"RES": 3, "DEM": 3})
    row = frame.set_index("process").loc["capacity-planning"]
    assert row["gain"] == pytest.approx(2 * weights["RES-02"] + 0.5 * weights["DEM-05"])
    assert (row["weakest"], row["score"], row["target"], row["lifts"]) == ("RES-02", 1.0, 3.0, "RES-02, DEM-05")
    assert frame["process"][0] == "capacity-planning"


def test_a_process_without_a_score_says_so_and_comes_last(catalogue, model):
    frame = rank_processes(catalogue, model, questions(RES_02=1.0, RES_04=math.nan), {})
    row = frame.set_index("process").loc["resource-allocation"]
    assert math.isnan(row["gain"])
    assert row["reason"] == NOT_ASKED
    assert frame["gain"].notna().tolist() == sorted(frame["gain"].notna().tolist(), reverse=True)


def test_only_the_processes_of_the_methodology_are_ranked(catalogue, model):
    frame = rank_processes(catalogue, model, questions(RES_02=1.0), {}, among=["intake", "capacity-planning"])
    assert frame["process"].tolist() == ["capacity-planning", "intake"]


def test_without_a_target_the_default_of_the_model_counts(catalogue, model):
    frame = rank_processes(catalogue, model, questions(RES_02=1.0), {})
    assert frame["target"][0] == model.meta.default_target


def test_the_order_of_the_answers_changes_nothing(catalogue, model):
    given = questions(RES_02=1.0, DEM_05=2.0, POR_03=2.5, COM_03=1.5)
    pd.testing.assert_frame_equal(
        rank_processes(catalogue, model, given, {}), rank_processes(catalogue, model, given[::-1], {})
    )
