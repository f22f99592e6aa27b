"""The list of questions for people who write files of responses."""

import csv
import io

from pmokit.exchange.question_list import COLUMNS, question_csv, question_document, question_text
from pmokit.model.maturity import MaturityModel


def test_each_question_stands_once_with_its_options(model):
    """In the order of the scope; an option has id, value, and the scene of the question or else the label of its set."""
    ids = model.scope("quick")
    document = question_document(model, ids)
    assert (document["model"], document["version"]) == (model.id, model.version)
    assert [one["id"] for one in document["questions"]] == list(ids)
    for one in document["questions"]:
        question = model.question_by_id[one["id"]]
        assert one["domain"] == model.domain_of[one["id"]]
        assert one["quick"]
        assert [(o["id"], o["value"]) for o in one["options"]] == [
            (option.id, option.value) for option in model.answer_set(one["id"]).options
        ]
        assert [o["label"] for o in one["options"]] == [scene["en"] for scene in question.anchors.values()]


def test_csv_and_text_hold_the_same_rows(model):
    """One row for each question; a text that a spreadsheet takes for a formula is guarded in CSV."""
    ids = model.scope()
    rows = list(csv.DictReader(io.StringIO(question_csv(model, ids))))
    assert [row["id"] for row in rows] == list(ids)
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["answers"] == "l1=1 l2=2 l3=3 l4=4 l5=5"
    lines = question_text(model, ids).splitlines()
    assert lines[0].startswith(f"{model.id} {model.version}: {len(ids)} questions.")
    assert all(row["text"] in line for row, line in zip(rows, lines[2:], strict=True))
    first = model.domains[0].questions[0].model_copy(update={"text": {"en": "=1+1"}})
    domain = model.domains[0].model_copy(update={"questions": (first,)})
    changed = MaturityModel(meta=model.meta, domains=(domain,), answer_sets=model.answer_sets)
    assert question_csv(changed, [first.id]).endswith(",'=1+1\n")
