"""Durability and faults of the disk: what was acknowledged stays, and the sentence says what to do."""

import sqlite3

import pytest
from sqlalchemy import event, text

from pmokit.errors import StoreError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement
from tests.store.rows import responses

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def pragmas(connection):
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}


def test_durability_pragmas_are_on(file):
    """Write-ahead log, full synchronisation, foreign keys, on every connection that writes or reads: a kill cannot tell, so look."""
    with open_engagement(file) as engagement:
        database = engagement.database
        with database.writing() as first, database.reading() as second, database.reading() as third:
            assert [pragmas(connection) for connection in (first, second, third)] == [WANTED] * 3


@pytest.mark.postgres
def test_commits_of_the_server_are_durable(cluster, password):
    """PostgreSQL acknowledges a commit when it is on the disk; our connections do not ask for less."""
    with (
        create_engagement(cluster.address(), Settings(client="X"), [Unit(code="A", name="A")]) as engagement,
        engagement.database.writing() as connection,
    ):
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_writer_locks_at_once(file):
    """A writer takes the lock when it begins, not at its first write: what it read is still true when it writes."""
    with open_engagement(file) as engagement:
        said = []
        event.listen(engagement.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        with engagement.database.writing():
            pass
        with engagement.database.reading() as connection:
            connection.execute(text("SELECT 1"))
    assert said[0] == "BEGIN IMMEDIATE"
    assert said[1:] == ["BEGIN", "SELECT 1"]


def test_full_disk_keeps_what_was_there(file):
    """When the disk is full the error says so and the earlier responses are intact."""
    with open_engagement(file) as engagement:
        assessment = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
        engagement.add_responses(assessment.id, responses(("A", "r", "POR-01", 2, "")))
        with engagement.database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        engagement.database.engine.dispose()
        limit = f"PRAGMA max_page_count = {pages}"
        event.listen(engagement.database.engine, "connect", lambda c, _: c.execute(limit))
        many = responses(*(("A", "r", "POR-01", 3, "x" * 500) for _ in range(500)))
        with pytest.raises(StoreError, match="disk is full"):
            engagement.add_responses(assessment.id, many)
    with open_engagement(file) as engagement:
        assert len(engagement.responses(assessment.id)) == 1


def test_read_only_file_keeps_what_was_there(file):
    """A file that may only be read says so when it is written to; reading goes on."""
    with open_engagement(file) as engagement:
        assessment = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
        engagement.add_responses(assessment.id, responses(("A", "r", "POR-01", 2, "")))
        engagement.database.engine.dispose()
        event.listen(
            engagement.database.engine,
            "do_connect",
            lambda *_: sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, check_same_thread=False),
        )
        with pytest.raises(StoreError, match=r"read-only. Copy it to a folder that you may write to"):
            engagement.add_responses(assessment.id, responses(("A", "r", "POR-01", 3, "")))
        assert engagement.responses(assessment.id)["value"].tolist() == [2.0]


def test_damaged_file(file):
    """A file whose pages were overwritten says that a backup is needed."""
    body = bytearray(file.read_bytes())
    body[4096:] = b"\x00" * (len(body) - 4096)
    file.write_bytes(body)
    with open_engagement(file) as engagement, pytest.raises(StoreError, match=r"damaged. Go back to a backup"):
        engagement.units()


def test_half_a_write_is_no_write(engagement, assessment):
    """What fails on the way leaves nothing."""

    def fail():
        with engagement.database.writing() as connection:
            connection.execute(text("UPDATE unit SET name = 'half'"))
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        fail()
    assert engagement.unit("A").name == "Alpha"


def test_folder_with_signs_of_an_address(tmp_path, file):
    """Question marks, percent and hash signs in a name are part of the name."""
    odd = tmp_path / "50% of #1?x.pmokit"
    file.rename(odd)
    with open_engagement(odd) as engagement:
        assert engagement.settings().client == "Acme"
    assert sorted(f.name for f in tmp_path.iterdir()) == [odd.name]


def test_other_faults_are_not_the_databases(engagement):
    """What goes wrong around the database keeps its own name."""

    def fail():
        with engagement.database.reading():
            raise BrokenPipeError("the reader has gone")

    with pytest.raises(BrokenPipeError, match="the reader has gone"):
        fail()
