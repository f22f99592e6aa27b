"""What a session asks: model, scope and places; it changes when an assessment is opened or closed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pmokit.content.library import load_model
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.session import Session
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import DEFAULT_MODEL, model_of, scope_of


@dataclass(frozen=True)
class Asked:
    """What a session asks.

    Parameters
    ----------
    client
        Name of the client.
    units
        Name by code.
    assessment
        Id of the assessment that is open; 0 where none is, and the first vote opens one.
    anonymous
        Whether figures of few people are withheld and no name is taken.
    model
        What is asked.
    scope
        Ids of the questions, in order.
    """

    client: str
    units: dict[str, str]
    assessment: int
    anonymous: bool
    model: MaturityModel
    scope: tuple[str, ...]

    @cached_property
    def position(self) -> dict[str, int]:
        """Place of each question in the scope, from 1."""
        return {question: at for at, question in enumerate(self.scope, 1)}

    @cached_property
    def roles(self) -> list[dict[str, str]]:
        """Roles to choose from: id, name, meaning."""
        return [{"id": role.id, "name": say(role.name), "meaning": say(role.meaning)} for role in self.model.meta.roles]

    @cached_property
    def questions(self) -> dict[str, dict[str, Any]]:
        """Texts of every question of the model: text, hint, domain, options with id, value, name and label (its scene)."""
        names = {domain.id: say(domain.name) for domain in self.model.domains}
        found = {}
        for question in self.model.questions:
            offered = self.model.answer_set(question.id)
            found[question.id] = {
                "text": say(question.text),
                "hint": say(offered.meaning),
                "domain": names[self.model.domain_of[question.id]],
                "options": [
                    {
                        "id": option.id,
                        "value": option.value,
                        "name": say(option.label),
                        "label": say(question.anchors.get(option.id, option.label)),
                    }
                    for option in offered.options
                ],
            }
        return found


def is_waiting(assessment: Assessment | None, session: Session) -> bool:
    """Return whether the first vote opens an assessment: none is there, or the last closed before the session began.

    Parameters
    ----------
    assessment
        The one opened last.
    session
        Who asks.
    """
    return assessment is None or (assessment.closed is not None and assessment.closed <= session.opened)


def next_model(assessment: Assessment | None) -> MaturityModel:
    """Return the model of the assessment that a first vote opens: as before, in the kit's present version."""
    return load_model(assessment.model if assessment else DEFAULT_MODEL)


def read_asked(engagement: Engagement, session: Session) -> Asked:
    """Read what a session asks now.

    Parameters
    ----------
    engagement
        The open engagement.
    session
        The session.
    """
    assessment = engagement.assessment()
    units = {unit.code: unit.name for unit in engagement.units()}
    client = engagement.settings().client
    if assessment is None or is_waiting(assessment, session):
        model = next_model(assessment)
        return Asked(client, units, 0, anonymous=True, model=model, scope=model.scope())
    model = model_of(engagement, assessment)
    scope = model.scope(scope_of(model, assessment))
    return Asked(client, units, assessment.id, assessment.anonymous, model, scope)
