"""Sheets of the roadmap and of the KPIs."""

import pandas as pd

from pmokit.content.catalogues import load_kpis
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.kpi_set import KpiSet
from pmokit.model.kpis import KpiUnit
from pmokit.model.printing import print_day
from pmokit.model.roadmap import wave_title
from pmokit.reports.book.parts import Sheet, Table
from pmokit.study.board_case import has_plan
from pmokit.study.plan_frame import plan_frame
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import NOTHING, Column, Exhibit
from pmokit.views.gantt import reason_list
from pmokit.views.kpi_values import agreed_words, entry_edges, sign_of, value_now
from pmokit.views.kpis import proposal_table
from pmokit.views.milestones import milestone_list
from pmokit.views.projected import projected_profile
from pmokit.views.roadmap import left_out

KPI_NUMBERS: dict[KpiUnit, str] = {"share": "0 %", "money": "#,##0", "ratio": "#,##0.00", "score": "+0;-0;0"}
PLAIN_NUMBER, WHOLE_NUMBER = "#,##0.0", "#,##0"
NO_PLAN = "There is no roadmap. Next: plan it once the gaps are measured."
AMOUNTS = ("baseline", "now", "target")


def roadmap_sheet(study: UnitStudy) -> Sheet:
    """Return the chosen initiatives as a table with a calendar of FTE beside it.

    Parameters
    ----------
    study
        The unit's story.
    """
    if not has_plan(study):
        return Sheet("Roadmap", "Roadmap", (NO_PLAN,))
    frame = plan_frame(study, load_theme())
    quarters = tuple(frame.quarter(at) for at in range(frame.quarters))
    lead = (f"{frame.certainty} {frame.illustrative}".strip(),)
    return Sheet("Roadmap", "Roadmap", lead, (), (Table(_initiatives(study, quarters), bars=quarters),))


def outlook_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return where the plan leads, why each initiative stands where it does, and what was left out.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    if not has_plan(study):
        return Sheet("Outlook", "Where the plan leads", (NO_PLAN,))
    frame = plan_frame(study, load_theme())
    found = [projected_profile(frame, study.projection, study.projection_by_wave, study.model.level_range)]
    if study.milestones:
        found.append(milestone_list(frame, study.milestones, study.robustness))
    found += [
        reason_list(frame, study.explanations),
        left_out(study.plan, study.explanations, study.catalogue, language, study.found.left_out),
    ]
    return Sheet("Outlook", "Where the plan leads, and why then", (), (), tuple(map(Table, found)))


def _initiatives(study: UnitStudy, quarters: tuple[str, ...]) -> Exhibit:
    named = {one.id: one.name for one in study.initiatives}
    rows = []
    for one in study.initiatives:
        fte = sum(one.fte.values())
        rows.append(
            {
                "name": one.name,
                "wave": wave_title(one.wave),
                "owner": one.owner,
                "lifts": one.lifts,
                "from": study.quarter(one.start),
                "until": study.quarter(one.end - 1),
                "fte": fte,
                "cost": one.cost,
                **{quarter: fte if one.start <= at < one.end else None for at, quarter in enumerate(quarters)},
                "after": "; ".join(named[name] for name in one.requires),
                "confirmed": "yes" if one.is_confirmed else "no",
            }
        )
    return Exhibit(
        id="roadmap",
        title="Initiatives by quarter",
        description=(
            "A filled cell is a quarter in which the initiative runs, its number the FTE over all skills. Cost is the likely money over "
            "all its quarters. Not confirmed: effort, cost and owner are the catalogue's expert judgement."
        ),
        frame=pd.DataFrame(rows),
        columns=(
            Column("name", "Initiative"),
            Column("wave", "Wave"),
            Column("owner", "Accountable"),
            Column("lifts", "Lifts"),
            Column("from", "From"),
            Column("until", "Until"),
            Column("fte", "FTE", "fte", "per quarter"),
            Column("cost", "Cost", "money", f"thousand {study.settings.currency}"),
            *(Column(quarter, quarter, "fte") for quarter in quarters),
            Column("after", "Needs"),
            Column("confirmed", "Confirmed"),
        ),
    )


def kpi_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return the agreed KPIs, else the proposal.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    agreed = study.kpi_set
    if agreed is None:
        lead = "No KPIs have been agreed yet. Next: agree on these, with a target and an owner for each, in step 3."
        proposal = proposal_table(
            study.kpi_proposal, study.kpi_catalogue, currency=study.settings.currency, language=language
        )
        table = Table(proposal)
    else:
        lead = f"{agreed.source}. How each figure is reckoned, and what is decided at red, stands on its KPI sheet."
        table = _agreed_table(study, agreed, language)
    return Sheet("KPIs", "KPIs", (lead,), (), (table,))


