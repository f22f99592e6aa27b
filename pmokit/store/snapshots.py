"""Models and catalogues as they were when they were used, so that an old file still explains itself."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from pmokit.store.parts import Part
from pmokit.store.schema import SnapshotRow


class SnapshotsPart(Part):
    """Snapshots of an engagement."""

    def save_snapshot(self, kind: str, key: str, version: str, body: Mapping[str, Any]) -> str:
        """Keep a model or a catalogue as it is now; the same content is kept once.

        Parameters
        ----------
        kind
            ``model``, ``catalogue``, ...
        key, version
            Its id and version.
        body
            What JSON can hold, without NaN.

        Returns
        -------
        str
            SHA-256 of the body as canonical JSON.
        """
        with self._database.writing() as connection:
            return insert_snapshot(connection, kind, key, version, body, self._clock())

    def snapshot(self, kind: str, key: str, version: str, *, sha256: str = "") -> dict[str, Any] | None:
        """Return the body of a snapshot, or None.

        Parameters
        ----------
        kind, key, version
            As saved.
        sha256
            Which one, if content changed without a new version; by default the one saved last.
        """
        query = select(SnapshotRow.body).where(
            SnapshotRow.kind == kind, SnapshotRow.key == key, SnapshotRow.version == version
        )
        if sha256:
            query = query.where(SnapshotRow.sha256 == sha256)
        with self._database.reading() as connection:
            return connection.scalars(query.order_by(SnapshotRow.id.desc()).limit(1)).first()


def insert_snapshot(
    connection: Connection, kind: str, key: str, version: str, body: Mapping[str, Any], now: dt.datetime
) -> str:
    """Keep a body unless the same one is there, and return its hash."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {"kind": kind, "key": key, "version": version, "sha256": digest}
    there = select(SnapshotRow.id).where(*(getattr(SnapshotRow, name) == value for name, value in row.items()))
    if connection.scalar(there) is None:
        connection.execute(insert(SnapshotRow), row | {"body": dict(body), "at": now})
    return digest
