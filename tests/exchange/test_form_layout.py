"""What stands where in a form, and its checksum."""

import dataclasses
import datetime as dt

from pmokit.exchange.form_layout import KEY_NAMES, FormLayout, select_questions, shorten
from tests.exchange.forms import make_layout


def test_rows_are_in_the_order_of_the_questionnaire(model):
    """Domain by domain, two rows of heading before its questions, no row twice."""
    layout = make_layout()
    assert [row.id for row in layout.questions] == [q.id for q in model.questions]
    taken = [row.row for row in layout.questions] + [at for d in layout.domains for at in (d.row, d.row + 1)]
    assert sorted(taken) == list(range(3, 3 + len(taken)))


def test_the_checksum_covers_every_part_of_the_key_and_the_texts(model):
    """Another person, time, language or selection of questions makes another checksum."""
    layout = make_layout()
    changes = {
        "client": "Other",
        "round": 2,
        "unit": "LAB",
        "respondent": "John",
        "role": "finance",
        "language": "de",
        "questions": layout.key.questions[:-1],
        "exported": layout.key.exported + dt.timedelta(seconds=1),
        "is_prefilled": False,
    }
    sums = {FormLayout(model, dataclasses.replace(layout.key, **{name: to})).checksum for name, to in changes.items()}
    assert len(sums | {layout.checksum}) == len(changes) + 1
    assert tuple(layout.key.cells()) == KEY_NAMES


def test_long_items_are_cut_after_a_word():
    """Excel compares no more than 255 characters of an item."""
    text = "5 - " + "word " * 60
    assert len(shorten(text)) <= 255
    assert shorten(text).endswith("word...")
    assert shorten("5 - short") == "5 - short"


def test_questions_of_a_role_within_the_scope(model):
    """Both narrow the selection; without a role the scope alone does."""
    assert select_questions(model, "quick") == model.scope("quick")
    mine = select_questions(model, "quick", "finance")
    assert mine == tuple(q for q in model.scope("quick") if "finance" in model.question_by_id[q].judges)
