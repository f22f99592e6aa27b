"""A roadmap is written down as promises that a later round is held against."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.model.steps import PlanningFrame, Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import RESPONSE_COLUMNS, create_engagement
from pmokit.study.promised import write_promises
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def engagement(tmp_path):
    settings = Settings(client="Acme", first_quarter="2027-Q1", status_date=dt.date(2028, 1, 31))
    with create_engagement(tmp_path / "acme.pmokit", settings, [Unit(code="A", name="Alpha")]) as opened:
        skills = ("analyst", "change", "coach", "data", "finance", "tooling")
        frame = PlanningFrame(capacity=dict.fromkeys(skills, (0.5,) * 4), source="for tests")
        opened.write_document("planning", frame, author="test")
        yield opened


def assess(engagement, model, value):
    assessment = engagement.open_assessment(model.id, model.version, model.meta.rule)
    rows = [
        ("A", f"r{n}", "executive", q.id, "answered", f"l{value}", float(value), "", "", "")
        for n in range(4)
        for q in model.questions
    ]
    engagement.add_responses(assessment.id, pd.DataFrame(rows, columns=list(RESPONSE_COLUMNS)))


def test_a_promise_is_kept_or_missed_in_the_next_round(engagement, model):
    """Round 1 at level 2 makes the roadmap; what it promises is open, then missed by a round at 2, then kept by one at 3."""
    assess(engagement, model, 2)
    study = UnitStudy(engagement, "A", today=TODAY)
    promises = write_promises(study)
    assert [wave.by for wave in promises.waves] == ["2027-Q1", "2027-Q2", "2027-Q4"]
    assert promises.round == 1
    planned = {name for name, start in study.plan.schedule.items() if start is not None}
    assert {one.id for wave in promises.waves for one in wave.initiatives} == planned
    assert promises.waves[2].levels
    engagement.write_document("promises", promises, unit="A", author="me")
    assert set(UnitStudy(engagement, "A", today=TODAY).promised_levels["verdict"]) == {"not measured"}
    assess(engagement, model, 2)
    missed = UnitStudy(engagement, "A", today=TODAY).promised_levels
    assert set(missed["verdict"]) == {"not kept"}
    assert set(missed["before"]) == {2.0}
    assess(engagement, model, 3)
    assert set(UnitStudy(engagement, "A", today=TODAY).promised_levels["verdict"]) == {"kept"}
