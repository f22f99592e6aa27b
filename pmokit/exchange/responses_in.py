"""Responses into an engagement: recognised, compared with what is there, written in one piece."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pmokit.exchange.csv_table import CsvTable
from pmokit.exchange.form_read import Expected, is_form, read_form_sheets
from pmokit.exchange.merge import MergeReport, merge, merge_lines
from pmokit.exchange.office_file import is_office_file, read_workbook, sheet_table
from pmokit.exchange.responses_csv import REQUIRED, parse_responses, read_answer_table
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import scope_of

# SQLite takes no more values than this in one question.
MOST_UNITS = 500


@dataclass(frozen=True)
class Incoming:
    """The responses of one file, and when it was exported where it is a form."""

    file: Path
    responses: pd.DataFrame
    exported: dt.datetime | None = None


@dataclass(frozen=True)
class Brought:
    """What the responses of one file changed: how many answers became new or other ones, the counts, and the merge report's other lines."""

    written: int
    summary: str
    details: tuple[str, ...]


def read_incoming(file: Path, model: MaturityModel, expected: Expected) -> Incoming | None:
    """Read a filled form or a file of responses; None where the file has neither a form's key nor the columns.

    Parameters
    ----------
    file
        CSV or workbook.
    model
        The model of the open assessment.
    expected
        Client, round and units of the engagement.

    Raises
    ------
    InputError
        If it cannot be read, or its responses are at fault.
    """
    if not is_office_file(file):
        return _from_table(read_answer_table(file), model, expected)
    sheets = read_workbook(file)
    if not is_form(sheets):
        return _from_table(sheet_table(file, sheets), model, expected)
    form = read_form_sheets(file, sheets, model, expected)
    return Incoming(file, form.responses, form.key.exported)


def _from_table(table: CsvTable, model: MaturityModel, expected: Expected) -> Incoming | None:
    if not is_response_head(list(table.frame.columns)):
        return None
    return Incoming(table.file, parse_responses(table, model, expected.units))


def is_response_head(head: Sequence[str]) -> bool:
    """Return whether a header is that of a responses file; one of its columns may be missing or misspelt."""
    return len({name.strip().lower() for name in head} & set(REQUIRED)) >= len(REQUIRED) - 1


def bring_responses(
    engagement: Engagement, assessment: Assessment, model: MaturityModel, files: Sequence[Incoming], *, overwrite: bool
) -> list[Brought]:
    """Write what several files bring that is new, all of it or nothing.

    Parameters
    ----------
    engagement, assessment, model
        Where to.
    files
        In this order; a later file is compared with what an earlier one brings.
    overwrite
        Whether a form's answer wins over one that was given after the form was made.

    Returns
    -------
    list of Brought
        One for each file.
    """
    pending: list[pd.DataFrame] = []
    told = []
    questions = model.scope(scope_of(model, assessment))
    for one in files:
        report = compare_responses(engagement, assessment, one, pending, questions)
        written = report.to_write(overwrite=overwrite)
        pending.append(written)
        summary, *details = merge_lines(report, anonymous=assessment.anonymous, overwrite=overwrite)
        count = len(one.responses) if assessment.anonymous else report.count_written(overwrite=overwrite)
        told.append(Brought(count, summary, tuple(details)))
    if any(len(rows) for rows in pending):
        engagement.add_responses(assessment.id, pd.concat(pending, ignore_index=True))
    return told


def compare_responses(
    engagement: Engagement,
    assessment: Assessment,
    one: Incoming,
    pending: Sequence[pd.DataFrame],
    questions: Sequence[str],
) -> MergeReport:
    """Return what the responses of a file would change.

    Parameters
    ----------
    engagement, assessment
        What is there.
    one
        The file.
    pending
        Responses that other files of the same import bring before it.
    questions
        Questions in scope.
    """
    units = one.responses["unit"].unique().tolist()
    existing = engagement.responses(assessment.id, units if len(units) <= MOST_UNITS else None)
    # What another file brings in the same go is later than any form.
    brought = [rows.assign(at=pd.Timestamp.max) for rows in pending if len(rows)]
    known = pd.concat([existing, *brought], ignore_index=True) if brought else existing
    return merge(known, one.responses, one.exported, questions=questions)
