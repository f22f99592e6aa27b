"""Start an engagement from a list of units or of projects, and bring files into it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pmokit.content.library import load_mapping, load_model
from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.csv_table import read_table
from pmokit.exchange.projects import ProjectList, read_projects
from pmokit.exchange.responses_csv import REQUIRED, read_responses
from pmokit.exchange.units_csv import read_units
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import Engagement, create_engagement

DEFAULT_MODEL = "ppm_maturity"


@dataclass(frozen=True)
class Imported:
    """What one file brought."""

    file: Path
    kind: str
    rows: int
    note: str = ""


def start_engagement(
    file: Path, client: str, units: Path, mapping: str | None = None, *, anonymous: bool = False
) -> tuple[Engagement, list[Imported]]:
    """Create an engagement; with a mapping, ``units`` is a project list whose units and projects are both taken.

    Parameters
    ----------
    file
        The new engagement file.
    client
        The client's name.
    units
        CSV of units, or of projects when a mapping is named.
    mapping
        Id or path of a column mapping.
    anonymous
        Whether figures of fewer than three people are withheld.

    Raises
    ------
    PmokitError
        If an input is at fault; then no file is left behind.
    """
    model = load_model(DEFAULT_MODEL)
    projects: ProjectList | None = None
    if mapping is None:
        settings, listed = Settings(client=client), read_units(units)
    else:
        projects = read_projects(units, load_mapping(mapping))
        told = {"currency": projects.mapping.currency, "status_date": projects.mapping.status_date}
        settings = Settings.model_validate({"client": client} | {key: value for key, value in told.items() if value})
        listed = [Unit(code=code, name=name) for code, name in projects.unit_names.items()]
    engagement = create_engagement(file, settings, listed)
    engagement.open_assessment(model.id, model.version, model.meta.rule, anonymous=anonymous)
    brought = [Imported(units, "business units", len(listed))]
    if projects is not None:
        brought.append(_bring_projects(engagement, units, projects))
    return engagement, brought


def import_files(engagement: Engagement, files: Sequence[Path], mapping: str | None = None) -> list[Imported]:
    """Bring responses and project lists into an engagement; all files are read before anything is written.

    Parameters
    ----------
    engagement
        The open engagement.
    files
        CSV files; one with the columns of a responses file holds responses, any other one projects.
    mapping
        Id or path of a column mapping for project lists; the kit's own layout by default.

    Raises
    ------
    PmokitError
        If an input is at fault; then nothing is written.
    """
    units = [unit.code for unit in engagement.units()]
    assessment = engagement.assessment()
    model = load_model(assessment.model if assessment else DEFAULT_MODEL)
    read: list[tuple[Path, pd.DataFrame | ProjectList]] = []
    for file in files:
        columns = {column.strip().lower() for column in read_table(file).frame.columns}
        if mapping is None and len(columns & set(REQUIRED)) >= len(REQUIRED) - 1:
            read.append((file, read_responses(file, model, units)))
        else:
            projects = read_projects(file, load_mapping(mapping or "pmokit"))
            read.append((file, _known_units(file, projects, units)))
    brought = []
    for file, value in read:
        if isinstance(value, ProjectList):
            brought.append(_bring_projects(engagement, file, value))
        else:
            current = assessment or engagement.open_assessment(model.id, model.version, model.meta.rule)
            brought.append(Imported(file, "responses", engagement.add_responses(current.id, value)))
    return brought


def _bring_projects(engagement: Engagement, file: Path, projects: ProjectList) -> Imported:
    count = engagement.replace_projects(projects.frame, projects.withheld)
    notes = []
    if len(projects.withheld):
        notes.append(f"{len(projects.withheld)} values withheld or not understood, kept as missing with the reason")
    if projects.unmapped:
        notes.append(f"columns not used: {', '.join(projects.unmapped)}")
    return Imported(file, "projects", count, "; ".join(notes))


def _known_units(file: Path, projects: ProjectList, units: Sequence[str]) -> ProjectList:
    folded = {code.lower(): code for code in units}
    strangers = [code for code in projects.unit_names if code.lower() not in folded]
    if strangers:
        raise InputError(
            [
                Fault(str(file), f"unknown business unit '{projects.unit_names[code]}'", hint=did_you_mean(code, units))
                for code in strangers
            ]
        )
    frame = projects.frame.assign(unit=projects.frame["unit"].str.lower().map(folded))
    return replace(projects, frame=frame)
