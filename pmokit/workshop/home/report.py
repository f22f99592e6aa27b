"""The report of a unit from the start page, made by the same command as from the terminal."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import ipywidgets as widgets

from pmokit.errors import ReportError
from pmokit.model.units import Unit
from pmokit.workshop.components.basic import html
from pmokit.workshop.downloads import Download

PATIENCE_SECONDS = 300
PAGE = "report.html"


class UnitReport(widgets.VBox):  # type: ignore[misc]
    """Asks for a unit and makes its report.

    Parameters
    ----------
    address
        The engagement, as :func:`pmokit.store.engagement.open_engagement` takes it.
    units, chosen
        All units, and the code of the one to begin with; empty = the first.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        address: str,
        units: Sequence[Unit],
        chosen: str,
        guard: Callable[[Callable[..., None]], Callable[..., None]],
    ) -> None:
        options = [(one.name, one.code) for one in units]
        self.unit = widgets.Dropdown(description="Report of", options=options, value=chosen or _first(units))
        self.make = Download(
            "Make the report", lambda folder: write_report(address, str(self.unit.value or ""), folder), guard
        )
        note = html(
            "<p>One unit on one page, to mail or to print, complete without a network. It takes some seconds.</p>",
            "pk-note",
        )
        super().__init__([note, self.unit, self.make])
        self.add_class("pk-form")

    def show(self, units: Sequence[Unit]) -> None:
        """Offer the units as they are now; the chosen one stays."""
        kept = self.unit.value
        self.unit.options = [(one.name, one.code) for one in units]
        self.unit.value = kept or _first(units)


def write_report(address: str, unit: str, folder: Path) -> Path:
    """Make the report of a unit, and return its one file.

    Parameters
    ----------
    address, unit
        The engagement and the code of a unit.
    folder
        Takes the report and what stands beside it.

    Raises
    ------
    ReportError
        If there is no unit, or the report cannot be made; in the words of the command.
    """
    if not unit:
        raise ReportError("There is no business unit yet. Add one above, then make its report.")
    command = [sys.executable, "-m", "pmokit", "report", address, "--unit", unit, "--out", str(folder)]
    # The page's own kernel must not be taken for the parent of the report's.
    surroundings = {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"}
    done = subprocess.run(  # noqa: S603 -- our own command; the unit's code is checked by the store
        command, env=surroundings, capture_output=True, encoding="utf-8", timeout=PATIENCE_SECONDS, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ReportError(said[-1] if said else f"the report of {unit} could not be made.")
    page = next(folder.rglob(PAGE))
    return page.rename(page.with_name(f"report-{unit}.html"))


def _first(units: Sequence[Unit]) -> str | None:
    return units[0].code if units else None
