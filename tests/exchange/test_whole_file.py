"""A file is written whole or not at all."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.whole_file import whole_file


def test_what_is_there_stays_until_all_is_written(tmp_path):
    """A fault while writing leaves the old file and nothing beside it."""
    file = tmp_path / "a.csv"
    file.write_text("old", encoding="utf-8")

    def write():
        with whole_file(file) as part:
            part.write_text("half", encoding="utf-8")
            raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        write()
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]
    with whole_file(file) as part:
        part.write_text("new", encoding="utf-8")
    assert file.read_text(encoding="utf-8") == "new"


def test_a_place_that_cannot_be_written(tmp_path):
    """A file where a folder should be, a folder where the file should be: a sentence."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path / "file" / "a.csv", tmp_path):
        with pytest.raises(InputError, match="it cannot be written"), whole_file(place) as part:
            part.write_text("x", encoding="utf-8")
