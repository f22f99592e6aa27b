"""The risk matrix says points, band and risks in its cells; the lists say what to decide."""

import datetime as dt

import pytest

from pmokit.content import places
from pmokit.content.processes import read_decisions, read_methodologies, read_register
from pmokit.strategy.processes.decision_log import review_decisions
from pmokit.strategy.processes.risks import find_breaches, risk_matrix, risk_table, shared_causes
from pmokit.views.risks import breach_list, decision_log_list, risk_heat, risk_list, shared_cause_list

SAMPLE = places.templates() / "sample"
TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def appetite():
    return read_methodologies(SAMPLE / "methodology.yaml").unwrap().organisation.appetite


@pytest.fixture(scope="module")
def register():
    return read_register(SAMPLE / "risks.yaml").unwrap()


def test_each_cell_says_points_and_band_and_its_risks(register, appetite, theme):
    exhibit = risk_heat(risk_matrix(register, appetite), appetite, theme)
    cells = [row for rows in exhibit.draw()["datasets"].values() for row in rows]
    assert len(cells) == 25
    cell = next(one for one in cells if (one["probability"], one["impact"]) == (4, 4))
    assert (cell["band_said"], cell["shown"]) == ("16 critical", "R-06, R-07")
    assert exhibit.description.startswith("Open risks by band: 2 moderate, 4 high, 2 critical.")
    assert exhibit.frame["points"].is_monotonic_decreasing


def test_many_risks_in_a_cell_are_counted(register, appetite, theme):
    one = register.risks[5]
    many = tuple(one.model_copy(update={"id": f"R-6{at}"}) for at in range(5))
    exhibit = risk_heat(risk_matrix(register.model_copy(update={"risks": many}), appetite), appetite, theme)
    assert "5 risks" in {row["shown"] for rows in exhibit.draw()["datasets"].values() for row in rows}


def test_lists_say_what_they_add_up_to(register, appetite):
    assert risk_list(risk_table(register, appetite), "EUR").description.startswith("8 open risks with ")
    assert shared_cause_list(shared_causes(register, appetite), "EUR").cells()[0][-1] == "over the limit"
    assert (
        shared_cause_list(shared_causes(register, appetite)[:0], "EUR").description == "No risk names a shared cause."
    )


def test_breaches_are_listed_or_their_absence_is_said(register, appetite):
    assert breach_list(tuple(find_breaches(register, appetite, TODAY))).description == "Each line needs a decision."
    assert breach_list(()).description.startswith("All risks are within the appetite")


def test_the_decision_log_counts_what_is_overdue():
    exhibit = decision_log_list(review_decisions(read_decisions(SAMPLE / "decisions.yaml").unwrap(), TODAY))
    assert exhibit.description == "4 decisions, 1 overdue for review."
    assert exhibit.cells()[0][0] == "D-01"
