"""Which mapping a project list follows: named, recognised, or guessed and confirmed."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from pmokit.content.library import load_mapping, mapping_ids
from pmokit.errors import Fault, InputError
from pmokit.exchange.csv_table import no_rows
from pmokit.exchange.headers import fields_met, fold, match_columns
from pmokit.exchange.mapping_guess import GUESSED, LIKELY, Guess, decimal_sign, guess_mapping, header_fit
from pmokit.exchange.project_source import file_kind, read_grids
from pmokit.exchange.tables import HEADER_ROWS, SIDEWAYS_ROWS, Cell, Grid, Table, find_table, is_empty, show, upright
from pmokit.exchange.text_table import table as text_table
from pmokit.model.content import Mapping
from pmokit.model.projects import MONEY_FIELDS

OWN, GUESS = "pmokit", "guess"
TOOLS = {"mspdi": "msproject", "xer": "primavera"}
SAMPLES, SAMPLE_LENGTH, ENOUGH = 2, 24, 2
# One group after a point; with four digits before it a point can only be the decimal sign.
_POINT_OR_GROUP = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])", re.ASCII)
Confirm = Callable[[str, Guess], bool]


class UnknownLayoutError(InputError):
    """A project list follows no known mapping; the message shows what was guessed.

    Parameters
    ----------
    file
        The list.
    preview
        The guess as text.
    is_complete
        Whether it could be taken as it is.
    """

    def __init__(self, file: Path, preview: str, *, is_complete: bool) -> None:
        self.is_complete = is_complete
        accept = ", or accept it with --accept" if is_complete else ""
        settle = "" if is_complete else "settle in it what is open "
        advice = f"Save this mapping with --save-map my.yaml, {settle}and use it with --map my.yaml{accept}"
        super().__init__(Fault(str(file), "its columns follow no known mapping", hint=f"A guess:\n{preview}\n{advice}"))


class NoHeaderError(InputError):
    """No row of a project list looks like its header."""

    is_complete = False


def choose_mapping(file: Path, name: str | None, confirm: Confirm = lambda _preview, _guess: False) -> Mapping:
    """Return the mapping for a project list.

    Parameters
    ----------
    file
        The list.
    name
        Id or path of a mapping; ``guess`` to guess the layout; None to recognise it, and to guess it otherwise.
    confirm
        Asked with the preview and the guess whether a guess is right.

    Raises
    ------
    InputError
        If the file cannot be read, or it lists nothing, or its layout is unknown and the guess is not confirmed or not complete.
    """
    if name not in {None, GUESS}:
        return named_mapping(str(name))
    kind = file_kind(file)
    if kind in TOOLS:
        return load_mapping(TOOLS[kind])
    grids = read_grids(file, kind, "cp1252")
    recognised = None if name == GUESS else _recognise(grids)
    if recognised is not None:
        return recognised
    guess, table = _guess(file, grids)
    if not table.rows:
        raise InputError(no_rows(table.where(-1), "project"))
    preview = show_guess(guess, table)
    if guess.is_complete and confirm(preview, guess):
        return guess.mapping
    raise UnknownLayoutError(file, preview, is_complete=guess.is_complete)


def named_mapping(name: str) -> Mapping:
    """Return a mapping by id or from a file; a guess that was saved goes by the name of its file, as a person saw it.

    Parameters
    ----------
    name
        Id or path of a mapping.

    Raises
    ------
    ContentError
        As :func:`pmokit.content.library.load_mapping`.
    """
    mapping = load_mapping(name)
    return mapping.model_copy(update={"id": Path(name).stem}) if mapping.id == GUESSED else mapping


def guess_layout(file: Path) -> tuple[Guess, Table]:
    """Guess the mapping of a project list, whether or not its layout is known.

    Where no row looks like a header, the row with the most texts is taken for it, so that a person has something to edit.

    Parameters
    ----------
    file
        CSV or Excel.

    Raises
    ------
    InputError
        If it cannot be read, or is the plan of a tool, which needs no guess.
    """
    kind = file_kind(file)
    if kind in TOOLS:
        raise InputError(
            Fault(str(file), f"its layout is known: --map {TOOLS[kind]}", hint="Copy that mapping instead")
        )
    grids = read_grids(file, kind, "cp1252")
    try:
        return _guess(file, grids)
    except NoHeaderError:
        table = _widest(grids)
        return _guess_table(file, table), table


def overlooked(headers: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """Return which unused headers look like fields that a list lacks, field by header.

    Parameters
    ----------
    headers
        Headers that no field took.
    fields
        Fields without a value in any row.
    """
    words = {name: column.headers for name, column in _kit_mappings()[GUESS].columns.items() if name in fields}
    fits = {header: {name: header_fit(header, names) for name, names in words.items()} for header in headers}
    best = {header: max(fit, key=fit.__getitem__) for header, fit in fits.items() if fit}
    return {header: name for header, name in best.items() if fits[header][name] >= LIKELY}


def show_guess(guess: Guess, table: Table) -> str:
    """Return a guess for people: our field, their column, two values, how sure; then what is open and what is not used.

    Parameters
    ----------
    guess
        The guess.
    table
        The rows that it was made from.
    """
    rows = []
    for name, column in guess.mapping.columns.items():
        at = table.headers.index(column.headers[0])
        values = [show(row[at]) for row in table.rows if not is_empty(row[at])][:SAMPLES]
        samples = [_short(value) for value in [*values, "", ""][:SAMPLES]]
        rows.append([name, _short(column.headers[0]), *samples, f"{guess.confidence[name]:.0%}"])
    lines = [text_table(["field", "column", "first value", "second value", "sure"], rows)]
    mapping = guess.mapping
    lines.append(
        f"dates: {mapping.dates}; amounts in units of {mapping.money_unit:,.0f}; decimal sign: {mapping.decimal}"
    )
    lines += [f"Open: {point}." for point in guess.open_points]
    if guess.unused:
        lines.append(f"Not used: {', '.join(_short(header) for header in guess.unused)}")
    return "\n".join(lines)


@cache
def _kit_mappings() -> dict[str, Mapping]:
    return {name: load_mapping(name) for name in mapping_ids()}


def _recognise(grids: Sequence[Grid]) -> Mapping | None:
    for mapping in (mapping for mapping in _kit_mappings().values() if mapping.recognised_by):
        if any(find_table(grid, partial(_signed_fields, mapping), join_repeated=True) for grid in grids):
            return mapping
    own = _kit_mappings()[OWN]
    tables = (find_table(grid, partial(_signed_fields, own), join_repeated=True) for grid in grids)
    table = next((table for table in tables if table), None)
    return _with_decimal_sign(own, table) if table else None


def _with_decimal_sign(own: Mapping, table: Table) -> Mapping | None:
    """Return our layout with the decimal sign of the list; None where 500.000 could be five hundred as well."""
    at = [
        at
        for name in MONEY_FIELDS
        if name in own.columns
        for at in match_columns(own.columns[name].headers, table.headers)
    ]
    texts = [cell for row in table.rows for column in at if isinstance(cell := row[column], str)]
    decimal, unproved = decimal_sign(texts)
    if unproved and any(_POINT_OR_GROUP.search(text) for text in texts):
        return None
    return own if decimal == own.decimal else own.model_copy(update={"decimal": decimal})


def _signed_fields(mapping: Mapping, headers: Sequence[str]) -> int:
    """Return how many fields headers give, 0 without those by which the layout is recognised."""
    return fields_met(mapping, headers) if all(match_columns([h], headers) for h in mapping.recognised_by) else 0


def _guess(file: Path, grids: Sequence[Grid]) -> tuple[Guess, Table]:
    """Guess from the sheet and header that speak to most fields."""
    synonyms = [{fold(header) for header in column.headers} for column in _kit_mappings()[GUESS].columns.values()]
    tables = [
        (_words_met(texts, synonyms), at, grid, texts) for at, grid in enumerate(grids) for texts in _headers(grid)
    ]
    met, _, grid, texts = max(tables, key=lambda entry: (entry[0], -entry[1]), default=(0, 0, grids[0], []))
    table = find_table(grid, lambda headers: int(list(headers) == texts), join_repeated=True) if met >= ENOUGH else None
    if table is None:
        raise NoHeaderError(
            Fault(
                grids[0].where(grids[0].lines[0].number, 0),
                "no row looks like the header of a project list",
                "headers such as name, unit, status, planned start, planned finish, budget",
                "Write a mapping of its headers with --save-map my.yaml, fill it in, and use it with --map my.yaml",
            )
        )
    return _guess_table(file, table), table


def _guess_table(file: Path, table: Table) -> Guess:
    known = [mapping for name, mapping in _kit_mappings().items() if name not in TOOLS.values()]
    columns = [[row[at] for row in table.rows] for at in range(len(table.headers))]
    return guess_mapping(table.headers, columns, known, file.name)


def _widest(grids: Sequence[Grid]) -> Table:
    """Return the table under the first of the upper rows with the most texts."""
    upper = [(grid, at) for grid in grids for at in range(min(HEADER_ROWS, len(grid.lines)))]
    grid, at = max(upper, key=lambda place: _texts(place[0].lines[place[1]].cells))
    return upright(grid, at, join_repeated=True)


def _texts(cells: Sequence[Cell]) -> int:
    return sum(isinstance(cell, str) and not is_empty(cell) for cell in cells)


def _headers(grid: Grid) -> Iterator[list[str]]:
    """Yield what could be headers: the upper rows, and the first column."""
    for line in grid.lines[:HEADER_ROWS]:
        yield [show(cell) for cell in line.cells]
    if len(grid.lines) <= SIDEWAYS_ROWS:
        yield [show(line.cells[0]) if line.cells else "" for line in grid.lines]


def _words_met(texts: Sequence[str], synonyms: Sequence[set[str]]) -> int:
    folded = {fold(text) for text in texts if text.strip()}
    return sum(not names.isdisjoint(folded) for names in synonyms)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SAMPLE_LENGTH else f"{flat[: SAMPLE_LENGTH - 3]}..."
