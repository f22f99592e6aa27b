"""Read a questionnaire that comes back: as filled in by Excel, LibreOffice or a program."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.form_keys import AS_SENT, key_faults
from pmokit.exchange.form_layout import (
    ANSWER,
    COMMENT,
    EVIDENCE,
    FORMAT,
    KEY,
    KEY_NAMES,
    KEY_SHEET,
    LIST_SHEET,
    QUESTION,
    SCENES,
    FormKey,
    FormLayout,
    QuestionRow,
)
from pmokit.exchange.form_words import WORDS
from pmokit.exchange.office_file import Sheet, read_workbook
from pmokit.exchange.question_ids import unknown_question
from pmokit.exchange.responses_csv import MAX_FAULTS, parse_answer
from pmokit.model.maturity import MaturityModel

ROW_COLUMNS = ("unit", "respondent", "role", "question", "status", "option", "value", "provider", "comment", "evidence")
KEY_VALUE = 2


@dataclass(frozen=True)
class FilledForm:
    """What a form brings.

    Parameters
    ----------
    key
        Whom it asked, for what, and when it was made.
    responses
        The same tidy frame as of :func:`pmokit.exchange.responses_csv.read_responses`.
    """

    key: FormKey
    responses: pd.DataFrame


@dataclass(frozen=True)
class Expected:
    """What a form has to belong to; None is not checked."""

    client: str | None = None
    round: int | None = None
    units: Collection[str] | None = None


def is_form(sheets: Mapping[str, Sheet]) -> bool:
    """Return whether a workbook is one of our questionnaires: by its key sheet, or by the others where that was deleted."""
    rest = LIST_SHEET in sheets and any(words.questions in sheets for words in WORDS.values())
    return KEY_SHEET in sheets or rest


def read_form(file: Path, model: MaturityModel, expected: Expected | None = None) -> FilledForm:
    """Read a filled form.

    Parameters
    ----------
    file
        The workbook.
    model
        The model of the open assessment.
    expected
        Client, round and units of the engagement.

    Returns
    -------
    FilledForm
        With one row for each question, in the form's order; those that were and are empty are left out.

    Raises
    ------
    InputError
        With all faults (the first fifty), each with its cell, if it is no form, belongs to another client, round,
        unit or version of the model, if a key or a text was changed, or an answer is not understood.
    """
    return read_form_sheets(file, read_workbook(file), model, expected)


def read_form_sheets(
    file: Path, sheets: Mapping[str, Sheet], model: MaturityModel, expected: Expected | None = None
) -> FilledForm:
    """Read a filled form whose workbook is read already; see :func:`read_form`.

    Raises
    ------
    InputError
        As :func:`read_form`.
    """
    if KEY_SHEET not in sheets:
        raise InputError(
            Fault(str(file), f"this is no form of pmokit: the hidden sheet '{KEY_SHEET}' is missing", "a filled form")
        )
    key_sheet = sheets[KEY_SHEET]
    cells = {row[0]: (at, key_sheet.text(at, KEY_VALUE)) for at, row in enumerate(key_sheet.rows, start=1) if row}
    key = _read_key(key_sheet, cells)
    _raise(_belonging_faults(key, key_sheet, cells, model, expected or Expected()))
    layout = FormLayout(model, key)
    missing = [name for name in (layout.words.questions, LIST_SHEET) if name not in sheets]
    _raise([Fault(str(file), f"the sheet '{name}' is missing", hint=AS_SENT) for name in missing])
    sheet = sheets[layout.words.questions]
    faults = [*key_faults(sheet, layout), *_text_faults(sheet, layout), *_list_faults(sheets[LIST_SHEET], layout)]
    at, checksum = cells["checksum"]
    if not faults and checksum != layout.checksum:
        faults = [Fault(key_sheet.where(at, KEY_VALUE), "the checksum does not fit the form's key", hint=AS_SENT)]
    _raise(faults)
    answers = _read_answers(sheet, layout, model)
    spelt = {code.lower(): code for code in (expected.units if expected and expected.units else ())}
    return FilledForm(key, answers.assign(unit=spelt.get(key.unit.lower(), key.unit)))


def _read_key(sheet: Sheet, cells: Mapping[str, tuple[int, str]]) -> FormKey:
    known = (*KEY_NAMES, "checksum")
    _raise(
        [
            Fault(f"{sheet.file}::{sheet.name}", f"the key '{name}' is missing", hint=AS_SENT)
            for name in known
            if name not in cells
        ]
    )
    text = {name: cells[name][1] for name in known}

    def fault(name: str, expected: str) -> Fault:
        return Fault(
            sheet.where(cells[name][0], KEY_VALUE), f"the key '{name}' is '{text[name][:60]}'", expected, AS_SENT
        )

    faults = []
    if text["format"] != FORMAT:
        faults.append(fault("format", f"'{FORMAT}', as this version of pmokit writes it"))
    if not re.fullmatch(r"[0-9]{1,9}", text["round"]):
        faults.append(fault("round", "a number"))
    if not _is_time(text["exported"]):
        faults.append(fault("exported", "a date and time"))
    faults += [fault(name, "a text") for name in ("unit", "respondent", "questions") if not text[name]]
    _raise(faults)
    return FormKey(
        client=text["client"],
        model=text["model"],
        model_version=text["model version"],
        round=int(text["round"]),
        unit=text["unit"],
        respondent=text["respondent"],
        role=text["role"],
        language=text["language"],
        questions=tuple(text["questions"].split()),
        exported=dt.datetime.fromisoformat(text["exported"]),
        is_prefilled=text["prefilled"] == "yes",
    )


def _is_time(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def _belonging_faults(
    key: FormKey, sheet: Sheet, cells: Mapping[str, tuple[int, str]], model: MaturityModel, expected: Expected
) -> list[Fault]:
    """Return whether the form belongs to this engagement, this round and this model."""
    checks = [
        ("client", expected.client is None or key.client == expected.client, f"the client '{expected.client}'"),
        ("model", key.model == model.id, f"the model {model.id}"),
        ("model version", key.model_version == model.version, f"version {model.version} of {model.id}"),
        ("round", expected.round is None or key.round == expected.round, f"round {expected.round}, which is open"),
    ]
    faults = [
        Fault(
            sheet.where(cells[name][0], KEY_VALUE),
            f"the form was made for {name} '{cells[name][1]}'",
            right,
            "Export the form anew and copy the answers over",
        )
        for name, fits, right in checks
        if not fits
    ]
    units = expected.units
    if units is not None and key.unit.lower() not in {code.lower() for code in units}:
        where = sheet.where(cells["unit"][0], KEY_VALUE)
        faults.append(Fault(where, f"unknown business unit '{key.unit}'", hint=did_you_mean(key.unit, units)))
    if key.model == model.id and key.model_version == model.version:
        where = sheet.where(cells["questions"][0], KEY_VALUE)
        faults += [unknown_question(where, name, model) for name in key.questions if name not in model.question_by_id]
    return faults


def _text_faults(sheet: Sheet, layout: FormLayout) -> list[Fault]:
    """Return questions and scenes that were changed: who answered read something else.

    Only rows that stand in their place are compared; the others are faults already.
    """
    faults = []
    for row in layout.questions:
        if sheet.text(row.row, KEY) != row.id:
            continue
        texts = ((QUESTION, row.text, "question"), (SCENES, "\n".join(row.scenes), "description of the answers"))
        faults += [
            Fault(sheet.where(row.row, column), f"{row.id}: the {name} was changed", f"'{text[:60]}...'")
            for column, text, name in texts
            if _plain(sheet.text(row.row, column)) != _plain(text)
        ]
    return faults


def _list_faults(sheet: Sheet, layout: FormLayout) -> list[Fault]:
    return [
        Fault(sheet.where(row.list_row, at), f"{row.id}: an item of the list was changed", f"'{item[:60]}'")
        for row in layout.questions
        for at, item in enumerate(row.items, start=1)
        if _plain(sheet.text(row.list_row, at)) != _plain(item)
    ]


def _read_answers(sheet: Sheet, layout: FormLayout, model: MaturityModel) -> pd.DataFrame:
    key, records, faults = layout.key, [], []
    for row in layout.questions:
        faults += [
            Fault(sheet.where(row.row, at), f"{row.id}: the cell holds a formula", "a text", "Type the answer itself")
            for at in (ANSWER, COMMENT, EVIDENCE)
            if (row.row, at) in sheet.formulas
        ]
        answer, comment, evidence = (_clean(sheet.text(row.row, at)) for at in (ANSWER, COMMENT, EVIDENCE))
        status, option, value, provider = parse_answer(row.id, _token(answer, row), model)
        if status is None:
            shown = ", ".join(f"{o.value:g}" for o in model.answer_set(row.id).options)
            expected = f"an item of the list, {shown}, DK, NA or nothing"
            faults.append(Fault(sheet.where(row.row, ANSWER), f"{row.id}: unknown answer '{answer[:60]}'", expected))
        if answer or comment or evidence or key.is_prefilled:
            who = (key.unit, key.respondent, key.role, row.id)
            records.append((*who, status, option, value, provider, comment, evidence))
    _raise(faults)
    return pd.DataFrame(records, columns=list(ROW_COLUMNS)).astype({"value": float})


def _token(answer: str, row: QuestionRow) -> str:
    """Return the token of an item of the list, or the answer itself where it is none."""
    items = {_plain(item): token for item, token in zip(row.items, row.tokens, strict=True)}
    return items.get(_plain(answer), answer.strip())


def _plain(text: str) -> str:
    """Return a text without the differences that programs and people make without meaning it."""
    return " ".join(re.sub(r"[\u2010-\u2015]", "-", text).casefold().split())


def _clean(text: str) -> str:
    """Return what was typed, with one kind of line break and no space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _raise(faults: list[Fault]) -> None:
    if faults:
        more = len(faults) - MAX_FAULTS
        rest = [Fault(what=f"and {more} more faults")] if more > 0 else []
        raise InputError([*faults[:MAX_FAULTS], *rest])
