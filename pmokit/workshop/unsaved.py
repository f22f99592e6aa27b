"""Keeps a version that was not written because somebody else changed the same thing, until a person chooses between the two."""

import secrets

from pmokit.model.base import Frozen
from pmokit.model.unsaved import UnsavedVersion, UnsavedVersions, unsaved_kind
from pmokit.store.engagement import Engagement, StaleDocument
from pmokit.store.parts import utc_now


class Unsaved:
    """What one page has not saved of one step document; the program behind the page may end, it is in the engagement.

    Parameters
    ----------
    engagement, kind, unit
        The document.
    """

    def __init__(self, engagement: Engagement, kind: str, unit: str) -> None:
        self._engagement, self._kind, self._unit = engagement, unsaved_kind(kind), unit
        self._page, self._is_kept = secrets.token_hex(8), False

    def take_up(self, author: str) -> UnsavedVersion | None:
        """Return what somebody left undecided when their page ended, and stand for it from now on; None where nothing is left.

        Parameters
        ----------
        author
            Who is at the page.
        """
        found = self._read()[0].of(author)
        if found is not None:
            self._page, self._is_kept = found.id, True
        return found

    def keep(self, body: Frozen, fields: tuple[str, ...], *, author: str) -> None:
        """Keep a version; it takes the place of the one that this page kept before.

        Parameters
        ----------
        body
            The document as it would stand.
        fields
            Names of the fields that both changed.
        author
            Who entered it.
        """
        entered = body.model_dump(mode="json", by_alias=True)
        version = UnsavedVersion(id=self._page, author=author, at=utc_now(), fields=fields, body=entered)
        self._change(version, author)
        self._is_kept = True

    def forget(self, *, author: str) -> None:
        """Let go of what was kept: somebody has decided.

        Parameters
        ----------
        author
            Who decided.
        """
        if self._is_kept:
            self._change(None, author)
            self._is_kept = False

    def _read(self) -> tuple[UnsavedVersions, int]:
        found = self._engagement.latest_documents([self._kind], [self._unit])
        if not found:
            return UnsavedVersions(), 0
        return UnsavedVersions.model_validate(found[0].body), found[0].version

    def _change(self, version: UnsavedVersion | None, author: str) -> None:
        while True:
            kept, base = self._read()
            changed = kept.without(self._page) if version is None else kept.with_version(version)
            try:
                self._engagement.write_document(self._kind, changed, unit=self._unit, author=author, base_version=base)
            except StaleDocument:
                continue  # another page kept its own meanwhile: both stay
            return
