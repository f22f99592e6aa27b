"""Exhibits of a unit's projects: the KPI page."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.projects import PLAIN_RATINGS, RATINGS
from pmokit.strategy.kpis import Measured
from pmokit.views.chart import BAR, WIDTH, contrast_ink, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit, Format, show

FORMATS: dict[str, Format] = {"count": "integer", "share": "share", "ratio": "ratio"}


def kpi_page(measured: Sequence[Measured]) -> Exhibit:
    """List the KPIs with their n, what was withheld and why a value is missing.

    Parameters
    ----------
    measured
        KPIs of one unit.
    """
    frame = pd.DataFrame(
        [
            {
                "name": m.kpi.name,
                "question": m.kpi.question,
                "value": show(m.value, FORMATS[m.kpi.unit]),
                "n": m.n,
                "withheld": m.withheld,
                "formula": m.kpi.formula,
                "note": m.reason or "",
            }
            for m in measured
        ]
    )
    return Exhibit(
        id="kpis",
        title="What the project figures say",
        description="Each figure with the number of projects it rests on and the number whose figure was withheld.",
        frame=frame,
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
        base = alt.Chart(shown)
        bars = base.mark_bar(height=BAR * 1.3).encode(
            x=alt.X("from:Q", title="Projects", axis=alt.Axis(tickMinStep=1)),
            x2="to:Q",
            color=alt.Color("rating:N", scale=alt.Scale(domain=order, range=colours), title=None),
        )
        text = base.mark_text(fontSize=12).encode(x="middle:Q", text="label:N", color=alt.Color("ink:N", scale=None))
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


def kpis_by_unit(measured: dict[str, list[Measured]], names: dict[str, str]) -> Exhibit:
    """List the KPIs of all units side by side; each value with its n in brackets.

    Parameters
    ----------
    measured
        KPIs by unit code.
    names
        Unit names by code.
    """
    rows = []
    for unit, found in measured.items():
        row = {"unit": unit, "name": names[unit]}
        for m in found:
            shown = show(m.value, FORMATS[m.kpi.unit])
            row[m.kpi.id] = shown if m.kpi.unit == "count" or m.value is None else f"{shown} ({m.n})"
        rows.append(row)
    columns = {m.kpi.id: m.kpi.name for found in measured.values() for m in found}
    frame = pd.DataFrame(rows)
    for kpi in columns:
        frame[kpi] = frame[kpi].fillna(NOTHING)
    return Exhibit(
        id="unit-kpis",
        title="What the project figures say, unit by unit",
        description="Each value with the number of projects it rests on in brackets; a dash where there is none.",
        frame=frame,
        columns=(Column("unit", "Code"), Column("name", "Unit"), *(Column(kpi, name) for kpi, name in columns.items())),
    )
