"""Exhibits of the roadmap: bars in quarters, what was left out."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.maturity import MaturityModel
from pmokit.model.planning import Plan, Problem
from pmokit.model.steps import Settings, quarter_label
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import Column, Exhibit


def gantt(
    plan: Plan,
    problem: Problem,
    reasons: Mapping[str, str],
    catalogue: InitiativeCatalogue,
    model: MaturityModel,
    settings: Settings,
    theme: Theme,
    language: str = "en",
) -> Exhibit:
    """Show the chosen initiatives as bars in calendar quarters.

    Parameters
    ----------
    plan, problem
        A checked plan and the problem it answers.
    reasons
        Why each initiative stands in its quarter.
    catalogue, model
        Texts of initiatives, domains and roles.
    settings
        First quarter and currency.
    theme, language
        Look and language.
    """
    roles = {r.id: say(r.name, language) for r in model.meta.roles}
    tasks = {task.id: task for task in problem.initiatives}
    labels = [quarter_label(settings.first_quarter, q) for q in range(problem.quarters)]
    rows = []
    for name, start in plan.schedule.items():
        if start is None:
            continue
        initiative, task = catalogue.by_id[name], tasks[name]
        rows.append(
            {
                "name": say(initiative.name, language),
                "start": start,
                "end": start + task.duration,
                "from": labels[start],
                "until": labels[start + task.duration - 1],
                "owner": roles.get(initiative.owner, initiative.owner),
                "lifts": ", ".join(f"{lift.domain} {lift.from_level}>{lift.to}" for lift in initiative.lifts),
                "fte": sum(task.fte.values()),
                "cost": task.cost * task.duration,
                "why": sentence(reasons.get(name, "")),
                "first_result": say(initiative.first_result, language),
            }
        )
    columns = ["name", "start", "end", "from", "until", "owner", "lifts", "fte", "cost", "why", "first_result"]
    frame = pd.DataFrame(rows, columns=columns).sort_values(["start", "end", "name"], ignore_index=True)
    description = (
        f"{len(frame)} initiatives from {labels[0]} to {labels[-1]}; illustrative until effort, cost and owners are confirmed. "
        f"{confidence(plan)}"
    )

    def draw() -> dict[str, object]:
        ticks = list(range(problem.quarters))
        names = " : ".join(f"datum.value == {q} ? '{labels[q]}'" for q in ticks) + " : ''"
        base = alt.Chart(frame[["name", "start", "end", "lifts"]]).encode(
            y=alt.Y("name:N", sort=list(frame["name"]), title=None)
        )
        axis = alt.Axis(
            values=[*ticks, problem.quarters],
            labelExpr=names,
            orient="top",
            title=None,
            labelAlign="left",
            labelOffset=4,
        )
        bars = base.mark_bar(height=18, cornerRadius=3, color=theme.accent).encode(
            x=alt.X("start:Q", scale=alt.Scale(domain=[0, problem.quarters], nice=False), axis=axis), x2="end:Q"
        )
        text = base.mark_text(align="left", dx=5, fontSize=11, color="white").encode(x="start:Q", text="lifts:N")
        return finish((bars + text).properties(width=WIDTH - 150, height=alt.Step(26)), theme, description)

    return Exhibit(
        id="roadmap",
        title="The roadmap in quarters",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Initiative"),
            Column("from", "From"),
            Column("until", "Until"),
            Column("owner", "Accountable"),
            Column("lifts", "Lifts"),
            Column("fte", "FTE", "fte", "per quarter"),
            Column("cost", "Cost", "money", f"thousand {settings.currency}, likely"),
            Column("why", "Why then"),
            Column("first_result", "Visible within 90 days"),
        ),
        draw=draw if len(frame) else None,
    )


def left_out(plan: Plan, reasons: Mapping[str, str], catalogue: InitiativeCatalogue, language: str = "en") -> Exhibit:
    """List the candidates that the plan leaves out, with the first limit they meet.

    Parameters
    ----------
    plan
        A checked plan.
    reasons
        Why, by initiative.
    catalogue
        Texts of the initiatives.
    language
        Language of the texts.
    """
    frame = pd.DataFrame(
        [
            {"name": say(catalogue.by_id[name].name, language), "reason": sentence(reasons.get(name, ""))}
            for name, start in plan.schedule.items()
            if start is None
        ],
        columns=["name", "reason"],
    )
    return Exhibit(
        id="left-out",
        title="What was left out, and why",
        description="Initiatives that would close a gap but do not fit the capacity, the money or the horizon.",
        frame=frame,
        columns=(Column("name", "Initiative"), Column("reason", "Why")),
    )


def sentence(words: str) -> str:
    """Return words that start with a capital."""
    return words[:1].upper() + words[1:]


def confidence(plan: Plan) -> str:
    """Return one sentence on how good the plan is known to be."""
    if plan.status == "optimal":
        return "No better plan exists under these limits (proven)."
    if plan.status == "feasible" and plan.value and plan.bound:
        return f"At most {100 * (plan.bound - plan.value) / plan.value:.0f} % from the best possible plan."
    if plan.status == "infeasible":
        return "No plan meets all wishes at once."
    return "How close this plan is to the best one is not known."
