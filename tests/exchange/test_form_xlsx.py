"""The questionnaire in Excel as a client opens it."""

import openpyxl
import pytest

from pmokit.errors import InputError
from pmokit.exchange.form_layout import ANSWER, COMMENT, EVIDENCE, SCENES, Given
from pmokit.exchange.form_style import LINE_POINTS, lines_of
from tests.exchange.forms import make_form, make_layout, row_of


@pytest.fixture(scope="module")
def layout():
    return make_layout()


@pytest.fixture(scope="module")
def book(tmp_path_factory, layout):
    given = {"POR-02": Given("DK", "=1+1", "'minutes"), "POR-03": Given("INHERITED:LAB")}
    file = make_form(tmp_path_factory.mktemp("form") / "form.xlsx", layout, given, contact="Ann, ann@acme.example")
    return openpyxl.load_workbook(file)


def test_sheets_that_people_see(book):
    """Instructions and questions; the lists are hidden, and the key is hidden from the menu as well."""
    assert {sheet.title: sheet.sheet_state for sheet in book} == {
        "Instructions": "visible",
        "Questions": "visible",
        "lists": "hidden",
        "pmokit": "veryHidden",
    }


def test_only_answers_comments_and_evidence_can_be_changed(book, layout):
    """Every sheet is protected, without a password; three cells of each question are open."""
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    cells = [cell for row in book["Questions"].iter_rows() for cell in row if not cell.protection.locked]
    assert {cell.column for cell in cells} == {ANSWER, COMMENT, EVIDENCE}
    assert len(cells) == 3 * len(layout.questions)


def test_lists_carry_the_scenes_and_refer_to_the_hidden_sheet(book, layout):
    """A list of its own for every answer cell: number and scene, then don't know and not applicable."""
    choices = {str(c.sqref): c.formula1 for c in book["Questions"].data_validations.dataValidation}
    for row in layout.questions:
        place = choices[f"D{row.row}"].split("!")[1].replace("$", "")
        items = [cell.value for cell in book["lists"][place][0]]
        assert items == list(row.items)
        assert all(len(item) <= 255 for item in items)
    assert items[0].startswith("1 - ")
    assert items[-2:] == ["Don't know", "Not applicable"]


def test_rows_are_tall_enough(book, layout):
    """No scene and no item is cut: the row holds the wrapped text, within what Excel allows."""
    sheet = book["Questions"]
    for row in layout.questions:
        height = sheet.row_dimensions[row.row].height
        lines = max(
            lines_of("\n".join(row.scenes), sheet.column_dimensions["C"].width),
            *(lines_of(item, sheet.column_dimensions["D"].width) for item in row.items),
        )
        assert lines * LINE_POINTS <= height <= 409
        assert sheet.cell(row.row, SCENES).alignment.wrap_text


def test_prints_on_a4_across_with_repeated_heads(book):
    """One page wide, the head on every page, a domain starts a page."""
    sheet = book["Questions"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape",
        9,
        1,
    )
    assert sheet.print_title_rows == "$2:$2"
    assert len(sheet.row_breaks.brk) == 11
    assert sheet.freeze_panes == "C3"
    assert sheet.column_dimensions["G"].hidden


def test_earlier_answers_are_filled_in_as_text(book, layout):
    """What was answered before stands there as its item; a comment that looks like a formula stays a text."""
    row = row_of(layout, "POR-02").row
    cells = [book["Questions"].cell(row, column) for column in (ANSWER, COMMENT, EVIDENCE)]
    assert [cell.value for cell in cells] == ["Don't know", "=1+1", "'minutes"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["Questions"].cell(row_of(layout, "POR-03").row, ANSWER).value == "INHERITED:LAB"


def test_instructions_say_who_asks_and_where_it_goes(book):
    """Client, unit, contact, how don't know and not applicable differ."""
    text = "\n".join(str(cell.value) for row in book["Instructions"].iter_rows() for cell in row if cell.value)
    for words in ("Acme", "Headquarters (HQ)", "send it back to: Ann, ann@acme.example", "Don't know: ", "30 minutes"):
        assert words in text
    assert "{" not in text


def test_a_role_gets_its_questions_and_another_language_its_words(tmp_path, model):
    """Only what the role can judge; sheet names, heads and items in German."""
    layout = make_layout(role="finance", language="de")
    assert [row.id for row in layout.questions] == [q.id for q in model.questions if "finance" in q.judges]
    book = openpyxl.load_workbook(make_form(tmp_path / "form.xlsx", layout, anonymous=True))
    assert book.sheetnames[:2] == ["Anleitung", "Fragen"]
    assert book["Fragen"]["D2"].value == "Ihre Antwort"
    assert "weniger als drei Personen" in "".join(str(row[1].value) for row in book["Anleitung"].iter_rows())


def test_a_comment_that_no_cell_holds_is_a_fault(tmp_path):
    """Excel cuts at 32,767 characters; nothing is cut silently, and no half file stays."""
    with pytest.raises(InputError, match="a text of 40000 characters"):
        make_form(tmp_path / "form.xlsx", given={"POR-01": Given("l1", "x" * 40_000)})
    assert not list(tmp_path.iterdir())