def project_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return every indicator that the project list gives, with what it rests on, or why there is none.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    if study.projects.empty:
        return Sheet("Projects", "Projects", ("No project list has been imported for this unit.",))
    table = _measured_table(study, language)
    return Sheet("Projects", table.exhibit.title, (), (), (table,))


def _agreed_table(study: UnitStudy, agreed: KpiSet, language: str) -> Table:
    catalogue, rows, formats = study.kpi_catalogue, [], []
    for entry in agreed.entries:
        kpi = catalogue.by_id.get(entry.kpi)
        now = value_now(entry, study.kpi_known(entry.kpi))
        verdict = sign_of(now, entry_edges(kpi, entry), kpi.direction) if kpi else NOTHING
        rows.append(
            (
                say(kpi.name, language) if kpi else entry.kpi,
                entry.baseline.value,
                now,
                entry.target,
                _unit(kpi.unit, study.settings.currency) if kpi else "",
                verdict,
                entry.owner or "open",
                entry.cadence,
                agreed_words(entry),
                study.kpi_reasons.get(entry.kpi, "") if kpi else f"not in version {catalogue.version} of the catalogue",
            )
        )
        values = (entry.baseline.value, now, entry.target)
        formats.append([_number(kpi.unit, value) if kpi else PLAIN_NUMBER for value in values])
    names = ["name", *AMOUNTS, "unit", "verdict", "owner", "cadence", "agreed", "note"]
    exhibit = Exhibit(
        id="kpi-set",
        title="KPIs as agreed",
        description=(
            f"{len(rows)} KPIs. G ● on target side, A ▲ to be watched, R ◆ the decision agreed for red is due; a dash: no value or no "
            "edges yet."
        ),
        frame=pd.DataFrame(rows, columns=names).astype(dict.fromkeys(AMOUNTS, float)),
        columns=(
            Column("name", "KPI"),
            Column("baseline", "Baseline", "ratio"),
            Column("now", "Today", "ratio"),
            Column("target", "Target", "ratio"),
            Column("unit", "Unit"),
            Column("verdict", "State"),
            Column("owner", "Owner"),
            Column("cadence", "How often"),
            Column("agreed", "Agreed by"),
            Column("note", "Why this one"),
        ),
    )
    return Table(exhibit, row_formats=dict(zip(AMOUNTS, zip(*formats, strict=True), strict=True)))


def _measured_table(study: UnitStudy, language: str) -> Table:
    found, catalogue = {one.kpi.id: one for one in study.kpis}, load_kpis()
    told = [(kpi, found[kpi.id]) for kpi in catalogue.kpis if kpi.id in found]
    rows = [
        (
            say(kpi.name, language),
            one.value,
            _unit(one.kpi.unit, study.settings.currency),
            one.n,
            one.withheld,
            one.note or one.reason or "",
        )
        for kpi, one in told
    ]
    exhibit = Exhibit(
        id="kpis",
        title="What the project figures say",
        description=(
            f"Figures as of {print_day(study.as_of)}, each with the number of projects it rests on and of those whose figure was withheld."
        ),
        frame=pd.DataFrame(rows, columns=["name", "value", "unit", "n", "withheld", "note"]).astype({"value": float}),
        columns=(
            Column("name", "Indicator"),
            Column("value", "Value", "ratio"),
            Column("unit", "Unit"),
            Column("n", "Projects", "integer"),
            Column("withheld", "Withheld", "integer"),
            Column("note", "Note"),
        ),
    )
    return Table(exhibit, row_formats={"value": [_number(one.kpi.unit, one.value) for _, one in told]})


def _number(unit: KpiUnit, value: float | None) -> str:
    """Return the number format of a value in its unit; 4.0 days print as 4, as on the page."""
    if unit in KPI_NUMBERS or value is None:
        return KPI_NUMBERS.get(unit, PLAIN_NUMBER)
    return WHOLE_NUMBER if abs(value - round(value)) < 0.05 else PLAIN_NUMBER  # noqa: PLR2004 - as on the page


def _unit(unit: KpiUnit, currency: str) -> str:
    return {"share": "%", "money": currency, "count": "number"}.get(unit, unit)
