"""What an import reads, and what it says about a file that does not open."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.csv_table import read_table
from pmokit.exchange.project_source import file_kind
from pmokit.exchange.readable import IMPORTS, check_openable, unreadable


def test_all_that_does_not_open_is_told_at_once(tmp_path):
    """A folder is called a folder, a missing file missing, and what an import reads is listed."""
    (tmp_path / "there.csv").write_text("unit\n", encoding="utf-8")
    check_openable([tmp_path / "there.csv"])
    with pytest.raises(InputError, match="this is a folder") as raised:
        check_openable([tmp_path, tmp_path / "there.csv", tmp_path / "none.csv"])
    assert str(raised.value).splitlines() == [
        f"{tmp_path}: this is a folder; name a file. Expected: {IMPORTS}.",
        f"{tmp_path / 'none.csv'}: there is no such file. Expected: {IMPORTS}.",
    ]


@pytest.mark.parametrize("read", [read_table, file_kind])
def test_every_reader_says_the_same(tmp_path, read):
    """Also outside of an import."""
    with pytest.raises(InputError, match="this is a folder; name a file"):
        read(tmp_path)


def test_another_reason_is_told(tmp_path):
    """As the system words it."""
    fault = unreadable(tmp_path / "a.csv", PermissionError(13, "Permission denied"), "a CSV file")
    assert str(fault) == f"{tmp_path / 'a.csv'}: it cannot be read (Permission denied). Expected: a CSV file."
