"""Open an engagement file: pragmas, one writer at a time, and plain words when it cannot be opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from pmokit.errors import StoreError
from pmokit.store.schema import APPLICATION_ID, SCHEMA_VERSION, Base

BUSY_SECONDS = 30
HEADER_BYTES = 16


def create_file(path: Path) -> Engine:
    """Create an empty engagement file.

    Parameters
    ----------
    path
        Where; must not exist yet.

    Raises
    ------
    StoreError
        If the file exists or cannot be written.
    """
    if path.exists():
        raise StoreError(f"{path}: the file exists already. Choose another name, or remove it first.")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}. Create it first.")
    engine = _engine(path)
    with _plain_words(path), engine.begin() as connection:
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
        Base.metadata.create_all(connection)
    return engine


def open_file(path: Path) -> Engine:
    """Open an existing engagement file.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    StoreError
        If there is no such file, it is no engagement, or it was written by a newer pmokit.
    """
    if not path.is_file():
        raise StoreError(
            f"{path}: there is no such file. Make one with: pmokit init {path.name} --client NAME --units CSV"
        )
    with _plain_words(path), path.open("rb") as file:
        if not file.read(HEADER_BYTES).startswith(b"SQLite format 3"):
            raise StoreError(f"{path}: this is not an engagement file. Expected: a file made by pmokit init.")
    engine = _engine(path)
    with _plain_words(path), engine.execution_options(write=False).connect() as connection:
        kind = connection.execute(text("PRAGMA application_id")).scalar_one()
        version = connection.execute(text("PRAGMA user_version")).scalar_one()
    if kind != APPLICATION_ID:
        raise StoreError(f"{path}: this is a database, but not an engagement file made by pmokit.")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: written by a newer pmokit (schema {version}, this one knows {SCHEMA_VERSION}). Update pmokit."
        )
    return engine


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Session]:
    """Open a session that writes: all or nothing, one writer at a time."""
    with _plain_words(path), Session(engine) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Session]:
    """Open a session that reads."""
    with _plain_words(path), Session(engine.execution_options(write=False)) as session:
        yield session


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # isolation_level None hands BEGIN to us; the driver's deferred BEGIN fails writers with "locked".
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(
            "BEGIN IMMEDIATE" if connection.get_execution_options().get("write", True) else "BEGIN"
        )

    return engine


@contextmanager
def _plain_words(path: Path) -> Iterator[None]:
    """Turn the database's own errors into sentences for people."""
    try:
        yield
    except (DatabaseError, OperationalError, sqlite3.Error, OSError) as error:
        cause = str(getattr(error, "orig", None) or error)
        advice = {
            "readonly": "The file or its folder is read-only. Copy it to a folder that you may write to.",
            "disk is full": "The disk is full. Free some space; everything saved before is still there.",
            "locked": "Another program holds the file. Close it there and try again.",
            "malformed": "The file is damaged. Go back to a backup.",
            "unable to open": "The file or its folder cannot be opened. Check the name and the permissions.",
        }
        hint = next((sentence for key, sentence in advice.items() if key in cause), f"The database says: {cause}.")
        raise StoreError(f"{path}: {hint}") from error
