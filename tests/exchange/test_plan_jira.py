"""Plans as CSV for Jira's importer."""

import csv

import pytest

from pmokit.exchange.csv_text import unguard
from pmokit.exchange.plan_jira import BLOCKED_BY, HEADERS, write_jira
from tests.exchange.plan_files import HOSTILE, hostile_plan, plan_file
from tests.views.plans import initiative


def read(file):
    with file.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    return head, rows


def test_epics_first_then_their_stories(tmp_path):
    """A story names its epic by id and by name; a parent stands before its children."""
    write_jira(plan_file(), tmp_path / "p.csv")
    head, rows = read(tmp_path / "p.csv")
    assert head == [*HEADERS, BLOCKED_BY]
    kinds = [row[2] for row in rows]
    assert kinds == ["Epic"] * 4 + ["Story"] * 8
    epics = {row[0]: row for row in rows if row[2] == "Epic"}
    for story in rows[4:]:
        assert story[5] == epics[story[1]][4]
    assert len({row[0] for row in rows}) == len(rows)


def test_dates_and_links(tmp_path):
    """Due on the last weekday; blocked by what must end first."""
    write_jira(plan_file(), tmp_path / "p.csv")
    _, rows = read(tmp_path / "p.csv")
    second = rows[1]
    assert second[6:8] == ["2027-04-01", "2027-06-30"]
    assert second[10] == rows[0][0]


def test_the_wave_is_a_label_without_spaces(tmp_path):
    """As the report calls it: label filters find all initiatives of a wave."""
    write_jira(plan_file(), tmp_path / "p.csv")
    _, rows = read(tmp_path / "p.csv")
    waves = ["start-mobilise", "start-foundation", "build-out-integrate", "build-out-integrate"]
    assert [row[8] for row in rows[:4]] == [f"pmo-roadmap {wave}" for wave in waves]


def test_several_links_take_several_columns_of_one_name(tmp_path):
    """Each row is as wide as the header."""
    chain = [
        initiative("a", 0, 1, "mobilise"),
        initiative("b", 0, 1, "mobilise"),
        initiative("c", 1, 2, "foundation", requires=("a", "b")),
    ]
    write_jira(plan_file(chain, waves={"mobilise": tuple(chain)}), tmp_path / "p.csv")
    head, rows = read(tmp_path / "p.csv")
    assert head.count(BLOCKED_BY) == 2
    assert {len(row) for row in rows} == {len(head)}
    assert rows[2][-2:] == ["1", "2"]


def test_epics_of_one_name_are_told_apart(tmp_path):
    """Stories are joined by the epic's name, so that it may stand for one epic only."""
    twins = [initiative("a", 0, 1, "mobilise", name="Same"), initiative("b", 0, 1, "mobilise", name="Same")]
    write_jira(plan_file(twins, waves={"mobilise": tuple(twins)}), tmp_path / "p.csv")
    _, rows = read(tmp_path / "p.csv")
    assert [row[4] for row in rows[:2]] == ["a: Same", "b: Same"]


@pytest.mark.parametrize("kind", [name for name in HOSTILE if name != "control"])
def test_hostile_texts(tmp_path, kind):
    """A formula gets an apostrophe, a long summary is shortened and stands in the description, all else is as it was."""
    write_jira(hostile_plan(kind), tmp_path / "p.csv")
    _, rows = read(tmp_path / "p.csv")
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    if kind == "long":
        assert len(rows[0][3]) == 255
        assert HOSTILE[kind].strip() in rows[0][9]
    else:
        assert unguard(rows[0][3]) == HOSTILE[kind]


def test_control_characters(tmp_path):
    """Half a character pair cannot be written as UTF-8, and no control character gets through."""
    write_jira(hostile_plan("control"), tmp_path / "p.csv")
    _, rows = read(tmp_path / "p.csv")
    assert rows[0][3] == "a\ufffdb c\ufffdd\ufffde"
