"""Start an engagement from a list of units or of projects, and bring files into it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pmokit.content.library import load_mapping, load_model
from pmokit.exchange.csv_table import read_rows
from pmokit.exchange.mapping_choice import Confirm, choose_mapping
from pmokit.exchange.project_import import Imported, bring_projects, in_units
from pmokit.exchange.project_source import file_kind
from pmokit.exchange.project_values import currency_code
from pmokit.exchange.projects import ProjectList, read_projects
from pmokit.exchange.responses_csv import REQUIRED, read_responses
from pmokit.exchange.units_csv import read_units
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import Engagement, create_engagement

DEFAULT_MODEL = "ppm_maturity"


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
        told = {"currency": currency_code(projects.currency or ""), "status_date": projects.mapping.status_date}
        settings = Settings.model_validate({"client": client} | {key: value for key, value in told.items() if value})
        listed = [Unit(code=code, name=name) for code, name in projects.unit_names.items()]
    engagement = create_engagement(file, settings, listed)
    engagement.open_assessment(model.id, model.version, model.meta.rule, anonymous=anonymous)
    brought = [Imported(units, "business units", len(listed))]
    if projects is not None:
        brought += bring_projects(engagement, [(units, projects)])
    return engagement, brought


def import_files(
    engagement: Engagement,
    files: Sequence[Path],
    mapping: str | None = None,
    *,
    unit: str | None = None,
    confirm: Confirm | None = None,
) -> list[Imported]:
    """Bring responses and project lists into an engagement; all files are read before anything is written.

    Parameters
    ----------
    engagement
        The open engagement.
    files
        A CSV file with the columns of a responses file holds responses, any other file projects.
    mapping
        Id or path of a column mapping for project lists; otherwise the layout is recognised or guessed.
    unit
        Code or name of the business unit of projects that name none.
    confirm
        Asked with the preview and the guess whether a guessed layout is right; without it a guess is never taken.

    Raises
    ------
    PmokitError
        If an input is at fault; then nothing is written.
    """
    units = engagement.units()
    codes = [one.code for one in units]
    assessment = engagement.assessment()
    model = load_model(assessment.model if assessment else DEFAULT_MODEL)
    responses: list[tuple[Path, pd.DataFrame]] = []
    projects: list[tuple[Path, ProjectList]] = []
    for file in files:
        if mapping is None and _holds_responses(file):
            responses.append((file, read_responses(file, model, codes)))
        else:
            chosen = choose_mapping(file, mapping, *([confirm] if confirm else []))
            chosen = chosen.model_copy(update={"default_unit": unit or chosen.default_unit})
            projects.append((file, in_units(file, read_projects(file, chosen), units)))
    brought = bring_projects(engagement, projects) if projects else []
    for file, frame in responses:
        current = assessment or engagement.open_assessment(model.id, model.version, model.meta.rule)
        brought.append(Imported(file, "responses", engagement.add_responses(current.id, frame)))
    order = {file: at for at, file in enumerate(files)}
    return sorted(brought, key=lambda part: order[part.file])


def _holds_responses(file: Path) -> bool:
    if file_kind(file) != "text":
        return False
    header = read_rows(file, "cp1252")[0].cells
    return len({name.strip().lower() for name in header} & set(REQUIRED)) >= len(REQUIRED) - 1
