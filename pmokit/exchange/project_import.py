"""Project lists into an engagement: all of them or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pmokit.errors import MOST_LISTED, Fault, InputError, did_you_mean
from pmokit.exchange.changes import project_changes
from pmokit.exchange.mapping_choice import OWN, overlooked
from pmokit.exchange.project_values import is_misread, same_currency
from pmokit.exchange.projects import ProjectList
from pmokit.model.projects import PROJECT_FIELDS
from pmokit.model.units import Unit
from pmokit.store.engagement import Engagement

AUTHOR = "import"


@dataclass(frozen=True)
class Imported:
    """What one file brought."""

    file: Path
    kind: str
    rows: int
    note: str = ""
    details: tuple[str, ...] = ()


def in_units(file: Path, projects: ProjectList, units: Sequence[Unit]) -> ProjectList:
    """Return a project list with the engagement's unit codes in the place of the file's units.

    Parameters
    ----------
    file
        Where the list was read from.
    projects
        The list; its units are codes or names, in any case.
    units
        The engagement's.

    Raises
    ------
    InputError
        For every unit that the engagement does not have.
    """
    known = {_flat(unit.name): unit.code for unit in units} | {unit.code.lower(): unit.code for unit in units}
    codes = {code: known.get(_flat(name)) or known.get(code.lower()) for code, name in projects.unit_names.items()}
    strangers = [projects.unit_names[code] for code, ours in codes.items() if ours is None]
    if strangers:
        names = [text for unit in units for text in dict.fromkeys((unit.code, unit.name))]
        raise InputError(
            [Fault(str(file), f"unknown business unit '{name}'", hint=did_you_mean(name, names)) for name in strangers]
        )
    frame, periods, events = (
        one.assign(unit=one["unit"].map(codes)) for one in (projects.frame, projects.periods, projects.events)
    )
    return replace(projects, frame=frame, periods=periods, events=events)


def bring_projects(engagement: Engagement, lists: Sequence[tuple[Path, ProjectList]]) -> list[Imported]:
    """Write project lists in one step: a list replaces the projects of its units, a single plan only its own project.

    Parameters
    ----------
    engagement
        The open engagement.
    lists
        Files and what they hold, with the engagement's unit codes.

    Raises
    ------
    InputError
        If two files hold the same project; then nothing is written.
    """
    _check_disjoint(lists)
    frames = [listed.frame for _, listed in lists]
    withheld = []
    start = 0
    for _, listed in lists:
        withheld.append(listed.withheld.assign(row=listed.withheld["row"] + start))
        start += len(listed.frame)
    before = engagement.projects()
    changes = [project_changes(before, listed) for _, listed in lists]
    kept, kept_withheld = _untouched(before, lists)
    frames.append(kept)
    withheld.append(kept_withheld.assign(row=kept_withheld["row"] + start))
    engagement.replace_projects(_stack(frames), _stack(withheld))
    periods = _stack([listed.periods for _, listed in lists])
    if len(periods):
        engagement.add_project_periods(periods, author=AUTHOR)
    return [
        Imported(
            file,
            "projects",
            len(listed.frame),
            "; ".join([str(change), *_notes(engagement, listed)]),
            tuple(_misread(listed)),
        )
        for (file, listed), change in zip(lists, changes, strict=True)
    ]


def _check_disjoint(lists: Sequence[tuple[Path, ProjectList]]) -> None:
    seen: dict[tuple[str, str], Path] = {}
    faults = []
    for file, listed in lists:
        for unit, name in zip(listed.frame["unit"], listed.frame["id"], strict=True):
            first = seen.setdefault((unit, name.lower()), file)
            if first is not file:
                faults.append(Fault(str(file), f"project '{name}' of {unit} is in {first} too", "each project once"))
    if faults:
        raise InputError(faults)


def _untouched(
    before: tuple[pd.DataFrame, pd.DataFrame], lists: Sequence[tuple[Path, ProjectList]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the projects that stay beside single plans: of units that no whole list is about, and not in a plan."""
    replaced = {unit for _, listed in lists if listed.is_whole for unit in listed.frame["unit"]}
    named = {
        (unit, name.lower())
        for _, listed in lists
        for unit, name in zip(listed.frame["unit"], listed.frame["id"], strict=True)
    }
    touched = {unit for unit, _ in named} - replaced
    frame, withheld = before
    stays = [
        unit in touched and (unit, name.lower()) not in named
        for unit, name in zip(frame["unit"], frame["id"], strict=True)
    ]
    positions = {row: at for at, row in enumerate(at for at, stay in enumerate(stays) if stay)}
    told = withheld[withheld["row"].isin(list(positions))]
    return frame[stays], told.assign(row=told["row"].map(positions))


def _notes(engagement: Engagement, projects: ProjectList) -> list[str]:
    notes = [] if projects.mapping.id == OWN else [f"mapping {projects.mapping.id}"]
    if len(projects.withheld):
        notes.append(f"{len(projects.withheld)} values withheld or not understood, kept as missing with the reason")
    if projects.unmapped:
        notes.append(f"columns not used: {', '.join(projects.unmapped)}")
        lacking = [name for name in PROJECT_FIELDS if projects.frame[name].isna().all()]
        seen = overlooked(projects.unmapped, lacking) if projects.mapping.id == OWN else {}
        if seen:
            likely = ", ".join(f"'{header}' looks like {name}" for header, name in seen.items())
            notes.append(f"{likely}: --map guess would use them")
    currency = engagement.settings().currency
    if projects.currency is not None and not same_currency(projects.currency, currency):
        notes.append(f"amounts are in {projects.currency}, the engagement's currency is {currency}")
    return notes


def _misread(projects: ProjectList) -> Iterator[str]:
    """Yield the values that could not be read, as somebody who can mend them has to find them; not what the list itself withholds."""
    told = projects.withheld
    wrong = told[[is_misread(reason) for reason in told["reason"]]]
    for row, name, reason in wrong.head(MOST_LISTED).itertuples(index=False):
        project = projects.frame.iloc[row]
        yield f"{project['unit']} {project['id']}, {name}: {reason}"
    if len(wrong) > MOST_LISTED:
        yield f"and {len(wrong) - MOST_LISTED} more values that are not understood"


def _stack(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled or frames[:1], ignore_index=True)


def _flat(name: str) -> str:
    return " ".join(name.split()).lower()
