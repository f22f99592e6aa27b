"""Reports in a real browser: nothing from outside, nothing cut on a desk, a phone or A4."""

import datetime as dt
import shutil
import subprocess

import nbformat
import pytest

from pmokit.batch.run import run_batch
from pmokit.batch.tasks import Batch
from pmokit.reports.html import PmokitExporter
from tests.browser.conftest import grave, in_each_size

pytestmark = pytest.mark.browser
SIZES = {"desk": (1440, 900), "tablet": (768, 1024), "phone": (390, 844)}
# A4 less two margins of 16 mm, at 96 dots per inch.
A4_INNER = 673
WIDER = """() => [...document.querySelectorAll('h1, h2, h3, p, figure, table, svg, dl')].filter(e => {
  const box = e.getBoundingClientRect(); const holder = e.closest('.table, .chart');
  const scrolls = holder && getComputedStyle(holder).overflowX === 'auto';
  return !scrolls && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).map(e => e.outerHTML.slice(0, 80))"""
OVERLAPS = """() => [...document.querySelectorAll('svg text')].filter(t => t.textContent.trim()).some(t => {
  const a = t.getBoundingClientRect(), s = t.ownerSVGElement.getBoundingClientRect();
  return a.left < s.left - 2 || a.right > s.right + 2 || a.top < s.top - 2 || a.bottom > s.bottom + 2;
})"""


@pytest.fixture(scope="module")
def reports(planned_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    shutil.copy(planned_file, folder / "sample.pmokit")
    run_batch(folder / "sample.pmokit", folder, today=dt.date(2026, 11, 1), how=Batch(units=["ENERGY"]))
    return folder


def pages(folder):
    return [(folder / name).as_uri() for name in ("units/ENERGY/report.html", "portfolio.html", "index.html")]


@pytest.mark.parametrize("page", [0, 1, 2], ids=["unit", "portfolio", "index"])
def test_pages_fit_ask_nobody_and_are_accessible(reports, visit, axe, page):
    """No outside request, no console error (the fixture looks), no element wider than the window, no chart text cut; axe is content."""
    visitor = visit(bypass_csp=True)
    visitor.open(pages(reports)[page], "h1")
    for size, _ in in_each_size(visitor.page, SIZES):
        assert visitor.page.evaluate(WIDER) == [], size
        assert not visitor.page.evaluate(OVERLAPS), size
    assert grave(axe, visitor.page) == []


def test_charts_are_visible_without_scripts(reports, visit):
    """The report is complete with scripts off: four charts, drawn."""
    visitor = visit(java_script_enabled=False)
    visitor.open(pages(reports)[0], "h1")
    boxes = [chart.bounding_box() for chart in visitor.page.query_selector_all("svg")]
    assert len(boxes) >= 4
    assert all(box["width"] > 200 and box["height"] > 50 for box in boxes)


def test_nothing_is_cut_on_a4(reports, visit, tmp_path):
    """In print layout at the width of an A4 page nothing sticks out, and every table row is in the PDF."""
    visitor = visit((A4_INNER, 950))
    visitor.page.emulate_media(media="print")
    visitor.open(pages(reports)[0], "h1")
    assert visitor.page.evaluate(WIDER) == []
    cut = "() => [...document.querySelectorAll('.table, .chart')].some(e => e.scrollWidth > e.clientWidth + 1)"
    assert not visitor.page.evaluate(cut)
    if shutil.which("pdftotext"):
        visitor.page.pdf(path=str(tmp_path / "r.pdf"), format="A4", prefer_css_page_size=True)
        text = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "r.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout
        for words in ("POR-01", "COM-08", "Where we stand", "The roadmap in quarters", "Model ppm_maturity"):
            assert words in text


def test_interactive_charts_are_drawn_by_the_script_that_the_policy_allows(reports, visit, tmp_path):
    """Every chart is drawn anew without ``unsafe-eval`` and without a request; with scripts off each picture is there."""
    notebook = nbformat.read(reports / "units" / "ENERGY" / "notebook.ipynb", as_version=4)
    page = tmp_path / "interactive.html"
    page.write_text(PmokitExporter(interactive=True).from_notebook_node(notebook)[0], encoding="utf-8")
    visitor = visit()
    visitor.open(page.as_uri(), "h1")
    count = len(visitor.page.query_selector_all("script[data-chart]"))
    drawn = "(n) => document.querySelectorAll('.chart .vega-embed svg').length === n"
    visitor.page.wait_for_function(drawn, arg=count, timeout=60_000)
    still = visit(java_script_enabled=False)
    still.open(page.as_uri(), "h1")
    assert len(still.page.query_selector_all(".chart > svg")) == count >= 15


def test_the_boards_page_is_one_landscape_sheet(reports, visit, tmp_path):
    """The first sheet of the PDF lies, holds request and confidence; the second stands and is the planner's."""
    if not shutil.which("pdfinfo") or not shutil.which("pdftotext"):
        pytest.skip("pdfinfo and pdftotext are not installed")
    visitor = visit()
    visitor.open(pages(reports)[0], "h1")
    file = tmp_path / "r.pdf"
    visitor.page.pdf(path=str(file), format="A4", prefer_css_page_size=True)

    def told(*command):
        return subprocess.run([*command], capture_output=True, text=True, check=True).stdout

    sizes = [
        line.split(":")[1].split()[:3:2]
        for line in told("pdfinfo", "-l", "2", str(file)).splitlines()
        if line.startswith("Page ") and " size:" in line
    ]
    first, second = ([float(side) for side in size] for size in sizes)
    assert first[0] > first[1]
    assert second[0] < second[1]
    sheets = [told("pdftotext", "-f", str(at), "-l", str(at), str(file), "-") for at in (1, 2)]
    assert "We ask for" in sheets[0]
    assert "simulated runs end" in sheets[0]
    assert "For the planner" in sheets[1]
