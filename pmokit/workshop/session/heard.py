"""What the room has said to one question: by phone, by hand, and before or by file."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pmokit.assess.delphi import Distribution, distribution
from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.sources import choose_sources
from pmokit.model.maturity import MaturityModel
from pmokit.model.records import Assessment
from pmokit.store.engagement import Engagement

COLUMNS = ["status", "value"]
GIVEN = ("answered", "na", "dk")


@dataclass(frozen=True)
class Comment:
    """What a participant wrote beside an answer; nobody is named.

    Parameters
    ----------
    participant
        Id of who wrote it; only for showing and hiding it.
    text
        As typed.
    """

    participant: int
    text: str


@dataclass(frozen=True)
class Heard:
    """All answers to one question in one round.

    Parameters
    ----------
    found
        Their distribution.
    phones, hands, elsewhere
        Number of answers by phone, by hand, and given before or by file, whether or not they are shown.
    note
        Why some answers are left out; empty where none is.
    comments
        In the order in which they came; none where answers by phone are withheld.
    """

    found: Distribution
    phones: int
    hands: int
    elsewhere: int
    note: str = ""
    comments: tuple[Comment, ...] = ()


def listen(
    engagement: Engagement,
    session: int,
    assessment: Assessment,
    model: MaturityModel,
    *,
    unit: str,
    question: str,
    round_: int,
) -> Heard:
    """Return what was said to a question in a round of a session.

    Parameters
    ----------
    engagement, session, assessment, model
        Where it was said.
    unit, question, round_
        To what. Hands, and answers given before or by file, belong to no round: the latest count.
    """
    votes = engagement.votes(session, unit=unit, question=question, round=round_)
    hands = _hands(engagement, assessment, unit, question)
    elsewhere = _elsewhere(engagement, session, assessment, unit, question)
    shown = choose_sources(len(votes), len(elsewhere), anonymous=assessment.anonymous)
    shared = [hands, votes[COLUMNS] if shown.phones else hands[:0], elsewhere if shown.elsewhere else hands[:0]]
    # Where nothing may be shown, the few answers that there are say how many they are, and why they stay hidden.
    together = _joined(shared) if sum(map(len, shared)) else _joined([votes[COLUMNS], elsewhere])
    options = model.answer_set(question).values
    found = distribution(together, options, k=DEFAULT_K, anonymous=assessment.anonymous)
    told = shown.phones and found.counts is not None
    wrote = votes[votes["comment"].fillna("").str.strip() != ""] if told else votes.iloc[:0]
    comments = tuple(
        Comment(int(who), str(text)) for who, text in zip(wrote["participant"], wrote["comment"], strict=True)
    )
    note = shown.reason if found.counts is not None else ""
    return Heard(found, len(votes), len(hands), len(elsewhere), note, comments)


def _joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=COLUMNS)


def counted_hands(engagement: Engagement, assessment: Assessment, unit: str, question: str) -> dict[str, int]:
    """Return the latest count of hands by option id, ``DK`` and ``NA``; empty where none was taken."""
    tallied = engagement.tallies(assessment.id)
    mine = tallied[(tallied["unit"] == unit) & (tallied["question"] == question)]
    names = {"dk": "DK", "na": "NA"}
    return {
        names.get(status, option): int(count)
        for status, option, count in zip(mine["status"], mine["option"], mine["count"], strict=True)
    }


def _hands(engagement: Engagement, assessment: Assessment, unit: str, question: str) -> pd.DataFrame:
    tallied = engagement.tallies(assessment.id)
    mine = tallied[(tallied["unit"] == unit) & (tallied["question"] == question)]
    return mine.loc[mine.index.repeat(mine["count"].astype(int)), COLUMNS].reset_index(drop=True)


def _elsewhere(engagement: Engagement, session: int, assessment: Assessment, unit: str, question: str) -> pd.DataFrame:
    """Return the latest answers of people who have not joined this session."""
    given = engagement.responses(assessment.id, [unit], [question]).groupby("respondent", sort=False).tail(1)
    joined = set(engagement.participants(session)["code"])
    return given.loc[given["status"].isin(GIVEN) & ~given["respondent"].isin(joined), COLUMNS].reset_index(drop=True)
