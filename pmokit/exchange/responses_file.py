"""Responses out of an engagement, in the columns in which they come in."""

from pathlib import Path

import pandas as pd

from pmokit.assess.responses import latest
from pmokit.errors import InputError
from pmokit.exchange.table_file import write_csv, write_xlsx
from pmokit.model.content import Theme

COLUMNS = ("unit", "respondent", "role", "question", "answer", "comment", "evidence")
WIDTHS = (("unit", 14), ("respondent", 22), ("role", 16), ("answer", 16), ("comment", 48), ("evidence", 48))
SHEET = "responses"


def answer_token(status: str, option: str | None, value: float, provider: str | None) -> str:
    """Return an answer as a responses file and a form have it: option id, ``NA``, ``DK``, ``INHERITED:<unit>`` or nothing.

    Parameters
    ----------
    status, option, value, provider
        Of a response; the value stands in where no option is recorded.
    """
    if status == "answered":
        return option if isinstance(option, str) and option else f"{value:g}"
    if status == "inherited":
        return f"INHERITED:{provider}"
    return {"na": "NA", "dk": "DK"}.get(status, "")


def responses_table(responses: pd.DataFrame, *, anonymous: bool) -> pd.DataFrame:
    """Return the latest response of each person to each question as texts, in the columns of a responses file.

    Parameters
    ----------
    responses
        Tidy frame of an assessment, in the order given.
    anonymous
        Whether the assessment is anonymous.

    Raises
    ------
    InputError
        If it is anonymous: a row tells what one person answered, and with unit and role often who, under any name.
    """
    if anonymous:
        raise InputError(
            "the assessment is anonymous, so single responses are not exported: a row tells what one person said, and unit "
            "and role often tell who. Expected: results, which leave out figures of fewer than three people. "
            "Use --form results."
        )
    now = latest(responses)
    parts = zip(*(now[column].tolist() for column in ("status", "option", "value", "provider")), strict=True)
    table = now.assign(answer=[answer_token(*part) for part in parts])[list(COLUMNS)]
    return table.astype(object).fillna("").reset_index(drop=True)


def write_responses(table: pd.DataFrame, file: Path, theme: Theme) -> None:
    """Write a table of responses as CSV, or as a workbook where the file ends in .xlsx.

    Parameters
    ----------
    table
        From :func:`responses_table`.
    file
        The file to write.
    theme
        Colours and font of the workbook.

    Raises
    ------
    InputError
        If the file cannot be written, or a text is longer than a cell holds.
    """
    if file.suffix.lower() == ".xlsx":
        write_xlsx(file, table, theme, sheet=SHEET, widths=WIDTHS)
    else:
        write_csv(file, table)
