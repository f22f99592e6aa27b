"""What the tests of forms share: a key, a layout, and forms that were written and filled in."""

import datetime as dt
import shutil
import subprocess

import openpyxl
import pytest

from pmokit.content.library import load_model, load_theme
from pmokit.exchange.form_layout import ANSWER, FormKey, FormLayout, FormSetting, select_questions
from pmokit.exchange.form_xlsx import write_form

EXPORTED = dt.datetime(2027, 1, 15, 9, 30, 0, 123456)  # noqa: DTZ001 -- the store's times carry no zone


def make_layout(*, questions=None, role="", language="en", is_prefilled=True, **changes):
    model = load_model("ppm_maturity")
    key = FormKey(
        **{
            "client": "Acme",
            "model": model.id,
            "model_version": model.version,
            "round": 1,
            "unit": "HQ",
            "respondent": "Jane",
            "role": role,
            "language": language,
            "questions": tuple(questions or select_questions(model, "all", role)),
            "exported": EXPORTED,
            "is_prefilled": is_prefilled,
        }
        | changes
    )
    return FormLayout(model, key)


def make_form(file, layout=None, given=None, *, contact="", anonymous=False, role_name=""):
    setting = FormSetting("Headquarters", role_name, 30, contact, anonymous, load_theme())
    write_form(file, layout or make_layout(), setting, given or {})
    return file


def row_of(layout, question):
    return next(row for row in layout.questions if row.id == question)


def edit(file, changes, sheet="Questions"):
    """Change cells as a person or a program would, and save."""
    book = openpyxl.load_workbook(file)
    for place, value in changes.items():
        book[sheet][place] = value
    book.save(file)
    return file


def answer(file, layout, answers):
    """Put a value into the answer cells of questions."""
    cells = {f"{'ABCDEFG'[ANSWER - 1]}{row_of(layout, question).row}": text for question, text in answers.items()}
    return edit(file, cells, layout.words.questions)


def libreoffice(file, kind, folder):
    """Convert a file with LibreOffice, or skip where there is none."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return folder / file.with_suffix(f".{kind.split(':')[0]}").name
