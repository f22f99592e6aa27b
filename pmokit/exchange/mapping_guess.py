"""Guess the column mapping of an unknown project list from its headers and cells; what nothing proves stays open."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Words
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Literal

from pmokit.exchange.headers import fold, match_columns
from pmokit.exchange.project_values import currency_code, currency_sign, read_date
from pmokit.exchange.tables import Amount, Cell, Missing, is_empty, show
from pmokit.model.content import MappedColumn, Mapping
from pmokit.model.projects import DATE_FIELDS, MONEY_FIELDS, PERCENT_FIELDS, PROJECT_FIELDS, RATINGS, STATUSES

GUESSED = "guessed"
SURE, LIKELY, FLOOR = 1.0, 0.9, 0.7
# One or two letters of a word.
MISSPELT = 0.85
ENOUGH_FIT = 0.5
MONTHS = 12
_MILLIONS = re.compile(
    r"[£€$]\s?m\b|\bm\s?[£€$]|\bm(?:eur|usd|gbp)\b|\bmio\b|\bmn\b|\bmillions?\b|\bmillionen\b", re.IGNORECASE
)
_THOUSANDS = re.compile(
    r"\bt\s?€|\bteur\b|\bk\s?[£€$]|[£€$]\s?k\b|\bk(?:eur|usd|gbp)\b|\btsd\b|\bthousands?\b|\btausend\b|'000",
    re.IGNORECASE,
)
_COUNTS = {1e6: "millions", 1e3: "thousands", 1.0: "single units"}
_ORDERED = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b", re.ASCII)
# Groups that follow one another give their sign away as well: 1.250.000 has no decimal point.
_COMMA_DECIMAL = re.compile(r"(\d,\d{1,2}|\d\.\d{3},\d+|\d\.\d{3}\.\d{3})(?!\d)", re.ASCII)
_POINT_DECIMAL = re.compile(r"(\d\.\d{1,2}|\d,\d{3}\.\d+|\d,\d{3},\d{3})(?!\d)", re.ASCII)
_EITHER = re.compile(r"\d[.,]\d{3}(?!\d)", re.ASCII)
_PLAIN = re.compile(r"\d{1,3}(\.\d{1,9})?", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)


@dataclass(frozen=True)
class Guess:
    """A guessed mapping.

    Parameters
    ----------
    mapping
        Only with what the file shows; dates whose order nothing proves are left to ``iso``, so they come out missing.
    confidence
        How well each field's header fits, 0.7 to 1, by field.
    open_points
        What a person should settle in the saved mapping; sentences.
    unused
        Headers that no field takes.
    """

    mapping: Mapping
    confidence: dict[str, float]
    open_points: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether name and business unit are known, so that the file could be imported."""
        return {"name", "unit"} <= set(self.mapping.columns)


def guess_mapping(
    headers: Sequence[str], columns: Sequence[Sequence[Cell]], known: Sequence[Mapping], source: str
) -> Guess:
    """Guess which columns give which of our fields, and how the file writes dates, amounts and words.

    Parameters
    ----------
    headers
        The file's.
    columns
        The cells below each header.
    known
        Mappings whose headers, status and rating words serve as synonyms.
    source
        What the guess is made from, for people to read.
    """
    taken = _match_fields(headers, columns, known)
    amounts = {name: headers[at] for name, (at, _) in taken.items() if name in MONEY_FIELDS}
    unit, odd, money_points = _money_unit(amounts)
    for name in odd:
        del taken[name], amounts[name]
    cells = {name: [cell for cell in columns[at] if not is_empty(cell)] for name, (at, _) in taken.items()}
    settings, points = _settings(cells, known, list(amounts.values()))
    ordered = sorted(taken, key=PROJECT_FIELDS.index)
    mapping = Mapping.model_validate(
        {
            "id": GUESSED,
            "name": {"en": f"Guessed from {source}"},
            "source": f"Guessed from {source}",
            "money_unit": unit,
            **settings,
            "columns": {
                name: MappedColumn(headers=(headers[taken[name][0]],), required=name in {"name", "unit"})
                for name in ordered
            },
        }
    )
    used = {at for at, _ in taken.values()}
    return Guess(
        mapping=mapping,
        confidence={name: taken[name][1] for name in ordered},
        open_points=(*_lacking(taken), *money_points, *points),
        unused=tuple(header for at, header in enumerate(headers) if header and at not in used),
    )


