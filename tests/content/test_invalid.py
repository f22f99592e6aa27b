"""Files that must pass, must fail or pass with a warning, found by folder; those at fault have their expected messages."""

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
    return [str(found).replace("\\", "/") for found in report.findings]


@pytest.mark.parametrize("case", [*folders("invalid"), *folders("warned")], ids=lambda case: case.name)
def test_a_broken_or_doubtful_file_is_reported_in_exactly_these_words(case, monkeypatch):
    expected = case / "expected.txt"
    lines = lint_lines(case, monkeypatch)
    if not expected.exists():
        expected.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        pytest.fail(f"{expected} was missing and has been written: read it, it must say what a consultant needs")
    assert lines == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", folders("invalid"), ids=lambda case: case.name)
def test_each_case_shows_one_fault_and_one_shows_five(case):
    lines = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == (5 if case.name == "five_faults" else 1)
    assert not any(": warning: " in line for line in lines)


@pytest.mark.parametrize("case", folders("warned"), ids=lambda case: case.name)
def test_each_doubtful_case_shows_one_warning_and_no_fault(case):
    lines = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [": warning: " in line for line in lines] == [True]


@pytest.mark.parametrize("case", folders("valid"), ids=lambda case: case.name)
def test_the_smallest_right_files_have_no_fault_and_no_warning(case, monkeypatch):
    assert lint_lines(case, monkeypatch) == []
