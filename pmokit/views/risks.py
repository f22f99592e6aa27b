"""Exhibits of the portfolio's risks: the 5x5 matrix, the risks, causes that projects share, what passes the appetite; decisions."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.printing import print_number
from pmokit.model.risks import BANDS, Appetite
from pmokit.strategy.processes.risks import Breach
from pmokit.views import marks
from pmokit.views.chart import contrast_ink, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit

STEP_X, STEP_Y = 130, 66
MOST_NAMED = 3


def risk_heat(cells: pd.DataFrame, appetite: Appetite, theme: Theme) -> Exhibit:
    """Show the 5x5 matrix; each cell says its points and band, and the risks in it.

    Parameters
    ----------
    cells
        Of :func:`pmokit.strategy.processes.risks.risk_matrix`.
    appetite
        The bands and what 1 to 5 stand for.
    theme
        Look.
    """
    counts = {band: int(cells.loc[cells["band"] == band, "count"].sum()) for band in BANDS}
    told = ", ".join(f"{number} {band}" for band, number in counts.items() if number) or "none"
    limits = ", ".join(f"{band.name} from {band.from_points}" for band in appetite.bands)
    description = f"Open risks by band: {told}. Points are probability times impact; bands: {limits}."
    frame = cells[cells["count"] > 0].sort_values("points", ascending=False)
    return Exhibit(
        id="risk-matrix",
        title="Risks by probability and impact",
        description=description,
        frame=frame,
        columns=(
            Column("probability", "Probability", "integer"),
            Column("impact", "Impact", "integer"),
            Column("points", "Points", "integer"),
            Column("band", "Band"),
            Column("count", "Risks", "integer"),
            Column("ids", "Which"),
        ),
        draw=lambda: _draw(cells, appetite, theme, description),
    )


def risk_list(risks: pd.DataFrame, currency: str) -> Exhibit:
    """List the open risks, the largest expected loss first.

    Parameters
    ----------
    risks
        Of :func:`pmokit.strategy.processes.risks.risk_table`.
    currency
        Of the losses.
    """
    total = risks["exposure_k"].sum()
    return Exhibit(
        id="risks",
        title="Open risks",
        description=f"{len(risks)} open risk{'' if len(risks) == 1 else 's'} with {print_number(total, ',.0f')} thousand {currency} of expected loss: probability times impact on each project hit.",
        frame=risks.assign(due=[NOTHING if day is None else f"{day}" for day in risks["due"]]).replace(
            {"owner": "", "action": ""}, NOTHING
        ),
        columns=(
            Column("id", "Id"),
            Column("sentence", "Risk"),
            Column("points", "Points", "integer"),
            Column("band", "Band"),
            Column("projects", "Hits"),
            Column("exposure_k", "Expected loss", "money", f"thousand {currency}"),
            Column("owner", "Owner"),
            Column("response", "Response"),
            Column("action", "Action"),
            Column("due", "Due"),
        ),
    )


def shared_cause_list(causes: pd.DataFrame, currency: str) -> Exhibit:
    """List the causes that several projects share.

    Parameters
    ----------
    causes
        Of :func:`pmokit.strategy.processes.risks.shared_causes`.
    currency
        Of the losses.
    """
    if len(causes):
        first = causes.iloc[0]
        description = (
            f"'{first['name']}' is the largest: {first['projects']} projects, {print_number(first['exposure_k'], ',.0f')} thousand {currency} of expected loss, "
            f"{print_number(first['loss_k'], ',.0f')} on the day it strikes; worst for {first['worst_unit']}."
        )
    else:
        description = "No risk names a shared cause."
    return Exhibit(
        id="shared-causes",
        title="One cause, several projects",
        description=description,
        frame=causes.assign(verdict=["over the limit" if over else "carried" for over in causes["is_over"]]),
        columns=(
            Column("name", "Cause"),
            Column("risks", "Risks"),
            Column("projects", "Projects", "integer"),
            Column("units", "Units"),
            Column("exposure_k", "Expected loss", "money", f"thousand {currency}"),
            Column("loss_k", "Loss if it strikes", "money", f"thousand {currency}"),
            Column("worst_unit", "Worst for"),
            Column("worst_k", "Its part", "money", f"thousand {currency}"),
            Column("owner", "Owner"),
            Column("verdict", "Appetite"),
        ),
    )


def breach_list(breaches: Sequence[Breach]) -> Exhibit:
    """List where the register passes what was agreed.

    Parameters
    ----------
    breaches
        Of :func:`pmokit.strategy.processes.risks.find_breaches`.
    """
    return Exhibit(
        id="risk-breaches",
        title="Beyond what was agreed",
        description="Each line needs a decision."
        if breaches
        else "All risks are within the appetite and looked after.",
        frame=pd.DataFrame([(one.what, one.todo) for one in breaches], columns=["what", "todo"]),
        columns=(Column("what", "Finding"), Column("todo", "What to do")),
    )


def decision_log_list(decisions: pd.DataFrame) -> Exhibit:
    """List the decisions, those whose review is overdue first.

    Parameters
    ----------
    decisions
        Of :func:`pmokit.strategy.processes.decision_log.review_decisions`.
    """
    overdue = int((decisions["days_overdue"].fillna(0) > 0).sum())
    return Exhibit(
        id="decision-log",
        title="Decisions and when they are looked at again",
        description=f"{len(decisions)} decisions, {overdue} overdue for review.",
        frame=decisions,
        columns=(
            Column("id", "Id"),
            Column("decision", "Decision"),
            Column("decided_by", "By"),
            Column("decided_on", "On"),
            Column("options", "Options, the chosen one first"),
            Column("reason", "Reason"),
            Column("review", "Review"),
        ),
    )


def _draw(cells: pd.DataFrame, appetite: Appetite, theme: Theme, description: str) -> dict[str, Any]:
    fills = dict(
        zip(
            BANDS,
            (theme.ratings["green"], theme.ratings["amber-green"], theme.ratings["amber"], theme.ratings["red"]),
            strict=True,
        )
    )
    looked = cells.assign(
        fill=[fills[band] for band in cells["band"]],
        ink=[contrast_ink(fills[band], theme.ink) for band in cells["band"]],
        band_said=[f"{points} {band}" for points, band in zip(cells["points"], cells["band"], strict=True)],
        shown=[
            ids if count <= MOST_NAMED else f"{count} risks"
            for ids, count in zip(cells["ids"], cells["count"], strict=True)
        ],
        row=[f"{p} ({print_number(100 * appetite.probability[p - 1], 'g')} %)" for p in cells["probability"]],
        column=[f"{i} ({print_number(appetite.impact_k[i - 1], ',.0f')} k)" for i in cells["impact"]],
    )
    bottom = marks.Axis(labelAngle=0, title="Impact on each project hit", domain=False, ticks=False)
    side = marks.Axis(title="Probability", domain=False, ticks=False)
    base = marks.Chart(looked).encode(
        x=marks.X("column:N", sort=list(dict.fromkeys(looked["column"])), axis=bottom),
        y=marks.Y("row:N", sort=list(dict.fromkeys(looked["row"])), axis=side),
    )
    ink = marks.Color("ink:N", scale=None)
    rects = base.mark_rect(stroke="#FFFFFF", strokeWidth=2).encode(fill=marks.Fill("fill:N", scale=None))
    points = base.mark_text(fontSize=10, dy=-20).encode(text=marks.Text("band_said:N"), color=ink)
    ids = base.mark_text(fontSize=13, fontWeight="bold", dy=4, limit=STEP_X - 10).encode(
        text=marks.Text("shown:N"), color=ink
    )
    chart = (rects + points + ids).properties(width=marks.Step(STEP_X), height=marks.Step(STEP_Y))
    return finish(chart, theme, description)
