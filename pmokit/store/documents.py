"""Step documents: versions, refused when written on a stale one, and who agreed to which."""

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Row, func, insert, select

from pmokit.errors import StoreError
from pmokit.model.base import Frozen
from pmokit.model.records import AGREEMENT_STATES, AgreementState, DocumentVersion
from pmokit.store.frames import frame_of
from pmokit.store.parts import Part, latest
from pmokit.store.schema import AgreementRow, DocumentRow

if TYPE_CHECKING:
    import pandas as pd

Body = TypeVar("Body", bound=Frozen)
AGREEMENT_COLUMNS = ("name", "role", "of_unit", "state", "reservation", "version", "said_on", "at")
LONGEST_SHOWN = 60


class StaleDocument(StoreError):  # noqa: N818
    """Someone else wrote a newer version meanwhile; both are shown, none is lost.

    Parameters
    ----------
    where
        The engagement.
    base
        The version that the writer had read; None if there was none.
    latest
        The version that is there now.
    offered
        The body that was refused.
    """

    def __init__(
        self, where: str, base: DocumentVersion | None, latest: DocumentVersion, offered: dict[str, Any]
    ) -> None:
        self.base, self.latest, self.offered = base, latest, offered
        started = f"version {base.version} ({_signature(base)})" if base else "no version"
        owner = f" of unit {latest.unit}" if latest.unit else ""
        super().__init__(
            f"{where}: the document '{latest.kind}'{owner} was changed meanwhile: you started from {started}, and "
            f"{latest.author} wrote version {latest.version} on {latest.at:%Y-%m-%d at %H:%M} UTC. "
            f"Where yours differs: {_differences(latest.body, offered)}. "
            f"Read version {latest.version}, and enter your change there again."
        )


