"""The sample shows step 6 of all units; a folder without its files has none of it."""

import pytest

from pmokit.content import places
from pmokit.errors import ContentError
from pmokit.exchange.improvement_sample import improve
from pmokit.model.feedback import Feedback
from pmokit.model.improvement import ImprovementLog, Promises
from pmokit.model.reviews import ReviewCalendar
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement

UNITS = ("ENERGY", "CEMENT", "ROADS", "ROOFS", "DIGITAL", "LAB")


@pytest.fixture
def engagement(tmp_path):
    units = [Unit(code=code, name=code.capitalize()) for code in UNITS]
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), units) as opened:
        yield opened


def test_every_unit_has_a_calendar_and_a_log(engagement):
    improve(engagement, places.templates() / "sample")
    for code in UNITS:
        assert engagement.read_document("reviews", ReviewCalendar, unit=code).dates
        assert engagement.read_document("improvement", ImprovementLog, unit=code).entries
    assert engagement.read_document("promises", Promises, unit="LAB") is None
    assert len(engagement.read_document("feedback", Feedback).answers) == 1215
    assert set(engagement.measurements(unit="CEMENT")["kpi"]) == {"decision_time_days", "milestone_hit_rate"}


def test_a_folder_without_step_six_writes_nothing(engagement, tmp_path):
    improve(engagement, tmp_path)
    assert engagement.read_document("feedback", Feedback) is None


def test_a_broken_file_is_refused_at_its_line(engagement, tmp_path):
    (tmp_path / "improvement.yaml").write_text("ENERGY:\n  logg: {}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"improvement.yaml:2:3: .*logg"):
        improve(engagement, tmp_path)
