"""Responses from a CSV file or a workbook: unit, respondent, question, answer, and perhaps role, comment, evidence."""

import re
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.csv_table import LINE, CsvTable, in_our_spelling, read_table, require_columns, require_rows
from pmokit.exchange.csv_text import unguard_column
from pmokit.exchange.office_file import first_table, is_office_file
from pmokit.exchange.question_ids import question_hint, unknown_question
from pmokit.model.maturity import MaturityModel
from pmokit.model.units import code_fault

REQUIRED = ("unit", "respondent", "question", "answer")
OPTIONAL = ("role", "comment", "evidence")
PLAIN_STATUSES = {"": "unanswered", "na": "na", "dk": "dk"}
INHERITED = "inherited:"
MAX_FAULTS = 50
MERGED = "Of merged cells only the first one holds the text"


def read_responses(file: Path | str, model: MaturityModel, units: Collection[str] | None = None) -> pd.DataFrame:
    """Read a responses file into a tidy frame.

    Parameters
    ----------
    file
        CSV, or a workbook's first sheet, with the columns unit, respondent, question, answer and perhaps role, comment,
        evidence. An answer is an option id, an option value, ``NA``, ``DK``, ``INHERITED:<unit>`` or empty.
    model
        Knows the questions and their answer options.
    units
        Unit codes that may occur; None accepts every valid code.

    Returns
    -------
    pandas.DataFrame
        unit, respondent, role, question, status, option, value, provider, comment, evidence; in the file's order.

    Raises
    ------
    InputError
        With all faults (the first fifty), each with file and line.
    """
    return parse_responses(read_answer_table(Path(file)), model, units)


def read_answer_table(file: Path) -> CsvTable:
    """Read a file of responses as text: the first sheet of a workbook, or CSV without the apostrophes of our export.

    Raises
    ------
    InputError
        If it cannot be read, or is neither.
    """
    if is_office_file(file):
        return first_table(file)
    table = read_table(file)
    changed = {}
    for name in table.frame.columns.drop(LINE):
        texts = table.frame[name]
        read = unguard_column(texts)
        if read is not texts:
            changed[name] = read
    return CsvTable(file, table.frame.assign(**changed)) if changed else table


def parse_responses(table: CsvTable, model: MaturityModel, units: Collection[str] | None = None) -> pd.DataFrame:
    """Understand a table of responses; see :func:`read_responses`.

    Raises
    ------
    InputError
        As :func:`read_responses`.
    """
    table = in_our_spelling(table, (*REQUIRED, *OPTIONAL))
    require_columns(table, REQUIRED)
    require_rows(table, "answer")
    frame = table.frame.copy()
    for column in OPTIONAL:
        if column not in frame:
            frame[column] = ""
    for column in (*REQUIRED, "role"):
        frame[column] = _stripped(frame[column])
    faults = [*_unit_faults(frame, table, units), *_question_faults(frame, table, model)]
    answers = _parse_answers(frame, model)
    faults += _answer_faults(frame, answers, table, model)
    faults.sort(key=lambda fault: int(re.split(r"\D", fault.where)[-1]))
    if faults:
        more = len(faults) - MAX_FAULTS
        shown = faults[:MAX_FAULTS]
        raise InputError([*shown, Fault(str(table.file), f"and {more} more faults")] if more > 0 else shown)
    out = frame[["unit", "respondent", "role", "question"]].join(answers)
    out["comment"], out["evidence"] = frame["comment"], frame["evidence"]
    spelt = {code.lower(): code for code in (out["unit"].unique() if units is None else units)}
    for column in ("unit", "provider"):
        out[column] = out[column].map({code: spelt.get(code.lower(), code) for code in out[column].unique()})
    return out.drop(columns=[LINE], errors="ignore").reset_index(drop=True)


def _stripped(column: pd.Series) -> pd.Series:
    """Return a column without spaces around its texts; each text that occurs is looked at once."""
    codes, texts = pd.factorize(column.to_numpy(dtype=object))
    return pd.Series(np.array([text.strip() for text in texts], dtype=object)[codes], index=column.index, dtype=str)


