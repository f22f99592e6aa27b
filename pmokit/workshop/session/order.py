"""Which question comes next in the room, and how one is found by a few letters."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel

Reason = Literal["plan", "differ", "questionnaire"]


@dataclass(frozen=True)
class Coming:
    """One question on the way.

    Parameters
    ----------
    question
        Its id.
    reason
        Why it stands there: it is in the session's plan, people differ in their answers, or it is simply asked.
    is_done
        Whether the room has settled it already: agreed, or recorded that it differs.
    """

    question: str
    reason: Reason
    is_done: bool


def line_up(
    scope: Sequence[str], *, planned: Iterable[str] = (), agenda: Iterable[str] = (), done: Collection[str] = ()
) -> tuple[Coming, ...]:
    """Return every question of the scope once: the plan's first, then the costliest disagreement, then as printed.

    Parameters
    ----------
    scope
        Question ids that the assessment asks, in questionnaire order.
    planned
        Question ids of the session's plan, in its order.
    agenda
        Question ids worth discussing, the costliest disagreement first.
    done
        Question ids that are settled.
    """
    asked = set(scope)
    line: dict[str, Reason] = {}
    reasons: tuple[tuple[Reason, Iterable[str]], ...] = (
        ("plan", planned),
        ("differ", agenda),
        ("questionnaire", scope),
    )
    for reason, questions in reasons:
        for question in questions:
            if question in asked:
                line.setdefault(question, reason)
    return tuple(Coming(question, reason, question in done) for question, reason in line.items())


def next_after(line: Sequence[Coming], current: str | None) -> str | None:
    """Return the question to ask next: the first open one behind the current one, else the first open one, else None.

    Parameters
    ----------
    line
        As :func:`line_up` gives it.
    current
        The question that the room is at, or None.
    """
    names = [coming.question for coming in line]
    behind = names.index(current) + 1 if current in names else 0
    turned = [*line[behind:], *line[:behind]]
    return next((c.question for c in turned if not c.is_done and c.question != current), None)


def find_questions(model: MaturityModel, line: Sequence[Coming], words: str, language: str = "en") -> list[Coming]:
    """Return the questions of the line whose id, domain or text holds every word, in the order of the line.

    Parameters
    ----------
    model
        Knows the texts.
    line
        As :func:`line_up` gives it.
    words
        What somebody typed; empty finds all.
    language
        Language of the texts.
    """
    wanted = words.casefold().split()
    domains = {domain.id: say(domain.name, language) for domain in model.domains}

    def holds(coming: Coming) -> bool:
        question = model.question_by_id[coming.question]
        domain = domains[model.domain_of[coming.question]]
        text = f"{question.id} {domain} {say(question.text, language)}".casefold()
        return all(word in text for word in wanted)

    return [coming for coming in line if holds(coming)]
