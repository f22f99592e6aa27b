"""A session as its participants see it: built from its moves, participants and votes, in the order in which they were recorded."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.sources import choose_sources
from pmokit.model.session import Move, Participant, Vote
from pmokit.store.votes import News
from pmokit.workshop.ballot.asked import Asked

if TYPE_CHECKING:
    import pandas as pd

CHOICES = {"dk": "DK", "na": "NA"}
Place = tuple[str, str, int]  # unit, question, round


class Room:
    """The state of a session; it reads nothing by itself.

    Parameters
    ----------
    asked
        What is asked.
    news
        The session from its beginning.
    """

    def __init__(self, asked: Asked, news: News) -> None:
        self.asked = asked
        self.move: Move = news.moves[-1]
        self.participants: dict[int, Participant] = {}
        self.hands: pd.DataFrame | None = None
        self._votes: dict[Place, dict[int, Vote]] = {}
        self._revealed: set[Place] = set()
        self._shown: tuple[int, dict[str, Any]] | None = None
        self.apply(news)

    def apply(self, news: News) -> None:
        """Take in what was recorded since.

        Parameters
        ----------
        news
            What follows on the news before.
        """
        self.participants |= {one.id: one for one in news.participants}
        for cast in news.votes:
            vote = cast.vote
            self._votes.setdefault((vote.unit, vote.question, vote.round), {})[vote.participant] = vote
        for move in news.moves:
            if move.phase == "revealed" and move.question:
                self._revealed.add((move.unit, move.question, move.round))
        if news.moves:
            self.move = news.moves[-1]
            self._shown = None

    def show_hands(self, tally: "pd.DataFrame | None") -> None:
        """Take the count of raised hands for the question that is revealed: one row per hand, with status and value; None = no count."""
        self.hands, self._shown = tally, None

    @property
    def version(self) -> int:
        """Grows with every move and every assessment, also from one run of the server to the next."""
        return self.move.id + self.asked.assessment

    @property
    def is_ended(self) -> bool:
        """Whether nothing is taken any more."""
        return self.move.phase == "ended"

    def voted(self, question: str | None = None) -> Collection[int]:
        """Return who has voted on a question, by default on the one of the last move, in its round."""
        wanted = question or self.move.question
        return self._votes.get((self.move.unit, wanted, self.move.round), {}) if wanted else {}

    def counts(self) -> dict[str, int]:
        """Return how many have joined, and where all are at one question, how many have voted on it."""
        joined = {"joined": len(self.participants)}
        return joined | {"voted": len(self.voted())} if self.move.question else joined

    def may_take(self, participant: int) -> bool:
        """Return whether somebody can vote at all: known here, and without a name where the assessment is anonymous."""
        one = self.participants.get(participant)
        return one is not None and not (self.asked.anonymous and one.name)

    def is_complete(self, present: Collection[int]) -> bool:
        """Return whether the question reveals itself now: all who are present have voted, and enough to show it.

        Parameters
        ----------
        present
            Participants who were seen in the last minutes.
        """
        move, voted = self.move, self.voted()
        if move.phase != "open" or move.channel != "phones" or not move.auto_reveal or not present:
            return False
        enough = DEFAULT_K if self.asked.anonymous else 1
        return len(voted) >= enough and all(one in voted for one in present)

    def answered(self, participant: int) -> list[str]:
        """Return the questions of the scope that somebody has answered for the unit, in any round."""
        mine = {
            question
            for (unit, question, _), cast in self._votes.items()
            if unit == self.move.unit and participant in cast
        }
        return [question for question in self.asked.scope if question in mine]

    def state(self, participant: int, question: str | None = None) -> dict[str, Any]:
        """Return what one participant sees.

        Parameters
        ----------
        participant
            Who looks; nothing of what others said is in it before the reveal.
        question
            Before the meeting: the question to show; by default the first that the participant has not answered.
        """
        move = self.move
        before = self._before(participant, question) if move.phase == "before" else {}
        number = move.round if move.phase != "before" else 1
        current = before.get("question", move.question)
        return {
            "version": self.version,
            "phase": move.phase,
            "channel": move.channel,
            "anonymous": self.asked.anonymous,
            "unit": {"code": move.unit, "name": self.asked.units.get(move.unit, move.unit)},
            "round": number,
            "question": current,
            **self._texts(current),
            "mine": self._mine(participant, current, number),
            "previous": self._previous(participant, current, number),
            **self.counts(),
            "voted": len(self._votes.get((move.unit, current, number), {})) if current else 0,
            "reveal": self._reveal() if move.phase == "revealed" else None,
            **before,
        }

    def _before(self, participant: int, question: str | None) -> dict[str, Any]:
        # What an anonymous session has revealed takes no more votes, so it is not asked again.
        closed = self._closed_before()
        asked = [one for one in self.asked.scope if one not in closed]
        answered = [one for one in self.answered(participant) if one not in closed]
        done = set(answered)
        following = next((one for one in asked if one not in done), None)
        return {
            "question": question if question in asked else following,
            "questions": asked,
            "answered": answered,
        }

    def _closed_before(self) -> set[str]:
        if not self.asked.anonymous:
            return set()
        return {question for unit, question, number in self._revealed if (unit, number) == (self.move.unit, 1)}

    def _texts(self, question: str | None) -> dict[str, Any]:
        texts = self.asked.questions.get(question) if question else None
        place = {"number": self.asked.position.get(question or ""), "of": len(self.asked.scope)}
        if texts is None:
            return place | {"text": "", "hint": "", "domain": "", "options": []}
        return place | texts | {"dont_know": True, "not_applicable": True}

    def _mine(self, participant: int, question: str | None, number: int) -> dict[str, Any] | None:
        vote = self._vote(participant, question, number)
        return None if vote is None else {"answer": _choice(vote), "comment": vote.comment, "round": number}

    def _previous(self, participant: int, question: str | None, number: int) -> str | None:
        earlier = (self._vote(participant, question, at) for at in range(number - 1, 0, -1))
        return next((_choice(vote) for vote in earlier if vote is not None), None)

    def _vote(self, participant: int, question: str | None, number: int) -> Vote | None:
        return self._votes.get((self.move.unit, question, number), {}).get(participant) if question else None

    def _reveal(self) -> dict[str, Any] | None:
        if self._shown is None or self._shown[0] != self.version:
            shown = self._distribution()
            if shown is None:
                return None
            self._shown = (self.version, shown)
        return self._shown[1]

    def _distribution(self) -> dict[str, Any] | None:
        # The server takes votes before it has read the libraries for this; see `Service.prepare`.
        import pandas as pd  # noqa: PLC0415

        from pmokit.assess.delphi import distribution  # noqa: PLC0415

        move = self.move
        if move.question is None or move.question not in self.asked.model.question_by_id:
            return None
        cast = list(self._votes.get((move.unit, move.question, move.round), {}).values())
        frame = pd.DataFrame({"status": [vote.status for vote in cast], "value": [vote.value for vote in cast]})
        if self.hands is not None:
            # Everybody saw the hands; what is added to them must not be a few people without names.
            frame = frame if choose_sources(len(cast), 0, anonymous=self.asked.anonymous).phones else frame[:0]
            cast = cast if len(frame) else []
            frame = pd.concat([self.hands, frame], ignore_index=True) if len(frame) else self.hands
        offered = self.asked.model.answer_set(move.question)
        found = distribution(frame, offered.values, anonymous=self.asked.anonymous)
        hidden = move.comments_hidden
        # Sorted by the text: the order of arrival would tell who wrote first.
        comments = sorted(vote.comment for vote in cast if vote.comment and vote.participant not in hidden)
        shown = move.comments_shown and not found.withheld_reason
        return asdict(found) | {"comments": comments if shown else []}


def hands_of(tallies: "pd.DataFrame", unit: str, question: str) -> "pd.DataFrame | None":
    """Return a count of raised hands as one row per hand, or None where there is none.

    Parameters
    ----------
    tallies
        As the store returns them.
    unit, question
        Which one.
    """
    mine = tallies[(tallies["unit"] == unit) & (tallies["question"] == question)]
    if mine.empty:
        return None
    return mine.loc[mine.index.repeat(mine["count"]), ["status", "value"]].reset_index(drop=True)


def room_card(room: Room) -> Mapping[str, Any]:
    """Return what the join form needs: client, unit, whether names are asked for, roles, whether the session is open."""
    code = room.move.unit
    return {
        "client": room.asked.client,
        "unit": room.asked.units.get(code, code),
        "anonymous": room.asked.anonymous,
        "roles": room.asked.roles,
        "open": not room.is_ended,
    }


def _choice(vote: Vote) -> str:
    return CHOICES.get(vote.status, vote.option or "")
