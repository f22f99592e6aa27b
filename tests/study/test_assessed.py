"""A unit's assessment as the reports see it: voices count, small anonymous units stay hidden, rounds are compared."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.content.library import load_model
from pmokit.model.mandate import Mandate
from pmokit.model.steps import PlanningFrame, Settings, Targets
from pmokit.model.units import Unit
from pmokit.reports.unit_pages import UnitPages
from pmokit.store.engagement import RESPONSE_COLUMNS, create_engagement
from pmokit.study.unit import UnitStudy
from tests.conftest import THOROUGH

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def engagement(tmp_path):
    units = [Unit(code="A", name="Alpha"), Unit(code="B", name="Beta")]
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), units) as opened:
        # Two quarters of one skill: the roadmap is not what is tested here.
        frame = PlanningFrame(capacity={"analyst": (0.5, 0.5)}, source="for tests")
        opened.write_document("planning", frame, author="test")
        yield opened


def answer(engagement, assessment, model, unit="A", people=4, value=3, questions=None, role="executive"):
    rows = [
        (unit, f"{role}{n}", role, q, "answered", f"l{value}", float(value), "", "", "")
        for n in range(people)
        for q in questions or [q.id for q in model.questions]
    ]
    engagement.add_responses(assessment.id, pd.DataFrame(rows, columns=list(RESPONSE_COLUMNS)))


def opened(engagement, model, **more):
    return engagement.open_assessment(model.id, model.version, more.pop("rule", model.meta.rule), **more)


def study(engagement, unit="A"):
    return UnitStudy(engagement, unit, today=TODAY)


def printed(engagement):
    """Return all that a unit's report prints."""
    pages = UnitPages(study(engagement))
    words = []
    for page in (pages.cover(), pages.assessment(), pages.people(), pages.roadmap(), pages.method()):
        words += [page.title, *page.lead, *(f"{f.label} {f.value} {f.note}" for f in page.facts)]
        for exhibit in page.exhibits:
            words += [exhibit.title, exhibit.description, *(" | ".join(row) for row in exhibit.cells())]
            if exhibit.draw:
                exhibit.draw()
    return "\n".join(words)


def test_agreed_values_and_evidence_reach_the_report(engagement, model):
    """All say 3; POR-01 is agreed at 5 and seen: its score is 5, the rest is claimed, and the report says both."""
    assessment = opened(engagement, model)
    answer(engagement, assessment, model)
    engagement.set_consensus(assessment.id, "A", "POR-01", "l5", 5, reason="seen together", author="me")
    engagement.rate_evidence(assessment.id, "A", "POR-01", "seen", author="me")
    found = study(engagement)
    questions = found.scores.questions.set_index("question")
    assert questions.loc["POR-01", ["score", "median_low", "claimed"]].tolist() == [5, 3, False]
    assert questions.loc["POR-02", "claimed"]
    text = printed(engagement)
    assert "Agreed in the workshop against the raters' middle answer: 1 question." in text
    assert "looked for evidence on 1 questions and saw it for 1" in text
    assert "3; claimed, evidence seen for 2" in text


def test_a_show_of_hands_alone_is_an_assessment(engagement, model):
    """Nobody answered alone: ten hands on one question are enough to be assessed."""
    assessment = opened(engagement, model)
    engagement.add_tally(assessment.id, "A", "POR-01", {"l2": (2, 6), "l3": (3, 4)}, author="me")
    found = study(engagement)
    assert found.is_assessed
    assert found.scores.questions.set_index("question").loc["POR-01", ["score", "n"]].tolist() == [2, 10]
    assert not study(engagement, "B").is_assessed


def test_a_small_unit_of_an_anonymous_assessment_shows_no_figure(engagement, model):
    """Two people of A: no score anywhere in the report, the reason instead; B with four people stands for itself."""
    assessment = opened(engagement, model, anonymous=True)
    answer(engagement, assessment, model, people=2, value=3)
    found = study(engagement)
    assert found.scores.overall["score"].isna().all()
    assert found.scores.questions[["score", "median_low", "rwg"]].isna().all(axis=None)
    assert found.intervals.empty
    assert found.explained == []
    text = printed(engagement)
    assert "withheld: fewer than 3 people" in text
    shown = study(engagement).scores
    assert shown.domains.drop(columns=["unit", "domain", "raters", "reason"]).isna().all(axis=None)
    answer(engagement, assessment, model, unit="B", people=4)
    assert study(engagement, "B").scores.overall["score"].tolist() == [3]


