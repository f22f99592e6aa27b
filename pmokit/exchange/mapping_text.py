"""A guessed mapping as a file that a person completes."""

import yaml

from pmokit.exchange.mapping_guess import Guess
from pmokit.exchange.tables import Table
from pmokit.model.content import MappedColumn
from pmokit.model.projects import PROJECT_FIELDS

REQUIRED = ("name", "unit")
TO_FILL = "a header of the list"


def mapping_text(guess: Guess, table: Table) -> str:
    """Return a guessed mapping as a content file, with what is open, all headers and all fields as comments.

    A required field that no header gives stands in it to be filled in; until then an import names it as missing.

    Parameters
    ----------
    guess
        The guess.
    table
        What it was made from.
    """
    lacking = [name for name in REQUIRED if name not in guess.mapping.columns]
    gaps = {name: MappedColumn(headers=(TO_FILL,), required=True) for name in lacking}
    given = guess.mapping.model_copy(update={"columns": gaps | dict(guess.mapping.columns)})
    notes = [f"To settle: {point}." for point in guess.open_points]
    if lacking:
        notes.append(f"To fill in below: {', '.join(lacking)}. Write a header of the list for '{TO_FILL}'.")
    if "unit" in lacking:
        notes.append("A list without a column for the unit: delete 'unit' and add the line 'default_unit: NAME'.")
    notes += ["Headers of the list:", *(f"  {header}" for header in table.headers if header)]
    notes += [f"Not used: {name}" for name in guess.unused]
    notes.append(f"Fields that are required: {', '.join(REQUIRED)}.")
    others = [name for name in PROJECT_FIELDS if name not in REQUIRED]
    notes.append(f"Other fields, which can be added as they are needed: {', '.join(others)}.")
    notes.append(
        "money_unit is what one unit of the amounts is: 1000 for thousands. dates: day-first, month-first or iso."
    )
    head = [f"# {' '.join(note.split())}" if not note.startswith("  ") else f"#   {note.strip()}" for note in notes]
    body = given.model_dump(mode="json", exclude_defaults=True)
    return "\n".join([*head, yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=120)])
