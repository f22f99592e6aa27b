"""Where an engagement lives: a file, or a schema of a PostgreSQL database named by its address."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pmokit.errors import StoreError

Address = str | Path
PASSWORD_VARIABLE = "PMOKIT_DB_PASSWORD"  # noqa: S105
KEYRING_SERVICE = "pmokit"
EXAMPLE = "postgresql+psycopg://user@host:5432/database?schema=acme"
# Two letters or more before the colon: C:\ and C:/ stay paths.
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
DRIVERS = ("postgresql+psycopg", "postgresql", "postgres")
SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}\Z")
SECRETS = ("password", "sslpassword", "passfile")


@dataclass(frozen=True)
class FileLocation:
    """An engagement in a file of its own."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True)
class ServerLocation:
    """An engagement in PostgreSQL: one schema holds one engagement; ``url`` never carries a password."""

    url: URL
    schema: str

    def __str__(self) -> str:
        return self.url.update_query_dict({"schema": self.schema}).render_as_string()


Location = FileLocation | ServerLocation


def locate(address: Address) -> Location:
    """Tell a path from the address of a database.

    Parameters
    ----------
    address
        Path of a file, or ``postgresql+psycopg://user@host:port/database?schema=name``; the schema is ``public`` by default.

    Raises
    ------
    StoreError
        If the address names another kind of database, holds a password, or cannot be read. The sentence never repeats a password.
    """
    found = SCHEME.match(address) if isinstance(address, str) else None
    if found is None:
        return FileLocation(Path(address))
    if found.group(1).lower() not in DRIVERS:
        raise StoreError(
            f"'{found.group(1)}://' is no database that pmokit knows. Expected: a file, or an address such as {EXAMPLE}"
        )
    return _server(str(address))


def full_address(address: Address) -> str:
    """Return what another process can open from any folder: the absolute path, or the address as it is."""
    location = locate(address)
    return str(location.path.resolve()) if isinstance(location, FileLocation) else str(location)


def find_password(url: URL) -> str | None:
    """Return the password of a database user from the environment, else from the keyring, else None.

    Parameters
    ----------
    url
        Address without a password. The keyring is asked for service "pmokit" and name "user@host:port/database".
    """
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given or None
    import keyring  # noqa: PLC0415
    import keyring.errors  # noqa: PLC0415

    try:
        return keyring.get_password(KEYRING_SERVICE, keyring_name(url))
    except keyring.errors.KeyringError:
        # A machine without a keyring is usual on servers; PostgreSQL's own ways (a .pgpass file, peer) remain.
        return None


def keyring_name(url: URL) -> str:
    """Return the name under which the keyring keeps a password."""
    return f"{url.username or ''}@{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"


def _server(address: str) -> ServerLocation:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # The parser's own words can hold a piece of a password.
        raise StoreError(f"the address of the database cannot be read. Expected: {EXAMPLE}") from None
    if url.password is not None or any(name in url.query for name in SECRETS):
        where = url.set(password=None, query={}).render_as_string()
        raise StoreError(
            f"{where}: the address holds a password, and addresses end up in histories, notebooks and logs. "
            f"Leave it out, and set {PASSWORD_VARIABLE} or store it with: "
            f"keyring set {KEYRING_SERVICE} {keyring_name(url)}"
        )
    if not url.database:
        raise StoreError(f"{url.render_as_string()}: the database is not named. Expected: {EXAMPLE}")
    schema = url.query.get("schema", "public")
    if not isinstance(schema, str) or not SCHEMA_NAME.match(schema):
        raise StoreError(
            f"{url.render_as_string()}: the schema is not a name of lower-case letters, digits and underscores. "
            f"Expected: {EXAMPLE}"
        )
    plain = url.difference_update_query(["schema"]).set(drivername="postgresql+psycopg")
    return ServerLocation(plain, schema)
