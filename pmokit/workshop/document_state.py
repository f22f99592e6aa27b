"""A step document while people work on it: saved with every change, undone step by step, never overwritten unseen."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pydantic import ValidationError
from traitlets import Any as AnyTrait
from traitlets import HasTraits, Instance, Int

from pmokit.errors import Fault, InputError
from pmokit.model.base import Frozen
from pmokit.model.records import AgreementState, DocumentVersion
from pmokit.store.engagement import Engagement, StaleDocument
from pmokit.workshop.unsaved import Unsaved

MOST_STEPS_BACK = 50
FACILITATOR = "facilitator"


@dataclass(frozen=True)
class Conflict:
    """Two people changed the same thing.

    Parameters
    ----------
    theirs
        The version that is in the engagement.
    mine
        The body that was not written.
    fields
        Names of the fields that both changed.
    """

    theirs: DocumentVersion
    mine: Frozen
    fields: tuple[str, ...]


class DocumentState(HasTraits):  # type: ignore[misc]
    """One step document of one unit, or of the whole engagement.

    What two people change in different fields of the body is put together; where both changed the same field,
    :attr:`conflict` holds both versions until somebody decides. The one that is not written is kept in the engagement: when the
    program behind the page ends before that, whoever entered it has the same choice again.

    Parameters
    ----------
    engagement, kind, shape
        Where it lives, what it is, and the type of its body.
    unit
        Code of the unit; empty = the whole engagement.
    author
        Who writes; may change while the page is open.
    start
        Makes the proposed body where there is no document; it is written with the first change, or by :meth:`adopt`.
    """

    body = Instance(Frozen, allow_none=True)
    version = Int(0)
    conflict = Instance(Conflict, allow_none=True)
    saved_at = AnyTrait(None, allow_none=True)

    def __init__(
        self,
        engagement: Engagement,
        kind: str,
        shape: type[Frozen],
        *,
        unit: str = "",
        author: str,
        start: Callable[[], Frozen | None],
    ) -> None:
        super().__init__()
        self.engagement, self.kind, self.shape, self.unit = engagement, kind, shape, unit
        self.author = author.strip() or FACILITATOR
        self._before: list[Frozen] = []
        self._base: Frozen | None = None
        self._unsaved = Unsaved(engagement, kind, unit)
        newest = self._newest()
        if newest is None:
            self.body = self._base = start()
        else:
            self._before = self._own_steps(newest)
            self._read(newest)
            self._take_up(newest)

    @property
    def is_proposal(self) -> bool:
        """Whether nothing has been written yet."""
        return bool(self.version == 0)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step of this author to take back."""
        return bool(self._before) and self.conflict is None

    def edit(self, **fields: Any) -> bool:
        """Change some fields of the body and save it; return whether it is saved.

        Parameters
        ----------
        fields
            New values by name.

        Raises
        ------
        InputError
            If a value does not hold; then nothing has changed.
        """
        given = {} if self.body is None else {name: getattr(self.body, name) for name in self.shape.model_fields}
        try:
            body = self.shape.model_validate(given | fields, by_name=True, by_alias=True)
        except ValidationError as error:
            raise InputError(_faults(error)) from None
        return self.change(body)

    def change(self, body: Frozen) -> bool:
        """Save another body; return whether it is saved, which it is not when nothing changed or in a conflict."""
        if body == self.body and not self.is_proposal:
            return False
        if self.conflict is not None:
            # Nobody has decided yet: what is typed meanwhile belongs to this side's version.
            self._hold(self.conflict.theirs, body, self.conflict.fields)
            return False
        before = None if self.is_proposal else self.body
        return self._write(body, before)

    def adopt(self) -> bool:
        """Write the proposed body as it stands; return whether it is written."""
        return self.is_proposal and self.body is not None and self._write(self.body, None)

    def undo(self) -> bool:
        """Write the body before this author's latest step again; return whether there was one."""
        if not self.can_undo:
            return False
        kept = list(self._before)
        if not self._write(kept[-1], None):
            return False
        self._before = kept[:-1]
        return True

    def take_theirs(self) -> None:
        """End a conflict with the version of the other person."""
        if self.conflict is not None:
            theirs, self.conflict = self.conflict.theirs, None
            self._before = []
            self._read(theirs)
            self._unsaved.forget(author=self.author)

    def keep_mine(self) -> None:
        """End a conflict with this side's version; the other one stays in the history."""
        if self.conflict is not None:
            mine, theirs = self.conflict.mine, self.conflict.theirs
            self.conflict = None
            self._base = self._body_of(theirs)
            self.version = theirs.version
            if self._write(mine, self._base):
                self._unsaved.forget(author=self.author)

    def refresh(self) -> bool:
        """Look whether someone else wrote meanwhile, and show it; return whether the body changed."""
        newest = self._newest()
        if newest is None or newest.version == self.version:
            return False
        if self.conflict is not None:
            self.conflict = Conflict(newest, self.conflict.mine, self.conflict.fields)
            return False
        self._before = []
        self._read(newest)
        return True

    def agree(self, state: AgreementState, name: str, role: str, reservation: str = "") -> None:
        """Record what someone says to the present version; a proposal is written first.

        Parameters
        ----------
        state
            ``proposed``, ``agreed``, ``agreed with reservation`` or ``rejected``.
        name, role
            Who speaks, and as what.
        reservation
            Its words.

        Raises
        ------
        StoreError
            If the name is missing, or the words of a reservation.
        """
        self.adopt()
        self.engagement.agree(
            self.kind,
            self.version,
            unit=self.unit,
            name=name,
            role=role,
            of_unit=self.unit,
            state=state,
            reservation=reservation,
        )

    def agreements(self) -> pd.DataFrame:
        """Return where everyone stands on the present version: name, role, of_unit, state, reservation, ..."""
        return self.engagement.agreements(self.kind, self.unit)

    def _write(self, body: Frozen, before: Frozen | None) -> bool:
        try:
            version = self._save(body, self.version)
        except StaleDocument as stale:
            return self._merge(body, stale.latest, before)
        self._settle(body, version, before)
        return True

    def _merge(self, mine: Frozen, theirs: DocumentVersion, before: Frozen | None) -> bool:
        """Put both changes together where they touch different fields; else hold them side by side."""
        other = self._body_of(theirs)
        merged, both = _merged(self._base, mine, other, self.shape)
        if merged is None:
            self._hold(theirs, mine, both)
            return False
        try:
            version = self._save(merged, theirs.version)
        except StaleDocument as stale:
            self._hold(stale.latest, mine, both)
            return False
        self._settle(merged, version, None if before is None else other)
        return True

    def _hold(self, theirs: DocumentVersion, mine: Frozen, both: tuple[str, ...]) -> None:
        """Hold two versions side by side; the one that is not written is kept first."""
        self._unsaved.keep(mine, both, author=self.author)
        self.conflict = Conflict(theirs, mine, both)
        self.body = mine

    def _take_up(self, newest: DocumentVersion) -> None:
        """Offer what this author had not decided when their page ended."""
        kept = self._unsaved.take_up(self.author)
        if kept is None:
            return
        mine = self.shape.model_validate(kept.body)
        if mine == self.body:
            self._unsaved.forget(author=self.author)
            return
        self.conflict = Conflict(newest, mine, kept.fields)
        self.body = mine

    def _save(self, body: Frozen, base: int) -> int:
        return self.engagement.write_document(self.kind, body, unit=self.unit, author=self.author, base_version=base)

    def _settle(self, body: Frozen, version: int, before: Frozen | None) -> None:
        if before is not None:
            self._before = [*self._before, before][-MOST_STEPS_BACK:]
        self._base = body
        self.version = version
        self.saved_at = dt.datetime.now(dt.UTC)
        self.body = body

    def _read(self, version: DocumentVersion) -> None:
        self._base = self._body_of(version)
        self.version = version.version
        self.saved_at = version.at
        self.body = self._base

    def _newest(self) -> DocumentVersion | None:
        found = self.engagement.latest_documents([self.kind], [self.unit])
        return found[0] if found else None

    def _own_steps(self, newest: DocumentVersion) -> list[Frozen]:
        """Return the bodies before this author's steps that nobody else has followed up, oldest first."""
        if newest.version == 1 or newest.author != self.author:
            return []
        history = self.engagement.document_history(self.kind, self.unit)
        first = len(history) - 1
        while first > 1 and history[first - 1].author == self.author:
            first -= 1
        return [self._body_of(one) for one in history[first - 1 : -1]][-MOST_STEPS_BACK:]

    def _body_of(self, version: DocumentVersion) -> Frozen:
        return self.shape.model_validate(version.body)


