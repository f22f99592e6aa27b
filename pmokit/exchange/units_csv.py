"""Business units from a CSV file or a workbook: code, name, and perhaps parent."""

from pathlib import Path

from pmokit.errors import Fault, InputError, column_hint
from pmokit.exchange.csv_table import FILL, LINE, in_our_spelling, our_columns, read_head, read_table, require_columns
from pmokit.exchange.office_file import first_head, first_table, is_office_file
from pmokit.model.units import LONGEST_NAME, NO_CIRCLE, Unit, code_fault, parent_circles, say_circle

COLUMNS = ("code", "name", "parent")


def read_units(file: Path) -> list[Unit]:
    """Read business units.

    Parameters
    ----------
    file
        CSV, or a workbook's first sheet, with the column code and perhaps name (the code by default) and parent.

    Raises
    ------
    InputError
        With all faults, each with file and line.
    """
    table = first_table(file) if is_office_file(file) else read_table(file)
    table = in_our_spelling(table, COLUMNS)
    require_columns(table, ("code",))
    faults: list[Fault] = []
    units: list[Unit] = []
    seen: dict[str, int] = {}
    for row in table.frame.to_dict("records"):
        code, line = row["code"].strip(), int(row[LINE])
        wrong = code_fault(code)
        if wrong:
            faults.append(Fault(table.where(line), wrong))
            continue
        if code.lower() in seen:
            first = seen[code.lower()]
            faults.append(
                Fault(
                    table.where(line),
                    f"unit code '{code}' stands in line {first} already",
                    "each code once, regardless of case",
                )
            )
            continue
        seen[code.lower()] = line
        name, parent = str(row.get("name", "")).strip() or code, str(row.get("parent", "")).strip() or None
        if len(name) > LONGEST_NAME:
            what = f"unit {code}: the name has {len(name)} characters"
            faults.append(Fault(table.where(line), what, f"at most {LONGEST_NAME}"))
            name = name[:LONGEST_NAME]
        units.append(Unit(code=code, name=name, parent=parent))
    codes = {unit.code for unit in units}
    for unit in units:
        if unit.parent is not None and unit.parent not in codes:
            line = seen[unit.code.lower()]
            faults.append(Fault(table.where(line), f"unit {unit.code}: unknown parent '{unit.parent}'"))
    faults += [
        Fault(table.where(seen[circle[0].lower()]), say_circle(circle), NO_CIRCLE) for circle in parent_circles(units)
    ]
    if not units and not faults:
        faults.append(Fault(table.where(1), "the file lists no business unit", "one row for each unit", FILL))
    if faults:
        raise InputError(faults)
    return units


def is_unit_list(file: Path) -> bool:
    """Return whether the first row of a file has a column of unit codes.

    Parameters
    ----------
    file
        CSV or workbook; anything else has none.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    return "code" in {name.strip().lower() for name in _head(file)}


def unused_columns(file: Path) -> list[str]:
    """Return the headers of a list of units that say nothing about a unit; parameters as for :func:`is_unit_list`."""
    head = [name.strip() for name in _head(file)]
    known = our_columns(head, COLUMNS)
    return [name for name in head if name and name not in known]


def no_unit_codes(file: Path) -> Fault:
    """Return the fault of a list of units whose first row has no column of codes.

    Parameters
    ----------
    file
        As for :func:`is_unit_list`.
    """
    return Fault(
        f"{file}:1",
        "for a list of business units the column 'code' is missing",
        f"the columns {', '.join(COLUMNS)}",
        column_hint("code", filter(None, _head(file))),
    )


def _head(file: Path) -> tuple[str, ...]:
    return first_head(file) if is_office_file(file) else read_head(file, "cp1252")
