"""Which question the room is answering now: what was said to it stays out of every figure until it is revealed."""

from html import escape

from pmokit.store.engagement import Engagement

LEFT_OUT = "A question is open in the room. What is said to it counts here after the reveal."


def unrevealed_questions(engagement: Engagement, unit: str) -> tuple[str, ...]:
    """Return the question that takes votes of a unit now; empty where none does.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit.
    """
    session = engagement.session()
    if session is None:
        return ()
    move = engagement.current_move(session.id)
    if move.phase != "open" or move.unit != unit or move.question is None:
        return ()
    return (move.question,)


def left_out_note(questions: tuple[str, ...]) -> str:
    """Return the sentence that belongs beside figures without these questions, as markup; empty without any."""
    return f'<p class="pk-note">{escape(LEFT_OUT)}</p>' if questions else ""
