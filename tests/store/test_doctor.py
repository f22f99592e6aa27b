"""What doctor says about an engagement: everything in words, nothing changed, nothing raised."""

import sys

import pytest

from pmokit.cli import main
from pmokit.store.doctor import examine
from pmokit.store.engagement import open_engagement
from tests.store.test_migrate import FIRST


def test_sound_file(file):
    """Folder, schema, size, durability, integrity, links, rows."""
    said = dict(examine(file))
    assert said["folder"] == "on this computer's own disk"
    assert said["schema"] == "version 4, current"
    assert said["durability"] == "journal WAL, synchronous FULL, foreign keys ON"
    assert (said["integrity"], said["links"]) == ("sound", "all lead somewhere")
    assert said["rows"].startswith("3 unit, 0 assessment")
    assert "MB" in said["size"]


@pytest.mark.postgres
def test_sound_server(cluster, password, capsys, monkeypatch, tmp_path):
    """A FILE of the command line may be an address; doctor says that the server answers, and shows no password."""
    address = cluster.address()
    (tmp_path / "units.csv").write_text("code,name\nA,Alpha\n", encoding="utf-8")
    said = ""
    for command in (
        ["init", address, "--client", "Acme", "--units", str(tmp_path / "units.csv")],
        ["doctor", address],
        ["backup", address, str(tmp_path / "x.dump")],
    ):
        monkeypatch.setattr(sys, "argv", ["pmokit", *command])
        with pytest.raises(SystemExit):
            main()
        said += "".join(capsys.readouterr())
    assert "reachable" in said
    assert "synchronous_commit on" in said
    assert "1 unit, 1 assessment" in said
    assert "pg_dump --format=custom" in said
    assert password not in said


def test_what_is_wrong_is_said(tmp_path, file):
    """A missing file, a strange one, an unsafe folder, an older and a newer file, an address that cannot be read."""
    assert dict(examine(tmp_path / "none.pmokit"))["fault"] == "there is no such file"
    (tmp_path / "text.pmokit").write_text("hello", encoding="utf-8")
    assert "not an engagement file" in dict(examine(tmp_path / "text.pmokit"))["fault"]
    (tmp_path / "Dropbox").mkdir()
    assert "copied by Dropbox" in str(examine(tmp_path / "Dropbox" / "x.pmokit"))
    old = tmp_path / "old.pmokit"
    old.write_bytes(FIRST.read_bytes())
    assert "version 1; opening it makes a copy and upgrades it to 4" in dict(examine(old))["schema"]
    assert not list(tmp_path.glob("*.bak"))
    assert "is no database that pmokit knows" in dict(examine("mysql://x/y"))["fault"]
    with open_engagement(file) as engagement, engagement.database.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 9")
    assert "written by a newer pmokit" in dict(examine(file))["fault"]


def test_server_that_is_away(monkeypatch):
    """No answer is a sentence too."""
    monkeypatch.setenv("PMOKIT_DB_PASSWORD", "")
    assert "No database answers there" in dict(examine("postgresql+psycopg://ada@127.0.0.1:1/pmo"))["fault"]