def _parse_answers(frame: pd.DataFrame, model: MaturityModel) -> pd.DataFrame:
    """Return status, option, value and provider; what is not understood has no status."""
    pairs = frame[["question", "answer"]].drop_duplicates()
    known = {
        (question, answer): parse_answer(question, answer, model) for question, answer in pairs.itertuples(index=False)
    }
    # A list is walked through ten times as fast as a column of texts.
    parsed = [known[pair] for pair in zip(frame["question"].tolist(), frame["answer"].tolist(), strict=True)]
    return pd.DataFrame(parsed, columns=["status", "option", "value", "provider"], index=frame.index)


def parse_answer(question: str, answer: str, model: MaturityModel) -> tuple[str | None, str, float, str]:
    """Return status, option, value and provider of an answer as people write it; no status where it is not understood.

    Parameters
    ----------
    question
        Id of the question.
    answer
        Option id, option value, ``NA``, ``DK``, ``INHERITED:<unit>`` or nothing.
    model
        Knows the answer options.
    """
    folded = answer.lower()
    if folded in PLAIN_STATUSES:
        return PLAIN_STATUSES[folded], "", np.nan, ""
    if folded.startswith(INHERITED):
        provider = answer[len(INHERITED) :].strip()
        return ("inherited" if code_fault(provider) is None else None), "", np.nan, provider
    if question not in model.question_by_id:
        return "unknown question", "", np.nan, ""
    tokens = model.answer_set(question).by_token
    option = tokens.get(folded)
    if option is None:
        try:
            # Where 3 is written as 3,0 nothing else can be meant.
            option = tokens.get(f"{float(answer.replace(',', '.')):g}")
        except ValueError:
            option = None
    return ("answered", option.id, option.value, "") if option else (None, "", np.nan, "")


def _unit_faults(frame: pd.DataFrame, table: CsvTable, units: Collection[str] | None) -> list[Fault]:
    faults = []
    known = {code.lower() for code in units} if units is not None else None
    spelt: dict[str, str] = {}
    wrongs = {unit: code_fault(unit) for unit in frame["unit"].unique()}
    folded = {unit.lower() for unit in wrongs}
    units_are_right = not any(wrongs.values()) and (
        folded <= known if known is not None else len(folded) == len(wrongs)
    )
    if units_are_right and (frame["respondent"] != "").all():
        return []
    rows = zip(*(frame[column].tolist() for column in (LINE, "unit", "respondent")), strict=True)
    for line, unit, respondent in rows:
        wrong = wrongs[unit]
        first = spelt.setdefault(unit.lower(), unit)
        if not unit:
            faults.append(Fault(table.where(line), "the unit is empty", "a code in every row", MERGED))
        elif wrong:
            faults.append(Fault(table.where(line), wrong))
        elif known is not None and unit.lower() not in known:
            faults.append(
                Fault(table.where(line), f"unknown business unit '{unit}'", hint=did_you_mean(unit, units or ()))
            )
        elif known is None and first != unit:
            faults.append(Fault(table.where(line), f"unit '{unit}' is spelt '{first}' further up", "one spelling"))
        if not respondent:
            faults.append(Fault(table.where(line), "the respondent is empty", "a name or number for who answers"))
    return faults


def _question_faults(frame: pd.DataFrame, table: CsvTable, model: MaturityModel) -> list[Fault]:
    unknown = frame[~frame["question"].isin(list(model.question_by_id))]
    retired = {q.id for domain in model.domains for q in domain.questions if q.retired}
    return [
        Fault(table.where(line), f"question '{question}' is retired", hint=question_hint(question, model))
        if question in retired
        else unknown_question(table.where(line), question, model)
        for line, question in zip(unknown[LINE], unknown["question"], strict=True)
    ]


def _answer_faults(frame: pd.DataFrame, answers: pd.DataFrame, table: CsvTable, model: MaturityModel) -> list[Fault]:
    faults = []
    for at in frame.index[answers["status"].isna()]:
        line, question, answer = frame.loc[at, [LINE, "question", "answer"]]
        if answer.lower().startswith(INHERITED):
            faults.append(
                Fault(table.where(line), f"{question}: '{answer}' names no valid unit", "INHERITED: and a unit code")
            )
            continue
        options = model.answer_set(question).options
        expected = ", ".join(f"{option.id} or {option.value:g}" for option in options)
        faults.append(
            Fault(table.where(line), f"{question}: unknown answer '{answer}'", f"{expected}, NA, DK or empty")
        )
    return faults
