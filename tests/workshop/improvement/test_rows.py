"""Rows of step 6 and back: nothing that has no column is lost; what is half said is told."""

import datetime as dt

import pytest

from pmokit.errors import InputError
from pmokit.model.feedback import FeedbackThemes
from pmokit.model.improvement import ImprovementLog, LessonsLearned
from pmokit.workshop.improvement import rows

TODAY = dt.date(2026, 10, 1)


@pytest.fixture(params=["ENERGY", "CEMENT"])
def unit(request):
    return request.param


def test_log_lessons_and_themes_come_back_as_they_went_in(sample, unit):
    log = sample.read_document("improvement", ImprovementLog, unit=unit)
    lessons = sample.read_document("lessons", LessonsLearned, unit=unit)
    themes = sample.read_document("feedback-themes", FeedbackThemes, unit=unit)
    assert rows.with_work(log, rows.work_rows(log), TODAY) == log
    assert rows.with_effects(log, rows.effect_rows(log), TODAY) == log
    assert rows.with_lessons(lessons, rows.lesson_rows(lessons), TODAY) == lessons
    assert [one.id for one in rows.with_themes(themes, rows.theme_rows(themes), TODAY).themes] == list(themes.by_id)


def test_a_new_entry_is_opened_today_under_an_id_of_its_words(sample):
    log = sample.read_document("improvement", ImprovementLog, unit="ENERGY")
    new = {
        "problem": "Training path: 2nd try",
        "cause": "",
        "measure": "One list",
        "owner": "",
        "due": None,
        "state": "plan",
    }
    entry = rows.with_work(log, [*rows.work_rows(log), new], TODAY).entries[-1]
    assert (entry.id, entry.opened) == ("training-path-2nd-try", TODAY)


def test_an_effect_counts_once_it_is_complete(sample):
    """A figure before without one after would be read as measured."""
    log = sample.read_document("improvement", ImprovementLog, unit="ENERGY")
    listed = rows.effect_rows(log)
    listed[1]["before"] = 2.0
    with pytest.raises(InputError, match="still needs its date, the value after"):
        rows.with_effects(log, listed, TODAY)
    listed[1] |= {"before_on": TODAY, "after": 3.0, "after_on": TODAY, "effect_source": "Survey", "decision": "adapt"}
    entry = rows.with_effects(log, listed, TODAY).entries[1]
    assert (entry.effect.after, entry.decision, entry.decided) == (3.0, "adapt", TODAY)


def test_a_figure_that_is_to_change_needs_its_target(sample):
    log = sample.read_document("improvement", ImprovementLog, unit="ENERGY")
    listed = rows.effect_rows(log)
    listed[1] |= {"of": "kpi:start_delay_days", "target": None}
    with pytest.raises(InputError, match="needs the target"):
        rows.with_effects(log, listed, TODAY)


def test_ids_are_unique_and_begin_with_a_letter():
    assert rows.slug_of("3 reports, one meeting", set()) == "entry-3-reports-one-meeting"
    assert rows.slug_of("One list", {"one-list", "one-list-2"}) == "one-list-3"
