"""Questionnaires that come back: what is read, and what is refused with its cell."""

import openpyxl
import pandas as pd
import pytest

from pmokit.errors import InputError
from pmokit.exchange.form_layout import Given
from pmokit.exchange.form_read import Expected, read_form
from pmokit.exchange.responses_csv import read_responses
from tests.exchange.forms import EXPORTED, answer, edit, libreoffice, make_form, make_layout, row_of

ALL = Expected(client="Acme", round=1, units=["HQ", "LAB"])


@pytest.fixture
def layout():
    return make_layout(questions=[f"POR-0{n}" for n in range(1, 9)])


@pytest.fixture
def form(tmp_path, layout):
    return make_form(tmp_path / "form.xlsx", layout)


def test_items_numbers_ids_and_codes_are_answers(form, layout, model):
    """An item of the list, its number as number or text, an option id, NA and DK in any case, another unit."""
    given = dict(
        zip(
            (row.id for row in layout.questions),
            (layout.questions[0].items[2], 3, "3", "L3", "Don't know", "na", "INHERITED:LAB", None),
            strict=True,
        )
    )
    read = read_form(answer(form, layout, given), model, ALL)
    assert list(read.responses["status"]) == [*["answered"] * 4, "dk", "na", "inherited", "unanswered"]
    assert list(read.responses["option"][:4]) == ["l3"] * 4
    assert read.responses["provider"].iloc[6] == "LAB"
    assert read.key.exported == EXPORTED


def test_the_frame_is_that_of_a_responses_file(form, layout, model, tmp_path):
    """The same answers by form and by CSV make the same frame."""
    edit(form, {f"E{layout.questions[0].row}": "two\nlines", f"F{layout.questions[0].row}": "minutes"})
    read = read_form(answer(form, layout, {"POR-01": 4}), model).responses.iloc[:1]
    file = tmp_path / "r.csv"
    file.write_text(
        'unit,respondent,question,answer,comment,evidence\nHQ,Jane,POR-01,4,"two\nlines",minutes\n', encoding="utf-8"
    )
    pd.testing.assert_frame_equal(read, read_responses(file, model), check_dtype=False)


def test_what_was_filled_in_comes_back(tmp_path, model, layout):
    """Earlier answers, comments and evidence come back unchanged, also those that look like formulas."""
    given = {"POR-01": Given("l2", "=SUM(A1)", "'quoted"), "POR-02": Given("NA", "+1 -2", "@home\ttab")}
    read = read_form(make_form(tmp_path / "f.xlsx", layout, given), model).responses
    assert read.loc[0, ["status", "option", "comment", "evidence"]].tolist() == [
        "answered",
        "l2",
        "=SUM(A1)",
        "'quoted",
    ]
    assert read.loc[1, ["status", "comment", "evidence"]].tolist() == ["na", "+1 -2", "@home\ttab"]


def test_a_form_that_was_not_filled_in_takes_nothing_back(tmp_path, model, layout):
    """Without earlier answers in it, an empty cell says nothing: the row is left out."""
    blank = make_layout(questions=layout.key.questions, is_prefilled=False)
    form = answer(make_form(tmp_path / "f.xlsx", blank), blank, {"POR-03": 2})
    assert list(read_form(form, model).responses["question"]) == ["POR-03"]


def test_saved_by_libreoffice(form, layout, model, tmp_path):
    """Opened and saved again by LibreOffice, a form says the same."""
    answer(form, layout, {"POR-01": layout.questions[0].items[4], "POR-02": 2, "POR-03": "Not applicable"})
    edit(form, {f"E{layout.questions[0].row}": "a line\nand another  one", f"F{layout.questions[0].row}": "'= x"})
    again = libreoffice(form, "xlsx", tmp_path / "again")
    ours, theirs = read_form(form, model, ALL), read_form(again, model, ALL)
    assert theirs.key == ours.key
    pd.testing.assert_frame_equal(theirs.responses, ours.responses)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_same_form_in_both_languages(tmp_path, model, language):
    """Items are understood in the language of the form."""
    layout = make_layout(language=language, questions=["COM-01", "COM-02"])
    form = answer(make_form(tmp_path / "f.xlsx", layout), layout, {"COM-01": layout.questions[0].items[1]})
    assert read_form(form, model).responses["option"].tolist() == ["l2", ""]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"client": "Other"},
            r"form.xlsx::pmokit!B2: the form was made for client 'Other'. Expected: the client 'Acme'",
        ),
        ({"model_version": "0.0.9"}, r"pmokit!B4: the form was made for model version '0.0.9'. Expected: version"),
        ({"model": "agile_pmo"}, r"pmokit!B3: the form was made for model 'agile_pmo'"),
        ({"round": 2}, r"pmokit!B5: the form was made for round '2'. Expected: round 1, which is open"),
        ({"unit": "LBA"}, r"pmokit!B6: unknown business unit 'LBA'. Did you mean 'LAB'"),
    ],
)
def test_a_form_of_something_else_is_refused(tmp_path, model, changes, message):
    """Another client, model, version, round or unit: each is named with its cell."""
    form = make_form(tmp_path / "form.xlsx", make_layout(questions=["POR-01"], **changes))
    with pytest.raises(InputError, match=message):
        read_form(form, model, ALL)


