"""Create and open engagements: what is no engagement, older, newer or in an unsafe folder is told apart."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from pmokit.errors import StoreError
from pmokit.store.database import BUSY_SECONDS, Database, connect, plain_words
from pmokit.store.folders import check_folder
from pmokit.store.location import FileLocation, Location, ServerLocation
from pmokit.store.schema import APPLICATION_ID, SCHEMA_VERSION, Base, EngagementRow, revision

HEADER_BYTES = 16
SIDE_FILES = ("-wal", "-shm")
# What Alembic itself would write; opening and creating a file then need not import it.
REVISION_TABLE = (
    "CREATE TABLE alembic_version "
    "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create_database(location: Location, fill: Callable[[Connection], None]) -> Database:
    """Create an empty engagement and fill it; on a fault nothing is left behind.

    Parameters
    ----------
    location
        A file that does not exist yet, or a schema without tables.
    fill
        Writes the first rows.

    Raises
    ------
    StoreError
        If there is something already, the folder is unsafe, or it cannot be written.
    """
    if isinstance(location, FileLocation):
        return _create_file(location, fill)
    return _create_schema(location, fill)


def open_database(location: Location) -> Database:
    """Open an existing engagement; one of an older pmokit is upgraded after a copy was made beside it.

    Raises
    ------
    StoreError
        If there is none, it is damaged, it lies in an unsafe folder, or it was written by a newer pmokit.
    """
    database = Database(location, connect(location))
    try:
        _bring_to_date(database)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _bring_to_date(database: Database) -> None:
    location = database.location
    if isinstance(location, FileLocation):
        _check_file(location)
        version = file_version(location.path)
    else:
        version = server_version(database)
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{location}: written by a newer pmokit (schema {version}, this one knows {SCHEMA_VERSION}). Update pmokit."
        )
    if version < SCHEMA_VERSION:
        from pmokit.store.migrate import upgrade  # noqa: PLC0415

        upgrade(location, version)


def file_version(path: Path) -> int:
    """Return the schema version of an engagement file.

    Raises
    ------
    StoreError
        If it is not an engagement file.
    """
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except OSError as error:
        raise StoreError(f"{path}: the file cannot be read ({error.strerror}). Check the permissions.") from None
    if not header.startswith(b"SQLite format 3"):
        raise StoreError(f"{path}: this is not an engagement file. Expected: a file made by pmokit init.")
    # Looked at without our pragmas: a stranger's database is not to be changed by looking.
    address = f"{path.resolve().as_uri()}?mode=rw"
    with plain_words(path), closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        kind = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if kind != APPLICATION_ID:
        raise StoreError(f"{path}: this is a database, but not an engagement file made by pmokit.")
    return version


def server_version(database: Database) -> int:
    """Return the schema version of an engagement in PostgreSQL.

    Raises
    ------
    StoreError
        If the server does not answer, or there is no engagement in the schema.
    """
    with database.reading() as connection:
        if not _has_tables(connection):
            raise StoreError(
                f"{database}: there is no engagement in this schema. "
                "Make one with: pmokit init ADDRESS --client NAME --units CSV"
            )
        return connection.execute(select(EngagementRow.schema_version)).scalar_one()


def copy_file(source: Path, target: Path) -> None:
    """Copy an engagement file while others write to it; the copy is whole or not there.

    Parameters
    ----------
    source
        The file.
    target
        The copy; must not exist yet.

    Raises
    ------
    StoreError
        If the copy exists, cannot be written, or is not sound.
    """
    if target.exists():
        raise StoreError(f"{target}: the file exists already. Choose another name, or remove it first.")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: there is no folder {target.parent}. Create it first.")
    part = target.with_name(f"{target.name}.part")
    try:
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(part)) as here:
            there.backup(here)
            sound = here.execute("PRAGMA integrity_check").fetchone()[0]
            # One file, whatever is opened later: the copy needs no files beside it.
            here.execute("PRAGMA journal_mode = DELETE")
        if sound != "ok":
            raise StoreError(f"{source}: the file is damaged ({sound}). Go back to a backup.")
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{target}: the copy could not be made ({error}). The engagement itself is unchanged."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _create_file(location: FileLocation, fill: Callable[[Connection], None]) -> Database:
    path = location.path
    if path.exists():
        raise StoreError(f"{path}: the file exists already. Choose another name, or remove it first.")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}. Create it first.")
    _refuse_unsafe(path)
    database = Database(location, connect(location))
    try:
        with database.writing() as connection:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
            _create_tables(connection)
            fill(connection)
    except BaseException:
        database.engine.dispose()
        for file in (path, *(path.with_name(path.name + side) for side in SIDE_FILES)):
            file.unlink(missing_ok=True)
        raise
    return database


def _create_schema(location: ServerLocation, fill: Callable[[Connection], None]) -> Database:
    database = Database(location, connect(location))
    try:
        with database.writing() as connection:
            _require_empty(connection, location)
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{location.schema}"'))
            _create_tables(connection)
            fill(connection)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _create_tables(connection: Connection) -> None:
    Base.metadata.create_all(connection, checkfirst=False)
    connection.execute(text(REVISION_TABLE))
    connection.execute(
        text("INSERT INTO alembic_version (version_num) VALUES (:revision)"), {"revision": revision(SCHEMA_VERSION)}
    )


def _check_file(location: FileLocation) -> None:
    path = location.path
    if not path.is_file():
        raise StoreError(
            f"{path}: there is no such file. Make one with: pmokit init {path.name} --client NAME --units CSV"
        )
    _refuse_unsafe(path)


def _refuse_unsafe(path: Path) -> None:
    unsafe = check_folder(path)
    if unsafe:
        raise StoreError(f"{path}: {unsafe}")


def _require_empty(connection: Connection, location: ServerLocation) -> None:
    if _has_tables(connection):
        raise StoreError(f"{location}: there are tables already. Choose another schema, such as ?schema=acme.")


def _has_tables(connection: Connection) -> bool:
    # The search path holds our schema alone.
    return inspect(connection).has_table(EngagementRow.__tablename__)
