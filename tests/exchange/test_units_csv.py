"""Unit lists."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.units_csv import read_units


def test_units_with_parents(tmp_path):
    """Code, name and parent; the name is the code where it is missing."""
    file = tmp_path / "units.csv"
    file.write_text("code,name,parent\nG,Group,\nA,,G\n", encoding="utf-8")
    assert [(u.code, u.name, u.parent) for u in read_units(file)] == [("G", "Group", None), ("A", "A", "G")]


def test_a_header_with_other_capitals_is_the_same(tmp_path):
    """ "Code" is code; beside "code" it is a column of the client's own."""
    file = tmp_path / "units.csv"
    for text in ("Code, NAME ,Parent\nG,Group,\nA,,G\n", "code,name,parent,Code\nG,Group,,7\nA,,G,8\n"):
        file.write_text(text, encoding="utf-8")
        assert [(u.code, u.name, u.parent) for u in read_units(file)] == [("G", "Group", None), ("A", "A", "G")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code\nCON\n", "units.csv:2: unit code 'CON' is the name of a device"),
        ("code\n1A\n", "units.csv:2: unit code '1A' is not a letter followed by"),
        ("code\nA\na\n", "units.csv:3: unit code 'a' stands in line 2 already"),
        ("code,parent\nA,Z\n", "units.csv:2: unit A: unknown parent 'Z'"),
        ("code,parent\nC,\nA,B\nB,A\n", "units.csv:3: parents run in a circle: A > B > A"),
        ("code,parent\nA,A\n", "units.csv:2: parents run in a circle: A > A"),
        ("code,name\nA," + "x" * 201 + "\n", "units.csv:2: unit A: the name has 201 characters. Expected: at most 200"),
        ("name\nA\n", "units.csv:1: the column 'code' is missing"),
        ("code\n", "units.csv:1: the file lists no business unit"),
    ],
)
def test_faults(tmp_path, text, message):
    """Each with file and line."""
    file = tmp_path / "units.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_units(file)
