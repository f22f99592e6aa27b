"""Primavera exports: which table feeds which column, and files that are cut off."""

import datetime as dt

import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import InputError
from pmokit.exchange.projects import read_projects
from pmokit.exchange.xer import read_xer


@pytest.fixture
def export(root):
    return root / "tests" / "cases" / "projects" / "refit.xer"


def test_each_project_is_a_row_and_its_baseline_none(export):
    """Name and unit from the root of the work breakdown, planned dates from the exported baseline, sums of resources and expenses."""
    listed = read_projects(export, load_mapping("primavera"))
    refit, line = listed.frame.to_dict("records")
    assert (refit["id"], refit["name"], listed.unit_names[refit["unit"]]) == ("REFIT-1", "Kiln refit", "Plant Süd")
    assert (refit["start_planned"], refit["finish_planned"]) == (dt.date(2026, 2, 2), dt.date(2026, 12, 11))
    assert (refit["start_actual"], refit["finish_actual"]) == (dt.date(2026, 2, 9), None)
    assert (refit["finish_forecast"], refit["status_date"]) == (dt.date(2027, 2, 26), dt.date(2026, 9, 30))
    # 80,000 + 250,000 + 30,000 by resources and 40,000 of expenses; 90,000 + 5,000 + 120,000 + 10,000 spent.
    assert (refit["bac"], refit["ac"]) == (400_000, 225_000)
    # Complete 80,000; 40 % physical of 290,000; nothing of 30,000.
    assert refit["ev"] == pytest.approx(80_000 + 0.4 * 290_000)
    # 400 h done, 40 % of 1,000 h, 0 of 200 h.
    assert refit["percent_complete"] == pytest.approx(50)
    assert (refit["status"], line["status"]) == ("active", "proposed")
    assert (line["start_planned"], line["finish_planned"]) == (dt.date(2027, 1, 11), dt.date(2027, 5, 14))


def test_what_an_export_cannot_tell_is_missing_with_the_reason(export):
    """Planned value by date is not in the file; a plan without costs has none, not 0."""
    listed = read_projects(export, load_mapping("primavera"))
    told = {(row, field): reason for row, field, reason in listed.withheld.itertuples(index=False)}
    assert told[0, "pv"] == "a Primavera export has no planned value by date"
    assert told[1, "bac"] == told[1, "ac"] == "the plan carries no costs"


def test_windows_and_utf8_text(export, tmp_path):
    """P6 writes the Windows encoding, newer versions UTF-8; umlauts survive both."""
    file = tmp_path / "a.xer"
    file.write_bytes(export.read_bytes().decode("cp1252").encode("utf-8"))
    assert read_xer(file).rows == read_xer(export).rows


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[: len(text) // 2], r"a\.xer:\d+: the file ends before its end mark %E"),
        (
            lambda text: text.replace("%R\t1\tEUR", "%R\t1\tEUR\tmore"),
            r"a\.xer:4: 3 values\. Expected: 2, as table CURRTYPE",
        ),
        (lambda text: text.replace("%T\tOBS", "OBS"), r"a\.xer:5: 'OBS' is no line of a table"),
        (lambda text: text.replace("%T\tPROJECT", "%T\tOTHER"), r"a\.xer: the file holds no project"),
        (lambda _: "a;b\n1;2\n", r"a\.xer:1: this is no Primavera export"),
        (lambda _: "", r"a\.xer:1: this is no Primavera export"),
    ],
)
def test_faults(export, tmp_path, change, message):
    """Each with its line; half a file is no file."""
    file = tmp_path / "a.xer"
    file.write_text(change(export.read_bytes().decode("cp1252")), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_xer(file)


def test_a_number_that_is_none_is_no_zero(export, tmp_path):
    """A sum that misses a part must not look whole."""
    file = tmp_path / "a.xer"
    file.write_bytes(export.read_bytes().replace(b"\t120000\t", b"\t12o000\t"))
    listed = read_projects(file, load_mapping("primavera"))
    assert listed.frame["ac"].isna().all()
    told = {(row, field): reason for row, field, reason in listed.withheld.itertuples(index=False)}
    assert told[0, "ac"] == "a number of its tasks or resources is not understood"
    assert listed.frame.loc[0, "bac"] == 400_000
