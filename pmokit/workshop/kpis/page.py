"""Step 3 as a page: what the notebook calls."""

import datetime as dt
from pathlib import Path

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.kpis import KpiDefinition, KpiUnit
from pmokit.model.printing import print_day
from pmokit.reports.kpi_document import write_kpi_sheets
from pmokit.store.engagement import Engagement
from pmokit.strategy.kpi_drafting import draft_set
from pmokit.strategy.measures.control_chart import ControlChart, control_chart
from pmokit.study.unit import UnitStudy
from pmokit.views import kpis as kpi_views
from pmokit.views.control_chart import control_chart_exhibit
from pmokit.views.exhibit import Exhibit, Format
from pmokit.views.kpi_sheet import kpi_sheet
from pmokit.workshop.components.agree import Agree
from pmokit.workshop.components.basic import button, card, column, html
from pmokit.workshop.components.status import Status
from pmokit.workshop.components.stepper import Stepper, StepperPart
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.downloads import Download
from pmokit.workshop.figures import figure
from pmokit.workshop.guard import guarded
from pmokit.workshop.kpis import state as rows_of
from pmokit.workshop.kpis import words
from pmokit.workshop.kpis.panels import Choice, Targets, open_entries
from pmokit.workshop.step_frame import StepFrame
from pmokit.workshop.step_page import read_place, step_page

HOW: dict[KpiUnit, Format] = {"share": "share", "ratio": "ratio", "money": "money", "count": "integer", "fte": "fte"}


def kpis_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return the page of step 3 for the unit that the address names, else for the first one.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, lambda opened, text: KpisPage(opened, text).frame)


