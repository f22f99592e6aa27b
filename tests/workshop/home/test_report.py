"""The report of a unit from the start page."""

import pytest

from pmokit.errors import ReportError
from pmokit.model.units import Unit
from pmokit.workshop.home import report
from pmokit.workshop.home.report import UnitReport, write_report
from tests.conftest import THOROUGH


def test_it_begins_with_the_unit_of_the_address_and_keeps_the_chosen_one(engagement):
    units = engagement.units()
    made = UnitReport("acme.pmokit", units, "FIN", lambda handler: handler)
    assert made.unit.value == "FIN"
    made.show([*units, Unit(code="NEW", name="New")])
    assert (made.unit.value, len(made.unit.options)) == ("FIN", 3)
    assert UnitReport("acme.pmokit", units, "", lambda handler: handler).unit.value == "OPS"


def test_the_report_is_one_file_with_the_name_of_its_unit(engagement, tmp_path, monkeypatch):
    asked = []

    class Done:
        returncode, stderr = 0, ""

    def run(command, **_):
        asked.extend(command)
        (tmp_path / "units" / "OPS").mkdir(parents=True)
        (tmp_path / "units" / "OPS" / "report.html").write_text("x", encoding="utf-8")
        return Done

    monkeypatch.setattr(report.subprocess, "run", run)
    assert write_report(engagement.address, "OPS", tmp_path).name == "report-OPS.html"
    assert asked[2:] == ["pmokit", "report", engagement.address, "--unit", "OPS", "--out", str(tmp_path)]


def test_what_the_command_complains_about_is_told(engagement, tmp_path, monkeypatch):
    """In its own words, and without a unit before anything is started."""
    if not THOROUGH:

        class Refused:
            returncode, stderr = 1, "unit: there is no unit 'NOPE'"

        monkeypatch.setattr(report.subprocess, "run", lambda *_, **__: Refused)
    with pytest.raises(ReportError, match="There is no business unit yet"):
        write_report(engagement.address, "", tmp_path)
    with pytest.raises(ReportError, match="NOPE"):
        write_report(engagement.address, "NOPE", tmp_path)
