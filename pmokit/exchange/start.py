"""Start an engagement from a list of units or of projects, and bring files into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmokit.content.library import load_mapping, load_model
from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.form_read import Expected
from pmokit.exchange.projects import ProjectList, read_projects
from pmokit.exchange.responses_in import Incoming, bring_responses, read_incoming
from pmokit.exchange.rounds import open_round
from pmokit.exchange.units_csv import read_units
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import Engagement, create_engagement
from pmokit.store.location import Address

DEFAULT_MODEL = "ppm_maturity"


@dataclass(frozen=True)
class Imported:
    """What one file brought."""

    file: Path
    kind: str
    rows: int
    note: str = ""
    details: tuple[str, ...] = ()


def start_engagement(
    file: Address, client: str, units: Path, mapping: str | None = None, *, anonymous: bool = False
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
        settings = Settings.model_validate(
            {"client": client, "currency": projects.mapping.currency, "status_date": projects.mapping.status_date}
        )
        listed = [Unit(code=code, name=name) for code, name in projects.unit_names.items()]
    engagement = create_engagement(file, settings, listed)
    open_round(engagement, model, anonymous=anonymous)
    brought = [Imported(units, "business units", len(listed))]
    if projects is not None:
        brought.append(_bring_projects(engagement, units, projects))
    return engagement, brought


def import_files(
    engagement: Engagement, files: Sequence[Path], mapping: str | None = None, *, overwrite: bool = False
) -> list[Imported]:
    """Bring responses and project lists into an engagement; all files are read before anything is written.

    Parameters
    ----------
    engagement
        The open engagement.
    files
        CSV files and workbooks; one with the columns of a responses file, or a filled form, holds responses, any other
        one projects.
    mapping
        Id or path of a column mapping for project lists; the kit's own layout by default.
    overwrite
        Whether a form's answer is written where the person answered differently after the form was made.

    Raises
    ------
    PmokitError
        If an input is at fault; then nothing is written.
    """
    units = [unit.code for unit in engagement.units()]
    assessment = engagement.assessment()
    model = load_model(assessment.model if assessment else DEFAULT_MODEL)
    belongs = Expected(engagement.settings().client, assessment.round if assessment else 1, units)
    read: list[Incoming | tuple[Path, ProjectList]] = []
    for file in files:
        responses = None if mapping else read_incoming(file, model, belongs)
        if responses is None:
            projects = read_projects(file, load_mapping(mapping or "pmokit"))
            read.append((file, _known_units(file, projects, units)))
        else:
            read.append(responses)
    incoming = [value for value in read if isinstance(value, Incoming)]
    if incoming and assessment is None:
        assessment = open_round(engagement, model)
    told = iter(bring_responses(engagement, assessment, model, incoming, overwrite=overwrite) if assessment else ())
    brought = []
    for value in read:
        if isinstance(value, Incoming):
            one = next(told)
            brought.append(Imported(value.file, "responses", one.written, one.summary, one.details))
        else:
            brought.append(_bring_projects(engagement, *value))
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
    return ProjectList(frame, projects.withheld, projects.unit_names, projects.unmapped, projects.mapping)
