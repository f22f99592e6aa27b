"""The questions of a model and what may answer each of them: what somebody needs who writes a file of responses."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from pmokit.exchange.csv_text import guard
from pmokit.exchange.text_table import table
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel

FORMATS = ("text", "csv", "json")
COLUMNS = ("id", "domain", "quick", "answers", "text")
ALSO = "NA, DK, INHERITED:<unit> or nothing"


def question_document(model: MaturityModel, questions: Sequence[str]) -> dict[str, Any]:
    """Return questions as plain JSON values, each with its answer options: id, value, label.

    Parameters
    ----------
    model
        The maturity model.
    questions
        Ids, in the order in which they are listed.
    """
    listed = []
    for name in questions:
        question, options = model.question_by_id[name], model.answer_set(name).options
        listed.append(
            {
                "id": name,
                "domain": model.domain_of[name],
                "quick": question.quick,
                "text": say(question.text),
                "options": [
                    {"id": one.id, "value": one.value, "label": say(question.anchors.get(one.id, one.label))}
                    for one in options
                ],
            }
        )
    return {"model": model.id, "version": model.version, "questions": listed}


def question_csv(model: MaturityModel, questions: Sequence[str]) -> str:
    """Return questions as CSV: id, domain, quick, answers, text; parameters as for :func:`question_document`."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guard(cell) for cell in row] for row in _rows(model, questions))
    return stream.getvalue()


def question_text(model: MaturityModel, questions: Sequence[str]) -> str:
    """Return questions as a table for a terminal, and how a file of responses answers them; parameters as above."""
    head = f"{model.id} {model.version}: {len(questions)} questions"
    answers = f"An answer is one of those listed, by its id or its value, or {ALSO}"
    return f"{head}. {answers}.\n{table(COLUMNS, _rows(model, questions))}"


def _rows(model: MaturityModel, questions: Sequence[str]) -> list[list[str]]:
    return [
        [
            name,
            model.domain_of[name],
            "quick" if model.question_by_id[name].quick else "",
            " ".join(f"{one.id}={one.value:g}" for one in model.answer_set(name).options),
            " ".join(say(model.question_by_id[name].text).split()),
        ]
        for name in questions
    ]
