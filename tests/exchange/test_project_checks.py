"""What is wrong with the rows of a project list: each fault with its place, all of them at once."""

import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import InputError
from pmokit.exchange.projects import read_projects


def own(tmp_path, text):
    (tmp_path / "projects.csv").write_text(text, encoding="utf-8")
    return tmp_path / "projects.csv"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,X,2026-05-01,2026-04-01,1,1", r"csv:2: project 'A': finish_planned 2026-04-01 lies before start_planned"),
        ("A,X,,,-1,1", r"csv:2: project 'A': ac is -1\.00\. Expected: 0 or more"),
        ("A,X,,,1,101", r"csv:2: project 'A': 101 percent complete\. Expected: 0 to 100"),
        ('A,X,,,"£5",1\nB,X,,,$6,1', r"csv:3: ac is in \$, other amounts are in £\. Expected: one currency"),
        (f"A,{'X' * 201},,,1,1", r"csv:2: the unit 'X+\.\.\.' is too long"),
    ],
)
def test_rows_that_contradict_themselves(tmp_path, row, message):
    """Nothing of such a file is read; each fault with its row."""
    with pytest.raises(InputError, match=message):
        read_projects(own(tmp_path, f"name,unit,start,end,ac,% complete\n{row}\n"), load_mapping("pmokit"))


def test_every_fault_is_told_at_once(tmp_path):
    """Ten faulty rows give ten faults."""
    rows = "".join(f"P{n},X,-{n + 1}\n" for n in range(10))
    with pytest.raises(InputError, match="ac is") as caught:
        read_projects(own(tmp_path, f"name,unit,ac\n{rows}"), load_mapping("pmokit"))
    assert len(caught.value.faults) == 10


@pytest.mark.parametrize(("currency", "is_right"), [("USD", True), ("CAD", True), ("GBP", False), (None, True)])
def test_signs_agree_with_the_mapping(tmp_path, currency, is_right):
    """A dollar sign may be any dollar, but no pound."""
    file = own(tmp_path, "name,unit,ac\nA,X,$5\nB,X,6\n")
    mapping = load_mapping("pmokit").model_copy(update={"currency": currency})
    if is_right:
        assert read_projects(file, mapping).currency == (currency or "$")
    else:
        with pytest.raises(InputError, match=r"csv:2: ac is in \$, other amounts are in GBP"):
            read_projects(file, mapping)


def test_disbenefits_and_income_are_no_faults(tmp_path):
    """Benefits, a year's spending and a whole life may be negative."""
    file = own(tmp_path, "name,unit,benefits,period budget,whole life cost\nA,X,-1,-2,-3\n")
    assert read_projects(file, load_mapping("pmokit")).frame["benefits"].tolist() == [-1]
