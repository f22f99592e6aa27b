"""Every store test runs on a file and on a PostgreSQL server that the tests start for themselves."""

import itertools
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement

UNITS = [
    Unit(code="A", name="Alpha", parent="G"),
    Unit(code="G", name="Group"),
    Unit(code="B", name="Beta", parent="G"),
]
STARTING_SECONDS = 30
schemas = itertools.count(1)


def missing(said):
    """Skip loudly, or fail where PMOKIT_REQUIRE says so."""
    required = "postgres" in os.environ.get("PMOKIT_REQUIRE", "").split(",")
    (pytest.fail if required else pytest.skip)(said)


def find_program(name):
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((str(f / name) for f in folders if (f / name).is_file()), None) or shutil.which(name)


class Cluster:
    """A throwaway server on loopback with one database; each engagement gets a schema of its own."""

    def __init__(self, folder):
        # The server refuses to run as root, and another user cannot enter pytest's own folder.
        self.folder, self.password = folder, secrets.token_hex(8)
        self.user = next((n for n in ("postgres", "nobody") if os.geteuid() == 0 and self._exists(n)), None)
        if self.user:
            shutil.chown(folder, self.user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._start()

    def _exists(self, name):
        return subprocess.run(["id", name], check=False, capture_output=True).returncode == 0

    def _as_user(self, *command):
        uid = subprocess.run(["id", "-u", self.user], check=True, capture_output=True, text=True) if self.user else None
        prefix = ["setpriv", "--reuid", uid.stdout.strip(), "--clear-groups"] if uid else []
        return [*prefix, *map(str, command)]

    def _start(self):
        secret = self.folder / "password"
        secret.write_text(self.password, encoding="utf-8")
        if self.user:
            shutil.chown(secret, self.user)
        data = self.folder / "data"
        options = ["--auth=scram-sha-256", "--username=tester", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C"]
        command = self._as_user(find_program("initdb"), "-D", data, *options, "--no-sync")
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)
        with (self.folder / "log").open("wb") as log:
            command = self._as_user(
                *(find_program("postgres"), "-D", data, "-p", self.port, "-c", "listen_addresses=127.0.0.1"),
                *("-c", f"unix_socket_directories={self.folder}", "-c", "max_connections=60", "-c", "fsync=off"),
            )
            self.server = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        self._wait()

    def _wait(self):
        end = time.monotonic() + STARTING_SECONDS
        ready = [find_program("pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        while subprocess.run(ready, check=False).returncode != 0:
            if time.monotonic() > end or self.server.poll() is not None:
                self.stop()
                pytest.fail((self.folder / "log").read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.1)

    def stop(self):
        self.server.terminate()
        self.server.wait(STARTING_SECONDS)

    def address(self, schema=None):
        name = schema or f"test_{next(schemas)}"
        return f"postgresql+psycopg://tester@127.0.0.1:{self.port}/postgres?schema={name}"


@pytest.fixture(scope="session")
def cluster():
    """The server; a missing program skips loudly, or fails where PMOKIT_REQUIRE says so."""
    if find_program("initdb") is None or not hasattr(os, "geteuid"):
        missing("no PostgreSQL server program (initdb, postgres) was found")
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        missing("the PostgreSQL server refuses to run as root, and setpriv is not there")
    folder = Path(tempfile.mkdtemp(prefix="pmokit-postgres-"))
    started = Cluster(folder)
    yield started
    started.stop()
    shutil.rmtree(folder)


@pytest.fixture
def password(cluster, monkeypatch):
    """The server's password where a user would put it."""
    monkeypatch.setenv("PMOKIT_DB_PASSWORD", cluster.password)
    return cluster.password


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request, tmp_path):
    """Where the next engagement may be created: a file, and a schema."""
    if request.param == "sqlite":
        return tmp_path / "acme.pmokit"
    cluster = request.getfixturevalue("cluster")
    request.getfixturevalue("password")
    return cluster.address()


@pytest.fixture
def place(address):
    """An engagement of three units, closed again."""
    create_engagement(address, Settings(client="Acme"), UNITS).close()
    return address


@pytest.fixture
def engagement(place):
    """An engagement of three units, open."""
    with open_engagement(place) as opened:
        yield opened


@pytest.fixture
def assessment(engagement):
    """An open assessment in it."""
    return engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean")


@pytest.fixture
def file(tmp_path):
    """An engagement file, closed again, for what only files have."""
    create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), UNITS).close()
    return tmp_path / "acme.pmokit"
