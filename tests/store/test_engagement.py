"""An engagement as a whole: created once, told apart from what is none, copied while others write."""

import sqlite3

import pytest
from sqlalchemy import text

from pmokit.errors import StoreError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement
from tests.store.rows import responses


def test_existing_engagement_is_not_overwritten(place):
    """Nothing a user entered is ever lost."""
    with pytest.raises(StoreError, match=r"exists already|are tables already"):
        create_engagement(place, Settings(client="X"), [Unit(code="A", name="A")])
    with open_engagement(place) as engagement:
        assert engagement.settings().client == "Acme"


def test_failed_creation_leaves_nothing(tmp_path):
    """A clock that fails half-way, say: no file is left, and the name can be used again."""

    def broken():
        raise RuntimeError("no clock")

    with pytest.raises(RuntimeError, match="no clock"):
        create_engagement(tmp_path / "x.pmokit", Settings(client="X"), [Unit(code="A", name="A")], broken)
    assert not list(tmp_path.iterdir())


def test_what_is_no_engagement(tmp_path):
    """A missing file, a text file, a foreign database, a missing folder: each is told apart."""
    with pytest.raises(StoreError, match=r"no such file.*pmokit init"):
        open_engagement(tmp_path / "none.pmokit")
    (tmp_path / "text.pmokit").write_text("hello", encoding="utf-8")
    with pytest.raises(StoreError, match="not an engagement file"):
        open_engagement(tmp_path / "text.pmokit")
    with sqlite3.connect(tmp_path / "other.pmokit") as foreign:
        foreign.execute("CREATE TABLE t (x)")
    with pytest.raises(StoreError, match="a database, but not an engagement"):
        open_engagement(tmp_path / "other.pmokit")
    with pytest.raises(StoreError, match=r"there is no folder .*nowhere\. Create it first"):
        create_engagement(tmp_path / "nowhere" / "x.pmokit", Settings(client="X"), [Unit(code="A", name="A")])


@pytest.mark.postgres
def test_schema_without_an_engagement(cluster, password):
    """An empty schema is told, with what to do."""
    with pytest.raises(StoreError, match=r"there is no engagement in this schema. Make one with: pmokit init ADDRESS"):
        open_engagement(cluster.address("empty"))


@pytest.mark.postgres
def test_two_engagements_in_one_database(cluster, password):
    """One schema holds one engagement; what is in one is not in the other."""
    first, second = cluster.address(), cluster.address()
    create_engagement(first, Settings(client="First"), [Unit(code="A", name="A")]).close()
    create_engagement(second, Settings(client="Second"), [Unit(code="B", name="B")]).close()
    with open_engagement(first) as engagement:
        assert (engagement.settings().client, engagement.unit("A").name) == ("First", "A")
        assert len(engagement.units()) == 1


def test_newer_engagement_is_refused(place):
    """An engagement of a later schema is refused with a sentence, not read wrongly."""
    with open_engagement(place) as engagement, engagement.database.writing() as connection:
        connection.execute(text("UPDATE engagement SET schema_version = 99"))
        if engagement.database.is_file:
            connection.execute(text("PRAGMA user_version = 99"))
    with pytest.raises(StoreError, match=r"written by a newer pmokit \(schema 99, this one knows 4\). Update pmokit"):
        open_engagement(place)


def test_backup_is_one_file_taken_while_writing(file, tmp_path):
    """The copy is whole, needs no file beside it, and holds what was acknowledged before it was made, nothing of a write under way."""
    with open_engagement(file) as engagement:
        assessment = engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean")
        engagement.add_responses(assessment.id, responses(("A", "r1", "POR-01", 2, "")))
        with open_engagement(file) as other, other.database.writing() as connection:
            connection.execute(text("UPDATE unit SET name = 'half-way'"))
            engagement.backup(tmp_path / "copy.pmokit")
        assert sorted(f.name for f in tmp_path.glob("copy*")) == ["copy.pmokit"]
        with pytest.raises(StoreError, match="exists already"):
            engagement.backup(tmp_path / "copy.pmokit")
        with pytest.raises(StoreError, match="there is no folder"):
            engagement.backup(tmp_path / "nowhere" / "copy.pmokit")
    with open_engagement(tmp_path / "copy.pmokit") as copy:
        assert copy.unit("A").name == "Alpha"
        assert len(copy.responses(assessment.id)) == 1


@pytest.mark.postgres
def test_backup_of_a_server_names_its_own_program(cluster, password, tmp_path):
    """PostgreSQL is copied by pg_dump; the sentence is complete."""
    address = cluster.address("dumped")
    with (
        create_engagement(address, Settings(client="X"), [Unit(code="A", name="A")]) as engagement,
        pytest.raises(StoreError, match=r"pg_dump --format=custom --schema=dumped --file=\S*x.dump postgres"),
    ):
        engagement.backup(tmp_path / "x.dump")
