"""Results as CSV and as a workbook, and back without loss."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from pmokit.errors import Fault, InputError
from pmokit.exchange.csv_table import LINE, CsvTable, require_columns
from pmokit.exchange.responses_csv import MAX_FAULTS, read_answer_table
from pmokit.exchange.results_frame import COLUMNS, KINDS, NUMBERS, WHOLE_NUMBERS, typed
from pmokit.exchange.table_file import write_csv, write_xlsx
from pmokit.model.content import Theme

SHEET = "results"
WIDTHS = (("unit", 14.0), ("node", 20.0), ("reason", 60.0), ("rule", 18.0), ("model", 18.0), ("model_version", 14.0))
LARGEST_WHOLE = 2**53
NEVER_EMPTY = ("unit", "kind", "raters", "scale_low", "scale_high")


def write_results(frame: pd.DataFrame, file: Path, theme: Theme) -> None:
    """Write a frame of results as CSV, or as a workbook where the file ends in .xlsx.

    Parameters
    ----------
    frame
        From :func:`pmokit.exchange.results_frame.results_frame`.
    file
        The file to write.
    theme
        Colours and font of the workbook.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    if file.suffix.lower() == ".xlsx":
        write_xlsx(file, frame, theme, sheet=SHEET, numbers=NUMBERS, widths=WIDTHS)
    else:
        write_csv(file, frame, numbers=NUMBERS)


def read_results(file: Path) -> pd.DataFrame:
    """Read results that :func:`write_results` wrote, as CSV or as a workbook; the frame is the same to the last bit.

    Parameters
    ----------
    file
        The file, perhaps saved again by a spreadsheet.

    Raises
    ------
    InputError
        If a column is missing or a cell does not hold what its column asks for; the first fifty, each with its line.
    """
    table = read_answer_table(file)
    require_columns(table, COLUMNS)
    faults: list[Fault] = []
    frame = table.frame
    columns: dict[str, Any] = {}
    for name in COLUMNS:
        if name in NUMBERS:
            columns[name] = _numbers(table, name, faults)
        elif name in {"reason", "letter"}:
            columns[name] = [text or None for text in frame[name]]
        else:
            columns[name] = frame[name].tolist()
    faults += _empty_faults(table)
    if faults:
        raise InputError(sorted(faults[:MAX_FAULTS], key=lambda fault: int(fault.where.rsplit(":", 1)[1])))
    return typed(pd.DataFrame(columns, columns=list(COLUMNS), dtype=object))


def _numbers(table: CsvTable, name: str, faults: list[Fault]) -> list[float | int | None]:
    read: list[float | int | None] = []
    for line, text in zip(table.frame[LINE], table.frame[name], strict=True):
        value = _number(text, whole=name in WHOLE_NUMBERS) if text else None
        if text and value is None:
            kind = "a whole number" if name in WHOLE_NUMBERS else "a number"
            faults.append(Fault(table.where(line), f"{name}: '{text[:40]}' is not understood", f"{kind} or nothing"))
        read.append(value)
    return read


def _number(text: str, *, whole: bool) -> float | int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    if not math.isfinite(value) or (whole and (not value.is_integer() or abs(value) > LARGEST_WHOLE)):
        return None
    return int(value) if whole else value


def _empty_faults(table: CsvTable) -> Iterable[Fault]:
    for name in NEVER_EMPTY:
        empty = table.frame.loc[table.frame[name] == "", LINE]
        yield from (Fault(table.where(line), f"{name} is empty") for line in empty)
    strange = table.frame[~table.frame["kind"].isin(("", *KINDS))]
    for line, kind in zip(strange[LINE], strange["kind"], strict=True):
        yield Fault(table.where(line), f"unknown kind '{kind[:40]}'", f"one of {', '.join(KINDS)}")
