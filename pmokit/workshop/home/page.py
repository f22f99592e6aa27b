"""The start page: what the notebook calls."""

import asyncio
import os
from pathlib import Path
from urllib.parse import urlencode

import ipywidgets as widgets

from pmokit.content.library import load_model
from pmokit.exchange.export import export_results
from pmokit.exchange.rounds import open_round
from pmokit.exchange.start import import_files
from pmokit.exchange.units_csv import read_units
from pmokit.store.engagement import Engagement
from pmokit.study.asked import DEFAULT_MODEL, model_of
from pmokit.workshop.components.basic import card, column, html, row
from pmokit.workshop.components.qr_join import QrJoin
from pmokit.workshop.components.status import Place, Status
from pmokit.workshop.document_state import FACILITATOR
from pmokit.workshop.downloads import Download
from pmokit.workshop.guard import guarded, sentence_for
from pmokit.workshop.home.panels import Bring, OpenAssessment, Units, new_units, opened_card
from pmokit.workshop.home.report import UnitReport
from pmokit.workshop.home.words import units_markup
from pmokit.workshop.join import join_from, read_attendance
from pmokit.workshop.progress import step_progress
from pmokit.workshop.step_page import StepPlace, read_place, step_page

MOST_UNITS = 30
LOOK_SECONDS = 5.0
LISTS = ".csv,.xlsx,.xml,.xer,.json"
RESULTS = "<p>The scores of all units, by question and by domain, for Excel.</p>"
COPY = "<p>The one file that holds everything, to keep or to hand on.</p>"


def home_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return the start of the workshop: client, units, assessment, joining, and how far each unit is.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, HomePage)


