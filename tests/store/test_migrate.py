"""Older files are upgraded: a copy first, everything kept, models and migrations agree."""

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from pmokit.errors import StoreError
from pmokit.model.steps import PlanningFrame, Targets
from pmokit.store import migrate
from pmokit.store.database import Database, connect
from pmokit.store.engagement import open_engagement
from pmokit.store.location import locate
from pmokit.store.migrate import upgrade_connection
from pmokit.store.schema import SCHEMA_VERSION, Base, revision

FILES = Path(__file__).resolve().parents[1] / "cases" / "engagements"
FIRST, SECOND, THIRD = FILES / "v1.sqlite", FILES / "v2.sqlite", FILES / "v3.sqlite"


@pytest.fixture
def old(tmp_path):
    """A file as the first pmokit wrote it."""
    return Path(shutil.copy(FIRST, tmp_path / "old.pmokit"))


def test_old_file_is_upgraded_with_everything_in_it(old):
    """Settings, units, both rounds, responses with their history, documents and projects come through."""
    with open_engagement(old) as engagement:
        settings = engagement.settings()
        assert (settings.client, settings.currency, settings.first_quarter) == ("Grünwald & Söhne", "CHF", "2027-Q2")
        assert [(u.code, u.parent) for u in engagement.units()] == [("OPS", "GRP"), ("GRP", None), ("FIN", "GRP")]
        first, second = engagement.assessments()
        assert (first.round, first.anonymous, second.scope, second.anonymous) == (1, False, ("quick",), True)
        given = engagement.responses(first.id)
        assert given[["unit", "respondent", "question", "status", "provider"]].to_numpy().tolist() == [
            ["OPS", "r1", "POR-01", "answered", ""], ["OPS", "r1", "POR-01", "answered", ""],
            ["OPS", "r2", "POR-02", "na", ""], ["FIN", "r1", "POR-01", "inherited", "OPS"],
            ["FIN", "r3", "POR-02", "dk", ""],
        ]  # fmt: skip
        assert given["comment"].tolist()[:2] == ["first thought", "on reflection"]
        assert len(engagement.responses(second.id)) == 1
        assert engagement.read_document("targets", Targets, unit="OPS").levels == {"POR": 3.5}
        assert [v.author for v in engagement.document_history("targets", "OPS")] == ["Ada", "Ben"]
        assert engagement.read_document("planning", PlanningFrame).quarters == 4
        frame, withheld = engagement.projects()
        assert frame["finish_planned"].tolist()[0] == dt.date(2027, 6, 30)
        assert withheld.to_numpy().tolist() == [[0, "benefits", "Section 43"]]
        engagement.set_consensus(first.id, "OPS", "POR-01", "l3", 3.0, author="x")
        assert len(engagement.consensus(first.id)) == 1


