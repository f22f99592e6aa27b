"""What the participants' door answers: joining, the state, votes, and the stream of changes."""

import asyncio
from typing import Any

from tornado.iostream import StreamClosedError

from pmokit.errors import PmokitError
from pmokit.workshop.ballot.base import COOKIE, Answer, Refusal
from pmokit.workshop.ballot.codes import read_code
from pmokit.workshop.ballot.entry import read_joining, read_vote
from pmokit.workshop.ballot.hosts import network_of
from pmokit.workshop.ballot.page import Page
from pmokit.workshop.ballot.room import room_card
from pmokit.workshop.ballot.service import MOST_PARTICIPANTS, count_message
from pmokit.workshop.ballot.tokens import VALID_SECONDS

MOST_PAGES = 4
MOST_BEHIND = 65_536
RETRY_MS = 2000


class Guarded(Answer):
    """Answers that a join code opens; wrong codes are counted."""

    def check_code(self, given: Any) -> None:
        """Refuse a wrong code, and for a while every code from an address that has tried too many.

        Raises
        ------
        Refusal
            404 for a wrong code, 429 after too many.
        """
        limits, address = self.service.limits, self.request.remote_ip
        wait = max(limits.guesses_by_address.wait(address), limits.guesses.wait(""))
        if wait:
            raise Refusal(429, f"Too many wrong codes. Wait {wait} s, then look at the code again.", wait=wait)
        if not isinstance(given, str) or read_code(given) != self.service.code:
            limits.guesses_by_address.count(address)
            limits.guesses.count("")
            raise Refusal(404, "There is no session with this code. Look at the code that the facilitator shows.")


class RoomCard(Guarded):
    """What the join form needs."""

    def get(self) -> None:
        """Answer to whoever has the code."""
        self.check_code(self.get_query_argument("code", ""))
        self.answer(room_card(self.room))


class Join(Guarded):
    """Somebody joins."""

    async def post(self) -> None:
        """Add a participant and hand out the token, as text and as a cookie."""
        body = self.body()
        self.check_code(body.get("code"))
        if self.room.is_ended:
            raise Refusal(410, "This session has ended, so nobody can join it any more.")
        one = self.checked(read_joining, body, self.room.asked.model)
        wait = self.service.limits.joins.wait("")
        if wait:
            raise Refusal(429, f"Many people are joining at once. Try again in {wait} s.", wait=wait)
        if len(self.room.participants) >= MOST_PARTICIPANTS:
            raise Refusal(429, f"{MOST_PARTICIPANTS} people have joined, and the room is full. Tell the facilitator.")
        self.service.limits.joins.count("")
        joined = await self.service.ledger.join(one)
        self.service.presence.touch(joined.id)
        token = self.service.tokens.make(joined.id)
        self.set_cookie(COOKIE, token, httponly=True, samesite="Strict", path="/", max_age=VALID_SECONDS)
        self.answer({"token": token, "participant": joined.id, "role": joined.role, **room_card(self.room)})


class State(Answer):
    """What a participant sees now."""

    def get(self) -> None:
        """Answer with the state."""
        participant = self.who()
        self.answer(self.room.state(participant, self.get_query_argument("question", None)))


class Votes(Answer):
    """A vote."""

    async def post(self) -> None:
        """Answer 200 when the vote is safe on the disk, and the same again when it is sent again."""
        body = self.body()
        sent = body.get("token")
        participant = self.who(sent if isinstance(sent, str) else None)
        wait = self.service.limits.votes.wait(participant)
        if wait:
            raise Refusal(429, f"Too many votes at once. Try again in {wait} s.", wait=wait)
        self.service.limits.votes.count(participant)
        asked = self.room.asked
        vote = self.checked(read_vote, body, asked.model, participant, self.room.move.unit, asked.units)
        if vote.question not in asked.position:
            raise Refusal(409, f"{vote.question} is not asked here.", state=self.room.state(participant))
        try:
            outcome = await self.service.ledger.cast(vote)
        except PmokitError as fault:
            raise Refusal(503, f"The answer could not be stored. {fault}") from fault
        if outcome == "closed":
            raise Refusal(409, f"{vote.question} takes no votes now.", state=self.room.state(participant))
        if outcome == "differs":
            raise Refusal(409, "This vote_id stands for another vote.", state=self.room.state(participant))
        self.answer({"vote_id": vote.vote_id, "stored": True, "question": vote.question, "round": vote.round})


class Events(Answer):
    """The stream of changes (server-sent events) to one open page."""

    participant = 0

    async def get(self) -> None:
        """Send the version now and after each change, until the page closes."""
        self.participant = self.who()
        for page in list(self.service.pages_of(self.participant))[MOST_PAGES - 1 :]:
            self.service.forget(page)
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        connection: Any = self.request.connection
        self._stream = connection.stream
        self._closed = asyncio.get_running_loop().create_future()
        self.write(f"retry: {RETRY_MS}\n\n")
        self.write(self.service.state_message() + count_message(self.room.counts()))
        try:
            await self.flush()
        except StreamClosedError:
            return
        self.service.listen(self)
        try:
            await self._closed
        finally:
            self.service.forget(self)

    def tell(self, chunk: bytes) -> None:
        """Send a message; a page that does not read is closed, and comes back by itself."""
        # Straight to the stream: framing the same message anew for each of 300 pages costs more than sending it.
        if self._stream.closed():
            return
        if len(self._stream._write_buffer) > MOST_BEHIND:  # noqa: SLF001 -- Tornado tells it nowhere else
            self._stream.close()
            return
        # A page that is gone by now is noticed by the handler of its closing.
        self._stream.write(chunk).add_done_callback(lambda written: written.cancelled() or written.exception())

    def on_connection_close(self) -> None:
        """Stop telling a page that is gone."""
        if not self._closed.done():
            self._closed.set_result(None)


class Paged(Answer):
    """Answers with a page."""

    def show(self, page: Page) -> None:
        """Send a page with its policy."""
        body, policy = page.answer()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", policy)
        self.finish(body)


class TheOnePage(Paged):
    """The page itself, with or without a code in its address."""

    def get(self) -> None:
        """Send it."""
        self.show(self.service.page)


class Reach(Paged):
    """The page that shows whether other devices get here."""

    async def get(self) -> None:
        """Send it, and note for the facilitator that another device got through."""
        network = network_of(self.request.remote_ip or "", self.service.addresses)
        if network:
            await self.service.ledger.mark_reached(network)
        self.show(self.service.reached if network else self.service.reached_here)
