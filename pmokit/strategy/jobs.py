"""Job outlines: what one post is for, does, decides and answers for, read off a structure."""

from dataclasses import dataclass

from pmokit.errors import PmokitError, did_you_mean
from pmokit.model.base import say
from pmokit.model.services import Catalogues, Span
from pmokit.model.structure import Structure
from pmokit.strategy.raci import ANSWERS, DOES


@dataclass(frozen=True)
class JobOutline:
    """One post in words.

    Parameters
    ----------
    title, purpose, reports_to
        Name of the role, why it is there, title of the superior.
    fte
        Working time.
    does, answers_for
        Names of services with an R, and with an A.
    duties
        What the role usually answers for beside single services.
    decides
        What the role decides by itself, and its decision rights.
    skills
        What it has to be able to do.
    """

    title: str
    purpose: str
    reports_to: str
    fte: Span
    does: tuple[str, ...]
    answers_for: tuple[str, ...]
    duties: tuple[str, ...]
    decides: tuple[str, ...]
    skills: tuple[str, ...]


def outline_job(structure: Structure, role: str, catalogues: Catalogues, language: str = "en") -> JobOutline:
    """Return the outline of a post.

    Parameters
    ----------
    structure
        The structure.
    role
        Role of one of its posts.
    catalogues
        Services and roles.
    language
        Language of the texts.

    Raises
    ------
    PmokitError
        If the structure has no such post.
    """
    post = structure.post_by_role.get(role)
    if post is None:
        raise PmokitError(f"the structure has no post '{role}'. {did_you_mean(role, structure.post_by_role)}")
    profile = catalogues.roles.by_id[role]
    names = {service.id: say(service.name, language) for service in catalogues.services.services}
    rights = {kind.id: say(kind.name, language) for kind in catalogues.roles.decisions}
    seat = structure.seat_by_role.get(role)
    superior = structure.seat_by_role.get(seat.reports_to or "") if seat else None
    rows = [(names.get(row.service, row.service), row.letters.get(role)) for row in structure.raci]
    return JobOutline(
        title=say(profile.name, language),
        purpose=say(profile.purpose, language),
        reports_to=superior.title if superior else "",
        fte=post.fte,
        does=tuple(name for name, letter in rows if letter in DOES),
        answers_for=tuple(name for name, letter in rows if letter in ANSWERS),
        duties=tuple(say(text, language) for text in profile.answers_for),
        decides=(
            *(say(text, language) for text in profile.decides),
            *(rights.get(right.decision, right.decision) for right in structure.decisions if right.decides == role),
        ),
        skills=tuple(say(text, language) for text in profile.skills),
    )
