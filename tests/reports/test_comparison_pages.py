"""The comparison's pages and workbook. The benchmark is computed from the sample's own units: it is no figure of others."""

import datetime as dt
import io
from html.parser import HTMLParser

import numpy as np
import openpyxl
import pytest

from pmokit.model.benchmark import BenchmarkFigure
from pmokit.reports.comparison_book import comparison_sheets, write_comparison_book
from pmokit.reports.comparison_pages import ComparisonPages
from pmokit.reports.output import page_document
from pmokit.reports.pages_html import pages_html
from pmokit.store.engagement import open_engagement
from pmokit.study.comparison import ComparisonStudy
from tests.reports.test_golden import as_text

TODAY = dt.date(2026, 11, 1)
SOURCE = "The sample's own units"
HOSTILE = "<script>alert(1)</script> =1+1 \u202edoof"


@pytest.fixture(scope="module")
def engagement(two_rounds_file):
    with open_engagement(two_rounds_file) as opened:
        yield opened


@pytest.fixture(scope="module")
def study(engagement):
    return ComparisonStudy(engagement, units=["CEMENT", "ROADS", "LAB"], today=TODAY)


def figures_of(study, source=SOURCE):
    """Compute quarters and medians of the units that are compared, and add two figures of another version."""
    given = {"source": source, "year": 2026, "version": study.model.version}
    found = []
    for part, rows in study.parts.groupby("part", sort=False):
        for name, share in (("p25", 25), ("median", 50), ("p75", 75)):
            value = round(float(np.percentile(rows["score"], share)), 2)
            found.append(BenchmarkFigure(part=part or "overall", statistic=name, value=value, n=len(rows), **given))
    older = given | {"version": "0.0.1"}
    return [*found, *(BenchmarkFigure(part=p, statistic="median", value=2, n=11, **older) for p in ("COM", "COM-01"))]


@pytest.fixture(scope="module")
def comparison(study):
    return ComparisonPages(study, figures_of(study))


@pytest.fixture(scope="module")
def pages(comparison):
    return {page.id: page for page in comparison.pages()}


def exhibit(page, name):
    return next(one for one in page.exhibits if one.id == name)


def test_text(root, pages):
    """All pages but the method's; the days on which rounds were opened are left out. A missing file is written and the test fails."""
    text = "\n\n".join(as_text(page_document(page)) for name, page in pages.items() if name != "method") + "\n"
    text = "\n".join(line for line in text.split("\n") if "was opened on" not in line)
    golden = root / "tests" / "golden" / "comparison.txt"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{golden} was missing and has been written: read it")
    assert text == golden.read_text(encoding="utf-8")


def test_words_say_what_is_beyond_noise_and_what_is_not(pages):
    firm, chance = pages["rounds-cement"].lead[:2]
    assert firm.startswith("Beyond the raters' noise: ")
    assert "Communication and stakeholder management: 1.4 to 2.3 (+0.9), p below 0.005" in firm
    assert chance.startswith("May as well be chance: ")
    assert pages["rounds-roads"].lead[0] == "No change is more than other raters would have given."
    assert pages["rounds-lab"].lead[0].startswith("Cannot be told, too few raters to tell")
    assert "Circular Materials Laboratory: ranges are rather too narrow" in " ".join(pages["units"].lead)


def test_units_stand_in_the_order_of_the_engagement_each_with_its_range(pages):
    """Never a rank: the order of columns is that of the engagement in every domain, and each figure has its range."""
    table = exhibit(pages["units"], "units-compared")
    assert [column.name for column in table.columns] == ["name", "CEMENT", "ROADS", "LAB"]
    assert all(" to " in cell for row in table.cells() for cell in row[1:])


def test_source_year_and_number_stand_beside_each_figure_of_others(pages):
    table = exhibit(pages["others"], "benchmark-1")
    headings = [column.label for column in table.columns]
    for row in table.cells():
        told = dict(zip(headings, row, strict=True))
        assert told["Source"] == f"{SOURCE}, 2026"
        assert told["n"] == "3"


def test_what_does_not_compare_is_named_and_the_question_of_the_other_version_is_kept(pages):
    left_out = exhibit(pages["others"], "benchmark-left-out").cells()
    assert [row[0] for row in left_out] == ["COM"]
    assert set(exhibit(pages["others"], "benchmark-questions").frame["part"]) == {"COM-01"}
    assert "1 could not be compared" in pages["others"].lead[0]


def test_without_a_benchmark_no_figure_of_others_is_shown(study):
    page = ComparisonPages(study).others()
    assert not page.exhibits
    assert "invents none" in page.lead[0]


def test_one_round_and_nothing_released_are_said(sample_file):
    with open_engagement(sample_file) as opened:
        made = ComparisonPages(ComparisonStudy(opened, units=["ROOFS"], today=TODAY))
        assert "one round only" in made.rounds()[0].lead[0]
        assert "validated, not released" in " ".join(made.cover().lead)
        assert not made.side_by_side().exhibits


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_same_input_gives_the_same_bytes_and_hostile_text_stays_text(engagement, tmp_path):
    """Page and workbook twice; a source that is a script, a formula and turned round is printed as it is."""
    lab = ComparisonStudy(engagement, units=["LAB"], today=TODAY)
    made = ComparisonPages(lab, figures_of(lab, HOSTILE))
    first, second = (pages_html(made.pages(), made.footer()) for _ in range(2))
    assert first == second
    tags = _Tags()
    tags.feed(first)
    assert not [tag for tag, _ in tags.found if tag in {"script", "link", "iframe", "img"}]
    assert "&lt;script&gt;alert(1)" in first
    assert "default-src 'none'" in first
    for name in ("one", "two"):
        write_comparison_book(made.with_numbers(), tmp_path / name / "c.xlsx", today=TODAY)
    one, two = ((tmp_path / name / "c.xlsx").read_bytes() for name in ("one", "two"))
    assert one == two
    book = openpyxl.load_workbook(io.BytesIO(one))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(HOSTILE.replace("\u202e", "") in str(cell.value).replace("\u202e", "") for cell in cells)


def test_the_workbook_holds_the_same_figures_as_numbers(study, comparison):
    """Score, range and quarters of each unit and domain, equal to the study's to twelve digits."""
    sheets = {sheet.name: sheet for sheet in comparison_sheets(comparison.with_numbers().pages())}
    units = [name for code in ("CEMENT", "ROADS", "LAB") for name in (code, f"{code} questions")]
    assert list(sheets) == ["Cover", "Rounds", *units, "Units", "Others", "Method"]
    table = sheets["Units"].tables[0].exhibit
    assert {"score", "interval_low", "interval_high"} <= {column.name for column in table.columns}
    mine = table.frame.set_index(["unit", "part"])["score"]
    assert (mine - study.parts.set_index(["unit", "part"])["score"]).abs().max() == 0
    questions = sheets["CEMENT questions"].tables[0].exhibit
    assert len(questions.frame) == len(study.by_unit["CEMENT"].comparison.questions)


def test_every_chart_can_be_drawn(pages):
    drawn = [one for page in pages.values() for one in page.exhibits if one.draw is not None]
    assert {"changes", "units-compared", "benchmark-1"} <= {one.id for one in drawn}
    for one in drawn:
        assert one.draw()["description"] == one.description
