"""The engagement: what a consultant and a client have agreed, answered and listed, in one file or one schema."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, insert

from pmokit.errors import StoreError
from pmokit.model.records import Assessment
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.assessments import AssessmentsPart
from pmokit.store.audit import AuditPart
from pmokit.store.database import Database
from pmokit.store.documents import DocumentsPart, StaleDocument
from pmokit.store.erase import ErasePart
from pmokit.store.evidence import EvidencePart
from pmokit.store.location import Address, FileLocation, full_address, locate
from pmokit.store.opening import copy_file, create_database, open_database
from pmokit.store.parts import Clock, utc_now
from pmokit.store.portfolio import PortfolioPart
from pmokit.store.projects import ProjectsPart
from pmokit.store.responses import RESPONSE_COLUMNS, ResponsesPart
from pmokit.store.runs import RunsPart
from pmokit.store.schema import SCHEMA_VERSION, EngagementRow
from pmokit.store.sessions import SessionsPart, StaleMove
from pmokit.store.snapshots import SnapshotsPart
from pmokit.store.units import UnitsPart, insert_units, unit_faults
from pmokit.store.voices import VoicesPart
from pmokit.store.votes import VotesPart

__all__ = [
    "RESPONSE_COLUMNS",
    "Assessment",
    "Engagement",
    "StaleDocument",
    "StaleMove",
    "create_engagement",
    "open_engagement",
]


class Engagement(
    UnitsPart,
    AssessmentsPart,
    ResponsesPart,
    VoicesPart,
    EvidencePart,
    DocumentsPart,
    ProjectsPart,
    PortfolioPart,
    SnapshotsPart,
    AuditPart,
    ErasePart,
    RunsPart,
    SessionsPart,
    VotesPart,
):
    """An open engagement, from :func:`create_engagement` or :func:`open_engagement`.

    Every method that writes returns when the record is safe on the disk; frames have a plain range index.
    """

    @property
    def database(self) -> Database:
        """Where it lives."""
        return self._database

    @property
    def path(self) -> Path:
        """The file.

        Raises
        ------
        StoreError
            If it lives in PostgreSQL; :attr:`address` serves both.
        """
        location = self._database.location
        if not isinstance(location, FileLocation):
            raise StoreError(f"{location}: this engagement is not a file.")
        return location.path

    @property
    def address(self) -> str:
        """What another process can open: absolute path, or address of the database (which holds no password)."""
        return full_address(self.path if self._database.is_file else str(self._database))

    def __repr__(self) -> str:
        return f"Engagement({str(self._database)!r})"

    def close(self) -> None:
        """Let go of the file."""
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def backup(self, path: Path) -> None:
        """Copy the engagement into one file, while others go on writing; the copy is checked.

        Parameters
        ----------
        path
            The copy; must not exist yet. It may lie in a folder that is synchronised.

        Raises
        ------
        StoreError
            If the copy cannot be made, or the engagement lives in PostgreSQL, which has its own program for that.
        """
        location = self._database.location
        if not isinstance(location, FileLocation):
            raise StoreError(
                f"{location}: a PostgreSQL database is copied by its own program: "
                f"pg_dump --format=custom --schema={location.schema} --file={path} {location.url.database}"
            )
        copy_file(location.path, path)


def create_engagement(
    address: Address, settings: Settings, units: Iterable[Unit], clock: Clock = utc_now
) -> Engagement:
    """Create an engagement with its units; on a fault nothing is left behind.

    Parameters
    ----------
    address
        The new file, or ``postgresql+psycopg://user@host/database?schema=name``: one schema holds one engagement.
    settings
        What holds for the whole engagement.
    units
        Business units; parents may come before or after their children.
    clock
        Gives the time of every record.

    Raises
    ------
    StoreError
        If there is one already, it cannot be written, or units contradict each other.
    """
    listed = list(units)
    faults = unit_faults(listed)
    if faults:
        raise StoreError(faults)
    row = {"schema_version": SCHEMA_VERSION, "settings": settings.model_dump(mode="json"), "created": clock()}

    def fill(connection: Connection) -> None:
        connection.execute(insert(EngagementRow), row)
        insert_units(connection, listed)

    return Engagement(create_database(locate(address), fill), clock)


def open_engagement(address: Address, clock: Clock = utc_now) -> Engagement:
    """Open an existing engagement; a file of an older pmokit is copied beside itself and then upgraded.

    Parameters
    ----------
    address
        The file, or the address of a PostgreSQL database.
    clock
        Gives the time of every record.

    Raises
    ------
    StoreError
        If it is missing, no engagement, damaged, in an unsafe folder, or newer than this pmokit.
    """
    return Engagement(open_database(locate(address)), clock)
