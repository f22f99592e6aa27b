"""Tables as CSV and as workbooks."""

import openpyxl
import pandas as pd
import pytest

from pmokit.content.library import load_theme
from pmokit.errors import InputError
from pmokit.exchange import table_file
from pmokit.exchange.table_file import write_csv, write_xlsx

FRAME = pd.DataFrame(
    {
        "text": ["=1", None, "'x"],
        "number": [-0.1, float("nan"), 0.1 + 0.2],
        "whole": pd.array([-1, None, 3], dtype="Int64"),
    }
)


def test_csv(tmp_path):
    """Texts are guarded, numbers are not touched and written in full, what is missing is empty."""
    write_csv(tmp_path / "t.csv", FRAME, numbers=("number", "whole"))
    text = (tmp_path / "t.csv").read_bytes().decode("utf-8")
    assert text.splitlines() == ["text,number,whole", "'=1,-0.1,-1", ",,", "''x,0.30000000000000004,3"]


def test_xlsx(tmp_path):
    """Texts as they are, numbers as numbers to the last bit, a head that stays in sight."""
    write_xlsx(tmp_path / "t.xlsx", FRAME, load_theme(), sheet="things", numbers=("number", "whole"))
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["things"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [["=1", -0.1, -1], [None, None, None], ["'x", 0.1 + 0.2, 3]]
    assert sheet["A2"].data_type == "s"
    assert sheet.freeze_panes == "A2"


def test_more_rows_than_a_sheet_has(tmp_path, monkeypatch):
    """Said before anything is written."""
    monkeypatch.setattr(table_file, "LARGEST_SHEET", 3)
    with pytest.raises(InputError, match=r"3 rows do not fit into a sheet of Excel.*Use the CSV file"):
        write_xlsx(tmp_path / "t.xlsx", FRAME, load_theme(), sheet="things")
    assert not list(tmp_path.iterdir())
