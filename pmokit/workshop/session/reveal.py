"""What came back: the distribution, who speaks first, what the rule says, and the comments that may be shown."""

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from pmokit.assess.positions import outermost
from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.workshop.components.basic import button, column, html, row
from pmokit.workshop.components.distribution import DistributionChart, people
from pmokit.workshop.session.heard import Comment, Heard
from pmokit.workshop.session.role_hands import role_sentence
from pmokit.workshop.session.room import Room

SHOW, HIDE = "Show the comments", "Hide the comments"


class RevealPanel(widgets.VBox):  # type: ignore[misc]
    """The answers to one question, once they are revealed.

    Parameters
    ----------
    show_comments
        Called with whether the comments are to be shown to everybody.
    hide_comment
        Called with a participant and whether that comment is to be hidden.
    """

    def __init__(self, show_comments: Callable[[bool], None], hide_comment: Callable[[int, bool], None]) -> None:
        self._hide, self._comments = hide_comment, tuple[object, ...]()
        self.chart, self.said = DistributionChart(), html("", "pk-outcome")
        self.look = button("Look through them first", lambda _: self._look(), "pk-quiet")
        self.showing = button(SHOW, lambda _: show_comments(self.showing.description == SHOW), "pk-quiet")
        self.comments = column(classes=("pk-comments",))
        self.is_looking = False
        self.bar = row(self.showing, self.look)
        super().__init__([self.chart, self.said, self.bar, self.comments])

    def show(self, room: Room) -> None:
        """Show the answers of a room whose question is revealed."""
        question, heard = room.question, room.heard
        if question is None or heard is None:
            return
        before = room.before.found if room.before and room.before.phones else None
        self.chart.show(room.model.question_by_id[question], room.model.answer_set(question), heard.found, before)
        stop = room.stop.sentence if room.stop else ""
        roles = {role.id: say(role.name) for role in room.model.meta.roles}
        levels = {
            option.id: f"level {print_number(option.value, 'g')}" for option in room.model.answer_set(question).options
        }
        by_role = escape(role_sentence(room.record.hands, question, roles, levels))
        lines = [sources_sentence(heard), by_role, heard.note, first_sentence(room, heard)]
        notes = "".join(f'<p class="pk-note">{line}</p>' for line in lines if line)
        self.said.value = f'{notes}<p class="pk-rule">{escape(stop)}</p>'
        self._show_comments(room, heard.comments)

    def _show_comments(self, room: Room, comments: tuple[Comment, ...]) -> None:
        move = room.move
        if move.comments_shown:
            self.is_looking = False
        key = (move.question, move.round, comments, move.comments_shown, move.comments_hidden, self.is_looking)
        if key == self._comments:
            return
        if key[:2] != self._comments[:2]:
            self.is_looking = False
        self._comments, self._room = (*key[:-1], self.is_looking), room
        self.bar.layout.display = "" if comments else "none"
        self.showing.description = HIDE if move.comments_shown else SHOW
        self.look.description = "Close them" if self.is_looking else f"Look through the {_number(len(comments))} first"
        self.look.layout.display = "none" if move.comments_shown else ""
        visible = comments if move.comments_shown or self.is_looking else ()
        self.comments.children = tuple(
            self._comment(comment, is_hidden=comment.participant in move.comments_hidden) for comment in visible
        )

    def _comment(self, comment: Comment, *, is_hidden: bool) -> widgets.HBox:
        words = (
            '<em class="pk-note">A hidden comment</em>' if is_hidden and not self.is_looking else escape(comment.text)
        )
        kind = "pk-comment-hidden" if is_hidden else "pk-comment-shown"
        turn = button(
            "Let it be shown" if is_hidden else "Hide this one",
            lambda _: self._hide(comment.participant, not is_hidden),
            "pk-quiet",
        )
        return row(html(f'<p dir="auto" class="{kind}">{words}</p>'), turn, classes=("pk-comment",))

    def _look(self) -> None:
        self.is_looking = not self.is_looking
        heard = self._room.heard
        if heard is not None:
            self._show_comments(self._room, heard.comments)


def first_sentence(room: Room, heard: Heard) -> str:
    """Return which levels explain themselves first; nobody is named, and nothing told that is withheld.

    Parameters
    ----------
    room, heard
        The room and what it has said.
    """
    if heard.found.counts is None or room.question is None or (room.stop and room.stop.is_agreed):
        return ""
    options = room.model.answer_set(room.question).options
    ends = [(options[place].value, heard.found.counts[place]) for place in outermost(heard.found.counts)]
    if not ends:
        return ""
    told = ", then ".join(f"level {print_number(value, 'g')} ({people(count)})" for value, count in ends)
    return f"First to speak, whoever wants to: {told}. What did you see that the others may not have seen?"


def sources_sentence(heard: Heard) -> str:
    """Return how the answers came, where they came in more than one way."""
    sources = ((heard.phones, "by phone"), (heard.hands, "by hand"), (heard.elsewhere, "before the meeting or by file"))
    told = [f"{number} {how}" for number, how in sources if number]
    return f"Together: {', '.join(told)}." if len(told) > 1 else ""


def _number(comments: int) -> str:
    return "comment" if comments == 1 else f"{comments} comments"
