"""What a batch has to do: one task for each unit, and one for the page over all of them."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pmokit.batch.table import read_parameters
from pmokit.batch.task import Task, known_parameters, read_task
from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.errors import InputError
from pmokit.reports.notebook import READ_PLANS
from pmokit.store.engagement import Engagement
from pmokit.store.location import Address, full_address

READING = {READ_PLANS: "1"}
ROLL_UP = "(portfolio)"
"""Name of the page over all units; no code of a unit looks like it."""
OPTIONAL = ("language", "today")
"""Parameters that a notebook need not have."""


@dataclass(frozen=True)
class Batch:
    """How a batch is run.

    Parameters
    ----------
    workers
        Reports that are made at once; by default one for each core.
    units
        Codes to run; by default all.
    table
        Parameter table with a column ``unit``; takes the place of ``units``.
    notebook
        Another notebook than the kit's unit report.
    resume
        Whether what is done and unchanged is left as it is.
    plan
        Whether roadmaps are solved and stored first.
    seconds
        Time limit of one unit; None for none.
    scheduler
        Address of a Dask scheduler; None runs here.
    formats
        What is made of each unit.
    template
        The client's master for the decks; None = our plain one.
    """

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    units: Sequence[str] | None = None
    table: Path | None = None
    notebook: Path | None = None
    resume: bool = False
    plan: bool = False
    seconds: float | None = None
    scheduler: str | None = None
    formats: tuple[str, ...] = ("html",)
    template: Path | None = None


def unit_task(
    engagement: Address,
    unit: str,
    *,
    today: dt.date,
    notebook: Path | None = None,
    parameters: Mapping[str, Any] | None = None,
    formats: tuple[str, ...] = ("html",),
    template: Path | None = None,
) -> Task:
    """Return the task of one unit's report.

    Parameters
    ----------
    engagement
        The engagement file.
    unit
        Code of the unit.
    today
        Status date where the project list has none.
    notebook
        Another notebook than the kit's; it may lack language and today.
    parameters
        Further ones; they come before those that are set here.
    formats, template
        As for :class:`Batch`.

    Raises
    ------
    InputError
        If the notebook or the master cannot be read.
    """
    own = {
        "engagement": full_address(engagement),
        "unit": unit,
        "language": load_theme().language,
        "today": today.isoformat(),
    }
    task = read_task(unit, notebook or places.notebooks() / "unit_report.ipynb", {**own, **(parameters or {})})
    task = replace(task, formats=formats, template=None if template is None else _read_master(template))
    if notebook is None:
        return task
    known = known_parameters(task.source, task.notebook)
    kept = {name: value for name, value in task.parameters.items() if name in known or name not in OPTIONAL}
    return replace(task, parameters=kept)


def unit_tasks(engagement: Engagement, today: dt.date, how: Batch) -> list[Task]:
    """Return the tasks of a batch, in order.

    Parameters
    ----------
    engagement
        The open engagement.
    today
        Status date where the project list has none.
    how
        Which units and which notebook.

    Raises
    ------
    InputError
        If the parameter table or the notebook is at fault.
    StoreError
        If there is no such unit.
    """
    codes = [unit.code for unit in engagement.units()]
    parameters: dict[str, dict[str, Any]] = {code: {} for code in codes}
    # What the reports count up to is the engagement's date where it has one: a batch can then go on tomorrow.
    today = engagement.settings().status_date or today
    plain = unit_task(
        engagement.address, "", today=today, notebook=how.notebook, formats=how.formats, template=how.template
    )
    if how.table is not None:
        parameters = read_parameters(how.table, known_parameters(plain.source, plain.notebook), codes)
    elif how.units is not None:
        parameters = {engagement.unit(code).code: {} for code in how.units}
    return [
        replace(
            plain,
            name=code,
            parameters={**plain.parameters, "unit": code, **own},
            seconds=how.seconds,
            environment=READING,
        )
        for code, own in parameters.items()
    ]


def portfolio_task(engagement: Engagement, today: dt.date) -> Task:
    """Return the task of the page over all units; parameters as for :func:`unit_tasks`."""
    parameters = {"engagement": engagement.address, "language": load_theme().language, "today": today.isoformat()}
    notebook = places.notebooks() / "portfolio_report.ipynb"
    task = read_task(ROLL_UP, notebook, parameters, page="portfolio.html", copy="portfolio.ipynb")
    return replace(task, environment=READING)


def _read_master(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(
            f"{file}: the master cannot be read ({error.strerror or error}). Expected: a .pptx or .potx."
        ) from None
