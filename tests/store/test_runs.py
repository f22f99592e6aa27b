"""Runs of reports: what a batch can leave as it is, and that there is one batch at a time."""

import datetime as dt
import subprocess
import sys
from dataclasses import replace

import pytest

from pmokit.errors import StoreError
from pmokit.model.records import Run
from pmokit.model.steps import Targets
from pmokit.store.engagement import open_engagement

RUN = Run(
    unit="A",
    params_sha256="p",
    inputs="i",
    kit="1.0.0",
    started=dt.datetime(2026, 11, 1, 8, 0, 0, 250_000),  # noqa: DTZ001 - the store keeps UTC without saying so
    ended=dt.datetime(2026, 11, 1, 8, 0, 2),  # noqa: DTZ001
    status="done",
    output={"units/A/report.html": "0" * 64},
    seconds=1.75,
    peak_mb=120.5,
)
HOLD = """
import sys
from pmokit.store.engagement import open_engagement
with open_engagement(sys.argv[1]) as engagement, engagement.only_batch():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_latest_run_of_each_unit_counts(engagement):
    """What was recorded comes back as it was; a later attempt takes the place of an earlier one."""
    failed = replace(RUN, status="failed", error="ValueError: x", output={}, peak_mb=None)
    engagement.record_runs([failed, replace(RUN, unit="B")])
    engagement.record_runs([RUN])
    assert engagement.latest_runs() == {"A": RUN, "B": replace(RUN, unit="B")}
    assert engagement.count_runs() == {"A": 1, "B": 1}


def test_nothing_to_record(engagement):
    engagement.record_runs([])
    assert engagement.latest_runs() == {}


def test_document_marks_change_with_every_version(engagement):
    """Documents of the unit and of the whole engagement count, those of other units do not."""
    before = engagement.document_marks("A")
    engagement.write_document("targets", Targets(), unit="B", author="x")
    assert engagement.document_marks("A") == before == []
    engagement.write_document("targets", Targets(), author="x")
    engagement.write_document("targets", Targets(), unit="A", author="x")
    engagement.write_document("targets", Targets(), unit="A", author="x")
    assert engagement.document_marks("A") == [("targets", "", 1), ("targets", "A", 2)]


def test_read_documents(engagement):
    """The latest version of every unit that has one, and of the whole engagement under an empty code."""
    for unit, level in (("A", 2), ("A", 3), ("", 1)):
        engagement.write_document("targets", Targets(levels={"POR": level}), unit=unit, author="x")
    found = engagement.read_documents("targets", Targets)
    assert {unit: targets.levels["POR"] for unit, targets in found.items()} == {"A": 3, "": 1}


def test_second_batch_is_refused_until_the_first_has_ended(engagement, address):
    """Also when it is killed: the lock goes with the process."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(address)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(StoreError, match="another batch is making reports of this engagement"),
            engagement.only_batch(),
        ):
            pytest.fail("two batches at once")
        other.kill()
        other.wait()
    with engagement.only_batch():
        pass
    with engagement.only_batch(), open_engagement(address) as again:
        # Others read and write meanwhile.
        again.record_runs([RUN])
