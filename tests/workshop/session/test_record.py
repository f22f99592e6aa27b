"""What a session leaves is added to, whoever writes meanwhile."""

import datetime as dt

import pytest

from pmokit.model.session import OpenPoint, ParkedItem, SessionDecision, SessionRecord
from pmokit.store.engagement import StaleDocument
from pmokit.workshop.session import record
from pmokit.workshop.session.room import RECORD, read_record

AT = dt.datetime(2027, 1, 4)  # noqa: DTZ001
POINT = OpenPoint(question="POR-01", owner="Ines", due=dt.date(2027, 2, 1))


def test_entries_are_added_and_nothing_else_is_lost(engagement):
    decisions = (SessionDecision(text="We start in May"),)
    engagement.write_document(RECORD, SessionRecord(decisions=decisions), unit="OPS", author="Ben")
    record.park(engagement, "OPS", "Tools", author="Ana", at=AT)
    record.record_difference(engagement, "OPS", POINT, author="Ana")
    kept = read_record(engagement, "OPS")
    assert kept.decisions == decisions
    assert [one.text for one in kept.parked] == ["Tools"]
    assert kept.open_points == (POINT,)


def test_a_question_has_one_open_point(engagement):
    record.record_difference(engagement, "OPS", POINT, author="Ana")
    later = POINT.model_copy(update={"owner": "Ben"})
    assert record.record_difference(engagement, "OPS", later, author="Ana").open_points == (later,)
    assert record.settle_difference(engagement, "OPS", "POR-01", author="Ana").open_points == ()


def test_an_entry_that_is_gone_changes_nothing(engagement):
    gone = ParkedItem(text="Gone", at=AT)
    assert record.mark_parked(engagement, "OPS", gone, done=True, author="Ana") == SessionRecord()
    assert engagement.latest_documents([RECORD], ["OPS"]) == []


def test_a_unit_without_a_record_does_not_borrow_that_of_the_whole(engagement):
    record.park(engagement, "", "For everybody", author="Ana", at=AT)
    assert read_record(engagement, "OPS") == SessionRecord()


def test_somebody_who_writes_meanwhile_keeps_the_entry(engagement, monkeypatch):
    """The write of the other one comes between reading and writing, once."""
    write = engagement.write_document
    others = iter([True])

    def late(*arguments, **options):
        if next(others, False):
            body = SessionRecord(parked=(ParkedItem(text="Ben's"),))
            write(RECORD, body, unit="OPS", author="Ben")
        return write(*arguments, **options)

    monkeypatch.setattr(engagement, "write_document", late)
    kept = record.park(engagement, "OPS", "Ana's", author="Ana", at=AT)
    assert [one.text for one in kept.parked] == ["Ben's", "Ana's"]


def test_after_five_tries_the_conflict_is_told(engagement, monkeypatch):
    write = engagement.write_document
    numbers = iter(range(100))

    def always(*arguments, **options):
        body = SessionRecord(parked=(ParkedItem(text=f"Ben's {next(numbers)}"),))
        write(RECORD, body, unit="OPS", author="Ben")
        return write(*arguments, **options)

    monkeypatch.setattr(engagement, "write_document", always)
    with pytest.raises(StaleDocument, match="changed meanwhile"):
        record.park(engagement, "OPS", "Ana's", author="Ana", at=AT)
