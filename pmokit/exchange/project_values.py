"""Cells of a project list to values: amounts, dates, percent, words; a value that cannot be told keeps its reason."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from pmokit.exchange.tables import Amount, Cell, Missing, Table, show
from pmokit.model.content import Mapping
from pmokit.model.projects import DATE_FIELDS, MONEY_FIELDS, PERCENT_FIELDS, PROJECT_FIELDS, RATINGS, STATUSES

# Beyond it a sum could no longer be told to the cent, and nobody runs such a project.
LARGEST = 1e15
FIRST_YEAR, LAST_YEAR = 1900, 2199
YEAR_DIGITS, CENTURY = 4, 100
# What a sign can stand for; several currencies share the dollar and the yen sign.
CODES_OF_SIGN = {"£": ("GBP",), "€": ("EUR",), "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD"), "¥": ("JPY", "CNY")}
_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9}
_RANGE_PART = re.compile(r"(low|mid|high)\s*:\s*(.+?)\s*(?=,\s*(?:low|mid|high)\s*:|$)", re.IGNORECASE)
_CODES = "[£€$¥]|EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|CNY|INR"
_MONEY = re.compile(
    rf"(?P<minus>[-+]?)\s*(?P<before>{_CODES})?\s*(?P<minus2>[-+]?)\s*(?P<number>\d[\d.,' ]*)"
    rf"\s*(?P<scale>(?i:k|mn|mio|m|bn))?\.?\s*(?P<after>{_CODES})?\Z",
    re.ASCII,
)
_GROUPED = {
    ".": re.compile(r"(\d+|\d{1,3}([ ,']\d{2,3})*[ ,']\d{3})(\.\d+)?\Z", re.ASCII),
    ",": re.compile(r"(\d+|\d{1,3}([ .']\d{2,3})*[ .']\d{3})(,\d+)?\Z", re.ASCII),
}
_CODE = re.compile(r"[A-Z]{3}\Z")
_PERCENT = re.compile(r"([-+]?\d{1,6}(?:[.,]\d+)?)\s*(%?)\Z", re.ASCII)
_TIME = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AP]M)?\s*(Z|[-+]\d{2}:?\d{2})?\Z", re.IGNORECASE | re.ASCII
)
_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})[/.-](\d{1,4})\Z", re.ASCII)
_NAMED_DATE = re.compile(r"(?:(\d{1,2})[. /-]*)?([^\W\d]{3})[^\W\d]*[ ,./-]*(\d{4}|\d{2})\Z")
_MONTHS = {
    name: n
    for n, names in enumerate(
        ["jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"], start=1
    )
    for name in names.split()
}
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?\Z", re.ASCII)
NOT_UNDERSTOOD, NO_ORDER = "not understood: ", ": the mapping does not say whether day or month comes first"
_BLANK = {"", "-", "n/a", "na", "none", "null", "tbc", "tbd", "nan", "k.a."}


@dataclass(frozen=True)
class SignedCell:
    """A currency sign that stands in the column of an amount."""

    field: str
    column: int
    row: int
    sign: str


class ValueReader:
    """Reads the rows of a table by a mapping; keeps why a value is missing and which column gave it.

    Parameters
    ----------
    mapping
        How the file writes amounts, dates and words.
    table
        The rows.
    sources
        The table's columns that feed each field, in order of preference.
    """

    def __init__(self, mapping: Mapping, table: Table, sources: dict[str, tuple[int, ...]]) -> None:
        self.mapping, self.table, self.sources = mapping, table, sources
        self.withheld: list[tuple[int, str, str]] = []
        self.columns: dict[tuple[int, str], int] = {}
        self.signs: list[SignedCell] = []
        self._sentences = tuple(sentence.lower() for sentence in mapping.withheld) or ("\0",)
        self._words: dict[str, dict[str, str]] = {
            "status": {_word(key): str(value) for key, value in mapping.statuses.items()}
            | {word: str(word) for word in STATUSES},
            "rating": {_word(key): str(value) for key, value in mapping.ratings.items()}
            | {word: str(word) for word in RATINGS},
        }

    def read_row(self, row: int) -> dict[str, Any]:
        """Return all fields of one row; None where there is no value."""
        values = {field: self._read(field, row) for field in PROJECT_FIELDS}
        values["unit"] = values["unit"] or self.mapping.default_unit
        if values["status_date"] is None and self.mapping.status_date:
            values["status_date"] = dt.date.fromisoformat(self.mapping.status_date)
        return values

    def where(self, row: int, field: str) -> str:
        """Return where a value stands, or would stand."""
        columns = self.sources.get(field, ())
        return self.table.where(row, self.columns.get((row, field), columns[0] if columns else 0))

    def _read(self, field: str, row: int) -> Any:
        """Return the first usable value among the columns; else note why there is none and return None."""
        told: list[str] = []
        misread: list[str] = []
        for column in self.sources.get(field, ()):
            cell = self.table.rows[row][column]
            if isinstance(cell, str) and cell.strip().lower() in _BLANK:
                continue
            value = None if isinstance(cell, Missing) else self._value(field, cell)
            if value is not None:
                self.columns[row, field] = column
                self._note_sign(field, row, column, cell)
                return value
            text = show(cell).strip()
            if isinstance(cell, Missing) or text.lower().startswith(self._sentences):
                told.append(text)
            else:
                misread.insert(0, self._misread(field, text))
        if told or misread:
            self.withheld.append((row, field, [*told, *misread][0]))
        return None

    def _misread(self, field: str, text: str) -> str:
        orders = ("day-first", "month-first") if field in DATE_FIELDS and self.mapping.dates == "iso" else ()
        if any(_in_years(read_date(_middle(text), order)) for order in orders):
            return f"{text[:200]}{NO_ORDER}"
        as_number = field in DATE_FIELDS and _SERIAL.match(text)
        return f"{NOT_UNDERSTOOD}{text[:200]}{' (a date as a number: format the column as dates)' if as_number else ''}"

    def _note_sign(self, field: str, row: int, column: int, cell: Cell) -> None:
        if field in MONEY_FIELDS:
            sign = currency_sign(cell)
            if sign:
                self.signs.append(SignedCell(field, column, row, sign))

    def _value(self, field: str, cell: Cell) -> Any:
        if field in MONEY_FIELDS:
            return self._money(cell)
        if field in PERCENT_FIELDS:
            return self._percent(cell)
        if field in DATE_FIELDS:
            return _in_years(cell if isinstance(cell, dt.date) else self._date(show(cell)))
        text = show(cell).strip()
        if field in self._words:
            return self._words[field].get(_word(text))
        return None if text.lower().startswith(self._sentences) and field != "name" else text

    def _money(self, cell: Cell) -> float | None:
        if isinstance(cell, bool | dt.date | Missing):
            return None
        if isinstance(cell, float):
            return _sane(cell * self.mapping.money_unit)
        if isinstance(cell, Amount):
            return None if cell.sign == "%" else _sane(cell.value * self.mapping.money_unit)
        match = _money_match(cell)
        number = match and plain_number(match["number"], self.mapping.decimal)
        if not match or number is None:
            return None
        scale = _SCALES.get((match["scale"] or "").lower(), self.mapping.money_unit)
        return _sane((-number if "-" in match["minus"] + match["minus2"] else number) * scale)

    def _percent(self, cell: Cell) -> float | None:
        factor = 100 if self.mapping.percent == "share" else 1
        if isinstance(cell, float) and not isinstance(cell, bool):
            return _sane(cell * factor)
        if isinstance(cell, Amount):
            return _sane(cell.value) if cell.sign == "%" else None
        match = _PERCENT.match(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            return None
        return float(match[1].replace(",", ".")) * (1 if match[2] else factor)

    def _date(self, text: str) -> dt.date | None:
        return read_date(_middle(text), self.mapping.dates)


def read_date(text: str, order: str) -> dt.date | None:
    """Read a date, perhaps with a time: 2026-09-30, 30.09.2026, 12/Nov/26 3:04 PM, Sep 2026; None if it is none.

    Parameters
    ----------
    text
        What the cell holds.
    order
        ``day-first`` or ``month-first`` for dates such as 03/04/2026; with ``iso`` these cannot be told. Dates with points
        have the day first everywhere.
    """
    text = _TIME.sub("", text.strip())
    named, match = _NAMED_DATE.match(text), _DATE.match(text)
    if named and named[2].lower() in _MONTHS:
        day, month, year = int(named[1] or 1), _MONTHS[named[2].lower()], int(named[3])
    elif match and len(match[1]) == YEAR_DIGITS:
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match and (order != "iso" or match[2] == "."):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if order == "month-first" and match[2] != ".":
            day, month = month, day
    else:
        return None
    try:
        return dt.date(year + 2000 if year < CENTURY else year, month, day)
    except ValueError:
        return None


def plain_number(text: str, decimal: str) -> float | None:
    """Return the number that a text of digits, groups and a decimal sign shows; None where the groups are none.

    Parameters
    ----------
    text
        Such as ``1,234.5``.
    decimal
        The decimal sign, ``.`` or ``,``.
    """
    text = text.strip()
    if not _GROUPED[decimal].match(text):
        return None
    digits = re.sub(r"[ ']" if decimal == "." else r"[ .']", "", text)
    return float(digits.replace(",", "") if decimal == "." else digits.replace(",", "."))


def currency_sign(cell: Cell) -> str:
    """Return the currency sign or code that a cell shows, or an empty text.

    Parameters
    ----------
    cell
        A cell of an amount.
    """
    if isinstance(cell, Amount):
        return "" if cell.sign == "%" else cell.sign
    match = _money_match(cell) if isinstance(cell, str) else None
    return (match["before"] or match["after"] or "") if match else ""


def currency_code(sign: str) -> str | None:
    """Return the code that a currency sign or code stands for; None where it could be several."""
    codes = CODES_OF_SIGN.get(sign, (sign,))
    return codes[0] if len(codes) == 1 and _CODE.match(codes[0]) else None


def same_currency(a: str, b: str) -> bool:
    """Return whether two signs or codes can mean the same currency."""
    return not set(CODES_OF_SIGN.get(a, (a,))).isdisjoint(CODES_OF_SIGN.get(b, (b,)))


def _sane(value: float) -> float | None:
    return value if abs(value) <= LARGEST else None


def _in_years(date: dt.date | None) -> dt.date | None:
    return date if date is not None and FIRST_YEAR <= date.year <= LAST_YEAR else None


def _money_match(text: str) -> re.Match[str] | None:
    # Continental programs group digits with a space that does not break.
    return _MONEY.match(re.sub(r"[\u00a0\u202f]", " ", _middle(text)).strip())


def _word(text: str) -> str:
    return "-".join(text.lower().split())


def _middle(text: str) -> str:
    """Return the middle of "Low: 1, Mid: 2, High: 3"; without one the mean is not guessed, the high or low end is taken."""
    parts = {name.lower(): value for name, value in _RANGE_PART.findall(text)}
    return str(parts.get("mid") or parts.get("high") or parts.get("low") or text)


def is_misread(reason: str) -> bool:
    """Return whether a value is missing because its text was not understood; otherwise the list itself tells no value."""
    return reason.startswith(NOT_UNDERSTOOD) or reason.endswith(NO_ORDER)