def _settings(
    cells: Words[str, Sequence[Cell]], known: Sequence[Mapping], amount_headers: Sequence[str]
) -> tuple[dict[str, Any], list[str]]:
    """Return how the cells of each field are written, and what they do not prove."""
    amounts = [cell for name in MONEY_FIELDS for cell in cells.get(name, ())]
    dates, date_points = _date_order([show(cell) for name in DATE_FIELDS for cell in cells.get(name, ())])
    decimal, decimal_points = decimal_sign([cell for cell in amounts if isinstance(cell, str)])
    statuses, status_points = _words("status", cells.get("status", ()), [m.statuses for m in known], STATUSES)
    ratings, rating_points = _words("rating", cells.get("rating", ()), [m.ratings for m in known], RATINGS)
    settings = {
        "currency": _currency(amounts, amount_headers),
        "decimal": decimal,
        # Tried only where a file is not UTF-8, as lists saved by Excel for Windows are.
        "fallback_encoding": "cp1252",
        "percent": _percent_kind(cells.get("percent_complete", ())),
        "dates": dates,
        "statuses": statuses,
        "ratings": ratings,
    }
    return settings, [*date_points, *decimal_points, *status_points, *rating_points]


def header_fit(header: str, synonyms: Sequence[str]) -> float:
    """Return how well a header fits one of several synonyms: 1 the same, 0.9 by pattern, less by words or spelling, 0 not.

    Parameters
    ----------
    header
        The file's.
    synonyms
        Headers of mappings; ``*`` stands for anything.
    """
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", header) if fold(header) else header
    return max((_fit(bare if fold(bare) else header, synonym) for synonym in synonyms), default=0.0)


def _fit(header: str, synonym: str) -> float:
    if "*" in synonym:
        return LIKELY if match_columns([synonym], [header]) else 0.0
    if fold(header) == fold(synonym):
        return SURE
    ours, theirs = _tokens(synonym), _tokens(header)
    if ours and ours <= theirs:
        return 0.6 + 0.3 * len(ours) / len(theirs)
    a, b = fold(header), fold(synonym)
    if abs(len(a) - len(b)) > 0.3 * max(len(a), len(b)):
        return 0.0
    ratio = SequenceMatcher(None, a, b).ratio()
    return LIKELY * ratio if ratio >= MISSPELT else 0.0


