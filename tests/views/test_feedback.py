"""Feedback as pictures and tables: interval and n beside each figure, nothing withheld in a chart."""

import json

import pytest

from pmokit.content import places
from pmokit.content.improvement import load_forms
from pmokit.exchange.feedback_csv import read_feedback
from pmokit.exchange.responses_csv import read_answer_table
from pmokit.model.feedback import FeedbackAnswer, FeedbackTheme, FeedbackThemes
from pmokit.strategy.improvement.feedback import answers_frame, feedback_change, feedback_figures
from pmokit.strategy.improvement.themes import theme_table
from pmokit.views.feedback import feedback_changes, recommendation, satisfaction, you_said

FORMS = load_forms()


@pytest.fixture(scope="module")
def surveys():
    table = read_answer_table(places.templates() / "sample" / "feedback.csv")
    read = read_feedback(table, ("ENERGY", "CEMENT", "ROADS", "ROOFS", "DIGITAL", "LAB"))
    frame = answers_frame(FeedbackAnswer.model_validate(row) for row in read.answers)
    return [feedback_figures(frame, FORMS, survey) for survey in ("2026-Q1", "2026-Q3")]


def test_a_withheld_score_is_in_no_chart(surveys, theme):
    exhibit = recommendation(surveys[1], theme, {"LAB": "Laboratory"})
    rows = {row[0]: row[1:] for row in exhibit.cells()}
    assert rows["Stakeholders, Laboratory"][0] == "–"
    assert "withheld" in rows["Stakeholders, Laboratory"][-1]
    drawn = json.dumps(exhibit.draw())
    assert "Stakeholders, Laboratory" not in drawn
    assert "Teams, CEMENT" in drawn
    assert "n = 9" in drawn


def test_satisfaction_of_a_unit_names_field_and_question(surveys, theme):
    exhibit = satisfaction(surveys[1], FORMS, theme, "CEMENT")
    assert len(exhibit.frame["row"]) == len(set(exhibit.frame["row"]))
    assert "How satisfied are you with how soon you hear about delays and decisions that concern you?" in {
        row[1] for row in exhibit.cells()
    }
    assert exhibit.draw()["layer"]


def test_nothing_to_show_draws_nothing(surveys, theme):
    assert recommendation(surveys[1].iloc[:0], theme).draw is None
    assert satisfaction(surveys[1], FORMS, theme, "NOBODY").draw is None


def test_a_change_is_told_with_its_verdict(surveys):
    exhibit = feedback_changes(feedback_change(*surveys), {"CEMENT": "Cement"})
    words = {row[0]: row[-1] for row in exhibit.cells()}
    assert words["Stakeholders, Cement"].endswith("a drop beyond chance")


def test_you_said_we_did_says_how_each_theme_ends():
    given = {"said": "We hear three dates", "opened": "2026-09-01", "owner": "Ida"}
    themes = FeedbackThemes(
        themes=(
            FeedbackTheme(id="a", state="planned", did="One page", due="2026-12-11", **given),
            FeedbackTheme(id="b", state="changed", did="One page", evidence="page of week 40", **given),
            FeedbackTheme(id="c", **given),
        )
    )
    exhibit = you_said(theme_table(themes))
    assert [row[2:4] for row in exhibit.cells()] == [
        ["Changed", "One page. See: page of week 40"],
        ["Planned", "One page. Done by 2026-12-11"],
        ["Open", "–"],
    ]
    assert exhibit.description.startswith("3 themes: 1 changed, 1 planned, 0 declined, 1 open.")
