"""The page of step 6, without a browser: each panel shows the documents and changes them."""

import datetime as dt

import pytest

from pmokit.model.feedback import FeedbackThemes
from pmokit.model.improvement import ImprovementLog, LessonsLearned, Signals
from pmokit.model.reviews import ReviewCalendar
from pmokit.workshop.improvement.page import improvement_step

PARTS = ("feedback", "reviews", "log", "lessons", "promises", "triggers", "agree")


@pytest.fixture
def frame(sample):
    return improvement_step(str(sample.path), "unit=CEMENT&by=Ana").frame


def turned(frame, part):
    frame.stepper.show(part)
    return frame.panel


def calendar_of(engagement, unit="CEMENT"):
    return engagement.read_document("reviews", ReviewCalendar, unit=unit)


def test_every_part_is_shown_on_an_empty_engagement(engagement):
    frame = improvement_step(str(engagement.path), "unit=OPS").frame
    for part in PARTS:
        turned(frame, part)
    assert "trouble" not in frame.status.value
    assert "No type of PMO is chosen" in frame.missing.value


def test_reviews_can_be_planned_before_a_type_is_chosen(engagement):
    frame = improvement_step(str(engagement.path), "unit=OPS").frame
    panel = turned(frame, "reviews")
    panel.anyway.click()
    assert len(panel.dates.cells) > 0
    assert calendar_of(engagement, "OPS").brief.pmo_type == "departmental"


def test_a_date_is_moved_recorded_and_cancelled_with_a_reason(frame, sample):
    panel = turned(frame, "reviews")
    review, was = panel.dates.rows[0]["review"], panel.dates.rows[0]["was"]
    moved = was + dt.timedelta(days=1)
    panel.dates.cells[0]["date"].field.value = moved
    assert moved in {one.date for one in calendar_of(sample).dates if one.review == review}
    at = next(at for at, row in enumerate(panel.dates.rows) if (row["review"], row["date"]) == (review, moved))
    panel.dates.cells[at]["state"].field.value = "cancelled"
    assert "say why it is cancelled" in frame.status.value
    panel.dates.cells[at]["note"].field.value = "Nobody was there"
    kept = next(one for one in calendar_of(sample).dates if (one.review, one.date) == (review, moved))
    assert (kept.state, kept.note) == ("cancelled", "Nobody was there")


def test_a_rhythm_changes_from_now_on(frame, sample):
    panel = turned(frame, "reviews")
    at = next(at for at, row in enumerate(panel.rhythms.rows) if row["id"] == "portfolio-status")
    panel.rhythms.cells[at]["rhythm"].field.value = "quarterly"
    calendar = calendar_of(sample)
    assert calendar.brief.rhythms == {"portfolio-status": "quarterly"}
    assert sum(one.review == "portfolio-status" for one in calendar.dates) == 4


def test_an_entry_of_the_log_is_added_and_what_it_lacks_is_told(frame, sample):
    panel = turned(frame, "log")
    before = len(panel.work.cells)
    panel.work.add.click()
    panel.work.cells[-1]["problem"].field.value = "Reports come late"
    panel.work.cells[-1]["measure"].field.value = "One cut-off day for all"
    log = sample.read_document("improvement", ImprovementLog, unit="CEMENT")
    assert len(log.entries) == before + 1
    assert "Reports come late: nobody owns it" in panel.found.value
    assert len(panel.effects.cells) == before + 1


def test_a_half_entered_effect_is_told_and_kept_on_the_page(frame, sample):
    panel = turned(frame, "log")
    panel.effects.cells[0]["before"].field.value = "2"
    assert "Not saved yet: the effect of" in frame.status.value
    assert panel.effects.cells[0]["before"].field.value == "2"


def test_lessons_and_themes_are_saved(frame, sample):
    turned(frame, "lessons").table.cells[0]["recommendation"].field.value = "Take the ledger's forecast"
    lessons = sample.read_document("lessons", LessonsLearned, unit="CEMENT")
    assert lessons.lessons[0].recommendation == "Take the ledger's forecast"
    turned(frame, "feedback").table.cells[0]["state"].field.value = "declined"
    themes = sample.read_document("feedback-themes", FeedbackThemes, unit="CEMENT")
    assert themes.themes[0].state == "declined"


def test_what_the_office_noticed_moves_the_advice(frame, sample):
    panel = turned(frame, "triggers")
    panel.reorganised.value = "yes"
    panel.notes["reorganised"].value = "Two plants joined in May"
    signals = sample.read_document("signals", Signals, unit="CEMENT")
    assert (signals.reorganised, signals.notes["reorganised"]) == (True, "Two plants joined in May")
    assert "Two plants joined in May" in panel.verdicts.value
    assert "all domains" in frame.meaning.value


def test_agreement_and_papers(frame, sample):
    panel = turned(frame, "agree")
    form, papers = panel.children
    form.name.value, form.role.value = "Ana Ruiz", "Sponsor"
    form.record.click()
    assert sample.agreements("reviews", "CEMENT")["name"].tolist() == ["Ana Ruiz"]
    download = papers.children[1].children[0]
    download.press.click()
    assert "trouble" not in frame.status.value
    assert download.link.value
