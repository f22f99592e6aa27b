"""Start an engagement from a list of units or of projects, and bring files into it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from pmokit.content.library import load_model
from pmokit.errors import InputError
from pmokit.exchange.agreed_csv import Agreed, bring_agreed, is_agreed_head, read_agreed
from pmokit.exchange.answer_heads import check_answer_head
from pmokit.exchange.changes import Changes
from pmokit.exchange.csv_table import read_head
from pmokit.exchange.feedback_csv import FeedbackFile, bring_feedback, is_feedback_head, read_feedback
from pmokit.exchange.form_read import Expected, is_form
from pmokit.exchange.mapping_choice import Confirm, NoHeaderError, UnknownLayoutError, choose_mapping
from pmokit.exchange.objective_links import (
    LinkTable,
    bring_links,
    is_link_head,
    objective_ids,
    read_link_table,
    resolve_links,
)
from pmokit.exchange.office_file import read_workbook
from pmokit.exchange.papers_in import Paper, bring_papers, read_paper
from pmokit.exchange.project_import import Imported, bring_projects, in_units
from pmokit.exchange.project_source import file_kind
from pmokit.exchange.project_values import currency_code
from pmokit.exchange.projects import ProjectList, read_projects
from pmokit.exchange.readable import check_openable
from pmokit.exchange.responses_csv import REQUIRED, read_answer_table
from pmokit.exchange.responses_in import Incoming, bring_responses, is_response_head, read_incoming
from pmokit.exchange.rounds import open_round
from pmokit.exchange.scope import read_scope
from pmokit.exchange.units_csv import is_unit_list, no_unit_codes, read_units, unused_columns
from pmokit.model.content import Mapping
from pmokit.model.maturity import MaturityModel
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import Engagement, create_engagement
from pmokit.store.location import Address
from pmokit.study.asked import DEFAULT_MODEL, model_of

Kind = TypeVar("Kind")


def start_engagement(
    file: Address,
    client: str,
    units: Path,
    mapping: str | None = None,
    *,
    confirm: Confirm | None = None,
    model: str = DEFAULT_MODEL,
    scope: str = "all",
    anonymous: bool = False,
) -> tuple[Engagement, list[Imported]]:
    """Create an engagement from a list of units, or from a project list whose units and projects are both taken.

    Parameters
    ----------
    file
        The new engagement file.
    client
        The client's name.
    units
        List of units; a project list when a mapping is named, or there is no column of unit codes.
    mapping
        Id or path of a column mapping; otherwise the layout of a project list is recognised or guessed.
    confirm
        As for :func:`import_files`.
    model, scope
        Id of the maturity model of the first round, and which of its questions are asked.
    anonymous
        Whether figures of fewer than three people are withheld.

    Raises
    ------
    PmokitError
        If an input is at fault; then no file is left behind.
    """
    asked = load_model(model)
    read_scope(asked, scope)
    projects: ProjectList | None = None
    note = ""
    if mapping is None and is_unit_list(units):
        settings, listed = Settings(client=client), read_units(units)
        # A project list with codes would be told by these.
        unused = unused_columns(units)
        note = f"columns not used: {', '.join(unused)}" if unused else ""
    else:
        projects = read_projects(units, _mapping_of(units, mapping, confirm))
        told = {"currency": currency_code(projects.currency or ""), "status_date": projects.mapping.status_date}
        settings = Settings.model_validate({"client": client} | {key: value for key, value in told.items() if value})
        listed = [Unit(code=code, name=name) for code, name in projects.unit_names.items()]
    engagement = create_engagement(file, settings, listed)
    open_round(engagement, asked, scope=scope, anonymous=anonymous)
    brought = [Imported(units, "business units", len(listed), note)]
    if projects is not None:
        brought += bring_projects(engagement, [(units, projects)])
    return engagement, brought


def _mapping_of(units: Path, mapping: str | None, confirm: Confirm | None) -> Mapping:
    """Return the mapping of what should be units and has no codes; where it is no project list either, both are said."""
    try:
        return choose_mapping(units, mapping, *([confirm] if confirm else []))
    except (NoHeaderError, UnknownLayoutError) as error:
        if mapping is not None or error.is_complete:
            raise
        raise InputError([no_unit_codes(units), *error.faults]) from None


def import_files(
    engagement: Engagement,
    files: Sequence[Path],
    mapping: str | None = None,
    *,
    unit: str | None = None,
    confirm: Confirm | None = None,
    overwrite: bool = False,
) -> list[Imported]:
    """Bring responses, project lists, workloads and risks into an engagement; all files are read before anything is written.

    Parameters
    ----------
    engagement
        The open engagement.
    files
        CSV files and workbooks; one with the columns of a responses file, or a filled form, holds responses, one with those of
        a workload or of a list of risks holds that, any other file projects.
    mapping
        Id or path of a column mapping for project lists; otherwise the layout is recognised or guessed.
    unit
        Code or name of the business unit of projects that name none.
    confirm
        Asked with the preview and the guess whether a guessed layout is right; without it a guess is never taken.
    overwrite
        Whether a form's answer is written where the person answered differently after the form was made.

    Raises
    ------
    PmokitError
        If an input is at fault; then nothing is written.
    """
    check_openable(files)
    units = engagement.units()
    codes = [one.code for one in units]
    assessment = engagement.assessment()
    model = model_of(engagement, assessment)
    belongs = Expected(engagement.settings().client, assessment.round if assessment else 1, codes)
    given = _Given()
    for file in files:
        found: object = None
        if mapping is None:
            found = read_known(file, model, belongs) or read_paper(file, engagement, unit)
        if found is not None:
            given.add(found)
        else:
            chosen = _list_mapping(file, mapping, confirm)
            chosen = chosen.model_copy(update={"default_unit": unit or chosen.default_unit})
            given.projects.append((file, in_units(file, read_projects(file, chosen), units)))
    linked = _resolve(engagement, given.of(LinkTable), given.projects)
    brought = bring_projects(engagement, given.projects) if given.projects else []
    for table, rows in zip(given.of(LinkTable), linked, strict=True):
        brought.append(_told(table.file, "objective links", bring_links(engagement, rows)))
    answered, agreed = given.of(Incoming), given.of(Agreed)
    if answered or agreed:
        current = assessment or open_round(engagement, model)
        told = bring_responses(engagement, current, model, answered, overwrite=overwrite)
        brought += [
            Imported(one.file, "responses", what.written, what.summary, what.details)
            for one, what in zip(answered, told, strict=True)
        ]
        brought += [_told(one.file, one.kind, bring_agreed(engagement, current, one)) for one in agreed]
    brought += bring_papers(engagement, given.of(Paper))
    brought += [_told(one.file, "feedback answers", bring_feedback(engagement, one)) for one in given.of(FeedbackFile)]
    order = {file: at for at, file in enumerate(files)}
    return sorted(brought, key=lambda part: order[part.file])


def _list_mapping(file: Path, mapping: str | None, confirm: Confirm | None) -> Mapping:
    """Return the mapping of a file that has the first row of nothing else; where it is no project list either, say what answers have."""
    try:
        return choose_mapping(file, mapping, *([confirm] if confirm else []))
    except NoHeaderError as error:
        if mapping is not None:
            raise
        (fault,) = error.faults
        what = "its first row is not that of answers or of another file that import knows, and " + fault.what
        expected = f"in the first row {', '.join(REQUIRED)} for answers; for projects {fault.expected}"
        raise InputError(replace(fault, what=what, expected=expected)) from None


class _Given:
    """What the files of one import hold, by kind."""

    def __init__(self) -> None:
        self.projects: list[tuple[Path, ProjectList]] = []
        self._parts: dict[type, list[Any]] = {}

    def add(self, part: object) -> None:
        self._parts.setdefault(type(part), []).append(part)

    def of(self, kind: type[Kind]) -> list[Kind]:
        return self._parts.setdefault(kind, [])


def _told(file: Path, kind: str, changes: Changes) -> Imported:
    return Imported(file, kind, changes.new + changes.changed, str(changes))


def _resolve(
    engagement: Engagement, links: Sequence[LinkTable], lists: Sequence[tuple[Path, ProjectList]]
) -> list[pd.DataFrame]:
    """Compare links with the projects that are there or come with the same import, before anything is written."""
    if not links:
        return []
    frames = [engagement.projects()[0], *(listed.frame for _, listed in lists)]
    projects = pd.concat([frame[["unit", "id"]] for frame in frames], ignore_index=True)
    objectives = objective_ids(engagement)
    return [resolve_links(table, projects, engagement.units(), objectives) for table in links]


def read_known(
    file: Path, model: MaturityModel, belongs: Expected
) -> Incoming | Agreed | LinkTable | FeedbackFile | None:
    """Read a filled form, responses, what was agreed, objective links or feedback; None where a file holds none of these.

    Parameters
    ----------
    file
        CSV or workbook.
    model
        The model of the open assessment.
    belongs
        Client, round and units of the engagement.

    Raises
    ------
    InputError
        If it cannot be read, or what it holds is at fault.
    """
    kind = file_kind(file)
    if kind == "workbook":
        sheets = read_workbook(file)
        if is_form(sheets):
            return read_incoming(file, model, belongs)
        shown = [sheet for sheet in sheets.values() if not sheet.is_hidden and sheet.rows]
        heads = [sheet.rows[0] for sheet in shown]
        where = shown[0].where(1, 1) if shown else str(file)
    elif kind == "text":
        heads, where = [read_head(file, "cp1252")], f"{file}:1"
    else:
        return None
    if heads and is_link_head(heads[0]):
        return read_link_table(file)
    if heads:
        check_answer_head(where, heads[0])
    # Feedback has all columns of responses, and the audience beside them.
    if heads and is_feedback_head(heads[0]):
        return read_feedback(read_answer_table(file), belongs.units or ())
    # Agreed answers look like responses without a respondent; what tells them apart is the reason.
    if heads and is_agreed_head(heads[0]):
        return read_agreed(read_answer_table(file), model, belongs.units or ())
    return read_incoming(file, model, belongs) if any(is_response_head(head) for head in heads) else None
