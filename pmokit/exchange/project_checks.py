"""What is wrong with a project list: columns that are missing, rows that contradict themselves or each other."""

from collections.abc import Iterator, Sequence
from typing import Any

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.csv_table import FILL
from pmokit.exchange.headers import required_fields
from pmokit.exchange.project_values import ValueReader, same_currency
from pmokit.exchange.tables import Table
from pmokit.model.content import Mapping
from pmokit.model.projects import PROJECT_FIELDS

Rows = Sequence[dict[str, Any]]
UNIT_LENGTH = 200
# Benefits may be disbenefits, and a year's spending or a whole life may close with income; these four cannot.
NEVER_NEGATIVE = ("bac", "pv", "ev", "ac")
SPANS = (("start_planned", "finish_planned"), ("start_actual", "finish_actual"))
HUNDRED = 100


def check_columns(table: Table, mapping: Mapping, sources: dict[str, tuple[int, ...]]) -> None:
    """Check that the file has what the mapping requires, and the mapping only fields that a project has.

    Parameters
    ----------
    table
        The file's table.
    mapping
        The mapping.
    sources
        Which columns feed each field.

    Raises
    ------
    InputError
        For every column that is missing, and every unknown field.
    """
    faults = [
        Fault(
            table.where(-1),
            f"no column for the field '{name}'",
            f"one of {', '.join(repr(h) for h in mapping.columns[name].headers)}",
            did_you_mean(mapping.columns[name].headers[0], filter(None, table.headers))
            + ". Or name another mapping with --map",
        )
        for name in required_fields(mapping)
        if not sources[name]
    ]
    faults += [
        Fault(
            str(table.file),
            f"the mapping {mapping.id} has an unknown field '{name}'",
            hint=did_you_mean(name, PROJECT_FIELDS),
        )
        for name in mapping.columns
        if name not in PROJECT_FIELDS
    ]
    if faults:
        raise InputError(faults)


def check_projects(rows: Rows, reader: ValueReader) -> None:
    """Check the rows of a project list.

    Parameters
    ----------
    rows
        Project rows as read.
    reader
        What read them; it knows where each value stands.

    Raises
    ------
    InputError
        With every fault of every row.
    """
    faults = [
        *_nameless(rows, reader),
        *_repeated(rows, reader),
        *_reversed(rows, reader),
        *_out_of_range(rows, reader),
        *_mixed_currencies(reader),
    ]
    if not rows:
        faults.append(Fault(reader.table.where(-1), "the file lists no project", "one row for each project", FILL))
    if faults:
        raise InputError(faults)


def _nameless(rows: Rows, reader: ValueReader) -> Iterator[Fault]:
    reasons = {(row, name): reason for row, name, reason in reader.withheld}
    for at, row in enumerate(rows):
        for name in ("name", "unit"):
            where = reader.where(at, name)
            if row[name] is None:
                reason = reasons.get((at, name))
                hint = "Or give a default_unit in a mapping" if name == "unit" else ""
                yield Fault(
                    where, f"the project has no {name}{f' ({reason})' if reason else ''}", "a text in every row", hint
                )
            elif name == "unit" and len(row[name]) > UNIT_LENGTH:
                yield Fault(where, f"the unit '{row[name][:40]}...' is too long", f"at most {UNIT_LENGTH} characters")


def _repeated(rows: Rows, reader: ValueReader) -> Iterator[Fault]:
    """Yield ids that stand twice; with different status dates they are a history and no fault."""
    seen: dict[tuple[str, Any], int] = {}
    dated: dict[str, bool] = {}
    for at, row in enumerate(rows):
        if row["id"] is None:
            continue
        folded, date = row["id"].lower(), row["status_date"]
        first = seen.get((folded, date))
        if first is None and folded in dated and not (dated[folded] and date):
            first = next(n for (name, _), n in seen.items() if name == folded)
        if first is not None:
            place = reader.where(first, "id").removeprefix(f"{reader.table.file}:").removeprefix(":")
            yield Fault(
                reader.where(at, "id"),
                f"project id '{row['id']}' stands in {f'line {place}' if place.isdigit() else place} already",
                hint="" if date is None else "A history has a different status date in each row of a project",
            )
        else:
            seen[folded, date] = at
            dated[folded] = date is not None


def _reversed(rows: Rows, reader: ValueReader) -> Iterator[Fault]:
    for at, row in enumerate(rows):
        for start, finish in SPANS:
            if row[start] and row[finish] and row[finish] < row[start]:
                yield Fault(
                    reader.where(at, finish),
                    f"project '{row['name']}': {finish} {row[finish]} lies before {start} {row[start]}",
                    "a finish on or after the start",
                    "If day and month are exchanged, set 'dates' in the mapping",
                )


def _out_of_range(rows: Rows, reader: ValueReader) -> Iterator[Fault]:
    for at, row in enumerate(rows):
        for name in NEVER_NEGATIVE:
            if row[name] is not None and row[name] < 0:
                yield Fault(reader.where(at, name), f"project '{row['name']}': {name} is {row[name]:,.2f}", "0 or more")
        percent = row["percent_complete"]
        if percent is not None and not 0 <= percent <= HUNDRED:
            yield Fault(
                reader.where(at, "percent_complete"),
                f"project '{row['name']}': {percent:g} percent complete",
                "0 to 100",
            )


def _mixed_currencies(reader: ValueReader) -> Iterator[Fault]:
    """Yield amounts whose sign is not that of the first one, or of the mapping; a list is never added up across currencies."""
    wanted = reader.mapping.currency
    for cell in reader.signs:
        if wanted is None:
            wanted = cell.sign
        if not same_currency(cell.sign, wanted):
            yield Fault(
                reader.table.where(cell.row, cell.column),
                f"{cell.field} is in {cell.sign}, other amounts are in {wanted}",
                "one currency for the whole list",
                "Convert the amounts, or name a mapping with the right currency",
            )
