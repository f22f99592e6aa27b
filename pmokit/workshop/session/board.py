"""What the room looks at: the question in large letters, its scenes, and how many have answered."""

from collections.abc import Mapping
from html import escape

from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number
from pmokit.model.session import Move
from pmokit.workshop.components.distribution import scene_of
from pmokit.workshop.session.room import Room
from pmokit.workshop.session.turnout import Turnout

SMALL_ROLES = "other roles"


def question_markup(
    model: MaturityModel, question: str, *, place: tuple[int, int], round_: int, with_scenes: bool, language: str = "en"
) -> str:
    """Return a question with its scenes.

    Parameters
    ----------
    model
        Knows the texts.
    question
        Its id.
    place
        Its number among the questions asked, and how many these are.
    round_
        Which round it is in, from 1.
    with_scenes
        Whether the scenes stand below; a distribution that shows them needs them only once.
    language
        Language of the texts.
    """
    asked = model.question_by_id[question]
    domain = next(domain for domain in model.domains if domain.id == model.domain_of[question])
    number, of = place
    rounds = f", round {round_}" if round_ > 1 else ""
    head = (
        f'<p class="pk-step">{escape(say(domain.name, language))} · {escape(question)} · {number} of {of}{rounds}</p>'
        f'<h2 class="pk-asked" tabindex="-1">{escape(say(asked.text, language))}</h2>'
    )
    if not with_scenes:
        return head
    scenes = "".join(
        f'<li><span class="pk-level">{print_number(option.value, "g")}</span>'
        f'<span class="pk-scene">{escape(scene_of(asked, option, language))}</span></li>'
        for option in model.answer_set(question).options
    )
    return f'{head}<ol class="pk-scenes">{scenes}</ol>'


def turnout_markup(move: Move, turnout: Turnout, roles: Mapping[str, str]) -> str:
    """Return how many have answered, with the people elsewhere apart.

    Parameters
    ----------
    move, turnout
        Where the session is, and who has answered.
    roles
        Names of the roles by id.
    """
    if move.phase != "open":
        return ""
    if move.channel == "hands":
        return remote_sentence(turnout)
    words = f"{turnout.voted} of {turnout.here} have answered"
    by_role = ", ".join(
        f"{escape(roles.get(role, role)) if role else SMALL_ROLES} {voted} of {here}"
        for role, voted, here in turnout.roles
    )
    bar = (
        f'<div class="pk-progress"><span class="pk-turnout">{words}</span>'
        f'<progress max="{max(turnout.here, 1)}" value="{turnout.voted}" aria-label="{words}"></progress></div>'
    )
    roles_told = f'<p class="pk-note">{by_role}.</p>' if len(turnout.roles) > 1 else ""
    return bar + roles_told + remote_sentence(turnout)


def remote_sentence(turnout: Turnout) -> str:
    """Return how many take part from elsewhere and whether to ask them first; empty where nobody does."""
    if not turnout.remote:
        return ""
    waiting = turnout.remote - turnout.remote_voted
    if not waiting:
        return f'<p class="pk-note">All {turnout.remote} who take part from elsewhere have answered.</p>'
    return (
        f'<p class="pk-note pk-remote">{turnout.remote_voted} of {turnout.remote} from elsewhere have answered. '
        "Ask them first.</p>"
    )


def time_sentence(seconds: float, planned_minutes: float) -> str:
    """Return how long a question has been open beside what was planned, in whole minutes.

    Parameters
    ----------
    seconds
        Since it was opened.
    planned_minutes
        As the session's plan, or the question itself, says.
    """
    minutes = int(seconds // 60)
    spent = "Just opened" if minutes < 1 else f"Open for {minutes} min"
    return f"{spent}; about {print_number(planned_minutes, 'g')} min are planned"


def waiting_markup(room: Room) -> str:
    """Return what stands below a question that takes no votes: how many have answered it already.

    Parameters
    ----------
    room
        The room.
    """
    given = room.answered.get(room.round, 0)
    if room.move.phase in {"before", "waiting"} and given:
        people = "1 person has" if given == 1 else f"{given} people have"
        return f'<p class="pk-note">{people} answered this already.</p>'
    return ""
