"""Figures of other organisations from a CSV file or a workbook, every fault at its cell."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import get_args

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.cells import CellReader
from pmokit.exchange.project_source import file_kind, read_grids
from pmokit.exchange.question_ids import question_hint
from pmokit.exchange.tables import Table, find_table
from pmokit.model.benchmark import OVERALL, BenchmarkFigure, Statistic
from pmokit.model.maturity import MaturityModel
from pmokit.study.comparison import ComparisonStudy

COLUMNS = ("model", "version", "part", "statistic", "value", "n", "source", "year")
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)
FIRST_YEAR, MOST_PEOPLE, LARGEST_VALUE = 1990, 10_000_000, 1_000_000.0
LONGEST_ID, LONGEST_SOURCE = 60, 300


def read_benchmark(
    file: Path, model: MaturityModel, scale: tuple[float, float], this_year: int
) -> tuple[BenchmarkFigure, ...]:
    """Read a benchmark: one figure in each row, with who published it, of when, and how many are behind it.

    Parameters
    ----------
    file
        CSV or workbook with the columns model, version, part (id of a domain or question, or ``overall``), statistic
        (``median``, ``p25`` or ``p75``), value, n, source, year.
    model
        That the figures are held against. Figures of another model are faults; figures of another version are read, as what
        they can be compared with is found out later.
    scale
        Lowest and highest score of the rule.
    this_year
        No figure is later.

    Raises
    ------
    InputError
        With every fault at its cell: nothing is taken from a file that has one.
    """
    grids = read_grids(file, file_kind(file))
    tables = [found for grid in grids if (found := find_table(grid, _rate)) is not None]
    if not tables:
        raise InputError(Fault(str(file), "this is no benchmark", f"the columns {', '.join(COLUMNS)}"))
    table = tables[0]
    reader = CellReader(table, COLUMNS)
    reader.require(COLUMNS)
    if reader.faults:
        raise InputError(reader.faults)
    figures: list[tuple[int, BenchmarkFigure]] = []
    for row in range(len(table.rows)):
        figure = _figure(reader, row, model, scale, this_year)
        if figure is not None:
            figures.append((row, figure))
    _check_doubles(reader, figures)
    _check_order(reader, figures)
    if not table.rows:
        reader.faults.append(Fault(table.where(-1), "there is no figure below the header", "one in each row"))
    if reader.faults:
        raise InputError(sorted(reader.faults, key=lambda fault: _row_of(table, fault)))
    return tuple(figure for _, figure in figures)


def benchmark_for(study: ComparisonStudy, file: str) -> tuple[BenchmarkFigure, ...]:
    """Read a benchmark for what a comparison compares; parameters as for :func:`read_benchmark`, an empty ``file`` is none.

    Raises
    ------
    InputError
        As :func:`read_benchmark`.
    """
    return read_benchmark(Path(file), study.model, study.scale, study.today.year) if file else ()


def _rate(head: Sequence[str]) -> int:
    names = {name.strip().lower() for name in head}
    found = len(names & set(COLUMNS))
    return found if {"statistic", "value"} & names and found > len(COLUMNS) / 2 else 0


def _row_of(table: Table, fault: Fault) -> int:
    digits = fault.where.rsplit(":", maxsplit=1)[-1].rsplit("!", maxsplit=1)[-1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdigit() else len(table.rows)


def _figure(
    reader: CellReader, row: int, model: MaturityModel, scale: tuple[float, float], this_year: int
) -> BenchmarkFigure | None:
    """Return the figure of a row; None where a cell of it is at fault."""
    before = len(reader.faults)
    named = reader.text(row, "model", longest=LONGEST_ID, needed=True)
    if named and named.lower() != model.id.lower():
        what, hint = f"a figure of the model '{named}'", "Ask for figures of this model; two models do not compare"
        reader.fault(row, "model", what, model.id, hint)
    version = reader.text(row, "version", longest=LONGEST_ID, needed=True)
    # An id of another model is no second fault.
    part = _part(reader, row, model, is_known=version == model.version and named.lower() == model.id.lower())
    statistic = reader.word(row, "statistic", STATISTICS)
    value = _value(reader, row, scale)
    n = reader.rating(row, "n", MOST_PEOPLE)
    source = reader.text(row, "source", longest=LONGEST_SOURCE, needed=True)
    year = _year(reader, row, this_year)
    if len(reader.faults) > before or value is None or n is None or year is None:
        return None
    return BenchmarkFigure.model_validate(
        {
            "version": version,
            "part": part,
            "statistic": statistic,
            "value": value,
            "n": n,
            "source": source,
            "year": year,
        }
    )


def _part(reader: CellReader, row: int, model: MaturityModel, *, is_known: bool) -> str:
    """Return the id of a part as the model writes it; one that the figure's own version does not have is a fault."""
    text = reader.text(row, "part", longest=LONGEST_ID, needed=True)
    known = [OVERALL, *(domain.id for domain in model.domains), *model.question_by_id]
    found = next((name for name in known if name.lower() == text.lower()), None)
    if text and found is None and is_known:
        hint = question_hint(text, model) if "-" in text else did_you_mean(text, known[: 1 + len(model.domains)])
        reader.fault(row, "part", f"unknown id '{text}'", f"a domain or question of {model.id}, or {OVERALL}", hint)
    return found or text


def _value(reader: CellReader, row: int, scale: tuple[float, float]) -> float | None:
    lowest, highest = scale
    value = reader.number(row, "value", max(highest, LARGEST_VALUE))
    if value is not None and not lowest <= value <= highest:
        reader.fault(row, "value", f"{value:g} is not on the scale of the rule", f"{lowest:g} to {highest:g}")
        return None
    return value


def _year(reader: CellReader, row: int, this_year: int) -> int | None:
    year = reader.rating(row, "year", 9999)
    if year is not None and not FIRST_YEAR <= year <= this_year:
        reader.fault(row, "year", f"'{year}'", f"a year from {FIRST_YEAR} to {this_year}")
        return None
    return year


def _check_doubles(reader: CellReader, figures: Sequence[tuple[int, BenchmarkFigure]]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row, one in figures:
        key = (one.version, one.part, one.statistic, one.source.lower(), str(one.year))
        if key in seen:
            what = (
                f"{one.statistic} of {one.part} by {one.source}, {one.year}, stands at {reader.spot(seen[key])} already"
            )
            reader.fault(row, "part", what, "each figure once", "Delete one of the two")
        seen.setdefault(key, row)


def _check_order(reader: CellReader, figures: Sequence[tuple[int, BenchmarkFigure]]) -> None:
    """Note a fault where the median does not lie between the quarters, or p25 above p75."""
    sets: dict[tuple[str, ...], dict[str, tuple[int, float]]] = {}
    for row, one in figures:
        key = (one.version, one.part, one.source.lower(), str(one.year))
        sets.setdefault(key, {}).setdefault(one.statistic, (row, one.value))
    for found in sets.values():
        given = [(name, *found[name]) for name in ("p25", "median", "p75") if name in found]
        for (lower, _, low), (upper, row, high) in pairwise(given):
            if low > high:
                reader.fault(row, "value", f"{upper} {high:g} is below {lower} {low:g}", "p25 <= median <= p75")
