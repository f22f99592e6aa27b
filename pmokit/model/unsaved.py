"""What somebody entered while somebody else changed the same thing, kept until they choose between the two."""

import datetime as dt
from typing import Any

from pmokit.model.base import Frozen

UNSAVED = "unsaved"


class UnsavedVersion(Frozen):
    """One person's version of a step document that was not written.

    Parameters
    ----------
    id
        Of the page on which it was entered.
    author, at
        Who entered it, and when (UTC).
    fields
        Names of the fields that both changed.
    body
        The whole document as it would stand.
    """

    id: str
    author: str
    at: dt.datetime
    fields: tuple[str, ...]
    body: dict[str, Any]


class UnsavedVersions(Frozen):
    """All versions of one step document about which nobody has decided yet.

    Parameters
    ----------
    versions
        The oldest first.
    """

    versions: tuple[UnsavedVersion, ...] = ()

    def with_version(self, version: UnsavedVersion) -> "UnsavedVersions":
        """Return the versions with one more; it takes the place of the one before from the same page."""
        return UnsavedVersions(versions=(*self.without(version.id).versions, version))

    def without(self, page: str) -> "UnsavedVersions":
        """Return the versions without the one from a page."""
        return UnsavedVersions(versions=tuple(one for one in self.versions if one.id != page))

    def of(self, author: str) -> UnsavedVersion | None:
        """Return the latest version that somebody entered, or None."""
        return next((one for one in reversed(self.versions) if one.author == author), None)


def unsaved_kind(kind: str) -> str:
    """Return the kind of the document that keeps what was not written of another kind."""
    return f"{UNSAVED}:{kind}"
