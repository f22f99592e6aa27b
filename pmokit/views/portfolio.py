"""Exhibits of a unit's projects: the KPI page."""

from collections.abc import Sequence

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.kpis import KpiCatalogue
from pmokit.model.projects import PLAIN_RATINGS, RATINGS
from pmokit.strategy.measures.measure import Measured
from pmokit.views import marks
from pmokit.views.chart import BAR, WIDTH, contrast_ink, finish
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.kpi_values import print_kpi

# Side by side there is room for what a board asks first; every unit's own report has the rest.
SIDE_BY_SIDE = (
    *("project_count", *(f"rating_{rating.replace('-', '_')}_share" for rating in RATINGS)),
    *("schedule_performance_index", "cost_performance_index", "schedule_progress", "on_time_share", "overdue_share"),
    *("in_year_forecast_to_budget", "benefit_cost_ratio", "alignment_share"),
)


def kpi_page(
    measured: Sequence[Measured], catalogue: KpiCatalogue, *, currency: str = "", language: str = "en"
) -> Exhibit:
    """List the KPIs that have a value, with their n and what was withheld, and count the others.

    Parameters
    ----------
    measured
        KPIs of one unit.
    catalogue
        Names and formulas of the KPIs; its order is that of the lines.
    currency, language
        What amounts of money are in, and the language of the texts.
    """
    found = {m.kpi.id: m for m in measured}
    told = [(kpi, found[kpi.id]) for kpi in catalogue.kpis if kpi.id in found and found[kpi.id].value is not None]
    rows = [
        {
            "name": say(kpi.name, language),
            "value": print_kpi(m.value, m.kpi.unit, currency),
            "n": m.n,
            "withheld": m.withheld,
            "formula": say(kpi.formula, language),
            "note": m.note,
        }
        for kpi, m in told
    ]
    others = len(measured) - len(rows)
    more = "indicator has" if others == 1 else "indicators have"
    lacking = f" {others} further {more} no value, as the figures for it are missing." if others else ""
    return Exhibit(
        id="kpis",
        title="What the project figures say",
        description="Each figure with the number of projects it rests on and the number whose figure was withheld."
        + lacking,
        frame=pd.DataFrame(rows, columns=["name", "value", "n", "withheld", "formula", "note"]),
        columns=(
            Column("name", "Indicator"),
            Column("value", "Value"),
            Column("n", "Projects", "integer"),
            Column("withheld", "Withheld", "integer"),
            Column("formula", "Formula"),
            Column("note", "Note"),
        ),
    )


def rating_mix(projects: pd.DataFrame, theme: Theme) -> Exhibit:
    """Show how many projects are rated green, amber, red, or not.

    Parameters
    ----------
    projects
        Tidy projects frame of one unit.
    theme
        The look.
    """
    used = set(projects["rating"])
    steps = [name for name in RATINGS if name in used or name in PLAIN_RATINGS]
    order = [*steps, "not rated"]
    counts = projects["rating"].fillna("not rated").value_counts().reindex(order, fill_value=0)
    colours = [*(theme.ratings[name] for name in steps), theme.line]
    frame = counts.rename_axis("rating").reset_index(name="projects")
    frame["share"] = frame["projects"] / max(len(projects), 1)
    frame["label"] = [f"{r} {n}" if n else "" for r, n in zip(frame["rating"], frame["projects"], strict=True)]
    frame["order"] = range(len(frame))
    frame["from"] = frame["projects"].cumsum() - frame["projects"]
    frame["to"] = frame["projects"].cumsum()
    frame["middle"] = (frame["from"] + frame["to"]) / 2
    frame["ink"] = [contrast_ink(colour, theme.ink) for colour in colours]
    description = f"Delivery ratings of {len(projects)} projects as the client reports them; shares are of all projects, rated or not."

    def draw() -> dict[str, object]:
        shown = frame[frame["projects"] > 0]
        # A label only where its segment is wide enough to hold it.
        room = shown["projects"] / shown["projects"].sum() * (WIDTH - 20)
        shown = shown.assign(
            label=shown["label"].where(room > 7 * shown["label"].str.len(), shown["projects"].astype(str))
        )
        base = marks.Chart(shown)
        bars = base.mark_bar(height=BAR * 1.3).encode(
            x=marks.X("from:Q", title="Projects", axis=marks.Axis(tickMinStep=1)),
            x2=marks.X2("to:Q"),
            color=marks.Color("rating:N", scale=marks.Scale(domain=order, range=colours), title=None),
        )
        text = base.mark_text(fontSize=12).encode(
            x=marks.X("middle:Q"), text=marks.Text("label:N"), color=marks.Color("ink:N", scale=None)
        )
        return finish(
            (bars + text).resolve_scale(color="independent").properties(width=WIDTH - 20, height=BAR * 1.6),
            theme,
            description,
        )

    return Exhibit(
        id="ratings",
        title="How the projects are rated",
        description=description,
        frame=frame,
        columns=(
            Column("rating", "Rating"),
            Column("projects", "Projects", "integer"),
            Column("share", "Share", "share"),
        ),
        draw=draw if len(projects) else None,
    )


def kpis_by_unit(
    measured: dict[str, list[Measured]], names: dict[str, str], catalogue: KpiCatalogue, language: str = "en"
) -> Exhibit:
    """List the main KPIs of all units side by side; each value with its n in brackets.

    A KPI that no unit has a value of is left out.

    Parameters
    ----------
    measured
        KPIs by unit code.
    names
        Unit names by code.
    catalogue
        Names of the KPIs.
    language
        Language of the texts.
    """
    told = {m.kpi.id for found in measured.values() for m in found if m.value is not None}
    columns = {kpi: say(catalogue.by_id[kpi].name, language) for kpi in SIDE_BY_SIDE if kpi in told}
    rows = [
        {"unit": unit, "name": names[unit], **{m.kpi.id: _with_n(m) for m in found if m.kpi.id in columns}}
        for unit, found in measured.items()
    ]
    return Exhibit(
        id="unit-kpis",
        title="What the project figures say, unit by unit",
        description="Each value with the number of projects it rests on in brackets; a dash where there is none. "
        "The report of each unit has its other figures.",
        frame=pd.DataFrame(rows),
        columns=(Column("unit", "Code"), Column("name", "Unit"), *(Column(kpi, name) for kpi, name in columns.items())),
    )


def _with_n(m: Measured) -> str:
    shown = print_kpi(m.value, m.kpi.unit)
    return shown if m.kpi.unit == "count" or m.value is None else f"{shown} ({m.n})"
