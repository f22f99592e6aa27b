"""The brief of a unit: written by people, else proposed from the results."""

import datetime as dt

import pytest

from pmokit.model.brief import BRIEF
from pmokit.model.session import SessionDecision, SessionRecord
from pmokit.study.brief import brief_of, what_would_change
from pmokit.study.office import UnitOffice

TODAY = dt.date(2027, 1, 4)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def test_the_results_propose_a_brief(sample):
    """People, level, gaps and targets of the unit stand in it, and what a session proposed."""
    unit = sample.units()[0].code
    record = SessionRecord(decisions=(SessionDecision(text="Start with benefits"),))
    sample.write_document("session_record", record, unit=unit, author="Ada")
    brief = brief_of(sample, unit, TODAY)
    assert "people answered" in brief.facts[0]
    assert any("Furthest below the target" in line for line in brief.facts)
    assert "Proposed in the session: Start with benefits" in brief.facts


def test_what_people_wrote_is_kept(sample):
    unit = sample.units()[1].code
    written = brief_of(sample, unit, TODAY).model_copy(update={"asked": "May we start?"})
    sample.write_document(BRIEF, written, unit=unit, author="Ada")
    assert brief_of(sample, unit.lower(), TODAY) == written


def test_a_smallest_change_of_the_advice_is_told(sample):
    """The first change of answers that turns the type, in the words of the profile."""
    told = [what_would_change(UnitOffice(sample, unit.code)) for unit in sample.units()]
    assert any(line.startswith("It would be ") for line in told)
    assert all(line.endswith(".") for line in told if line)
