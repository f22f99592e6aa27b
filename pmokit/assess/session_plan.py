"""The plan of a workshop session: which questions, in which order, how many minutes each; it sums to the minute."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from pmokit.errors import Fault, ScoringError
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel, Question
from pmokit.model.session import PlanItem, SessionPlan

Answered = Literal["phone", "file", "done"]

DURATIONS = (15, 45, 90, 180)
# Minutes, expert judgement: talk after a first vote, talk where the answers given before differ, and around a second vote.
TALK_AFTER_VOTE, TALK_OVER_SPREAD, TALK_BEFORE_SECOND = 2, 3, 1
EXECUTIVE = (
    ("opening", "Why we sit together, and what is decided at the end", 1),
    ("pains", "What hurts most today: at most three", 4),
    ("mandate", "What the PMO may ask for, and for whom", 4),
    ("type", "The type of PMO that fits, and what would change it", 3),
    ("decision", "The decision, by name, with a date", 3),
)
# A question that so few roles can judge goes to them as a form; the others are for every phone.
FEW_JUDGES = 2
HOW: dict[Answered, str] = {
    "phone": "by phone, before the meeting or after it",
    "file": "by form, sent to the roles that can judge them",
    "done": "answered before, with no difference that needs the room",
}


@dataclass(frozen=True)
class Frame:
    """What a session needs beside its questions, in minutes.

    Parameters
    ----------
    opening, pause, parking, closing
        Minutes of these items; 0 leaves one out.
    second_rounds
        Questions for which a second vote is reserved.
    """

    opening: int
    pause: int
    parking: int
    closing: int
    second_rounds: int

    @property
    def minutes(self) -> int:
        """All of it but the second rounds."""
        return self.opening + self.pause + self.parking + self.closing


FRAMES = {45: Frame(3, 0, 3, 4, 2), 90: Frame(5, 0, 5, 8, 4), 180: Frame(10, 15, 10, 15, 8)}


@dataclass(frozen=True)
class LeftOut:
    """A question that the session does not take up, and how it gets its answers instead.

    Parameters
    ----------
    question
        Question id.
    how
        ``phone``, ``file`` or ``done``: it has them already.
    """

    question: str
    how: Answered


@dataclass(frozen=True)
class ProposedPlan:
    """A plan, and what it leaves out."""

    plan: SessionPlan
    left_out: tuple[LeftOut, ...]

    def sentence(self) -> str:
        """Return what is left out and how it is answered instead, in words."""
        counts = {how: sum(one.how == how for one in self.left_out) for how in HOW}
        told = [f"{count} {words}" for words, count in zip(HOW.values(), counts.values(), strict=True) if count]
        if not told:
            return "Every question of the assessment has its place in the session."
        return f"Questions that are not in the session: {'; '.join(told)}."


def plan_session(
    model: MaturityModel,
    minutes: int,
    *,
    answered: Collection[str] = (),
    agenda: Sequence[str] = (),
    scope: str | Sequence[str] = "all",
) -> ProposedPlan:
    """Return the plan of a session of 15, 45, 90 or 180 minutes.

    Questions on which the answers given before differ come first, the costliest at the top, and the costliest get a
    second vote. Then each of the five fields gets a question, then the quick set, then the rest, as far as time goes.
    15 minutes are an executive session without questions: pains, mandate, type, decision.

    Parameters
    ----------
    model
        Supplies the questions with the minutes of each.
    minutes
        15, 45, 90 or 180.
    answered
        Questions that have enough answers already.
    agenda
        Questions worth discussing, the costliest disagreement first.
    scope
        What the assessment asks.

    Raises
    ------
    ScoringError
        If the minutes are none of the four.
    """
    if minutes not in DURATIONS:
        raise ScoringError(
            Fault(
                what=f"no session of {minutes} minutes",
                expected=f"one of {', '.join(map(str, DURATIONS))}",
                hint="Take the next shorter one; what is left over is time to talk",
            )
        )
    asked = model.scope(scope)
    disputed = [name for name in dict.fromkeys(agenda) if name in asked]
    settled = set(answered) - set(disputed)
    if minutes not in FRAMES:
        items = [PlanItem(kind=kind, title=title, minutes=length) for kind, title, length in EXECUTIVE]
        return ProposedPlan(SessionPlan(minutes=minutes, items=tuple(items)), _left_out(model, asked, settled))
    frame = FRAMES[minutes]
    wanted = _wanted(model, asked, disputed, settled)
    chosen: list[str] = []
    for name in wanted:
        longer = _blocks(model, [*chosen, name], disputed, frame.second_rounds)
        if sum(item.minutes for item in longer) <= minutes - frame.minutes:
            chosen.append(name)
    items = _with_frame(minutes, frame, _blocks(model, chosen, disputed, frame.second_rounds))
    left = [name for name in asked if name not in chosen]
    return ProposedPlan(SessionPlan(minutes=minutes, items=tuple(items)), _left_out(model, left, settled))


def _wanted(model: MaturityModel, asked: Sequence[str], disputed: Sequence[str], settled: Collection[str]) -> list[str]:
    """Return questions, the most needed first: one for each field, what is disputed, the quick set, the rest."""
    fresh = [name for name in asked if name not in settled and name not in disputed]
    fresh.sort(key=lambda name: not model.question_by_id[name].quick)
    field_of = {question.id: domain.field for domain in model.domains for question in domain.asked}
    first: dict[str, str] = {}
    for name in (*disputed, *fresh, *asked):
        field = field_of[name]
        if field is not None:
            first.setdefault(field, name)
    return list(dict.fromkeys([*first.values(), *disputed, *fresh]))


def _blocks(model: MaturityModel, chosen: Collection[str], disputed: Sequence[str], seconds: int) -> list[PlanItem]:
    """Return the items of the questions: disagreements with their second votes, first votes, second votes in reserve."""
    items: list[PlanItem] = []
    talked = [model.question_by_id[name] for name in disputed if name in chosen]
    fresh = [question for question in model.questions if question.id in chosen and question.id not in disputed]
    for place, question in enumerate(talked):
        items.append(_item("discussion", question, TALK_OVER_SPREAD))
        if place < seconds:
            items.append(_item("second-round", question, ceil(question.minutes) + TALK_BEFORE_SECOND))
    items += [_item("question", question, ceil(question.minutes) + TALK_AFTER_VOTE) for question in fresh]
    reserved = min(max(seconds - len(talked), 0), len(fresh))
    if reserved:
        longest = max(ceil(question.minutes) for question in fresh)
        which = "the question" if reserved == 1 else f"the {reserved} questions"
        length = reserved * (longest + TALK_BEFORE_SECOND)
        items.append(
            PlanItem(kind="second-round", title=f"Second vote on {which} with the widest spread", minutes=length)
        )
    return items


def _item(kind: Literal["discussion", "second-round", "question"], question: Question, minutes: int) -> PlanItem:
    return PlanItem(kind=kind, title=say(question.text), minutes=minutes, questions=(question.id,), channel="phones")


def _with_frame(minutes: int, frame: Frame, blocks: Sequence[PlanItem]) -> list[PlanItem]:
    """Return the questions with opening, break, time in hand, parking list and closing around them."""
    before, after = _halves(blocks, minutes // 2 - frame.opening) if frame.pause else (list(blocks), [])
    spare = minutes - frame.minutes - sum(item.minutes for item in blocks)
    items = [
        PlanItem(kind="opening", title="Why we sit together, how voting works, who is remote", minutes=frame.opening),
        *before,
        *([PlanItem(kind="break", title="Break", minutes=frame.pause)] if frame.pause else []),
        *after,
    ]
    if spare:
        items.append(
            PlanItem(kind="reserve", title="Time in hand: for what takes longer, or to end earlier", minutes=spare)
        )
    items.append(PlanItem(kind="parking", title="The parking list: who takes it on, by when", minutes=frame.parking))
    closing = "What we agreed, what stays open, what happens next"
    return [*items, PlanItem(kind="closing", title=closing, minutes=frame.closing)]


def _halves(blocks: Sequence[PlanItem], minutes: int) -> tuple[list[PlanItem], list[PlanItem]]:
    """Return the blocks before and after the break; a second vote stays with its question."""
    passed, at = 0.0, 0
    while at < len(blocks) and passed + blocks[at].minutes <= minutes:
        passed += blocks[at].minutes
        at += 1
    if 0 < at < len(blocks) and blocks[at].kind == "second-round" and blocks[at].questions:
        at += 1
    return list(blocks[:at]), list(blocks[at:])


def _left_out(model: MaturityModel, left: Sequence[str], settled: Collection[str]) -> tuple[LeftOut, ...]:
    def how(name: str) -> Answered:
        if name in settled:
            return "done"
        return "file" if len(model.question_by_id[name].judges) <= FEW_JUDGES else "phone"

    return tuple(LeftOut(name, how(name)) for name in left)
