"""Files that must pass and files that must fail, found by folder; each failing one has its expected messages."""

from pathlib import Path

import pytest

from pmokit.content.lint import lint
from pmokit.content.tree import find_content

CASES = Path(__file__).resolve().parents[1] / "cases"


def folders(kind):
    return sorted(folder for folder in (CASES / kind).iterdir() if folder.is_dir())


def lint_lines(case, monkeypatch):
    """Return the printed lines of a case: of its only file, or of the folder if there are several."""
    monkeypatch.chdir(case)
    found = find_content(Path())
    report = lint(found if len(found) == 1 else [Path()])
    return [str(fault).replace("\\", "/") for fault in report.faults]


@pytest.mark.parametrize("case", folders("invalid"), ids=lambda case: case.name)
def test_a_broken_file_is_reported_in_exactly_these_words(case, monkeypatch):
    expected = case / "expected.txt"
    lines = lint_lines(case, monkeypatch)
    if not expected.exists():
        expected.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        pytest.fail(f"{expected} was missing and has been written: read it, it must say what a consultant needs")
    assert lines == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", folders("invalid"), ids=lambda case: case.name)
def test_each_case_shows_one_fault_and_one_shows_five(case):
    count = len((case / "expected.txt").read_text(encoding="utf-8").splitlines())
    assert count == (5 if case.name == "five_faults" else 1)


@pytest.mark.parametrize("case", folders("valid"), ids=lambda case: case.name)
def test_the_smallest_right_files_have_no_fault(case, monkeypatch):
    assert lint_lines(case, monkeypatch) == []
