"""Write a questionnaire as an Excel workbook that a client can fill in without us."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pmokit.exchange.form_guide import write_instructions
from pmokit.exchange.form_layout import (
    ANSWER,
    COMMENT,
    EVIDENCE,
    HEAD_ROW,
    KEY,
    KEY_SHEET,
    LIST_SHEET,
    NUMBER,
    QUESTION,
    SCENES,
    DomainRow,
    FormLayout,
    FormSetting,
    Given,
    QuestionRow,
)
from pmokit.exchange.form_style import LINE_POINTS, TALLEST_ROW, TEXT_POINTS, family, lines_of, rgb
from pmokit.exchange.office_file import put_text
from pmokit.exchange.whole_file import whole_file
from pmokit.model.content import Theme

WIDTHS = {NUMBER: 9, QUESTION: 30, SCENES: 76, ANSWER: 32, COMMENT: 24, EVIDENCE: 24, KEY: 10}
A4 = 9


def write_form(file: Path, layout: FormLayout, setting: FormSetting, given: Mapping[str, Given]) -> None:
    """Write one form; on a fault nothing is left behind.

    Parameters
    ----------
    file
        The workbook to write.
    layout
        The questions and the key.
    setting
        Names, time, contact and colours.
    given
        Earlier answers by question id; they are filled in.

    Raises
    ------
    InputError
        If the file cannot be written, or an earlier comment does not fit into a cell.
    """
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    write_instructions(book.create_sheet(layout.words.instructions), layout, setting)
    _write_questions(book.create_sheet(layout.words.questions), layout, setting, given)
    _write_lists(book.create_sheet(LIST_SHEET), layout)
    _write_key(book.create_sheet(KEY_SHEET), layout)
    book.properties.title = layout.words.title.format(model=layout.model_name)
    book.properties.creator = "pmokit"
    book.properties.created = book.properties.modified = layout.key.exported
    with whole_file(file) as part:
        book.save(part)


def _write_questions(sheet: Worksheet, layout: FormLayout, setting: FormSetting, given: Mapping[str, Given]) -> None:
    theme = setting.theme
    scene_width = _scene_width(layout.questions)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = scene_width if column == SCENES else width
    sheet.column_dimensions[get_column_letter(KEY)].hidden = True
    title = put_text(sheet, 1, NUMBER, f"{setting.unit_name}: {layout.key.respondent}")
    title.font = Font(name=family(theme), size=12, bold=True, color=rgb(theme.brand))
    for column, head in enumerate(layout.words.heads, start=1):
        cell = put_text(sheet, HEAD_ROW, column, head)
        cell.font = Font(name=family(theme), size=TEXT_POINTS, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=rgb(theme.brand))
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height, sheet.row_dimensions[HEAD_ROW].height = 22, 20
    for domain in layout.domains:
        _write_domain(sheet, domain, theme)
    for question in layout.questions:
        _write_question(sheet, question, given.get(question.id, Given()), layout, theme, scene_width)
    _set_up(sheet, layout)


def _write_domain(sheet: Worksheet, domain: DomainRow, theme: Theme) -> None:
    width = sum(width for column, width in WIDTHS.items() if column != KEY)
    for row, text, size in ((domain.row, domain.name, 12), (domain.row + 1, domain.purpose, TEXT_POINTS)):
        sheet.merge_cells(start_row=row, start_column=NUMBER, end_row=row, end_column=EVIDENCE)
        cell = put_text(sheet, row, NUMBER, text)
        is_name = row == domain.row
        cell.font = Font(name=family(theme), size=size, bold=is_name, color=rgb(theme.brand if is_name else theme.ink))
        cell.fill = PatternFill("solid", fgColor=rgb(theme.levels[0]))
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[row].height = lines_of(text, width) * LINE_POINTS + 8


def _write_question(
    sheet: Worksheet, question: QuestionRow, given: Given, layout: FormLayout, theme: Theme, scene_width: float
) -> None:
    answer = dict(zip(question.tokens, question.items, strict=True)).get(given.token, given.token)
    texts = {
        NUMBER: question.id,
        QUESTION: question.text,
        SCENES: "\n".join(question.scenes),
        ANSWER: answer,
        COMMENT: given.comment,
        EVIDENCE: given.evidence,
        KEY: question.id,
    }
    line = Side(style="thin", color=rgb(theme.line))
    frame = Side(style="thin", color=rgb(theme.accent))
    for column, text in texts.items():
        cell = put_text(sheet, question.row, column, text)
        is_open = column in {ANSWER, COMMENT, EVIDENCE}
        cell.font = Font(name=family(theme), size=TEXT_POINTS, color=rgb(theme.ink), bold=column == QUESTION)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(left=frame, right=frame, top=frame, bottom=frame) if is_open else Border(bottom=line)
        cell.protection = Protection(locked=not is_open)
        if is_open:
            cell.fill = PatternFill("solid", fgColor="FFFFFF" if column != ANSWER else rgb(theme.levels[0]))
    widths = WIDTHS | {SCENES: scene_width}
    # An answer cell has to hold any of its items once it is chosen.
    tallest = [*(lines_of(text, widths[at]) for at, text in texts.items() if at != KEY)]
    tallest += [lines_of(item, widths[ANSWER]) for item in question.items]
    sheet.row_dimensions[question.row].height = min(TALLEST_ROW, max(tallest) * LINE_POINTS + 8)
    place = f"$A${question.list_row}:${get_column_letter(len(question.items))}${question.list_row}"
    choice = DataValidation(type="list", formula1=f"{LIST_SHEET}!{place}", allow_blank=True, errorStyle="warning")
    choice.showErrorMessage, choice.showInputMessage = True, True
    choice.promptTitle, choice.prompt = question.id, layout.words.prompt
    choice.errorTitle, choice.error = question.id, layout.words.refusal
    choice.add(sheet.cell(question.row, ANSWER))
    sheet.add_data_validation(choice)


def _set_up(sheet: Worksheet, layout: FormLayout) -> None:
    """Freeze the heads, lock what is ours, and print on A4 across."""
    sheet.freeze_panes = f"{get_column_letter(SCENES)}{HEAD_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    for domain in layout.domains[1:]:
        sheet.row_breaks.append(Break(id=domain.row - 1))
    last = layout.questions[-1].row
    sheet.print_area = f"A1:{get_column_letter(EVIDENCE)}{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.3
    footer: Any = sheet.oddFooter
    footer.left.text = f"{layout.key.model} {layout.key.model_version}"
    footer.right.text = layout.words.page


def _write_lists(sheet: Worksheet, layout: FormLayout) -> None:
    for question in layout.questions:
        for column, item in enumerate(question.items, start=1):
            put_text(sheet, question.list_row, column, item)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _write_key(sheet: Worksheet, layout: FormLayout) -> None:
    cells = [*layout.key.cells().items(), ("checksum", layout.checksum)]
    for row, (name, value) in enumerate(cells, start=1):
        put_text(sheet, row, 1, name)
        put_text(sheet, row, 2, value)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _scene_width(questions: Sequence[QuestionRow]) -> float:
    """Widen the scenes' column where a row would be taller than Excel allows."""
    width = float(WIDTHS[SCENES])
    while any(lines_of("\n".join(q.scenes), width) * LINE_POINTS + 8 > TALLEST_ROW for q in questions) and width < 200:  # noqa: PLR2004
        width += 10
    return width
