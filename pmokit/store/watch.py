"""Whether anyone has written to an engagement since one last looked."""

from pmokit.store.database import Database, plain_words


class ChangeWatch:
    """A cheap look at an engagement, many times a second; used by one thread at a time.

    Parameters
    ----------
    database
        Where it lives.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._raw = database.engine.raw_connection() if database.is_file else None
        self._seen: int | None = None

    def has_changed(self) -> bool:
        """Return whether there is something to read: what other connections of a file have committed since the last call.

        The first call says yes, and so does every call on PostgreSQL, which has no such counter.

        Raises
        ------
        StoreError
            If the file cannot be read any more.
        """
        if self._raw is None:
            return True
        with plain_words(self._database.location):
            cursor = self._raw.cursor()
            try:
                found = int(cursor.execute("PRAGMA data_version").fetchone()[0])
            finally:
                cursor.close()
        before, self._seen = self._seen, found
        return found != before

    def close(self) -> None:
        """Give the connection back."""
        if self._raw is not None:
            self._raw.close()
