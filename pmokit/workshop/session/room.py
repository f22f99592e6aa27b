"""Everything that the facilitator's page shows of a session, read from the engagement at one moment."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pmokit.assess.delphi import Stop, stop_rule
from pmokit.model.maturity import MaturityModel
from pmokit.model.records import Assessment
from pmokit.model.session import Move, Session, SessionPlan, SessionRecord
from pmokit.store.engagement import Engagement
from pmokit.study.asked import model_of, scope_of
from pmokit.workshop.session.heard import Heard, counted_hands, listen
from pmokit.workshop.session.order import Coming, line_up, next_after
from pmokit.workshop.session.turnout import Turnout, count_turnout

RECORD, PLAN = "session_record", "session_plan"
NOTHING = SessionRecord()


@dataclass(frozen=True)
class Agreed:
    """What a unit agreed on for a question."""

    option: str
    reason: str
    author: str


@dataclass(frozen=True)
class Room:
    """A session at one moment.

    Parameters
    ----------
    session, move
        The session, and its last move, which says where it is.
    assessment
        What is assessed; None as long as nobody has answered and none was opened.
    model
        What is asked.
    turnout
        Who is here and has answered.
    line
        All questions in the order in which they come.
    agreed
        What the unit has agreed on, by question.
    record
        What the session leaves beside votes and agreed values.
    heard, before, stop
        The answers of this round and of the one before, and what the Delphi rule says; None unless they are revealed.
    hands
        The latest count of hands for the present question.
    answered
        How many answers there are to the present question already, by round.
    minutes
        What is planned for the present question.
    """

    session: Session
    move: Move
    assessment: Assessment | None
    model: MaturityModel
    turnout: Turnout
    line: tuple[Coming, ...]
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    record: SessionRecord = NOTHING
    heard: Heard | None = None
    before: Heard | None = None
    stop: Stop | None = None
    hands: Mapping[str, int] = field(default_factory=dict)
    answered: Mapping[int, int] = field(default_factory=dict)
    minutes: float = 0

    @property
    def question(self) -> str | None:
        """The question that the room is at; where the session has not chosen one, the one that comes first."""
        return self.move.question if self.is_chosen else next_after(self.line, None)

    @property
    def is_chosen(self) -> bool:
        """Whether the session has chosen its question, rather than taking the one that comes first."""
        return self.move.question in {coming.question for coming in self.line}

    @property
    def round(self) -> int:
        """The round that the present question is in."""
        return self.move.round if self.is_chosen else 1

    @property
    def following(self) -> str | None:
        """The question that comes after the present one."""
        return next_after(self.line, self.question)

    @property
    def place(self) -> tuple[int, int]:
        """Number of the present question in the line, from 1, and how many there are; 0 without a question."""
        names = [coming.question for coming in self.line]
        return (names.index(self.question) + 1 if self.question in names else 0), len(names)

    @property
    def may_differ(self) -> bool:
        """Whether the rounds are over without agreement, so that the difference can be recorded."""
        is_over = self.heard is not None and self.stop is not None and self.stop.is_over and not self.stop.is_agreed
        return is_over and self.question not in self.agreed

    @property
    def is_differing(self) -> bool:
        """Whether the session has recorded that it differs on the present question."""
        return any(point.question == self.question for point in self.record.open_points)


def read_room(
    engagement: Engagement, session: Session, model: MaturityModel, agenda: tuple[str, ...], now: dt.datetime
) -> Room:
    """Read a session as it is now.

    Parameters
    ----------
    engagement, session
        Where to look.
    model
        What is asked when no assessment is open yet.
    agenda
        Question ids worth discussing in the session's unit, the costliest disagreement first.
    now
        UTC.
    """
    move = engagement.current_move(session.id)
    assessment = engagement.assessment()
    if assessment is not None:
        model = model_of(engagement, assessment)
    record = read_record(engagement, move.unit)
    agreed = _agreed(engagement, assessment, move.unit)
    plan = engagement.read_document(PLAN, SessionPlan, unit=move.unit) or SessionPlan(minutes=1)
    planned = [question for item in plan.items for question in item.questions]
    scope = model.scope("all" if assessment is None else scope_of(model, assessment))
    done = {*agreed, *(point.question for point in record.open_points)}
    room = Room(
        session=session,
        move=move,
        assessment=assessment,
        model=model,
        turnout=Turnout(),
        line=line_up(scope, planned=planned, agenda=agenda, done=done),
        agreed=agreed,
        record=record,
    )
    return _with_answers(engagement, room, plan, now)


def read_record(engagement: Engagement, unit: str) -> SessionRecord:
    """Return what the sessions of a unit have left so far; never that of the whole engagement."""
    found = engagement.latest_documents([RECORD], [unit])
    return SessionRecord.model_validate(found[0].body) if found else SessionRecord()


def _with_answers(engagement: Engagement, room: Room, plan: SessionPlan, now: dt.datetime) -> Room:
    """Return the room with who has answered its question and, once that is revealed, what."""
    session, move, question = room.session.id, room.move, room.question
    if question is None:
        return room
    votes = engagement.votes(session, unit=move.unit, question=question, round=room.round)
    is_anonymous = room.assessment is None or room.assessment.anonymous
    people = engagement.participants(session)
    counts = engagement.vote_counts(session, move.unit, question)
    known = {
        "turnout": count_turnout(people, votes["participant"].tolist(), now, anonymous=is_anonymous),
        "answered": {number: voted for number, (voted, _) in counts.items()},
        "minutes": _minutes(plan, question) or room.model.question_by_id[question].minutes,
    }
    if room.assessment is not None:
        known["hands"] = counted_hands(engagement, room.assessment, move.unit, question)
        if move.phase == "revealed":
            known |= _revealed(engagement, room, room.assessment, question)
    return Room(**{**vars(room), **known})


def _revealed(engagement: Engagement, room: Room, assessment: Assessment, question: str) -> dict[str, object]:
    move = room.move

    def said(round_: int) -> Heard:
        return listen(
            engagement,
            room.session.id,
            assessment,
            room.model,
            unit=move.unit,
            question=question,
            round_=round_,
        )

    heard = said(move.round)
    before = said(move.round - 1) if move.round > 1 else None
    return {"heard": heard, "before": before, "stop": stop_rule(heard.found, move.round)}


def _minutes(plan: SessionPlan, question: str) -> float:
    """Return what the plan gives a question, 0 where it names none."""
    shares = (item.minutes / len(item.questions) for item in plan.items if question in item.questions)
    return round(next(shares, 0.0), 1)


def _agreed(engagement: Engagement, assessment: Assessment | None, unit: str) -> dict[str, Agreed]:
    if assessment is None:
        return {}
    frame = engagement.consensus(assessment.id)
    mine = frame[frame["unit"] == unit]
    return {row["question"]: Agreed(row["option"], row["reason"], row["author"]) for row in mine.to_dict("records")}
