"""Results out and in again, to the last bit."""

import csv

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.scoring import score
from pmokit.content.library import load_theme
from pmokit.errors import InputError
from pmokit.exchange.results_file import read_results, write_results
from pmokit.exchange.results_frame import COLUMNS, NUMBERS, results_frame
from tests.conftest import responses_frame
from tests.exchange.forms import libreoffice

ANSWERS = [
    *(
        ("A", f"r{n}", q, 1 + (n * 7 + len(q) + at) % 5)
        for n in range(3)
        for at, q in enumerate(["POR-01", "POR-02", "RES-01"])
    ),
    ("A", "r0", "POR-03", "NA"),
    ("B", "r0", "POR-01", 2),
    ("B", "r1", "POR-01", "DK"),
]


@pytest.fixture(scope="module", params=["weighted-mean", "nplf", "ratio"])
def results(request, model):
    return results_frame(score(model, responses_frame(ANSWERS), rule=request.param, units=["A", "B", "C"]))


@pytest.fixture(scope="module")
def plain(model):
    return results_frame(score(model, responses_frame(ANSWERS), units=["A", "B", "C"]))


def test_one_row_for_every_score(results, model):
    """Whole, domains and questions of every unit, also of one that nobody answered for; groups where there are any."""
    assert list(results.columns) == list(COLUMNS)
    counts = results.groupby("kind").size().to_dict()
    assert counts == {"overall": 3, "domain": 3 * len(model.domains), "question": 3 * len(model.questions)}
    assert results.loc[(results["unit"] == "C") & (results["kind"] == "overall"), "reason"].notna().all()
    assert set(results["rule_version"]) == {"1"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_frame_comes_back(tmp_path, results, kind):
    """Floats to the last bit, Int64 levels, None where there is no reason."""
    file = tmp_path / f"results.{kind}"
    write_results(results, file, load_theme())
    pd.testing.assert_frame_equal(read_results(file), results, check_exact=True)
    texts = [text for name in ("reason", "letter") for text in read_results(file)[name]]
    assert all(text is None or isinstance(text, str) for text in texts)


@pytest.fixture(scope="module")
def few(model):
    return results_frame(score(model, responses_frame(ANSWERS[:4]), scope=["POR-01", "POR-02"])).head(4)


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=False), min_size=4, max_size=4), st.sampled_from(["csv", "xlsx"])
)
def test_every_number_comes_back(tmp_path_factory, few, numbers, kind):
    """Any float, also negative ones, which no apostrophe may touch."""
    frame = few.assign(score=numbers)
    file = tmp_path_factory.mktemp("results") / f"results.{kind}"
    write_results(frame, file, load_theme())
    pd.testing.assert_frame_equal(read_results(file), frame, check_exact=True)


def test_numbers_of_a_workbook_are_numbers(tmp_path, results):
    """A spreadsheet can calculate with them; texts are strings."""
    write_results(results, tmp_path / "results.xlsx", load_theme())
    sheet = openpyxl.load_workbook(tmp_path / "results.xlsx").active
    for column in sheet.iter_cols():
        wanted = "n" if column[0].value in NUMBERS else "s"
        assert {cell.data_type for cell in column[1:] if cell.value is not None} <= {wanted}


def test_libreoffice_reads_and_saves_them(tmp_path, model):
    """What LibreOffice shows is what the CSV says; saved again by it, the workbook still holds the same."""
    results = results_frame(score(model, responses_frame(ANSWERS), units=["A", "B"]))
    file = tmp_path / "results.xlsx"
    write_results(results, file, load_theme())
    write_results(results, tmp_path / "results.csv", load_theme())
    seen = libreoffice(file, "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path / "lo")
    with seen.open(encoding="utf-8", newline="") as theirs, (tmp_path / "results.csv").open(encoding="utf-8") as ours:
        for their_row, our_row in zip(csv.DictReader(theirs), csv.DictReader(ours), strict=True):
            for name in COLUMNS:
                if name in NUMBERS and our_row[name]:
                    assert float(their_row[name]) == pytest.approx(float(our_row[name]), abs=1e-9)
                else:
                    assert their_row[name] == our_row[name]
    again = libreoffice(file, "xlsx", tmp_path / "lo")
    pd.testing.assert_frame_equal(read_results(again), results, rtol=1e-14)


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("score", "high", "r.csv:3: score: 'high' is not understood. Expected: a number or nothing"),
        ("score", "inf", "r.csv:3: score: 'inf' is not understood"),
        ("level", "2.5", "r.csv:3: level: '2.5' is not understood. Expected: a whole number or nothing"),
        ("raters", "", "r.csv:3: raters is empty"),
        ("kind", "unit", "r.csv:3: unknown kind 'unit'. Expected: one of overall, group"),
    ],
)
def test_a_cell_that_was_changed_is_named(tmp_path, plain, column, text, message):
    """Line, column, value and what was expected."""
    file = tmp_path / "r.csv"
    write_results(plain, file, load_theme())
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[2][COLUMNS.index(column)] = text
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    with pytest.raises(InputError, match=message):
        read_results(file)


def test_a_missing_column_is_named(tmp_path, results):
    """A file of something else."""
    file = tmp_path / "r.csv"
    results.drop(columns=["raters"]).to_csv(file, index=False)
    with pytest.raises(InputError, match="the column 'raters' is missing"):
        read_results(file)