def test_small_roles_of_an_anonymous_assessment_are_not_counted_by_name(engagement, model):
    """Five executives and one project manager: the one is nobody's by name."""
    assessment = opened(engagement, model, anonymous=True)
    answer(engagement, assessment, model, people=5)
    answer(engagement, assessment, model, people=1, role="project-manager")
    text = printed(engagement)
    assert "Who answered: 6 people (5 × Executive, 1 × other roles, too small to be named)" in text


def test_two_rounds_are_compared(engagement, model):
    """Round 1 at 2, round 2 at 4 by the same five people: the change is 2 levels and beyond rater noise."""
    answer(engagement, opened(engagement, model), model, people=5, value=2)
    answer(engagement, opened(engagement, model), model, people=5, value=4)
    changes = study(engagement).comparison.changes.set_index("domain")
    assert changes.loc["POR", "change"] == 2
    assert "What has changed since the last round" in printed(engagement)
    assert "+2.0" in printed(engagement)


def test_a_first_round_is_compared_with_nothing(engagement, model):
    """No earlier round, no comparison."""
    answer(engagement, opened(engagement, model), model)
    assert study(engagement).comparison is None


@pytest.mark.parametrize("rule", ["nplf", "ratio", *(["minimum", "staged", "geometric-mean"] if THOROUGH else [])])
def test_a_report_can_be_printed_under_every_rule(engagement, model, rule):
    """The profile keeps to the rule's scale, the rules stand side by side, and the headline names level or reason."""
    answer(engagement, opened(engagement, model, rule=rule), model)
    text = printed(engagement)
    assert "The same answers under other rules" in text
    assert f"The assessment counts by {rule}" in text
    assert ("the rule ratio gives no level" in text) == (rule == "ratio")


def test_targets_come_from_the_profile_that_was_chosen(engagement, model):
    """The enterprise profile asks for 4 in POR; the report names where the targets come from."""
    answer(engagement, opened(engagement, model), model)
    engagement.write_document("targets", Targets(profile="enterprise"), unit="A", author="me")
    gaps = study(engagement).gaps.set_index("domain")
    assert gaps.loc["POR", ["target", "gap"]].tolist() == [4, 1]
    assert "Targets: profile enterprise: expert judgement." in printed(engagement)


def test_only_mandated_services_count(engagement):
    """pmo_services: two services are in the mandate, one answered 5 and one 1; the other 25 are not open."""
    services = load_model("pmo_services")
    assessment = opened(engagement, services)
    mandate = Mandate(scope="departmental", services=("MON-01", "MON-02"), source="board paper 7")
    engagement.write_document("mandate", mandate, unit="A", author="me")
    answer(engagement, assessment, services, value=5, questions=["MON-01"])
    answer(engagement, assessment, services, value=1, questions=["MON-02", "STR-01"])
    found = study(engagement)
    assert found.scores.of("A")["coverage"] == 1
    assert found.scores.of("A")["score"] == pytest.approx(3)
    assert "The PMO's approaches" in printed(engagement)
    assert "Services of the PMO" in printed(engagement)


def test_an_old_assessment_is_explained_by_the_model_it_was_opened_with(engagement, model):
    """The kit has another version by now: the copy in the file counts."""
    old = model.model_copy(update={"meta": model.meta.model_copy(update={"version": "0.0.9"})})
    assessment = opened(engagement, old, snapshot=old.model_dump(mode="json", by_alias=True))
    answer(engagement, assessment, model)
    assert study(engagement).model.version == "0.0.9"
    assert study(engagement).scores.version == "0.0.9"


def test_a_comparison_counts_the_services_of_the_mandate_alone(engagement):
    """Two of 27 services are mandated: the comparison says two, and rounds that share no question have none."""
    model = load_model("pmo_services")
    mandate = Mandate(scope="departmental", services=("MON-01", "MON-02"), source="board paper 7")
    engagement.write_document("mandate", mandate, unit="A", author="me")
    for value in (2, 3):
        answer(engagement, opened(engagement, model), model, value=value)
    assert study(engagement).comparison.questions == ("MON-01", "MON-02")


def test_rounds_with_different_questions_are_not_compared(engagement, model):
    """The second round asked other questions than the first: there is nothing to compare."""
    first, second = (q.id for q in model.questions[:2])
    for question in (first, second):
        answer(engagement, opened(engagement, model, scope=(question,)), model, questions=[question])
    assert study(engagement).comparison is None