class HomePage(widgets.VBox):  # type: ignore[misc]
    """Wires the start page to the engagement.

    Parameters
    ----------
    engagement
        The open engagement.
    query
        Query string of the address.
    """

    def __init__(self, engagement: Engagement, query: str) -> None:
        self.engagement = engagement
        self.visit: StepPlace = read_place(query, engagement, is_whole_allowed=True)
        self.status, self.place = Status(), Place()
        self.guard = guarded(self.status.warn)
        self.listed, self.assessment = html(""), column()
        self._way = join_from(os.environ)
        self.join = QrJoin(self._way)
        self.name = widgets.Text(
            description="Who writes", value=self.visit.by, placeholder="Your name", continuous_update=False
        )
        self.name.observe(self.guard(lambda change: self._named(change["new"])), "value")
        settings = engagement.settings()
        self.units = Units(settings.client, engagement.units(), self._rename_client, self._save_units, self.guard)
        self.unit_list = Bring(
            "Add units from a list",
            "Your business units: a CSV file with the columns code and name.",
            ".csv",
            self._take_units,
            self.guard,
        )
        self.files = Bring(
            "Bring in a file",
            "Project lists, workloads, risks, feedback, answers or filled forms: the kit recognises what it is.",
            LISTS,
            self._take_file,
            self.guard,
        )
        self.report = UnitReport(engagement.address, engagement.units(), self.visit.unit, self.guard)
        super().__init__(
            [
                self.place,
                self.status,
                card(html("<h2>Where each unit stands</h2>"), self.listed),
                self.assessment,
                self.join,
                column(self.name, classes=("pk-form",)),
                self.units,
                card(html("<h2>Bring in</h2>"), row(self.unit_list, self.files, classes=("pk-files",))),
                card(html("<h2>Take away</h2>"), row(self.report, *self._downloads(), classes=("pk-files",))),
            ]
        )
        self.add_class("pk-page")
        self.add_class("pk-frame")
        self._watch: asyncio.Task[None] | None = None
        self.refresh()
        self._show_assessment()
        self._keep_watch()
        if self.visit.notes:
            self.status.warn(" ".join(self.visit.notes))

    @property
    def by(self) -> str:
        """Who writes."""
        return self.visit.by or FACILITATOR

    def refresh(self) -> None:
        """Bring the list of units in step with the engagement."""
        units = self.engagement.units()
        first = [one for one in units if one.code == self.visit.unit]
        shown = [*first, *(one for one in units if one not in first)][:MOST_UNITS]
        rows = [(unit, step_progress(self.engagement, unit.code)) for unit in shown]
        markup = units_markup(rows, self.visit.by, more=len(units) - len(shown))
        if markup != self.listed.value:
            self.listed.value = markup
        if self._way is not None:
            self.join.show(read_attendance(self.engagement, self._way.code))
        self.place.show(self.visit.query(), "home")

    def _show_assessment(self) -> None:
        assessment = self.engagement.assessment()
        if assessment is None:
            self.assessment.children = (OpenAssessment(load_model(DEFAULT_MODEL), self._open, self.guard),)
        else:
            self.assessment.children = (opened_card(assessment, model_of(self.engagement, assessment)),)

    def _open(self, scope: str, anonymous: bool) -> None:  # noqa: FBT001 -- called by the panel with its two answers
        model = load_model(DEFAULT_MODEL)
        open_round(self.engagement, model, scope=scope, anonymous=anonymous, author=self.by)
        self._show_assessment()
        self.refresh()
        self.status.tell("The assessment is open. Next: answer the questions in step 2, or let people join.")

    def _named(self, name: str) -> None:
        self.visit = read_place(
            urlencode({"unit": self.visit.unit, "by": name.strip()}), self.engagement, is_whole_allowed=True
        )
        if self.visit.notes:
            self.status.warn(" ".join(self.visit.notes))
        self.refresh()

    def _rename_client(self, name: str) -> None:
        settings = self.engagement.settings()
        if not name:
            self.units.client.value = settings.client
            self.status.warn("The client needs a name; it stays as it was.")
        elif name != settings.client:
            self.engagement.update_settings(settings.model_copy(update={"client": name}), author=self.by)
            self.status.tell("Saved.")

    def _save_units(self, listed: list[tuple[str, str]]) -> None:
        there = self.engagement.units()
        names = {one.code: one.name for one in there}
        added = new_units(listed, there)
        renamed = [(code, name) for code, name in listed if code and names.get(code) != name]
        if added:
            self.engagement.add_units(added, author=self.by)
        for code, name in renamed:
            self.engagement.rename_unit(code, name, author=self.by)
        if added or renamed:
            self._units_changed("Saved.")

    def _take_units(self, file: Path) -> None:
        there = {one.code.lower() for one in self.engagement.units()}
        listed = read_units(file)
        new = [one for one in listed if one.code.lower() not in there]
        if new:
            self.engagement.add_units(new, author=self.by)
        self.unit_list.tell([f"{len(new)} units added, {len(listed) - len(new)} were there already."])
        self._units_changed("Saved.")

    def _take_file(self, file: Path) -> None:
        brought = import_files(self.engagement, [file], unit=self.visit.unit or None)
        lines = [line for one in brought for line in (f"{one.rows} {one.kind}. {one.note}".strip(), *one.details)]
        self.files.tell(lines)
        self.refresh()
        self.status.tell("The file is in.")

    def _units_changed(self, sentence: str) -> None:
        self.units.show(self.engagement.units())
        self.report.show(self.engagement.units())
        self.refresh()
        self.status.tell(sentence)

    def _downloads(self) -> list[widgets.Widget]:
        def results(folder: Path) -> Path:
            return export_results(self.engagement, folder / "results.xlsx")[0]

        def copy(folder: Path) -> Path:
            file = folder / "engagement.pmokit"
            self.engagement.backup(file)
            return file

        return [
            column(html(RESULTS, "pk-note"), Download("Make the workbook", results, self.guard)),
            column(html(COPY, "pk-note"), Download("Make a copy", copy, self.guard)),
        ]

    def _keep_watch(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._watch = loop.create_task(self._look())

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                self.refresh()
            except Exception as error:  # noqa: BLE001 -- as in the guard: a task that raises says nothing to anyone
                self.status.warn(sentence_for(error))
