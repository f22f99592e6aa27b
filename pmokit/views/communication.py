"""Exhibits of communication: who stands where and is needed where, the register, the plan, the messages by month."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmokit.model.communication import HIGHEST, STANCE_MEANING, STANCES, Communication, Stakeholder
from pmokit.model.content import Theme
from pmokit.model.printing import print_day
from pmokit.strategy.communication_checks import HIGH_INFLUENCE, messages_by_month
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit

NEEDED = "needed"
ROW = 24


def stance_map(communication: Communication, theme: Theme) -> Exhibit:
    """Show influence against stance: where each stakeholder stands today, and where they are needed.

    Parameters
    ----------
    communication
        With its register.
    theme
        Look.
    """
    people = sorted(communication.stakeholders, key=lambda one: (-one.influence, -one.gap, one.name, one.unit))
    frame = pd.DataFrame(
        [
            (
                at,
                shown_name(one),
                one.influence,
                one.stance,
                one.needed,
                one.gap,
                STANCES.index(one.stance),
                STANCES.index(one.needed),
            )
            for at, one in enumerate(people)
        ],
        columns=["row", "name", "influence", "stance", NEEDED, "gap", "from", "to"],
    )
    short = sum(one.gap > 0 for one in people)
    grave = sum(one.gap > 0 and one.influence >= HIGH_INFLUENCE for one in people)
    description = (
        f"{short} of {len(people)} stand short of where they are needed, {grave} of them with influence {HIGH_INFLUENCE} or {HIGHEST}. "
        "Filled: today; ring: needed. "
        + "; ".join(f"{stance}: {meaning}" for stance, meaning in STANCE_MEANING.items())
        + "."
    )
    return Exhibit(
        id="stances",
        title="Who stands where, and where they are needed",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Stakeholder"),
            Column("influence", "Influence", "integer"),
            Column("stance", "Today"),
            Column(NEEDED, "Needed"),
            Column("gap", "Steps to go", "integer"),
        ),
        draw=(lambda: _draw(frame, theme, description)) if people else None,
    )


def shown_name(one: Stakeholder) -> str:
    """Return a stakeholder's name with the unit.

    Parameters
    ----------
    one
        Entry of the register.
    """
    return f"{one.name}, {one.unit}" if one.unit else one.name


def register_table(communication: Communication) -> Exhibit:
    """List the register, the most influential and the widest gap first.

    Parameters
    ----------
    communication
        With its register.
    """
    people = sorted(communication.stakeholders, key=lambda one: (-one.influence, -one.gap, one.name, one.unit))
    rows = [
        (
            shown_name(one),
            one.role,
            one.influence,
            one.interest,
            one.stance if one.gap == 0 else f"{one.stance} → {one.needed}",
            one.wants or NOTHING,
            one.fears or NOTHING,
            one.owner or NOTHING,
            f"{one.next_step.rstrip('.')} ({print_day(one.next_date, 'numeric')})"
            if one.next_step and one.next_date
            else one.next_step or NOTHING,
        )
        for one in people
    ]
    return Exhibit(
        id="stakeholders",
        title="Who has to be won",
        description="Influence and interest from 1 to 5; stances are what two people agreed on, each step a visible behaviour.",
        frame=pd.DataFrame(
            rows, columns=["name", "role", "influence", "interest", "stance", "wants", "fears", "owner", "next"]
        ),
        columns=(
            Column("name", "Stakeholder"),
            Column("role", "Role"),
            Column("influence", "Influence", "integer"),
            Column("interest", "Interest", "integer"),
            Column("stance", "Today → needed"),
            Column("wants", "Wants"),
            Column("fears", "Fears"),
            Column("owner", "Kept by"),
            Column("next", "Next step"),
        ),
    )


def plan_table(communication: Communication, audiences: Mapping[str, str], events: Mapping[str, str]) -> Exhibit:
    """List the plan in the order of its first days.

    Parameters
    ----------
    communication
        With its plan.
    audiences, events
        Names by id.
    """
    lines = sorted(communication.lines, key=lambda line: (line.first, line.audience, line.id))
    rows = [
        (
            print_day(line.first, "numeric"),
            line.cadence,
            audiences.get(line.audience, line.audience),
            events.get(line.event, line.event),
            line.message,
            line.channel,
            line.owner or NOTHING,
            f"{line.feedback}: {line.feedback_target}" if line.feedback_target else line.feedback or NOTHING,
        )
        for line in lines
    ]
    return Exhibit(
        id="communication-plan",
        title="Who hears what, when and from whom",
        description=f"{len(lines)} lines; each asks for a sign that the message arrived. Texts that nobody has changed are proposals of the kit.",
        frame=pd.DataFrame(
            rows, columns=["first", "cadence", "audience", "event", "message", "channel", "owner", "feedback"]
        ),
        columns=(
            Column("first", "First"),
            Column("cadence", "Cadence"),
            Column("audience", "Audience"),
            Column("event", "Event"),
            Column("message", "Message"),
            Column("channel", "Channel"),
            Column("owner", "Owner"),
            Column("feedback", "Feedback and target"),
        ),
    )


def month_table(communication: Communication, audiences: Mapping[str, str], most: int) -> Exhibit:
    """Count the messages to each audience by month, over a year from the first one.

    Parameters
    ----------
    communication
        With its plan.
    audiences
        Names by id.
    most
        Messages in a month above which it is too much.
    """
    counts = messages_by_month(communication.lines)
    months = sorted({month for found in counts.values() for month in found})
    rows = [
        {"audience": audiences.get(audience, audience), **{month: found.get(month, 0) for month in months}}
        for audience, found in counts.items()
    ]
    return Exhibit(
        id="messages-by-month",
        title="How much each audience hears",
        description=f"Messages of the plan by month; more than {most} to one audience are too many.",
        frame=pd.DataFrame(rows, columns=["audience", *months]),
        columns=(Column("audience", "Audience"), *(Column(month, month, "integer") for month in months)),
    )


def _draw(frame: pd.DataFrame, theme: Theme, description: str) -> dict[str, Any]:
    bands = frame.groupby("influence")["row"].agg(["min", "max"]).reset_index()
    bands = bands.assign(
        top=bands["min"] - 0.5, bottom=bands["max"] + 0.5, label="Influence " + bands["influence"].astype(str)
    )
    rows = marks.Scale(domain=[-0.5, len(frame) - 0.5], reverse=True, nice=False, zero=False)
    # Names stand to the right of the last step.
    steps = marks.Scale(domain=[-0.7, len(STANCES) + 0.4], nice=False, zero=False)
    names = " : ".join(f"datum.value == {at} ? '{stance}'" for at, stance in enumerate(STANCES)) + " : ''"
    axis = marks.Axis(
        orient="top", values=list(range(len(STANCES))), labelExpr=names, title=None, grid=False, ticks=False
    )
    x = marks.X("from:Q", scale=steps, axis=axis)
    grave = (frame["gap"] > 0) & (frame["influence"] >= HIGH_INFLUENCE)
    looked = frame.assign(colour=[theme.ratings["red"] if bad else theme.brand for bad in grave])
    looked["side"] = looked[["from", "to"]].max(axis=1) + 0.12
    ground = (
        marks.Chart(bands)
        .mark_rect(stroke=theme.line, fill=theme.surface)
        .encode(y=marks.Y("top:Q", scale=rows, axis=None), y2=marks.Y2("bottom:Q"))
    )
    heads = (
        marks.Chart(bands)
        .mark_text(align="left", baseline="top", dx=6, dy=6, color=theme.muted, fontSize=11)
        .encode(x=marks.value(0), y=marks.Y("top:Q", scale=rows, axis=None), text=marks.Text("label:N"))
    )
    base = marks.Chart(looked).encode(
        y=marks.Y("row:Q", scale=rows, axis=None), color=marks.Color("colour:N", scale=None)
    )
    moves = base.mark_rule(strokeWidth=2).encode(x=x, x2=marks.X2("to:Q"))
    needed = base.mark_point(size=110, filled=False, strokeWidth=2, fill="#FFFFFF", opacity=1).encode(
        x=marks.X("to:Q", scale=steps, axis=axis)
    )
    today = base.mark_point(size=110, filled=True, opacity=1).encode(x=x)
    text = (
        marks.Chart(looked)
        .mark_text(align="left", fontSize=11, color=theme.ink, dx=4, limit=260)
        .encode(
            x=marks.X("side:Q", scale=steps, axis=axis),
            y=marks.Y("row:Q", scale=rows, axis=None),
            text=marks.Text("name:N"),
        )
    )
    chart = (ground + heads + moves + needed + today + text).properties(width=WIDTH - 40, height=ROW * len(frame) + 10)
    return finish(chart, theme, description)
