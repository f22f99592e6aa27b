"""Look at an engagement without changing it: is its folder safe, is it sound, is what makes it durable switched on."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from pmokit.errors import StoreError
from pmokit.store.database import Database, connect
from pmokit.store.folders import check_folder
from pmokit.store.location import Address, FileLocation, Location, ServerLocation, locate
from pmokit.store.opening import file_version, server_version
from pmokit.store.schema import SCHEMA_VERSION

SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
COUNTED = ("unit", "assessment", "respondent", "response", "document", "project")
MEGABYTE = 1024 * 1024
Line = tuple[str, str]


def examine(address: Address) -> list[Line]:
    """Return what there is to say about an engagement, as (part, state); what is wrong is said as the part ``fault``.

    Parameters
    ----------
    address
        The file, or the address of a PostgreSQL database. A file of an older pmokit is not upgraded.
    """
    try:
        location = locate(address)
    except StoreError as error:
        return [("fault", str(error))]
    lines = [("engagement", str(location))]
    try:
        lines.extend(_file(location) if isinstance(location, FileLocation) else _server(location))
    except StoreError as error:
        lines.append(("fault", str(error)))
    return lines


def _file(location: FileLocation) -> Iterator[Line]:
    path = location.path
    unsafe = check_folder(path)
    yield ("fault", unsafe) if unsafe else ("folder", "on this computer's own disk")
    if not path.is_file():
        yield "fault", "this is a folder; name the engagement file in it" if path.is_dir() else "there is no such file"
        return
    yield _schema(file_version(path))
    yield "size", _sizes(path)
    yield from _connected(location)


def _server(location: ServerLocation) -> Iterator[Line]:
    database = Database(location, connect(location))
    try:
        yield _schema(server_version(database))
    finally:
        database.engine.dispose()
    yield from _connected(location)


def _connected(location: Location) -> Iterator[Line]:
    database = Database(location, connect(location))
    try:
        with database.reading() as connection:
            yield from (_pragmas(connection) if database.is_file else _server_settings(connection))
            rows = [f"{connection.execute(text(f'SELECT count(*) FROM {name}')).scalar()} {name}" for name in COUNTED]  # noqa: S608
            yield "rows", ", ".join(rows)
    finally:
        database.engine.dispose()


def _pragmas(connection: Connection) -> Iterator[Line]:
    def ask(name: str) -> list[object]:
        return list(connection.execute(text(f"PRAGMA {name}")).scalars())

    journal, synchronous, foreign = ask("journal_mode")[0], ask("synchronous")[0], ask("foreign_keys")[0]
    level = SYNCHRONOUS.get(int(str(synchronous)), synchronous)
    yield (
        "durability",
        f"journal {str(journal).upper()}, synchronous {level}, foreign keys {'ON' if foreign else 'OFF'}",
    )
    faults = [str(fault) for fault in ask("integrity_check")]
    damage = f"damaged, go back to a backup: {'; '.join(faults[:3])}"
    yield ("integrity", "sound") if faults == ["ok"] else ("fault", damage)
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    yield ("fault", f"{len(broken)} links lead nowhere") if broken else ("links", "all lead somewhere")


def _server_settings(connection: Connection) -> Iterator[Line]:
    version = connection.execute(text("SHOW server_version")).scalar()
    yield "server", f"PostgreSQL {version}, reachable"
    settings = {name: connection.execute(text(f"SHOW {name}")).scalar() for name in ("fsync", "synchronous_commit")}
    yield "durability", ", ".join(f"{name} {value}" for name, value in settings.items())
    size = connection.execute(
        text(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        )
    ).scalar()
    yield "size", f"{float(size or 0) / MEGABYTE:.1f} MB"


def _schema(version: int) -> Line:
    if version == SCHEMA_VERSION:
        return "schema", f"version {version}, current"
    if version < SCHEMA_VERSION:
        return "schema", f"version {version}; opening it makes a copy and upgrades it to {SCHEMA_VERSION}"
    return (
        "fault",
        f"schema version {version}, written by a newer pmokit (this one knows {SCHEMA_VERSION}); update pmokit",
    )


def _sizes(path: Path) -> str:
    log = path.with_name(f"{path.name}-wal")
    beside = f", write-ahead log {log.stat().st_size / MEGABYTE:.1f} MB" if log.is_file() else ""
    return f"{path.stat().st_size / MEGABYTE:.1f} MB{beside}"
