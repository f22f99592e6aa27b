"""Plans as a workbook."""

import openpyxl
import pytest

from pmokit.content.library import load_theme
from pmokit.exchange.plan_xlsx import write_plan_xlsx
from tests.exchange.plan_files import HOSTILE, hostile_plan, plan_file
from tests.views.plans import initiative


def read(file):
    book = openpyxl.load_workbook(file)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}, book


def test_four_sheets(tmp_path):
    """Roadmap with what was left out, capacity by skill and quarter, milestones, assumptions."""
    write_plan_xlsx(plan_file(), tmp_path / "p.xlsx", load_theme())
    sheets, _ = read(tmp_path / "p.xlsx")
    assert list(sheets) == ["roadmap", "capacity", "milestones", "assumptions"]
    head, first, *_, last = sheets["roadmap"]
    row = dict(zip(head, first, strict=True))
    assert (row["initiative"], row["start"], row["finish"]) == ("Initiative a", "2027-01-01", "2027-03-31")
    assert row["wave"] == "Start (mobilise)"
    assert (row["fte"], row["cost_k"], row["confirmed"]) == (0.5, 10, "no")
    assert last[1:3] == ["Left out", "left out"]
    assert sheets["capacity"][5] == ["Data specialist", "2028 Q1", 0.5, 1, 0.5]
    assert sheets["milestones"][1] == [
        "Level 2 reached in Financial management",
        "2027 Q2",
        "2027-06-30",
        "Initiative a, Initiative b",
    ]
    assert sheets["assumptions"][3] == ["Status", "Illustrative"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts(tmp_path, kind):
    """Texts stay texts, whatever they begin with; the workbook opens."""
    write_plan_xlsx(hostile_plan(kind), tmp_path / "p.xlsx", load_theme())
    sheets, book = read(tmp_path / "p.xlsx")
    assert len(sheets["roadmap"]) == 3
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    shown = "a\ufffdb\ufffdc\ufffdd\ufffde" if kind == "control" else HOSTILE[kind]
    assert sheets["roadmap"][1][1] == shown


def test_a_text_that_no_cell_holds(tmp_path):
    """It is cut, and says so, even where each character takes several when it is escaped."""
    endless = initiative("a", 0, 1, "mobilise", first_result="_x0000_" * 9000)
    write_plan_xlsx(plan_file([endless], milestones=()), tmp_path / "p.xlsx", load_theme())
    sheets, _ = read(tmp_path / "p.xlsx")
    assert sheets["roadmap"][1][14].endswith("(cut here: a cell holds no more)")
