"""How a role's questions are cut into sittings that nobody finds too long."""

from dataclasses import dataclass

from pmokit.model.maturity import MaturityModel, Question

LONGEST_MINUTES = 25


@dataclass(frozen=True)
class Sitting:
    """Questions answered in one go.

    Parameters
    ----------
    questions
        In questionnaire order; a domain is cut only where it alone is too long.
    minutes
        Expected time.
    """

    questions: tuple[Question, ...]
    minutes: float


def cut_sittings(model: MaturityModel, role: str, longest: float = LONGEST_MINUTES) -> tuple[Sitting, ...]:
    """Cut the questions that a role can judge into sittings, domain by domain.

    Parameters
    ----------
    model
        The maturity model.
    role
        Id of the role.
    longest
        Minutes that nobody is asked to exceed in one go.
    """
    parts: list[list[Question]] = []
    for domain in model.domains:
        mine = [q for q in domain.asked if role in q.judges]
        whole = sum(q.minutes for q in mine)
        joins = bool(parts) and sum(q.minutes for q in parts[-1]) + whole <= longest
        if mine and not joins:
            parts.append([])
        for question in mine:
            if parts[-1] and sum(q.minutes for q in parts[-1]) + question.minutes > longest:
                parts.append([])
            parts[-1].append(question)
    return tuple(Sitting(tuple(part), sum(q.minutes for q in part)) for part in parts)
