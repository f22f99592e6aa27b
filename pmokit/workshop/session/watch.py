"""Whether anything in the engagement has changed since somebody looked last: a look costs microseconds."""

from typing import Any

from pmokit.store.engagement import Engagement


class Watch:
    """Tells whether others wrote into an engagement.

    Parameters
    ----------
    engagement
        The open engagement. In PostgreSQL, where a look is a query like any other, something always may have changed.
    """

    def __init__(self, engagement: Engagement) -> None:
        self._database = engagement.database
        self._connection: Any = None
        self._version: int | None = None

    def has_changed(self) -> bool:
        """Return whether there were commits since the last call; the first call always says so."""
        if not self._database.is_file:
            return True
        if self._connection is None:
            # The number only compares within one connection, so this one is kept.
            self._connection = self._database.engine.raw_connection()
        version = int(self._connection.cursor().execute("PRAGMA data_version").fetchone()[0])
        is_new, self._version = version != self._version, version
        return is_new

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
