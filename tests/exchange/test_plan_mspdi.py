"""Plans as MS Project XML: our own importer reads the same dates and links."""

import datetime as dt
from xml.etree.ElementTree import parse

import pytest

from pmokit.errors import InputError
from pmokit.exchange.mspdi import NAMESPACE, read_mspdi
from pmokit.exchange.plan_mspdi import write_mspdi
from tests.exchange.plan_files import HOSTILE, hostile_plan, plan_file


def read_back(file, rows="tasks"):
    table = read_mspdi(file, rows)
    return {row[1]: dict(zip(table.headers, row, strict=True)) for row in table.rows}


def elements(file, path):
    return parse(file).getroot().findall("/".join(f"{NAMESPACE}{name}" for name in path.split("/")))  # noqa: S314 -- our own file


def value(element, name):
    return element.findtext(f"{NAMESPACE}{name}")


def test_the_importer_reads_the_same_dates_and_links(tmp_path):
    """Each initiative with first and last weekday of its quarters, and the ids of what must end first."""
    plan = plan_file()
    write_mspdi(plan, tmp_path / "p.xml")
    found = read_back(tmp_path / "p.xml")
    assert set(found) == {one.name for one in plan.initiatives}
    ids = {one.id: found[one.name]["Id"] for one in plan.initiatives}
    for one in plan.initiatives:
        cells, span = found[one.name], plan.span(one.start, one.end)
        assert (cells["Start"], cells["Finish"]) == (span.start, span.finish)
        assert cells["Predecessors"] == ", ".join(ids[name] for name in one.requires)
        assert cells["Cost"].value == 1000 * one.cost
        assert cells["Cost"].sign == "EUR"
    assert found["Initiative c"]["Start"] == dt.date(2027, 7, 1)


def test_waves_are_summary_tasks(tmp_path):
    """As projects of outline level 1: the waves in which something ends, from their first start to their last end."""
    write_mspdi(plan_file(), tmp_path / "p.xml")
    found = read_back(tmp_path / "p.xml", "top-tasks")
    assert list(found) == ["Start (mobilise)", "Start (foundation)", "Build out (integrate)"]
    assert (found["Build out (integrate)"]["Start"], found["Build out (integrate)"]["Finish"]) == (
        dt.date(2027, 7, 1),
        dt.date(2028, 6, 30),
    )
    whole = read_back(tmp_path / "p.xml", "file")
    assert list(whole) == ["PMO roadmap of Alpha"]


def test_milestones_come_after_what_brings_them(tmp_path):
    """Without duration, at the end of their quarter, linked to the initiatives that bring the level."""
    write_mspdi(plan_file(), tmp_path / "p.xml")
    tasks = elements(tmp_path / "p.xml", "Tasks/Task")
    uid = {value(task, "Name"): value(task, "UID") for task in tasks}
    reached = [task for task in tasks if value(task, "Milestone") == "1"]
    assert [value(task, "Finish") for task in reached] == ["2027-06-30T17:00:00", "2028-06-30T17:00:00"]
    assert {value(task, "Duration") for task in reached} == {"PT0H0M0S"}
    links = [link.findtext(f"{NAMESPACE}PredecessorUID") for link in reached[0].findall(f"{NAMESPACE}PredecessorLink")]
    assert links == [uid["Initiative a"], uid["Initiative b"]]


def test_numbers_are_whole_and_run_through(tmp_path):
    """UID 0 is the project; the others count from 1 in the order of the tasks."""
    write_mspdi(plan_file(), tmp_path / "p.xml")
    assert [value(task, "UID") for task in elements(tmp_path / "p.xml", "Tasks/Task")] == [str(n) for n in range(10)]


def test_skills_are_resources_with_their_fte(tmp_path):
    """Units and hours of each assignment; how much of a skill is there, quarter by quarter."""
    write_mspdi(plan_file(), tmp_path / "p.xml")
    (resource,) = elements(tmp_path / "p.xml", "Resources/Resource")
    assert (value(resource, "Name"), value(resource, "MaxUnits")) == ("Data specialist", "1")
    periods = resource.findall(f"{NAMESPACE}AvailabilityPeriods/{NAMESPACE}AvailabilityPeriod")
    assert [value(period, "AvailableUnits") for period in periods] == ["0.5"] * 4 + ["1"] * 4
    first = elements(tmp_path / "p.xml", "Assignments/Assignment")[0]
    # 64 weekdays from January to March 2027, half of eight hours each
    assert (value(first, "Units"), value(first, "Work")) == ("0.5", "PT256H0M0S")


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts(tmp_path, kind):
    """What XML cannot hold is replaced, long names are shortened and stand in the notes, all else comes back as it was."""
    write_mspdi(hostile_plan(kind), tmp_path / "p.xml")
    ((name, cells),) = read_back(tmp_path / "p.xml").items()
    assert cells["Start"] == dt.date(2027, 1, 1)
    task = next(task for task in elements(tmp_path / "p.xml", "Tasks/Task") if value(task, "UID") == "2")
    if kind == "long":
        assert len(name) == 255
        assert HOSTILE[kind].strip() in value(task, "Notes")
    elif kind == "control":
        assert name == "a\ufffdb c\ufffdd\ufffde"
    else:
        assert name == HOSTILE[kind]


def test_a_file_that_cannot_be_written(tmp_path):
    """Said in words, and nothing is left behind."""
    (tmp_path / "p.xml").mkdir()
    with pytest.raises(InputError, match="it cannot be written"):
        write_mspdi(plan_file(), tmp_path / "p.xml")
    assert [one.name for one in tmp_path.iterdir()] == ["p.xml"]
