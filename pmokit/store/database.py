"""Connections to an engagement: pragmas, one writer at a time, and plain words when something fails."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from pmokit.errors import StoreError
from pmokit.store.location import FileLocation, Location, ServerLocation, find_password

BUSY_SECONDS = 60
CONNECT_SECONDS = 10
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL")
ADVICE = {
    "readonly": "The file or its folder is read-only. Copy it to a folder that you may write to.",
    "read-only transaction": "The database is read-only. Ask its administrator for the right to write.",
    "disk is full": "The disk is full. Free some space; everything saved before is still there.",
    "No space left": "The disk is full. Free some space; everything saved before is still there.",
    "disk I/O error": "The disk is full, or it fails. Free some space; everything saved before is still there.",
    "locked": "Another program holds the file. Close it there and try again.",
    "malformed": "The file is damaged. Go back to a backup.",
    "not a database": "The file is damaged. Go back to a backup.",
    "unable to open": "The file or its folder cannot be opened. Check the name and the permissions.",
    "no password supplied": "The database wants a password. Set PMOKIT_DB_PASSWORD, or store it in the keyring.",
    "password authentication failed": "The database refuses this user or password. Check PMOKIT_DB_PASSWORD.",
    "permission denied": "This user may not do that. Ask the database's administrator for the rights.",
    "Connection refused": "No database answers there. Check host and port, and whether PostgreSQL runs.",
    "timeout expired": "The database does not answer. Check host, port and network.",
    "NUL (0x00)": "A text holds the character NUL, which cannot be stored. Enter it again.",
    "does not exist": "There is no such database, user or table. Check the address.",
}


class Database:
    """An open engagement's connections.

    Parameters
    ----------
    location
        Where it lives.
    engine
        Connections to it, from :func:`connect`.
    """

    def __init__(self, location: Location, engine: Engine) -> None:
        self.location, self.engine = location, engine

    def __str__(self) -> str:
        return str(self.location)

    @property
    def is_file(self) -> bool:
        """Whether it is a file of its own."""
        return isinstance(self.location, FileLocation)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes: all or nothing, one writer at a time, safe on the disk when it ends."""
        with plain_words(self.location), self.engine.begin() as connection:
            if isinstance(self.location, ServerLocation):
                # What BEGIN IMMEDIATE does for a file: ids follow the order in which writers finish.
                lock = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
                connection.execute(lock, {"name": f"pmokit {self.location.schema}"})
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that reads."""
        with plain_words(self.location), self.engine.execution_options(write=False).connect() as connection:
            yield connection


def connect(location: Location, *, foreign_keys: bool = True) -> Engine:
    """Return the connections to a place; nothing is opened yet.

    Parameters
    ----------
    location
        A file or a server.
    foreign_keys
        Whether a file's links are checked; only a migration turns them off.
    """
    if isinstance(location, ServerLocation):
        return _server_engine(location)
    return _file_engine(location.path, foreign_keys=foreign_keys)


@contextmanager
def plain_words(location: Location | Path) -> Iterator[None]:
    """Turn the database's own errors into sentences for people."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError(f"{location}: a text holds half a character ({error.object!r:.40}). Enter it again.") from None
    except (DBAPIError, sqlite3.Error) as error:
        cause = str(getattr(error, "orig", None) or error).strip()
        hint = next((words for key, words in ADVICE.items() if key in cause), f"The database says: {cause}.")
        raise StoreError(f"{location}: {hint}") from error


def _file_engine(path: Path, *, foreign_keys: bool) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS}, json_serializer=_json
    )

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # isolation_level None hands BEGIN to us; the driver's deferred BEGIN fails writers with "locked".
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (*PRAGMAS, f"foreign_keys = {'ON' if foreign_keys else 'OFF'}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(
            "BEGIN IMMEDIATE" if connection.get_execution_options().get("write", True) else "BEGIN"
        )

    return engine


def _server_engine(location: ServerLocation) -> Engine:
    options = {"connect_timeout": CONNECT_SECONDS, "options": f"-csearch_path={location.schema}"}
    engine = create_engine(location.url, connect_args=options, pool_pre_ping=True, json_serializer=_json)

    @event.listens_for(engine, "do_connect")
    def _password(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
        # Added at the last moment: neither the engine nor its address ever holds it.
        password = find_password(location.url)
        if password is not None:
            parameters["password"] = password

    return engine


def _json(value: Any) -> str:
    # Names stay readable, so that they can be found again; NaN is no JSON.
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