def _merged(
    base: Frozen | None, mine: Frozen, theirs: Frozen, shape: type[Frozen]
) -> tuple[Frozen | None, tuple[str, ...]]:
    """Return both changes in one body, or None and the names of the fields that both changed."""
    values, both = {}, []
    for name in shape.model_fields:
        ours, others = getattr(mine, name), getattr(theirs, name)
        start = None if base is None else getattr(base, name)
        if ours == others or (base is not None and others == start):
            values[name] = ours
        elif base is not None and ours == start:
            values[name] = others
        else:
            both.append(name)
    if both:
        return None, tuple(both)
    try:
        return shape.model_validate(values, by_name=True, by_alias=True), ()
    except ValidationError:
        # Each holds alone and both together do not: people decide.
        return None, tuple(name for name in values if getattr(mine, name) != getattr(theirs, name))


def _faults(error: ValidationError) -> list[Fault]:
    """Return pydantic's findings as faults in plain words."""
    found = []
    for one in error.errors(include_url=False):
        where = " ".join(str(part + 1) if isinstance(part, int) else part.replace("_", " ") for part in one["loc"])
        said = one["msg"].removeprefix("Value error, ")
        found.append(
            Fault(
                where or "document", said[:1].lower() + said[1:], "a value that fits", "Change it; nothing is saved yet"
            )
        )
    return found
