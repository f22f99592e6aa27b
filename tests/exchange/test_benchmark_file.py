"""A benchmark from CSV and Excel. The figures are made up for the rules: no real benchmark stands in the kit or its tests."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.benchmark_file import COLUMNS, read_benchmark
from tests.exchange.workbooks import save

HEAD = ",".join(COLUMNS)
GOOD = "ppm_maturity,{version},POR,median,2.4,38,Association of builders,2025"


def read(file, model):
    return read_benchmark(file, model, (1, 5), 2026)


@pytest.fixture
def csv(tmp_path, model):
    """Write a file with lines in which {version} is that of the model."""

    def written(*lines, head=HEAD):
        file = tmp_path / "b.csv"
        file.write_text("\n".join([head, *lines]).replace("{version}", model.version) + "\n", encoding="utf-8")
        return file

    return written


def faults(file, model):
    with pytest.raises(InputError, match=file.name) as caught:
        read(file, model)
    return [str(fault).split(f"{file.parent}/", 1)[-1] for fault in caught.value.faults]


def test_csv_and_workbook_give_the_same_figures(csv, tmp_path, model):
    (one,) = read(csv(GOOD), model)
    assert (one.part, one.statistic, one.value, one.n, one.source, one.year) == (
        "POR", "median", 2.4, 38, "Association of builders", 2025,
    )  # fmt: skip
    row = ["ppm_maturity", model.version, "por", "Median", 2.4, 38, "Association of builders", 2025]
    assert read(save(tmp_path / "b.xlsx", {"figures": [list(COLUMNS), row]}), model) == (one,)


def test_every_fault_at_once_with_row_and_column(csv, model):
    """Other model, unknown id, unknown figure, value off the scale, no number behind it, no source, a year to come."""
    file = csv(
        "agile_pmo,{version},POR,median,2.4,38,A,2025",
        "ppm_maturity,{version},POT,median,2.4,38,A,2025",
        "ppm_maturity,{version},POR,mean,2.4,38,A,2025",
        "ppm_maturity,{version},POR,median,7,38,A,2025",
        "ppm_maturity,{version},POR,median,2.4,0,A,2025",
        "ppm_maturity,{version},POR,median,2.4,38,,2031",
        "ppm_maturity,,POR-99,p75,x,38,A,2025",
    )
    found = faults(file, model)
    starts = [
        "b.csv:2: model: a figure of the model 'agile_pmo'. Expected: ppm_maturity.",
        "b.csv:3: part: unknown id 'POT'.",
        "b.csv:4: statistic: unknown word 'mean'. Expected: median, p25, p75.",
        "b.csv:5: value: 7 is not on the scale of the rule. Expected: 1 to 5.",
        "b.csv:6: n: '0'.",
        "b.csv:7: source: the cell is empty.",
        "b.csv:7: year: '2031'. Expected: a year from 1990 to 2026.",
        "b.csv:8: version: the cell is empty.",
        "b.csv:8: value: 'x'.",
    ]
    assert len(found) == len(starts)
    for told, start in zip(found, starts, strict=True):
        assert told.startswith(start)


def test_a_workbook_names_the_cell(tmp_path, model):
    row = ["ppm_maturity", model.version, "POR", "median", 9, 38, "A", 2025]
    (told,) = faults(save(tmp_path / "b.xlsx", {"figures": [list(COLUMNS), row]}), model)
    assert told.startswith("b.xlsx::figures!E2: value: 9 is not on the scale")


def test_a_figure_that_stands_twice_and_quarters_in_the_wrong_order(csv, model):
    found = faults(csv(GOOD, GOOD, GOOD.replace("median,2.4", "p75,2.1")), model)
    assert found[0].startswith(
        "b.csv:3: part: median of POR by Association of builders, 2025, stands at line 2 already"
    )
    assert found[1].startswith("b.csv:4: value: p75 2.1 is below median 2.4")


def test_other_versions_are_read_with_ids_that_this_one_does_not_have(csv, model):
    """What they can be compared with is found out later, and told."""
    (one,) = read(csv("ppm_maturity,0.0.1,OLD-07,median,2.4,38,A,2025"), model)
    assert (one.version, one.part) == ("0.0.1", "OLD-07")


def test_missing_columns_and_files_that_are_none(csv, tmp_path, model):
    assert "the column 'year' is missing" in faults(csv(head=HEAD.removesuffix(",year")), model)[0]
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "this is no benchmark" in faults(other, model)[0]
    assert "there is no figure below the header" in faults(csv(), model)[0]