def test_file_of_the_second_version_is_upgraded(tmp_path):
    """Agreed values, evidence, states and agreement records come through, and runs can be recorded."""
    old = Path(shutil.copy(SECOND, tmp_path / "second.pmokit"))
    with open_engagement(old) as engagement:
        (assessment,) = engagement.assessments()
        assert engagement.consensus(assessment.id)["reason"].tolist() == ["looked at together"]
        assert engagement.evidence_ratings(assessment.id)["rating"].tolist() == ["seen"]
        assert engagement.unit_states(assessment.id)["state"].tolist() == ["draft", "released"]
        assert engagement.agreements("targets", "OPS")["reservation"].tolist() == ["not before May"]
        assert engagement.latest_runs() == {}
    with sqlite3.connect(old.with_name("second.pmokit.before-v4.bak")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_file_of_the_third_version_is_upgraded(tmp_path):
    """Answers with their history, shows of hands, agreed values, documents and runs come through, and a session can be held."""
    with open_engagement(Path(shutil.copy(THIRD, tmp_path / "third.pmokit"))) as engagement:
        (assessment,) = engagement.assessments()
        assert assessment.anonymous
        assert engagement.responses(assessment.id)["comment"].tolist() == ["first", "second", ""]
        assert engagement.tallies(assessment.id)["count"].tolist() == [2, 5, 0, 1]
        assert engagement.consensus(assessment.id)["reason"].tolist() == ["minutes were shown"]
        assert engagement.read_document("targets", Targets, unit="OPS").levels == {"POR": 3.5}
        assert engagement.latest_runs()["OPS"].seconds == 1.5
        assert engagement.session() is None
        session = engagement.open_session("K7QF2M", "secret")
        assert engagement.current_move(session.id).unit == "OPS"


@pytest.mark.parametrize("version", [FIRST, SECOND, THIRD])
def test_upgrade_of_every_version_is_built_like_a_new_file(version, file, tmp_path):
    """Tables, columns and indexes of an upgraded file are those of a new one."""
    assert shape(Path(shutil.copy(version, tmp_path / "old.pmokit"))) == shape(file)


def shape(path):
    with open_engagement(path) as engagement:
        found = inspect(engagement.database.engine)
        return {
            table: (
                {(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
                {(i["name"], tuple(i["column_names"])) for i in found.get_indexes(table)},
                {(tuple(k["constrained_columns"]), k["referred_table"]) for k in found.get_foreign_keys(table)},
            )
            for table in found.get_table_names()
        }


def test_upgrade_leaves_a_copy_beside(old):
    """The copy is the old file, whole; opening once more makes none."""
    open_engagement(old).close()
    open_engagement(old).close()
    copy = old.with_name("old.pmokit.before-v4.bak")
    assert sorted(f.name for f in old.parent.iterdir()) == ["old.pmokit", copy.name]
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM response").fetchone() == (6,)


def test_earlier_copy_is_kept(old):
    """A copy that is there is never overwritten."""
    earlier = old.with_name("old.pmokit.before-v4.bak")
    earlier.write_bytes(b"precious")
    open_engagement(old).close()
    assert earlier.read_bytes() == b"precious"
    assert old.with_name("old.pmokit.before-v4-1.bak").is_file()


def test_link_that_leads_nowhere_stops_the_upgrade(old):
    """The file stays exactly as it was."""
    with sqlite3.connect(old) as connection:
        connection.execute("DELETE FROM unit WHERE code = 'FIN'")
    with pytest.raises(StoreError, match=r"links of .*respondent.* lead nowhere, so the file was not upgraded"):
        open_engagement(old)
    with sqlite3.connect(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert "consensus" not in {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}


def test_upgrade_without_room_for_the_copy(old, monkeypatch):
    """No copy, no upgrade."""

    def no_room(source, target):
        raise StoreError(f"{target}: the copy could not be made (disk full).")

    monkeypatch.setattr(migrate, "copy_file", no_room)
    with pytest.raises(StoreError, match="the copy could not be made"):
        open_engagement(old)
    with sqlite3.connect(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_models_and_head_agree(address):
    """What the migrations build from nothing is what the typed tables say, and so is what a new engagement gets."""
    location = locate(address)
    database = Database(location, connect(location, foreign_keys=False))
    with database.writing() as connection:
        if not database.is_file:
            connection.execute(text(f'CREATE SCHEMA "{location.schema}"'))
        upgrade_connection(connection, 0)
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    database.engine.dispose()


def test_new_engagement_is_at_head(engagement):
    """A new engagement needs no migration, and Alembic knows its revision."""
    with engagement.database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == revision(SCHEMA_VERSION)
        assert compare_metadata(context, Base.metadata) == []


def test_opening_a_current_file_needs_no_alembic(file):
    """Only an upgrade loads the migrations: opening stays fast."""
    program = (
        "import sys; from pmokit.store.engagement import open_engagement; "
        "open_engagement(sys.argv[1]).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, file], check=False).returncode == 0
