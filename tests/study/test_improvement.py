"""Step 6 of a unit: read from its documents, else the organisation's; nothing known is said to be nothing known."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmokit.model.feedback import Feedback, FeedbackThemes
from pmokit.model.improvement import ImprovementLog, LessonsLearned, Promises, Signals
from pmokit.model.recommendation import TypeChoice
from pmokit.model.reviews import ReviewCalendar
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.strategy.improvement.triggers import advice
from pmokit.study.improvement import review_brief
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 9, 30)
BODIES = {
    "reviews": ReviewCalendar,
    "improvement": ImprovementLog,
    "lessons": LessonsLearned,
    "feedback-themes": FeedbackThemes,
    "promises": Promises,
    "signals": Signals,
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


@pytest.fixture
def empty(tmp_path):
    settings = Settings(client="Acme", first_quarter="2027-Q2", fiscal_year_start=4)
    with create_engagement(tmp_path / "acme.pmokit", settings, [Unit(code="A", name="Alpha")]) as opened:
        yield opened


def test_a_unit_of_which_nothing_is_known(empty):
    """No document, no figure, no finding; every rule for a re-assessment is open."""
    study = UnitStudy(empty, "A", today=TODAY)
    assert study.current_calendar is None
    assert (study.promises, study.promised_levels, study.promised_kpis, study.feedback_changes) == (None,) * 4
    assert study.feedback_figures.empty
    assert study.theme_table.empty
    assert study.uncoded_comments.empty
    assert (study.log_findings, study.lesson_findings, study.theme_findings, study.calendar_findings) == ((),) * 4
    assert all(verdict.is_met is None and verdict.reason for verdict in study.triggers)


def test_a_calendar_is_proposed_for_the_chosen_type(empty):
    """The first quarter is the second of 2027, and quarters count from April."""
    empty.write_document(
        "pmo-type", TypeChoice(type="agile", control="supportive", reason="test", advice=None), unit="A", author="me"
    )
    study = UnitStudy(empty, "A", today=TODAY)
    assert study.review_calendar is None
    assert study.current_calendar.brief == review_brief(empty.settings(), "agile")
    assert study.current_calendar.brief.first == dt.date(2027, 4, 1)
    assert study.calendar_findings == ()


def test_a_unit_without_a_log_of_its_own_sees_the_organisation_s(empty):
    log = ImprovementLog.model_validate(
        {"entries": [{"id": "a", "problem": "a problem", "measure": "a measure", "opened": "2026-01-01"}]}
    )
    empty.write_document("improvement", log, author="me")
    assert UnitStudy(empty, "A", today=TODAY).improvement_log == log


def test_the_sample_keeps_and_breaks_promises(sample):
    """Cement kept FIN and GOV and missed COM with two initiatives open; Roofs finished its sponsors without effect."""
    cement = UnitStudy(sample, "CEMENT", today=TODAY).promised_levels.set_index(["domain", "by"])
    assert cement["verdict"].to_dict() == {
        ("FIN", "2026 Q3"): "kept",
        ("COM", "2026 Q3"): "not kept",
        ("GOV", "2026 Q3"): "kept",
        ("COM", "2027 Q2"): "not due",
        ("AGI", "2027 Q2"): "not due",
    }
    assert "One-page status (running)" in cement.loc[("COM", "2026 Q3"), "words"]
    roofs = UnitStudy(sample, "ROOFS", today=TODAY).promised_levels.set_index("domain")
    assert roofs.loc["GOV", "words"].endswith("finished without effect: Named sponsors")


def test_the_sample_s_triggers_rest_on_its_facts(sample):
    """Cement meets four rules; Group Digital none, and five of its rules cannot be judged."""
    verdicts = {v.rule.id: v.is_met for v in UnitStudy(sample, "CEMENT", today=TODAY).triggers}
    assert verdicts == {
        "kpis-red-twice": True,
        "reorganised": False,
        "new-sponsor": True,
        "initiatives-late": True,
        "recommendation-dropped": True,
        "evidence-contradicts": None,
        "reviews-overdue": False,
    }
    digital = UnitStudy(sample, "DIGITAL", today=TODAY).triggers
    assert advice(digital) == "No rule calls for an early re-assessment. 5 of 7 rules could not be judged."


def test_small_groups_of_the_sample_are_withheld_for_every_unit(sample):
    """Two stakeholders of the laboratory answered: neither they nor the next smallest group are shown, in any study."""
    for unit in ("LAB", "ROOFS"):
        figures = UnitStudy(sample, unit, today=TODAY).feedback_figures
        mine = figures[(figures["unit"] == unit) & (figures["audience"] == "stakeholders")]
        assert len(mine)
        assert mine["value"].isna().all(), unit
    assert UnitStudy(sample, "LAB", today=TODAY).uncoded_comments["respondent"].tolist() == ["G085"]


def test_the_sample_has_findings_to_talk_about(sample):
    study = UnitStudy(sample, "CEMENT", today=TODAY)
    assert {finding.rule for finding in study.log_findings} == {
        "overdue",
        "owner-missing",
        "cause-missing",
        "closed-without-effect",
    }
    assert {finding.rule for finding in study.lesson_findings} == {"never-reused", "double"}
    assert [finding.where for finding in study.theme_findings] == ["board-decisions"]
    assert study.calendar_findings == ()


@pytest.mark.parametrize("kind", BODIES)
def test_a_document_comes_back_as_it_was_written(kind, sample, empty):
    """Every body of the sample goes through another engagement file unchanged, and agreement starts with it."""
    found = [sample.read_document(kind, BODIES[kind], unit=unit.code) for unit in sample.units()]
    for body in filter(None, found):
        version = empty.write_document(kind, body, unit="A", author="me")
        empty.agree(kind, version, unit="A", name="Ida", role="sponsor", of_unit="A", state="agreed")
        assert empty.read_document(kind, BODIES[kind], unit="A") == body
    assert empty.agreements(kind, "A")["state"].tolist() == ["agreed"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(comments=st.lists(st.text(max_size=40), max_size=5))
def test_feedback_with_any_comment_comes_back(comments, empty):
    answers = [
        {"survey": "S1", "respondent": f"R{n}", "audience": "teams", "unit": "A", "question": "TM-09", "comment": text}
        for n, text in enumerate(comments)
    ]
    body = Feedback.model_validate({"answers": answers})
    empty.write_document("feedback", body, author="me")
    assert empty.read_document("feedback", Feedback) == body
