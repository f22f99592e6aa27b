"""The first sheet of a form: who asks, what for, how to answer, where it goes."""

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pmokit.exchange.form_layout import FormLayout, FormSetting
from pmokit.exchange.form_style import LINE_POINTS, TEXT_POINTS, family, lines_of, rgb
from pmokit.exchange.office_file import put_text

LABEL_WIDTH, TEXT_WIDTH = 26, 92
A4 = 9


def write_instructions(sheet: Worksheet, layout: FormLayout, setting: FormSetting) -> None:
    """Write the instructions of a form.

    Parameters
    ----------
    sheet
        An empty sheet.
    layout, setting
        What the form asks, and whom.
    """
    words, theme, key = layout.words, setting.theme, layout.key
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = LABEL_WIDTH, TEXT_WIDTH
    title = put_text(sheet, 1, 1, words.title.format(model=layout.model_name))
    title.font = Font(name=family(theme), size=16, bold=True, color=rgb(theme.brand))
    sheet.row_dimensions[1].height = 30
    row = 3
    for label, text in zip(words.facts, _facts(layout, setting), strict=True):
        _write_line(sheet, row, label, text, setting)
        row += 1
    fills = {
        "client": key.client,
        "unit": setting.unit_name,
        "questions": words.questions,
        "scenes": words.scenes.format(count=len(layout.questions[0].scenes)),
        "contact": setting.contact or words.nobody,
    }
    closing = words.anonymous if setting.anonymous else words.privacy
    for heading, sentences in words.sections:
        row += 1
        for at, sentence in enumerate(sentences):
            _write_line(sheet, row, "" if at else heading, sentence.format_map(fills), setting)
            row += 1
    _write_line(sheet, row, "", closing, setting)
    _set_up(sheet, row)


def _facts(layout: FormLayout, setting: FormSetting) -> tuple[str, ...]:
    words, key = layout.words, layout.key
    unit = setting.unit_name if setting.unit_name == key.unit else f"{setting.unit_name} ({key.unit})"
    return (
        key.client,
        unit,
        key.respondent,
        setting.role_name or words.everything,
        str(len(layout.questions)),
        words.time.format(minutes=setting.minutes),
        setting.contact or words.nobody,
        key.exported.date().isoformat(),
    )


def _write_line(sheet: Worksheet, row: int, label: str, text: str, setting: FormSetting) -> None:
    for column, part in ((1, label), (2, text)):
        cell = put_text(sheet, row, column, part)
        is_label = column == 1
        colour = setting.theme.brand if is_label else setting.theme.ink
        cell.font = Font(name=family(setting.theme), size=TEXT_POINTS, bold=is_label, color=rgb(colour))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    lines = max(lines_of(label, LABEL_WIDTH), lines_of(text, TEXT_WIDTH))
    sheet.row_dimensions[row].height = lines * LINE_POINTS + 4


def _set_up(sheet: Worksheet, last: int) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.print_area = f"A1:B{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