class KpisPage:
    """Wires the panels of step 3 to the document.

    Parameters
    ----------
    engagement
        The open engagement.
    query
        Query string of the address.
    """

    def __init__(self, engagement: Engagement, query: str) -> None:
        place = read_place(query, engagement)
        self.engagement, self.status = engagement, Status()
        self.guard = guarded(self.status.warn)
        self.today = dt.datetime.now(dt.UTC).date()
        # What is known of the unit does not change while its KPIs are chosen: it is read once.
        self.study = UnitStudy(engagement, place.unit, today=self.today, solves=False)
        self.catalogue, self.currency = self.study.kpi_catalogue, self.study.settings.currency
        self.figures = {one.kpi.id: one for one in self.study.kpis}
        self.source = f"Workshop of step 3 on {self.today:%Y-%m-%d}"
        self.state = DocumentState(engagement, KPI_SET, KpiSet, unit=place.unit, author=place.by, start=self._start)
        self.stepper = Stepper(self._parts(), at=place.part, turned=self._turned, guard=self.guard)
        self.frame = StepFrame(
            "kpis",
            engagement,
            place.unit,
            before=words.before_markup(self.study),
            missing=self._missing,
            body=self.stepper,
            meaning=lambda: words.meaning_markup(self.state.body, self.catalogue, self.study.unit.name),
            states=[self.state],
            by=place.by,
            status=self.status,
            part=self.stepper.at,
            onward="With the figures agreed, shape the PMO that works on them.",
        )
        self.state.observe(self.guard(lambda _: self._changed()), "body")
        if place.notes:
            self.status.warn(" ".join(place.notes))

    def _start(self) -> KpiSet | None:
        """Return the whole organisation's set where there is one, else what the proposal makes."""
        whole = self.engagement.read_document(KPI_SET, KpiSet)
        if whole is not None:
            return whole
        proposal = self.study.kpi_proposal
        if not proposal.chosen:
            return None
        return draft_set(proposal, self.catalogue, self.study.as_of, source=self.source)

    def _parts(self) -> list[StepperPart]:
        return [
            StepperPart("objectives", "Objectives", self._objectives, lambda: bool(self.study.vision)),
            StepperPart("choose", "Which KPIs", self._choice, lambda: not self.state.is_proposal),
            StepperPart("baselines", "Baselines", self._baselines, lambda: False),
            StepperPart("targets", "Targets and owners", self._targets, self._is_settled),
            StepperPart("charts", "How they look", self._charts, lambda: False),
            StepperPart("agree", "Agree", self._agree, self._is_agreed),
        ]

    def _is_settled(self) -> bool:
        return not self.state.is_proposal and not open_entries(self.state.body)

    def _is_agreed(self) -> bool:
        return self._is_settled() and all(one.agreed_by for one in self.state.body.entries)

    def _missing(self) -> list[str]:
        body = self.state.body
        if body is None:
            return ["No KPI is chosen. Tick the ones that the unit is going to be read by."]
        if self.state.is_proposal:
            return [
                "These KPIs are a proposal. They become the unit's own with the first change, or when somebody agrees to them."
            ]
        told = []
        without = [one for one in body.entries if one.target is None]
        orphans = [one for one in body.entries if not one.owner]
        if without:
            told.append(f"Agree the targets of {len(without)} KPIs, first: {self._name(without[0].kpi)}.")
        if orphans:
            told.append(f"Name an owner for {len(orphans)} KPIs, first: {self._name(orphans[0].kpi)}.")
        if not without and not orphans and not self._is_agreed():
            told.append("Record who agrees to the set.")
        return told

    def _objectives(self) -> widgets.Widget:
        shown = words.objectives_markup(self.study.vision, self.state.body, self.catalogue)
        return card(html(f'<h2 tabindex="-1">What the figures are for</h2>{shown}'))

    def _choice(self) -> widgets.Widget:
        return Choice(self.state, self.guard, self.study.kpi_proposal, self.figures, self._choose, self.currency)

    def _baselines(self) -> widgets.Widget:
        head = '<h2 tabindex="-1">Where the figures stand, and where that comes from</h2>'
        if self.state.body is None:
            return card(html(f"{head}<p>Choose KPIs first.</p>"))
        lead = (
            f"<p>Reckoned from {len(self.study.projects)} projects, figures up to {print_day(self.study.as_of, 'numeric')}.</p>"
            if len(self.study.projects)
            else "<p>No project list is imported, so nothing can be reckoned yet: each KPI says how its first value is taken.</p>"
        )
        table = self._table().only("name", "baseline", "verdict")
        again = button("Take the baselines from the project data again", self.guard(lambda _: self._take_baselines()))
        origin = words.provenance_markup(self.state.body, self.catalogue, self.study.kpis)
        return card(html(head + lead), html(figure(table)), html(f"<h3>Where each comes from</h3>{origin}"), again)

    def _targets(self) -> widgets.Widget:
        return Targets(self.state, self.guard, self.catalogue, self.currency)

    def _charts(self) -> widgets.Widget:
        body = self.state.body
        head = '<h2 tabindex="-1">How the figures look to their readers</h2>'
        if body is None:
            return card(html(f"{head}<p>Choose KPIs first.</p>"))
        choice = widgets.Dropdown(
            description="KPI",
            options=[(self._name(one.kpi), one.kpi) for one in body.entries if one.kpi in self.catalogue.by_id],
        )
        sheet = html("")

        def draw(kpi: str) -> None:
            sheet.value = self._sheet(self.catalogue.by_id[kpi])

        choice.observe(self.guard(lambda change: draw(change["new"])), "value")
        draw(choice.value)

        def save(folder: Path) -> Path:
            made = write_kpi_sheets(self.engagement, folder, unit=self.study.unit.code, today=self.today)
            return next(one for one in made if one.suffix == ".docx")

        return column(
            card(html(head), html(figure(self._table()))),
            card(column(choice, classes=("pk-form",)), sheet),
            Download("Save the KPI sheets as a Word document", save, self.guard),
            classes=("pk-part",),
        )

    def _agree(self) -> widgets.Widget:
        return Agree(self.state, "KPI set", self.guard, self._told, self._mark_agreed)

    def _sheet(self, kpi: KpiDefinition) -> str:
        series = self.study.kpi_series(kpi.id)
        page = kpi_sheet(
            kpi,
            self.catalogue,
            load_theme(),
            entry=self.state.body.by_kpi.get(kpi.id),
            series=series,
            currency=self.currency,
            domain_names=self.study.kpi_context.domain_names,
        )
        shown = [*page.exhibits]
        chart = control_chart([None if one != one else float(one) for one in series["value"]])  # noqa: PLR0124 -- NaN
        if isinstance(chart, ControlChart):
            how = HOW.get(kpi.unit, "score")
            shown.append(control_chart_exhibit(chart, list(series["period"]), say(kpi.name), how, load_theme()))
        return "".join(figure(one) for one in shown)

    def _table(self) -> Exhibit:
        body = self.state.body
        return kpi_views.kpi_set_table(
            body,
            self.catalogue,
            {one.kpi: self.study.kpi_series(one.kpi) for one in body.entries},
            reasons=rows_of.reasons_of(self.study.kpi_proposal),
            currency=self.currency,
        )

    def _choose(self, chosen: list[str]) -> None:
        drafts = {
            one: rows_of.draft_entry(self.catalogue.by_id[one], self.figures.get(one), self.study.as_of)
            for one in chosen
        }
        body = rows_of.with_choice(self.state.body, chosen, drafts, version=self.catalogue.version, source=self.source)
        if body is None:
            self.status.warn("A set has one KPI or more: the last one stays.")
            self.stepper.renew("choose")
            return
        self.state.change(body)

    def _take_baselines(self) -> None:
        body = rows_of.with_baselines(self.state.body, self.figures, self.catalogue, self.study.as_of)
        if self.state.change(body):
            self.stepper.renew("baselines")
        else:
            self.status.tell("The baselines are those of the project data already.")

    def _mark_agreed(self, name: str, role: str) -> None:
        lacking = open_entries(self.state.body)
        self.state.change(rows_of.agreed(self.state.body, name, role, self.today))
        if lacking:
            self.status.warn(f"{len(lacking)} KPIs have no target or no owner; agreement does not cover them yet.")

    def _told(self, sentence: str) -> None:
        self.stepper.mark()
        self.frame.refresh()
        self.status.tell(sentence)

    def _name(self, kpi: str) -> str:
        return say(self.catalogue.by_id[kpi].name) if kpi in self.catalogue.by_id else kpi

    def _turned(self, part: str) -> None:
        if hasattr(self, "frame"):
            self.frame.at_part(part)

    def _changed(self) -> None:
        names = ("objectives", "baselines", "charts", "targets")
        there = {one.kpi for one in self.state.body.entries} if self.state.body else set()
        shown = getattr(self, "_shown", None)
        self._shown = there
        stale = [name for name in names if name != "targets" or shown != there]
        self.stepper.renew(*(name for name in stale if name != self.stepper.at))
