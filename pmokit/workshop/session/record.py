"""What a session leaves beside votes and agreed values: written by adding, so that two facilitators never lose an entry."""

import datetime as dt
from collections.abc import Callable

from pmokit.model.session import OpenPoint, ParkedItem, RoleHands, SessionRecord
from pmokit.store.engagement import Engagement, StaleDocument
from pmokit.workshop.session.room import RECORD

TRIES = 5


def park(engagement: Engagement, unit: str, text: str, *, author: str, at: dt.datetime) -> SessionRecord:
    """Put something on the parking list of a unit.

    Parameters
    ----------
    engagement, unit
        Where.
    text
        What is not for now.
    author
        Who writes it down.
    at
        UTC.
    """
    item = ParkedItem(text=text, by=author, at=at)
    return _change(engagement, unit, author, lambda old: {"parked": (*old.parked, item)})


def mark_parked(engagement: Engagement, unit: str, item: ParkedItem, *, done: bool, author: str) -> SessionRecord:
    """Mark an entry of the parking list as dealt with, or open again.

    Parameters
    ----------
    engagement, unit, item
        Which entry; one that is no longer there changes nothing.
    done
        Whether it is dealt with.
    author
        Who says so.
    """

    def marked(old: SessionRecord) -> dict[str, object]:
        is_it = [(one.text, one.at) == (item.text, item.at) for one in old.parked]
        pairs = zip(old.parked, is_it, strict=True)
        return {"parked": tuple(one.model_copy(update={"done": done}) if it else one for one, it in pairs)}

    return _change(engagement, unit, author, marked)


def record_difference(engagement: Engagement, unit: str, point: OpenPoint, *, author: str) -> SessionRecord:
    """Record that the room differs on a question; what was recorded on the same question before is replaced.

    Parameters
    ----------
    engagement, unit
        Where.
    point
        Positions, range, owner, date.
    author
        Who records it.
    """

    def with_point(old: SessionRecord) -> dict[str, object]:
        others = tuple(one for one in old.open_points if one.question != point.question)
        return {"open_points": (*others, point)}

    return _change(engagement, unit, author, with_point)


def settle_difference(engagement: Engagement, unit: str, question: str, *, author: str) -> SessionRecord:
    """Take a question off the open points: the room has agreed after all.

    Parameters
    ----------
    engagement, unit, question
        Which one.
    author
        Who records the agreement.
    """

    def without(old: SessionRecord) -> dict[str, object]:
        return {"open_points": tuple(one for one in old.open_points if one.question != question)}

    return _change(engagement, unit, author, without)


def record_hands(
    engagement: Engagement, unit: str, question: str, hands: tuple[RoleHands, ...], *, author: str
) -> SessionRecord:
    """Record the hands of each role; those recorded for the same question before are replaced.

    Parameters
    ----------
    engagement, unit, question
        Where and for what.
    hands
        One per role; none where all were counted together.
    author
        Who counted.
    """

    def with_hands(old: SessionRecord) -> dict[str, object]:
        return {"hands": (*(one for one in old.hands if one.question != question), *hands)}

    return _change(engagement, unit, author, with_hands)


def _change(
    engagement: Engagement, unit: str, author: str, change: Callable[[SessionRecord], dict[str, object]]
) -> SessionRecord:
    """Write a changed record; when somebody wrote meanwhile, change theirs instead."""
    for attempt in range(1, TRIES + 1):
        found = engagement.latest_documents([RECORD], [unit])
        old = SessionRecord.model_validate(found[0].body) if found else SessionRecord()
        body = SessionRecord(**{**vars(old), **change(old)})
        if body == old:
            return old
        try:
            engagement.write_document(
                RECORD, body, unit=unit, author=author, base_version=found[0].version if found else 0
            )
        except StaleDocument:
            if attempt == TRIES:
                raise
        else:
            return body
    return old
