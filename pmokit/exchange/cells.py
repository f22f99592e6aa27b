"""Values of single cells of a list that people type: numbers, whole ratings, dates, quarters, texts; faults by cell."""

import datetime as dt
import math
import re
from collections.abc import Collection

from pmokit.errors import Fault, column_hint, did_you_mean
from pmokit.exchange.tables import Amount, Cell, Missing, Table, is_empty, show

_QUARTER = re.compile(
    r"(?:(?P<year>\d{4})[\s\-_/]*Q(?P<quarter>[1-4])|Q(?P<before>[1-4])[\s\-_/]*(?P<after>\d{4}))\Z", re.IGNORECASE
)


class CellReader:
    """Reads the cells of a table by column name and keeps every fault.

    Parameters
    ----------
    table
        With headers.
    columns
        The names that are known; they are met regardless of case and space.
    """

    def __init__(self, table: Table, columns: Collection[str]) -> None:
        self.table, self.faults = table, list[Fault]()
        heads = [head.strip().lower().replace(" ", "_") for head in table.headers]
        self.at = {name: heads.index(name) for name in columns if name in heads}

    def require(self, names: Collection[str]) -> None:
        """Note a fault for every column that is missing."""
        for name in names:
            if name not in self.at:
                hint = column_hint(name, [head for head in self.table.headers if head])
                self.faults.append(Fault(self.table.where(-1), f"the column '{name}' is missing", hint=hint))

    def fault(self, row: int, name: str, what: str, expected: str, hint: str = "") -> None:
        """Note a fault of a cell; in a text file, where cells have no name, the column is told."""
        self.faults.append(Fault(self.table.where(row, self.at.get(name, 0)), f"{name}: {what}", expected, hint))

    def spot(self, row: int) -> str:
        """Return where a row stands without the name of the file: ``Sheet1!A7``, or ``line 7`` of a text file."""
        place = self.table.where(row).rsplit(":", maxsplit=1)[-1]
        return place if "!" in place else f"line {place}"

    def is_empty(self, row: int, name: str) -> bool:
        """Return whether a cell is empty or its column is missing."""
        return name not in self.at or is_empty(self._cell(row, name))

    def text(self, row: int, name: str, *, longest: int = 500, needed: bool = False) -> str:
        """Return a cell as text; a cell that shows an error, is too long, or is empty though needed, is a fault."""
        if self.is_empty(row, name):
            if needed and name in self.at:
                self.fault(row, name, "the cell is empty", "a text")
            return ""
        cell = self._cell(row, name)
        if isinstance(cell, Missing):
            self.fault(row, name, cell.reason, "a text")
            return ""
        text = show(cell).strip()
        if len(text) > longest:
            self.fault(row, name, f"the text has {len(text)} characters", f"at most {longest}")
        return text

    def number(self, row: int, name: str, most: float) -> float | None:
        """Return a cell as number from 0 to ``most``; None is noted as fault."""
        cell = self._cell(row, name)
        value = _number(cell)
        if value is None or not 0 <= value <= most:
            what = (
                cell.reason
                if isinstance(cell, Missing)
                else f"'{show(cell)}'"
                if not is_empty(cell)
                else "the cell is empty"
            )
            self.fault(row, name, what, f"a number from 0 to {most:g}, such as 2.5")
            return None
        return value

    def rating(self, row: int, name: str, most: int) -> int | None:
        """Return a cell as whole number from 1 to ``most``; None is noted as fault."""
        cell = self._cell(row, name)
        value = _number(cell)
        if value is None or not value.is_integer() or not 1 <= value <= most:
            self.fault(row, name, f"'{show(cell)}'", f"a whole number from 1 to {most}")
            return None
        return int(value)

    def quarter(self, row: int, name: str) -> str | None:
        """Return a cell as 2027-Q2; None is noted as fault."""
        cell = self._cell(row, name)
        match = _QUARTER.match(show(cell).strip()) if isinstance(cell, str) else None
        if match is None:
            what = "the cell is empty" if is_empty(cell) else f"'{show(cell)}' is no quarter"
            self.fault(row, name, what, "a year and a quarter, such as 2027-Q2")
            return None
        return f"{match['year'] or match['after']}-Q{match['quarter'] or match['before']}"

    def date(self, row: int, name: str) -> dt.date | None:
        """Return a cell as date; None where it is empty, or noted as fault where it is none."""
        if self.is_empty(row, name):
            return None
        cell = self._cell(row, name)
        if isinstance(cell, dt.date):
            return cell
        try:
            return dt.date.fromisoformat(show(cell).strip())
        except ValueError:
            self.fault(row, name, f"'{show(cell)}' is no date", "a date such as 2026-09-30")
            return None

    def word(self, row: int, name: str, known: Collection[str], default: str = "") -> str:
        """Return a cell as one of the known words, regardless of case; others are faults."""
        text = self.text(row, name)
        if not text and default:
            return default
        found = next((word for word in known if word.lower() == text.lower()), None)
        if found is None:
            self.fault(row, name, f"unknown word '{text}'", ", ".join(known), did_you_mean(text, known))
        return found or ""

    def _cell(self, row: int, name: str) -> Cell:
        return self.table.rows[row][self.at[name]] if name in self.at else ""


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool | Missing | Amount | dt.date):
        return None
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    text = cell.strip()
    # A single comma is the decimal sign of half the continent.
    text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
