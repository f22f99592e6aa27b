"""A file that people may have open is written whole or not at all."""

import pytest

from pmokit.errors import ReportError
from pmokit.reports.whole_file import write_whole


def test_it_is_there_with_its_folder(tmp_path):
    file = tmp_path / "new" / "deck.pptx"
    write_whole(b"all of it", file, called="the deck", program="PowerPoint")
    assert file.read_bytes() == b"all of it"
    assert [one.name for one in file.parent.iterdir()] == ["deck.pptx"]


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    """A folder of that name stands in the way, as a file that Excel has open does."""
    file = tmp_path / "results.xlsx"
    (file / "inside").mkdir(parents=True)
    with pytest.raises(
        ReportError, match=r"results\.xlsx: the workbook cannot be written: .* Close it in Excel, or name another place"
    ):
        write_whole(b"all of it", file, called="the workbook", program="Excel")
    assert [one.name for one in tmp_path.iterdir()] == ["results.xlsx"]
