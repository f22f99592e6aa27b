"""What the handlers share: the room and its ledger, who is there, who listens, and what is tried too often."""

import asyncio
import json
import logging
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol

from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.errors import PmokitError
from pmokit.model.session import Session
from pmokit.store.engagement import Engagement
from pmokit.store.parts import utc_now
from pmokit.workshop.ballot.hosts import own_addresses, own_names
from pmokit.workshop.ballot.ledger import Ledger
from pmokit.workshop.ballot.limits import Limiter, Rate
from pmokit.workshop.ballot.page import Page
from pmokit.workshop.ballot.presence import Presence
from pmokit.workshop.ballot.tokens import Tokens

# 300 phones may share one address, and one in ten people mistypes: wrong codes count, right ones never do. At the overall rate a
# guesser finds one of 244 million codes in a workshop of 36 hours with a chance of one in a thousand.
GUESSES_BY_ADDRESS = Rate(burst=40, per_second=0.5)
GUESSES = Rate(burst=200, per_second=2)
VOTES = Rate(burst=120, per_second=3)
JOINS = Rate(burst=600, per_second=20)
MOST_PARTICIPANTS = 2000
COUNT_SECONDS = 2.0
PAGES_AT_ONCE = 20

log = logging.getLogger("pmokit.ballot")


class Listener(Protocol):
    """An open page that is told of changes."""

    participant: int

    def tell(self, chunk: bytes) -> None:
        """Send a message, framed for the connection."""


@dataclass
class Limits:
    """What may be tried how often."""

    guesses: Limiter = field(default_factory=lambda: Limiter(GUESSES, time.monotonic))
    guesses_by_address: Limiter = field(default_factory=lambda: Limiter(GUESSES_BY_ADDRESS, time.monotonic))
    votes: Limiter = field(default_factory=lambda: Limiter(VOTES, time.monotonic))
    joins: Limiter = field(default_factory=lambda: Limiter(JOINS, time.monotonic))


class Service:
    """One session's door.

    Parameters
    ----------
    engagement
        The open engagement; it belongs to the service from now on.
    session
        The session.
    """

    def __init__(self, engagement: Engagement, session: Session) -> None:
        self.code = session.code
        self.tokens = Tokens(engagement.session_secret(session.id), session.id)
        self.limits = Limits()
        self.names, self.addresses = own_names(), own_addresses()
        theme, folder = load_theme(), places.templates() / "ballot"
        self.page = Page(folder, "page.html", theme)
        self.reached, self.reached_here = (Page(folder, "reach.html", theme, own=own) for own in (False, True))
        self.ledger = Ledger(engagement, session, self._changed)
        now = utc_now()
        ages = {one: (now - seen).total_seconds() for one, seen in self.ledger.seen().items()}
        self.presence = Presence(time.monotonic, ages)
        self._listeners: set[Listener] = set()
        self._telling: set[asyncio.Task[None]] = set()
        self._is_counted, self._is_revealing = True, False

    async def prepare(self) -> None:
        """Read what the first reveal needs, while votes are taken already: after a restart nobody waits for it."""
        await asyncio.to_thread(import_module, "pmokit.assess.delphi")

    def listen(self, listener: Listener) -> None:
        """Tell a page of changes from now on."""
        self._listeners.add(listener)

    def forget(self, listener: Listener) -> None:
        """Tell a page no more."""
        self._listeners.discard(listener)

    def pages_of(self, participant: int) -> Collection[Listener]:
        """Return the open pages of one participant."""
        return [listener for listener in self._listeners if listener.participant == participant]

    async def look(self) -> None:
        """Read what others wrote, and reveal a question that everyone has answered; called several times a second."""
        try:
            await self.ledger.look()
            if not self._is_revealing and self.ledger.room.is_complete(self.presence.present()):
                self._is_revealing = True
                await self.ledger.reveal()
        except PmokitError:
            log.exception("the session could not be read")
        finally:
            self._is_revealing = False

    async def count(self) -> None:
        """Tell the pages how many have voted, where that has changed; called every two seconds."""
        if not self._is_counted:
            self._is_counted = True
            await self._tell(count_message(self.ledger.room.counts()))

    async def beat(self) -> None:
        """Keep the connections of the pages open, and note their owners as present."""
        for listener in self._listeners:
            self.presence.touch(listener.participant)
        await self._tell(b": beat\n\n")

    async def note_presence(self) -> None:
        """Write down who is there."""
        fresh = self.presence.take_fresh()
        if fresh:
            try:
                await self.ledger.mark_seen(fresh)
            except PmokitError:
                log.exception("who is there could not be noted")

    def state_message(self) -> bytes:
        """Return the message that says that there is a new state."""
        return f"event: state\ndata: {self.ledger.room.version}\n\n".encode("ascii")

    def _changed(self, is_move: bool) -> None:  # noqa: FBT001 -- a callback
        self._is_counted = False
        if is_move:
            task = asyncio.get_running_loop().create_task(self._tell(self.state_message()))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _tell(self, message: bytes) -> None:
        """Send a message to all pages, a few at a time: votes that come in meanwhile do not wait for 300 of them."""
        chunk = b"%x\r\n%s\r\n" % (len(message), message)
        for number, listener in enumerate(list(self._listeners), 1):
            listener.tell(chunk)
            if number % PAGES_AT_ONCE == 0:
                await asyncio.sleep(0)


def count_message(counts: dict[str, int]) -> bytes:
    """Return the message that says how many have joined and voted."""
    return f"event: count\ndata: {json.dumps(counts, separators=(',', ':'))}\n\n".encode("ascii")