class DocumentsPart(Part):
    """Step documents of an engagement, and the agreement to them."""

    def write_document(
        self, kind: str, body: Frozen, *, unit: str = "", author: str, base_version: int | None = None
    ) -> int:
        """Write the next version of a step document and return its number; agreement starts anew with it.

        Parameters
        ----------
        kind
            ``vision``, ``targets``, ``profile``, ...
        body
            The whole document.
        unit
            Code of a unit; empty means the whole engagement.
        author
            Who writes.
        base_version
            The version that the change was made on (0: there was none); None does not look.

        Raises
        ------
        StaleDocument
            If someone else wrote meanwhile; then nothing is written.
        StoreError
            If the unit is unknown.
        """
        offered = body.model_dump(mode="json", by_alias=True)
        with self._database.writing() as connection:
            self._require_units(connection, [unit] if unit else [])
            return self._next_version(connection, kind, unit, offered, author, base_version)

    def read_document(self, kind: str, shape: type[Body], *, unit: str = "") -> Body | None:
        """Return the latest version of a step document of a unit, else the engagement's, else None."""
        with self._database.reading() as connection:
            for owner in dict.fromkeys((unit, "")):
                found = _latest(connection, kind, owner)
                if found:
                    return self._understood(found, shape)
        return None

    def latest_documents(self, kinds: Sequence[str], units: Sequence[str]) -> list[DocumentVersion]:
        """Return the latest version of each document of some kinds, in the order of kinds and units.

        Parameters
        ----------
        kinds
            Kinds of document; those without one are left out.
        units
            Codes of units; an empty one means the whole engagement.
        """
        with self._database.reading() as connection:
            found = [_latest(connection, kind, unit) for kind in kinds for unit in dict.fromkeys(units)]
        return [version for version in found if version is not None]

    def read_documents(self, kind: str, shape: type[Body], *, units: Collection[str] | None = None) -> dict[str, Body]:
        """Return the latest version of a step document of everyone who has one, by unit; empty = the whole engagement's.

        Parameters
        ----------
        kind
            Kind of document.
        shape
            What it is read as.
        units
            Codes of a few units whose documents alone are looked at, and an empty one; None = of all.

        Raises
        ------
        StoreError
            If one of them is no such document.
        """
        newest = (
            select(DocumentRow.unit, func.max(DocumentRow.version).label("version"))
            .where(DocumentRow.kind == kind)
            .group_by(DocumentRow.unit)
            .subquery()
        )
        is_newest = (DocumentRow.unit == newest.c.unit) & (DocumentRow.version == newest.c.version)
        query = select(DocumentRow).join(newest, is_newest).where(DocumentRow.kind == kind).order_by(DocumentRow.unit)
        if units is not None:
            query = query.where(DocumentRow.unit.in_(units))
        with self._database.reading() as connection:
            return {row.unit: self._understood(_version(row), shape) for row in connection.execute(query)}

    def _understood(self, found: DocumentVersion, shape: type[Body]) -> Body:
        try:
            return shape.model_validate(found.body)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            owner = f" of unit {found.unit}" if found.unit else ""
            place = ".".join(map(str, first["loc"])) or "the whole"
            raise StoreError(
                f"{self._database}: version {found.version} of the document '{found.kind}'{owner} cannot be read "
                f"({place}: {first['msg']}). Enter that step anew, or go back to a backup."
            ) from None

    def document_history(self, kind: str, unit: str = "") -> list[DocumentVersion]:
        """Return all versions of a document, oldest first."""
        query = _versions(kind, unit).order_by(DocumentRow.version)
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query)]

    def restore_document(self, kind: str, version: int, *, unit: str = "", author: str) -> int:
        """Undo: write an older version again and return the number it gets.

        Parameters
        ----------
        kind, unit
            The document.
        version
            The one to go back to.
        author
            Who restores it.

        Raises
        ------
        StoreError
            If there is no such version.
        """
        with self._database.writing() as connection:
            found = self._require_version(connection, kind, unit, version)
            return self._next_version(connection, kind, unit, found.body, author, None)

    def agree(
        self,
        kind: str,
        version: int,
        *,
        unit: str = "",
        name: str,
        role: str,
        of_unit: str,
        state: AgreementState,
        reservation: str = "",
    ) -> None:
        """Record what someone says to a version of a document.

        Parameters
        ----------
        kind, unit, version
            The document, and the version that was shown.
        name, role, of_unit
            Who speaks, as what, for which unit (may be empty: for the whole).
        state
            ``proposed``, ``agreed``, ``agreed with reservation`` or ``rejected``.
        reservation
            Its words; needed with a reservation.

        Raises
        ------
        StoreError
            If there is no such version, the state is unknown, or the words of a reservation are missing.
        """
        self._require_word("state of agreement", state, AGREEMENT_STATES)
        if state == "agreed with reservation" and not reservation.strip():
            raise StoreError(f"{self._database}: {name} agrees with reservation, but its words are missing.")
        if not name.strip():
            raise StoreError(f"{self._database}: agreement to '{kind}' needs the name of who agrees.")
        with self._database.writing() as connection:
            self._require_version(connection, kind, unit, version)
            self._require_units(connection, [of_unit] if of_unit else [])
            row = {
                "kind": kind,
                "unit": unit,
                "version": version,
                "name": name.strip(),
                "role": role,
                "of_unit": of_unit,
            }
            connection.execute(
                insert(AgreementRow), row | {"state": state, "reservation": reservation.strip(), "at": self._clock()}
            )

    def agreements(self, kind: str, unit: str = "", version: int | None = None) -> "pd.DataFrame":
        """Return where everyone who ever spoke to a document stands on one of its versions.

        Parameters
        ----------
        kind, unit
            The document.
        version
            Which one; by default the latest.

        Returns
        -------
        pd.DataFrame
            name, role, of_unit, state, reservation, version, said_on (the version that the person spoke to last), at. Whoever spoke to
            an earlier version only is back at ``proposed``: an edit starts agreement anew.
        """
        with self._database.reading() as connection:
            newest = _latest(connection, kind, unit)
            if newest is None:
                return frame_of([], AGREEMENT_COLUMNS)
            wanted = newest.version if version is None else version
            said = [AgreementRow.kind == kind, AgreementRow.unit == unit, AgreementRow.version <= wanted]
            query = select(AgreementRow).where(
                latest(AgreementRow, AgreementRow.name, AgreementRow.of_unit, where=said)
            )
            rows = connection.execute(query.order_by(AgreementRow.id)).all()
        return frame_of([_standing(row, wanted) for row in rows], AGREEMENT_COLUMNS)

    def _next_version(
        self, connection: Connection, kind: str, unit: str, body: dict[str, Any], author: str, base: int | None
    ) -> int:
        newest = _latest(connection, kind, unit)
        current = newest.version if newest else 0
        if newest and base is not None and base != current:
            started = connection.execute(_versions(kind, unit).where(DocumentRow.version == base)).first()
            raise StaleDocument(str(self._database), _version(started) if started else None, newest, body)
        row = {"kind": kind, "unit": unit, "version": current + 1, "body": body, "author": author, "at": self._clock()}
        connection.execute(insert(DocumentRow), row)
        return current + 1

    def _require_version(self, connection: Connection, kind: str, unit: str, version: int) -> DocumentVersion:
        row = connection.execute(_versions(kind, unit).where(DocumentRow.version == version)).first()
        if row is None:
            newest = connection.scalar(
                select(func.max(DocumentRow.version)).where(DocumentRow.kind == kind, DocumentRow.unit == unit)
            )
            there = f"Expected: 1 to {newest}" if newest else "It was never written"
            owner = f" of unit {unit}" if unit else ""
            raise StoreError(f"{self._database}: the document '{kind}'{owner} has no version {version}. {there}.")
        return _version(row)


def _versions(kind: str, unit: str) -> Any:
    return select(DocumentRow).where(DocumentRow.kind == kind, DocumentRow.unit == unit)


def _latest(connection: Connection, kind: str, unit: str) -> DocumentVersion | None:
    row = connection.execute(_versions(kind, unit).order_by(DocumentRow.version.desc()).limit(1)).first()
    return _version(row) if row else None


def _version(row: Row[Any]) -> DocumentVersion:
    return DocumentVersion(row.kind, row.unit, row.version, row.body, row.author, row.at)


def _standing(row: Row[Any], version: int) -> Sequence[Any]:
    spoke = row.version == version
    state = row.state if spoke else AGREEMENT_STATES[0]
    reservation = row.reservation if spoke else ""
    return row.name, row.role, row.of_unit, state, reservation, version, row.version, row.at


def _signature(version: DocumentVersion) -> str:
    return f"by {version.author}, {version.at:%Y-%m-%d %H:%M}"


def _differences(theirs: dict[str, Any], yours: dict[str, Any]) -> str:
    """Return the keys in which two bodies differ, with both values."""
    keys = [key for key in dict.fromkeys((*theirs, *yours)) if theirs.get(key) != yours.get(key)]
    shown = [f"{key} is {_short(theirs.get(key))} there and {_short(yours.get(key))} in yours" for key in keys]
    return "; ".join(shown) or "nowhere"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
