"""Bring an engagement of an older pmokit to today's schema: a copy first, then one transaction."""

from itertools import count
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text, update

from pmokit.errors import StoreError
from pmokit.store.database import Database, connect
from pmokit.store.location import FileLocation, Location
from pmokit.store.opening import copy_file
from pmokit.store.schema import SCHEMA_VERSION, EngagementRow, revision

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(location: Location, version: int) -> Path | None:
    """Upgrade an engagement to today's schema.

    Parameters
    ----------
    location
        Where it lives; a file gets a copy beside it first, a PostgreSQL database is upgraded in one transaction (keep a ``pg_dump``).
    version
        The schema version found.

    Returns
    -------
    Path | None
        The copy, for a file.

    Raises
    ------
    StoreError
        If the copy cannot be made or the upgrade fails; then the engagement is as it was.
    """
    copy = _copy_beside(location.path) if isinstance(location, FileLocation) else None
    # SQLite changes a table by making it anew; with foreign keys on, that would delete what points to it.
    database = Database(location, connect(location, foreign_keys=False))
    try:
        with database.writing() as connection:
            upgrade_connection(connection, version)
    finally:
        database.engine.dispose()
    return copy


def upgrade_connection(connection: Connection, version: int, target: int = SCHEMA_VERSION) -> None:
    """Upgrade within the caller's transaction, which has to hold the writers' lock.

    Parameters
    ----------
    connection
        A connection with foreign keys off, in a transaction.
    version
        The schema version that the caller found; 0 means no tables at all.
    target
        The schema version to reach.

    Raises
    ------
    StoreError
        If a link leads nowhere afterwards.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if version and not inspect(connection).has_table("alembic_version"):
        # The first schema was made without Alembic; it is revision 1 to the letter.
        command.stamp(config, revision(1))
    command.upgrade(config, revision(target))
    connection.execute(update(EngagementRow).values(schema_version=target))
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            tables = ", ".join(sorted({str(row[0]) for row in broken}))
            raise StoreError(f"{len(broken)} links of {tables} lead nowhere, so the file was not upgraded.")
        connection.execute(text(f"PRAGMA user_version = {target}"))


def _copy_beside(path: Path) -> Path:
    """Copy a file to ``NAME.before-vN.bak``; an earlier copy is kept."""
    names = (f"{path.name}.before-v{SCHEMA_VERSION}{f'-{n}' if n else ''}.bak" for n in count())
    target = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    copy_file(path, target)
    return target
