"""Which project serves which business objective: from CSV or a workbook, and back."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pmokit.content.library import load_theme
from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.changes import Changes
from pmokit.exchange.csv_table import LINE, CsvTable, require_rows
from pmokit.exchange.responses_csv import MAX_FAULTS, read_answer_table
from pmokit.exchange.table_file import write_csv, write_xlsx
from pmokit.model.units import Unit
from pmokit.model.vision import Vision
from pmokit.store.engagement import Engagement

AUTHOR = "import"
REQUIRED = {"project", "objective"}
KNOWN = REQUIRED | {"unit", "note"}
COLUMNS = ["unit", "project", "objective", "note"]
WIDTHS = (("project", 18.0), ("objective", 24.0), ("note", 60.0))


@dataclass(frozen=True)
class LinkTable:
    """A file of links as text, not yet compared with projects and objectives."""

    file: Path
    table: CsvTable


def is_link_head(head: Sequence[str]) -> bool:
    """Return whether a header is that of objective links: project, objective, perhaps unit and note, and nothing else."""
    columns = {name.strip().lower() for name in head if name.strip()}
    return REQUIRED <= columns <= KNOWN


def read_link_table(file: Path) -> LinkTable:
    """Read a file of links as text.

    Raises
    ------
    InputError
        If it cannot be read, or lists nothing.
    """
    table = read_answer_table(file)
    frame = table.frame.rename(columns={name: name.strip().lower() for name in table.frame.columns if name != LINE})
    require_rows(table, "link")
    return LinkTable(file, CsvTable(table.file, frame, table.sheet))


def objective_ids(engagement: Engagement) -> list[str]:
    """Return the ids of all objectives: the whole organisation's first, then those of the units' own visions."""
    visions = engagement.read_documents("vision", Vision)
    owners = ["", *(unit.code for unit in engagement.units())]
    return list(dict.fromkeys(name for unit in owners if unit in visions for name in visions[unit].objective_by_id))


def resolve_links(
    links: LinkTable, projects: pd.DataFrame, units: Sequence[Unit], objectives: Collection[str]
) -> pd.DataFrame:
    """Return the links with the engagement's spelling of units, projects and objectives: unit, project, objective, note.

    Parameters
    ----------
    links
        From :func:`read_link_table`.
    projects
        unit and id of every project that is or will be in the engagement.
    units
        The engagement's.
    objectives
        Ids of all objectives.

    Raises
    ------
    InputError
        For every unknown or ambiguous project, unknown unit or objective, and link that stands twice; the first fifty.
    """
    where = links.table.where
    if not objectives:
        raise InputError(
            Fault(where(1), "the engagement has no objectives yet", "a vision", "Enter the objectives of step 1 first")
        )
    codes = {name.lower(): unit.code for unit in units for name in (unit.name, unit.code)}
    homes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for unit, project in projects[["unit", "id"]].itertuples(index=False):
        homes[project.lower()][unit] = project
    folded = {name.lower(): name for name in objectives}
    rows: dict[tuple[str, str, str], str] = {}
    faults: list[Fault] = []
    for record in links.table.frame.to_dict("records"):
        place = where(record[LINE])
        said = {name: str(record.get(name, "")).strip() for name in COLUMNS}
        found = [
            *_project_faults(place, said, homes, codes),
            *([] if said["objective"].lower() in folded else [_objective_fault(place, said["objective"], objectives)]),
        ]
        faults += found
        if found:
            continue
        home = homes[said["project"].lower()]
        unit = codes[said["unit"].lower()] if said["unit"] else next(iter(home))
        key = (unit, home[unit], folded[said["objective"].lower()])
        if key in rows:
            faults.append(Fault(place, f"{key[1]} is tied to {key[2]} twice", "each link once", "Delete one row"))
        rows[key] = said["note"]
    if faults:
        raise InputError(faults[:MAX_FAULTS])
    return pd.DataFrame([(*key, note) for key, note in rows.items()], columns=COLUMNS, dtype=object)


def bring_links(engagement: Engagement, links: pd.DataFrame) -> Changes:
    """Write the links that are not there yet or have another note, and return the counts; others stay as they are.

    Parameters
    ----------
    engagement
        The open engagement.
    links
        From :func:`resolve_links`.
    """
    there = engagement.objective_links()[COLUMNS]
    known = {tuple(row[:3]): row[3] for row in there.itertuples(index=False, name=None)}
    rows = [(tuple(row[:3]), row) for row in links[COLUMNS].itertuples(index=False, name=None)]
    fresh = [row for key, row in rows if key not in known]
    changed = [row for key, row in rows if key in known and known[key] != row[3]]
    engagement.link_objectives(pd.DataFrame([*fresh, *changed], columns=COLUMNS), author=AUTHOR)
    return Changes(new=len(fresh), changed=len(changed), same=len(rows) - len(fresh) - len(changed))


def export_links(engagement: Engagement, files: Sequence[Path]) -> list[Path]:
    """Write the links that hold as CSV, or as a workbook where a file ends in .xlsx; both can be imported again.

    Parameters
    ----------
    engagement
        The open engagement.
    files
        The files to write.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    frame = engagement.objective_links()[COLUMNS]
    for file in files:
        if file.suffix.lower() == ".xlsx":
            write_xlsx(file, frame, load_theme(), sheet="objective links", widths=WIDTHS)
        else:
            write_csv(file, frame)
    return list(files)


def _project_faults(
    place: str, said: dict[str, str], homes: dict[str, dict[str, str]], codes: dict[str, str]
) -> list[Fault]:
    home = homes.get(said["project"].lower(), {})
    if not home:
        known = [project for found in homes.values() for project in found.values()]
        what = f"unknown project '{said['project']}'" if said["project"] else "the project is missing"
        return [Fault(place, what, "the id of a project in the engagement", did_you_mean(said["project"], known))]
    if not said["unit"]:
        if len(home) == 1:
            return []
        what = f"project '{said['project']}' is in several units: {', '.join(sorted(home))}"
        return [Fault(place, what, "one of them", "Add a column 'unit'")]
    unit = codes.get(said["unit"].lower())
    if unit is None:
        names = sorted(set(codes.values()))
        return [Fault(place, f"unknown business unit '{said['unit']}'", hint=did_you_mean(said["unit"], names))]
    if unit not in home:
        what = f"project '{said['project']}' is not in {unit}"
        return [Fault(place, what, f"the unit {' or '.join(sorted(home))}", "Correct the unit or the project")]
    return []


def _objective_fault(place: str, objective: str, objectives: Collection[str]) -> Fault:
    what = f"unknown objective '{objective}'" if objective else "the objective is missing"
    return Fault(place, what, "the id of an objective of the vision", did_you_mean(objective, objectives))
