"""Everything that the server reads and writes: one thread does it, and what comes in meanwhile goes into the next transaction."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pmokit.model.session import AUTO, Joining, Move, Participant, Session, Vote, VoteOutcome
from pmokit.store.engagement import Engagement, StaleMove
from pmokit.store.votes import Mark, News
from pmokit.store.watch import ChangeWatch
from pmokit.workshop.ballot.asked import Asked, is_waiting, next_model, read_asked
from pmokit.workshop.ballot.room import Room, hands_of

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

T = TypeVar("T")
R = TypeVar("R")
MOST_TOGETHER = 500
# Nobody notices a hundredth of a second, and in a burst it brings several votes into one transaction.
LINGER_SECONDS = 0.01

log = logging.getLogger("pmokit.ballot")


class Grouped(Generic[T, R]):
    """Runs a function on groups: what arrives within a hundredth of a second, or while a group is being written, forms the next.

    Parameters
    ----------
    run
        Takes items and returns as many results, in their order.
    """

    def __init__(self, run: Callable[[list[T]], "asyncio.Future[Sequence[R]]"]) -> None:
        self._run = run
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._task: asyncio.Task[None] | None = None

    async def put(self, item: T) -> R:
        """Return the result of one item, when its group is done."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        while self._waiting:
            await asyncio.sleep(LINGER_SECONDS)
            group, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            try:
                results = await self._run([item for item, _ in group])
            except Exception as error:  # noqa: BLE001 -- each sender has to hear of it
                for _, future in group:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_, future), result in zip(group, results, strict=True):
                # A sender who hung up meanwhile has cancelled the future; the vote is stored all the same.
                if not future.done():
                    future.set_result(result)
        self._task = None


class Ledger:
    """A session's room, kept in step with the engagement.

    Parameters
    ----------
    engagement
        The open engagement; only the ledger's thread touches it from now on.
    session
        The session.
    on_change
        Called in the event loop after something was read, with whether more than counts has changed.
    """

    def __init__(self, engagement: Engagement, session: Session, on_change: Callable[[bool], None]) -> None:
        self._engagement, self._session, self._on_change = engagement, session, on_change
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._loop = asyncio.get_running_loop()
        self._watch = ChangeWatch(engagement.database)
        self._mark = Mark()
        self._places = self._read_places()
        self._asked = read_asked(engagement, session)
        self.room = Room(self._asked, self._read(Mark()))
        self._votes: Grouped[Vote, VoteOutcome] = Grouped(lambda group: self._do(lambda: self._add(group)))
        self._joins: Grouped[Joining, Participant] = Grouped(lambda group: self._do(lambda: self._join(group)))

    async def cast(self, vote: Vote) -> VoteOutcome:
        """Record a vote and return what became of it, safely on the disk."""
        return await self._votes.put(vote)

    async def join(self, one: Joining) -> Participant:
        """Add a participant."""
        return await self._joins.put(one)

    async def look(self) -> None:
        """Read what others have written."""
        await self._loop.run_in_executor(self._pool, self._look)

    async def reveal(self) -> None:
        """Show the votes on the open question, unless somebody moves first."""
        seen = self.room.move
        shown = seen.model_copy(update={"phase": "revealed", "author": AUTO})
        await self._do(lambda: self._move(shown, seen.id))

    async def mark_seen(self, participants: Collection[int]) -> None:
        """Note who is there."""
        await self._do(lambda: self._engagement.mark_seen(self._session.id, participants))

    async def mark_reached(self, network: str) -> None:
        """Note that another device got through."""
        await self._do(lambda: self._engagement.mark_reached(self._session.id, network))

    def seen(self) -> "dict[int, dt.datetime]":
        """Return the last sign of life (UTC) of all participants by id; before the first request alone."""
        return self._engagement.last_seen(self._session.id)

    def close(self) -> None:
        """Finish what was begun, then let go of the engagement."""
        self._pool.shutdown()
        self._watch.close()
        self._engagement.close()

    def _do(self, work: Callable[[], Any]) -> "asyncio.Future[Any]":
        def in_thread() -> Any:
            result = work()
            self._tell(self._read(self._mark), None)
            return result

        return self._loop.run_in_executor(self._pool, in_thread)

    def _look(self) -> None:
        if not self._watch.has_changed():
            return
        places = self._read_places()
        if places == self._places:
            self._tell(self._read(self._mark), None)
            return
        # Another assessment has other questions and other votes: the room is built anew.
        self._places, self._asked = places, read_asked(self._engagement, self._session)
        self._tell(self._read(Mark()), self._asked)

    def _tell(self, news: News, asked: Asked | None) -> None:
        """Hand what was read to the room, in the event loop, before the result of the work gets there."""
        self._loop.call_soon_threadsafe(self._apply, news, asked, self._hands(news))

    def _read(self, since: Mark) -> News:
        news = self._engagement.session_news(self._session.id, since)
        self._mark = news.mark
        return news

    def _read_places(self) -> tuple[Any, ...]:
        engagement = self._engagement
        return engagement.assessment(), engagement.settings().client, engagement.units()

    def _add(self, votes: list[Vote]) -> list[VoteOutcome]:
        if not self._asked.assessment:
            last = self._engagement.assessment()
            if is_waiting(last, self._session):
                from pmokit.exchange.rounds import open_round  # noqa: PLC0415 -- once in a session, if at all

                open_round(self._engagement, next_model(last), anonymous=True, author=AUTO)
        return self._engagement.add_votes(self._session.id, votes)

    def _join(self, people: list[Joining]) -> list[Participant]:
        return self._engagement.join_all(self._session.id, people)

    def _move(self, move: Move, after: int) -> None:
        try:
            self._engagement.move(self._session.id, move, after=after)
        except StaleMove as stale:
            log.info("not revealed: %s", stale)

    def _hands(self, news: News) -> "pd.DataFrame | None":
        move = news.moves[-1] if news.moves else None
        if move is None or move.phase != "revealed" or not move.question:
            return None
        return hands_of(self._engagement.tallies(self._asked.assessment), move.unit, move.question)

    def _apply(self, news: News, asked: Asked | None, hands: "pd.DataFrame | None") -> None:
        if asked is not None:
            self.room = Room(asked, news)
        else:
            self.room.apply(news)
        if news.moves:
            self.room.show_hands(hands)
        if asked is not None or news.moves or news.participants or news.votes:
            self._on_change(asked is not None or bool(news.moves))