@pytest.mark.parametrize(
    ("sheet", "changes", "message"),
    [
        ("Questions", {"G5": "POR-09"}, r"form.xlsx::Questions!G5: the key 'POR-01' was changed to 'POR-09'"),
        (
            "Questions",
            {"G5": "POR-02"},
            r"Questions!G5: the key 'POR-01' was replaced by 'POR-02', or its row was moved",
        ),
        ("Questions", {"G6": None}, r"Questions!G6: the key 'POR-02' was deleted"),
        ("Questions", {"G13": "POR-02"}, r"Questions!G13: the key 'POR-02' stands where no question is"),
        ("Questions", {"B5": "Is all well?"}, r"Questions!B5: POR-01: the question was changed"),
        (
            "Questions",
            {"C6": "1 - good\n2 - better"},
            r"Questions!C6: POR-02: the description of the answers was changed",
        ),
        ("lists", {"C2": "3 - all is well"}, r"lists!C2: POR-02: an item of the list was changed"),
        ("pmokit", {"B7": "John"}, r"pmokit!B13: the checksum does not fit the form's key"),
        ("pmokit", {"B11": "2028-01-01T00:00:00"}, r"pmokit!B13: the checksum does not fit"),
        ("pmokit", {"B11": "yesterday"}, r"pmokit!B11: the key 'exported' is 'yesterday'. Expected: a date and time"),
        ("pmokit", {"B10": "POR-01 POR-77"}, r"pmokit!B10: unknown question 'POR-77'"),
        ("pmokit", {"B1": "pmokit form 9"}, r"pmokit!B1: the key 'format' is 'pmokit form 9'"),
        ("pmokit", {"A7": "who"}, r"form.xlsx::pmokit: the key 'respondent' is missing"),
        ("Questions", {"D5": "6"}, r"Questions!D5: POR-01: unknown answer '6'. Expected: an item of the list, 1, 2"),
        ("Questions", {"D5": "3 - something of my own"}, r"Questions!D5: POR-01: unknown answer '3 - something"),
        ("Questions", {"E5": "=1+1"}, r"Questions!E5: POR-01: the cell holds a formula. Expected: a text"),
    ],
)
def test_tampered_keys_and_unknown_answers_name_the_cell(form, model, sheet, changes, message):
    """A key changed, moved, deleted or doubled, a text changed, an answer nobody offered."""
    with pytest.raises(InputError, match=message):
        read_form(edit(form, changes, sheet), model, ALL)


def test_all_faults_at_once(form, model):
    """Three wrong answers are three lines."""
    edit(form, {"D5": "6", "D7": "yes", "D9": "l9"})
    with pytest.raises(InputError) as caught:
        read_form(form, model, ALL)
    assert [str(f).split(": ")[0].split("!")[1] for f in caught.value.faults] == ["D5", "D7", "D9"]


def test_a_row_that_was_inserted_is_found(form, layout, model):
    """Whoever lifts the protection and moves the rows is told where."""
    book = openpyxl.load_workbook(form)
    book["Questions"].insert_rows(row_of(layout, "POR-03").row)
    book.save(form)
    with pytest.raises(InputError, match=r"Questions!G7: a row was inserted here"):
        read_form(form, model, ALL)


def test_a_workbook_that_is_no_form(tmp_path, model):
    """Any other workbook is told from a form by its key sheet; a form without its questions is refused too."""
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    with pytest.raises(InputError, match="this is no form of pmokit: the hidden sheet 'pmokit' is missing"):
        read_form(tmp_path / "book.xlsx", model)
    form = make_form(tmp_path / "form.xlsx", make_layout(questions=["POR-01"]))
    book = openpyxl.load_workbook(form)
    book["Questions"].title = "Mine"
    book.save(form)
    with pytest.raises(InputError, match="the sheet 'Questions' is missing"):
        read_form(form, model)
