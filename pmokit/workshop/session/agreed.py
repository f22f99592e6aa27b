"""What the room settles: the level it agrees on, or that it differs, with an owner and a day."""

import datetime as dt
from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from pmokit.assess.positions import two_positions
from pmokit.model.printing import print_day, print_number
from pmokit.model.session import OpenPoint
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.components.distribution import level_name, span
from pmokit.workshop.session.room import Room

WITHIN_ONE = "The middle half of the answers lies within one level."


class AgreedPanel(widgets.VBox):  # type: ignore[misc]
    """Asks for the agreed level and the reason; the middle answer is proposed.

    Parameters
    ----------
    record
        Called with option id and reason.
    """

    def __init__(self, record: Callable[[str, str], None]) -> None:
        self._asked: tuple[object, ...] = ()
        self.words = html("", "pk-note")
        self.level = widgets.RadioButtons(options=[("", "")])
        self.reason = widgets.Textarea(description="Why this level", rows=2, continuous_update=False)
        self.recording = button("Record what we agreed", lambda _: record(self.level.value, self.reason.value))
        title = html('<h3 id="pk-agreeing">What do we agree on?</h3>')
        super().__init__([title, self.words, self.level, self.reason, self.recording])
        for name in ("pk-card", "pk-rating", "pk-agreeing"):
            self.add_class(name)

    def show(self, room: Room) -> None:
        """Propose for a room's question; what is typed for the same answers stays."""
        question, heard = room.question, room.heard
        if question is None or heard is None:
            return
        agreed = room.agreed.get(question)
        asked = (room.move.unit, question, room.move.round, heard.found, agreed)
        if asked == self._asked:
            return
        self._asked = asked
        options = room.model.answer_set(question).options
        proposed = next((o.id for o in options if o.value == heard.found.median_low), None)
        self.level.options = [(level_name(o), o.id) for o in options]
        self.level.value = agreed.option if agreed else proposed
        is_close = room.stop is not None and room.stop.is_agreed
        self.reason.value = agreed.reason if agreed else (WITHIN_ONE if is_close else "")
        self.words.value = f"<p>{proposal_sentence(heard.found.median_low, heard.found.median_high)}</p>"
        self.recording.description = "Record the change" if agreed else "Record what we agreed"
        if room.stop is not None and room.stop.is_over and not agreed:
            self.recording.add_class("pk-main")
        else:
            self.recording.remove_class("pk-main")


class DifferPanel(widgets.VBox):  # type: ignore[misc]
    """Asks for what is needed when the room does not agree: what speaks for each position, who settles it, by when.

    Parameters
    ----------
    record
        Called with the reasons of the lower and the upper position, owner and day.
    """

    def __init__(self, record: Callable[[tuple[str, str], str, dt.date | None], None]) -> None:
        self._asked: tuple[object, ...] = ()
        self.words = html("", "pk-note")
        self.lower = widgets.Textarea(description="What speaks for the lower level", rows=2, continuous_update=False)
        self.upper = widgets.Textarea(description="What speaks for the higher level", rows=2, continuous_update=False)
        self.owner = widgets.Text(description="Who settles it", placeholder="A name", continuous_update=False)
        self.due = widgets.DatePicker(description="By when")
        press = button(
            "Record that we differ",
            lambda _: record((self.lower.value, self.upper.value), self.owner.value, self.due.value),
        )
        self.recording = press
        self.fields = column(self.lower, self.upper, self.owner, self.due, press, classes=("pk-form",))
        super().__init__([html("<h3>Or: we differ</h3>"), self.words, self.fields])
        for name in ("pk-card", "pk-differ"):
            self.add_class(name)

    def show(self, room: Room) -> None:
        """Show the two positions of a room's question; what is typed for the same answers stays."""
        question, heard = room.question, room.heard
        if question is None or heard is None:
            return
        asked = (room.move.unit, question, room.move.round, heard.found)
        if asked == self._asked:
            return
        self._asked = asked
        counts = heard.found.counts
        options = room.model.answer_set(question).options
        ends = two_positions(counts) if counts else None
        if ends and counts:
            low, high = ((f"level {print_number(options[place].value, 'g')}", counts[place]) for place in ends)
            words = f"The two positions: {low[0]} ({low[1]}) and {high[0]} ({high[1]}). Both are kept, with the range."
            self.lower.description, self.upper.description = (f"What speaks for {name}" for name, _ in (low, high))
        else:
            words = "The positions stay hidden; owner and day are kept."
        for field in (self.lower, self.upper):
            field.layout.display = "" if ends else "none"
            field.value = ""
        self.owner.value, self.due.value = "", None
        self.words.value = f"<p>{words}</p>"


def proposal_sentence(low: float | None, high: float | None) -> str:
    """Return where the proposal comes from.

    Parameters
    ----------
    low, high
        The two middle answers; None where they are withheld or nobody chose one.
    """
    if low is None or high is None:
        return "No level is proposed, because the answers are hidden or nobody chose one. Talk about it, then choose."
    if low == high:
        return f"Proposed is the middle answer, {print_number(low, 'g')}. Change it where the talk has led elsewhere."
    return f"The middle lies {span(low, high)}; the lower one is proposed, since a level counts when all of its scene is true."


def settled_markup(room: Room) -> str:
    """Return what the room has settled for its question; empty where nothing is.

    Parameters
    ----------
    room
        The room.
    """
    question = room.question
    if question is None:
        return ""
    agreed = room.agreed.get(question)
    if agreed is not None:
        option = next((o for o in room.model.answer_set(question).options if o.id == agreed.option), None)
        level = level_name(option) if option else agreed.option
        return (
            f'<p class="pk-lead">Agreed: {escape(level)}</p>'
            f'<p dir="auto">{escape(agreed.reason)}</p><p class="pk-note">Recorded by {escape(agreed.author)}.</p>'
        )
    point = next((point for point in room.record.open_points if point.question == question), None)
    return difference_markup(point) if point else ""


def difference_markup(point: OpenPoint) -> str:
    """Return an open point as markup: positions, range, owner, day."""
    positions = "".join(
        f"<li><strong>{escape(one.answer)}</strong>{'' if one.people is None else f' ({one.people})'}"
        f"{f': {escape(one.reason)}' if one.reason else ''}</li>"
        for one in point.positions
    )
    across = (
        f" The answers range from {print_number(point.low, 'g')} to {print_number(point.high, 'g')}."
        if point.low is not None and point.high is not None
        else ""
    )
    return (
        f'<p class="pk-lead">We differ after round {point.round}</p><ul>{positions}</ul>'
        f'<p class="pk-note">{escape(point.owner)} settles it by {print_day(point.due)}.{across}</p>'
    )