@lru_cache(maxsize=4096)
def _tokens(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+|%", re.sub(r"([a-z])([A-Z])", r"\1 \2", text).casefold()))


def _match_fields(
    headers: Sequence[str], columns: Sequence[Sequence[Cell]], known: Sequence[Mapping]
) -> dict[str, tuple[int, float]]:
    """Return column and fit of each field, the best fits first; each column serves one field."""
    ranked = sorted(
        (
            (-fit, PROJECT_FIELDS.index(name), at, name)
            for name in PROJECT_FIELDS
            for at, header in enumerate(headers)
            if header
            and (fit := header_fit(header, [h for m in known if name in m.columns for h in m.columns[name].headers]))
            >= FLOOR
            and _looks_right(name, columns[at])
        )
    )
    taken: dict[str, tuple[int, float]] = {}
    for fit, _, at, name in ranked:
        if name not in taken and all(at != other for other, _ in taken.values()):
            taken[name] = (at, -fit)
    return taken


def _looks_right(name: str, cells: Sequence[Cell]) -> bool:
    """Return whether at least half of the filled cells could be values of a field."""
    filled = [cell for cell in cells if not is_empty(cell) and not isinstance(cell, Missing)]
    if name in DATE_FIELDS:
        fits = [isinstance(cell, dt.date) or _is_date(show(cell)) for cell in filled]
    elif name in MONEY_FIELDS or name in PERCENT_FIELDS:
        fits = [isinstance(cell, float | Amount) or (isinstance(cell, str) and _is_numeric(cell)) for cell in filled]
    else:
        return True
    return not filled or sum(fits) >= ENOUGH_FIT * len(filled)


def _is_date(text: str) -> bool:
    return any(read_date(text, order) is not None for order in ("day-first", "month-first"))


def _is_numeric(text: str) -> bool:
    return len(_DIGIT.findall(text)) * 2 >= len(text.replace(" ", "")) and not _is_date(text)


def _money_unit(headers: dict[str, str]) -> tuple[float, list[str], list[str]]:
    """Return the unit that the headers state, the fields that state another one, and what that leaves open."""
    units = {name: 1e6 if _MILLIONS.search(h) else 1e3 if _THOUSANDS.search(h) else 1.0 for name, h in headers.items()}
    if not units:
        return 1.0, [], []
    common = max(sorted(set(units.values())), key=list(units.values()).count)
    odd = [name for name, unit in units.items() if unit != common]
    points = [
        f"'{headers[name]}' counts in {_COUNTS[units[name]]}, the other amounts in {_COUNTS[common]}, so it is left out: "
        "convert it in the list, or save the mapping with --save-map, keep the amounts of one unit in it and set money_unit"
        for name in odd
    ]
    if common == 1:
        points.append("no header states thousands or millions: amounts are taken as they stand (money_unit: 1)")
    return common, odd, points


def _date_order(texts: Sequence[str]) -> tuple[Literal["day-first", "month-first", "iso"], list[str]]:
    pairs = [(int(match[1]), int(match[2]), text) for text in texts if (match := _ORDERED.search(text))]
    if not pairs:
        return "iso", []
    day_first = any(first > MONTHS for first, _, _ in pairs)
    month_first = any(second > MONTHS for _, second, _ in pairs)
    if day_first != month_first:
        return ("day-first" if day_first else "month-first"), []
    why = (
        "some dates have the day first, some the month"
        if day_first
        else f"nothing proves which number of '{pairs[0][2]}' is the day"
    )
    return "iso", [f"{why}: set 'dates' to day-first or month-first; until then such dates are missing"]


def decimal_sign(texts: Sequence[str]) -> tuple[Literal[".", ","], list[str]]:
    """Return the decimal sign that amounts show, and what they leave open.

    Parameters
    ----------
    texts
        Amounts that are text.
    """
    comma, point = ([text for text in texts if sign.search(text)] for sign in (_COMMA_DECIMAL, _POINT_DECIMAL))
    if comma and point:
        return ".", [
            f"amounts have both decimal signs, such as '{comma[0]}' and '{point[0]}': one kind will not be understood"
        ]
    either = [text for text in texts if _EITHER.search(text)]
    if either and not comma and not point:
        return ".", [
            f"'{either[0]}' is read with a decimal point: if the comma is the decimal sign, set decimal: \",\""
        ]
    return ("," if comma else "."), []


def _currency(amounts: Sequence[Cell], headers: Sequence[str]) -> str | None:
    signs = {sign for cell in amounts if (sign := currency_sign(cell))} | set(re.findall(r"[£€$]", "".join(headers)))
    codes = {currency_code(sign) for sign in signs}
    return next(iter(codes)) if len(codes) == 1 else None


def _percent_kind(cells: Sequence[Cell]) -> Literal["percent", "share"]:
    """Return share if all numbers are at most 1 and one lies between 0 and 1, as Excel keeps 45 %."""
    texts = [cell.strip().replace(",", ".") for cell in cells if isinstance(cell, str)]
    numbers = [cell for cell in cells if isinstance(cell, float)] + [float(t) for t in texts if _PLAIN.fullmatch(t)]
    return "share" if numbers and max(numbers) <= 1 and any(0 < n < 1 for n in numbers) else "percent"


def _words(
    name: str, cells: Sequence[Cell], known: Sequence[Words[str, str]], ours: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
    """Return what the words of a column mean, and which of them nobody knows."""
    meaning = {word.casefold(): value for words in known for word, value in words.items()}
    found = dict.fromkeys(" ".join(show(cell).lower().split()) for cell in cells)
    strange = [word for word in found if word not in meaning and word.replace(" ", "-") not in ours]
    told = {word: meaning[word] for word in found if word in meaning and word.replace(" ", "-") not in ours}
    points = [f"{name} words without a meaning: {', '.join(map(repr, strange[:8]))}"] if strange else []
    return told, points


def _lacking(taken: Words[str, object]) -> Iterator[str]:
    if "name" not in taken:
        yield "no column looks like the name of a project"
    if "unit" not in taken:
        yield "no column looks like the business unit: name one, or give a default_unit"
