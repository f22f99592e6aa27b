"""What to say about a question id that a model does not know."""

import re

from pmokit.errors import Fault, did_you_mean
from pmokit.model.maturity import MaturityModel


def unknown_question(where: str, question: str, model: MaturityModel) -> Fault:
    """Return the fault of an id that is no question of a model.

    Parameters
    ----------
    where
        The place.
    question
        The id as given.
    model
        Knows the questions.
    """
    return Fault(where, f"unknown question '{question}'", hint=question_hint(question, model))


def question_hint(question: str, model: MaturityModel) -> str:
    """Return which questions a domain has, where only the number is none of them; else the nearest id.

    Parameters
    ----------
    question
        The id as given.
    model
        Knows the questions.
    """
    match = re.fullmatch(r"([A-Za-z]+)-?(\d{1,9})", question.strip())
    domain = next((one for one in model.domains if match and one.id.lower() == match[1].lower()), None)
    if match and domain and domain.asked:
        ids = [asked.id for asked in domain.asked]
        numbers = {int(number[-1]) for name in ids if (number := re.findall(r"\d+", name))}
        # POR-99 is no slip of POR-09; POR-1 is one of POR-01.
        if int(match[2]) not in numbers:
            return f"{domain.id} has {ids[0]} to {ids[-1]}" if len(ids) > 1 else f"{domain.id} has {ids[0]} only"
    return did_you_mean(question, model.question_by_id)
