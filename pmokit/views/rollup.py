"""Exhibits over the released units: distribution, groups of similar units, common gaps, shared initiatives, one roadmap."""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from pmokit.assess.clusters import STANDS_OUT, Groups
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import Column, Exhibit, Format

NAMED = 3
"""Domains that a sentence names at most."""
MOST_BARS = 60


def distribution(
    model: MaturityModel, table: pd.DataFrame, scale: tuple[float, float], theme: Theme, language: str = "en"
) -> Exhibit:
    """Show how the units are spread in each domain.

    Parameters
    ----------
    model
        Names of the domains.
    table
        Score by unit and domain.
    scale
        Lowest and highest score of the rule.
    theme, language
        Look and language.
    """
    names = {domain.id: say(domain.name, language) for domain in model.domains}
    figures = table.quantile([0, 0.25, 0.5, 0.75, 1]).T.set_axis(["low", "q1", "median", "q3", "high"], axis=1)
    frame = figures.rename_axis("domain").reset_index()
    frame["name"] = frame["domain"].map(names)
    frame["units"] = table.notna().sum().to_numpy()
    description = (
        f"Lowest, quarter, middle, three-quarter and highest score of the units in each domain, from {print_number(scale[0], 'g')} to {print_number(scale[1], 'g')}. "
        "The bar holds the middle half of the units, the tick is the middle one."
    )

    def draw() -> dict[str, object]:
        base = marks.Chart(frame.dropna(subset=["median"])).encode(
            y=marks.Y("name:N", sort=list(frame["name"]), title=None, axis=marks.Axis(domain=False, ticks=False))
        )
        axis = marks.Scale(domain=list(scale), nice=False)
        line = base.mark_rule(color=theme.muted).encode(
            x=marks.X("low:Q", scale=axis, title="Score"), x2=marks.X2("high:Q")
        )
        box = base.mark_bar(height=14, color=theme.accent).encode(x=marks.X("q1:Q"), x2=marks.X2("q3:Q"))
        tick = base.mark_tick(color=theme.ink, thickness=3, size=22).encode(x=marks.X("median:Q"))
        return finish((line + box + tick).properties(width=WIDTH - 240, height=marks.Step(30)), theme, description)

    how: Format = "ratio" if scale[1] == 1 else "score"
    columns = (
        ("low", "Lowest"),
        ("q1", "Quarter"),
        ("median", "Middle"),
        ("q3", "Three quarters"),
        ("high", "Highest"),
    )
    return Exhibit(
        id="distribution",
        title="How the units are spread",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("units", "Units", "integer"),
            *(Column(name, label, how) for name, label in columns),
        ),
        draw=draw,
    )


def group_list(
    groups: Groups, outstanding: pd.DataFrame, names: Mapping[str, str], model: MaturityModel, language: str = "en"
) -> Exhibit:
    """List the groups of similar units, with what each is better and worse at than all of them together.

    Parameters
    ----------
    groups
        The groups.
    outstanding
        Mean and difference by group and domain.
    names
        Unit names by code.
    model, language
        Names of the domains, and the language.
    """
    domains = {domain.id: say(domain.name, language) for domain in model.domains}
    rows = []
    for group in sorted(set(groups.group_of.values())):
        members = [names[unit] for unit, number in groups.group_of.items() if number == group]
        mine = outstanding[outstanding["group"] == group].set_index("domain")["difference"].dropna()
        better = list(mine[mine >= STANDS_OUT].index[::-1])
        worse = list(mine[mine <= -STANDS_OUT].index)
        rows.append(
            {
                "group": f"Group {group}",
                "units": ", ".join(members),
                "count": len(members),
                "better": _listed([domains[domain] for domain in better]),
                "worse": _listed([domains[domain] for domain in worse]),
            }
        )
    return Exhibit(
        id="groups",
        title="Units that are alike",
        description=(
            "Grouped by their domain scores: average linkage over the mean difference in levels; as many groups as part the units "
            f"most clearly (mean silhouette {print_number(groups.silhouette or 0, '.2f')}; 1 is perfectly apart, below 0.25 none are named). Units of a "
            f"group can share measures and coaches. Named are domains {print_number(STANDS_OUT, 'g')} levels or more from the mean of all units."
        ),
        frame=pd.DataFrame(rows, columns=["group", "units", "count", "better", "worse"]),
        columns=(
            Column("group", "Group"),
            Column("count", "Units", "integer"),
            Column("units", "Which"),
            Column("better", "Above the others in"),
            Column("worse", "Below the others in"),
        ),
    )


def common_gaps(
    gaps: pd.DataFrame, least: float, names: Mapping[str, str], model: MaturityModel, language: str = "en"
) -> Exhibit:
    """List the domains by the number of units that are short of their target there.

    Parameters
    ----------
    gaps
        domain, units, scored, mean, largest, farthest.
    least
        Levels from which on a gap counts.
    names
        Unit names by code.
    model, language
        Names of the domains, and the language.
    """
    domains = {domain.id: say(domain.name, language) for domain in model.domains}
    frame = gaps.assign(
        name=gaps["domain"].map(domains),
        share=gaps["units"] / gaps["scored"],
        far=[f"{names[unit]}" for unit in gaps["farthest"]],
    )
    return Exhibit(
        id="common-gaps",
        title="Gaps that units have in common",
        description=f"Units that are {print_number(least, 'g')} levels or more below their own target, domain by domain; most frequent first.",
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("units", "Units with the gap", "integer"),
            Column("share", "Share", "share"),
            Column("mean", "Mean gap", "score", "levels"),
            Column("largest", "Largest", "score", "levels"),
            Column("far", "Farthest to go"),
        ),
    )


def shared_initiatives(
    shared: pd.DataFrame,
    catalogue: InitiativeCatalogue,
    quarters: Sequence[str],
    names: Mapping[str, str],
    language: str = "en",
) -> Exhibit:
    """List the initiatives that stand in more than one roadmap.

    Parameters
    ----------
    shared
        initiative, units, count, first.
    catalogue
        Texts of the initiatives.
    quarters
        Calendar labels of the quarters from 0 on.
    names
        Unit names by code.
    language
        Language of the texts.
    """
    frame = shared.assign(
        name=[say(catalogue.by_id[name].name, language) for name in shared["initiative"]],
        once=["yes" if catalogue.by_id[name].shared else "no" for name in shared["initiative"]],
        where=[", ".join(names[unit] for unit in units) for units in shared["units"]],
        start=[quarters[first] for first in shared["first"]],
    )
    return Exhibit(
        id="shared",
        title="Initiatives that several units plan",
        description="From the roadmaps that the units keep; what can be built once for all is worth a talk before each unit builds its own.",
        frame=frame,
        columns=(
            Column("name", "Initiative"),
            Column("count", "Units", "integer"),
            Column("where", "Which"),
            Column("start", "First start"),
            Column("once", "Can be built once"),
        ),
    )


def portfolio_roadmap(tasks: pd.DataFrame, quarters: Sequence[str], theme: Theme) -> Exhibit:
    """Show the roadmap of all released units together as bars in calendar quarters.

    Parameters
    ----------
    tasks
        name, where, start and end (quarters from 0, end not included), from, until, why; in order of start.
    quarters
        Labels of the quarters, from the first one.
    theme
        The look.
    """
    description = (
        f"{len(tasks)} pieces of work of all units. What can be shared is built once from the central capacity, and each unit takes "
        "it over; illustrative until effort, cost and owners are confirmed."
    )

    def draw() -> dict[str, object]:
        labels = f"{json.dumps(list(quarters))}[datum.value]"
        axis = marks.Axis(
            orient="top", values=list(range(len(quarters))), labelExpr=labels, labelAlign="left", labelFontSize=10
        )
        bars = (
            marks.Chart(tasks.assign(label=tasks["name"] + ", " + tasks["where"]))
            .mark_bar(height=13)
            .encode(
                x=marks.X("start:Q", title=None, axis=axis, scale=marks.Scale(domain=[0, len(quarters)], nice=False)),
                x2=marks.X2("end:Q"),
                y=marks.Y("label:N", sort=None, title=None, axis=marks.Axis(domain=False, ticks=False)),
                color=marks.Color(
                    "kind:N",
                    scale=marks.Scale(domain=["for all", "one unit"], range=[theme.brand, theme.accent]),
                    title=None,
                ),
            )
        )
        return finish(bars.properties(width=WIDTH - 340, height=marks.Step(20)), theme, description)

    return Exhibit(
        id="portfolio-roadmap",
        title="One roadmap for all",
        description=description,
        frame=tasks,
        columns=(
            Column("name", "Initiative"),
            Column("where", "For"),
            Column("from", "From"),
            Column("until", "Until"),
            Column("why", "Why then"),
        ),
        # A longer chart is no picture any more; the table holds it all.
        draw=draw if 0 < len(tasks) <= MOST_BARS else None,
    )


def _listed(words: Sequence[str]) -> str:
    more = len(words) - NAMED
    shown = ", ".join(words[:NAMED])
    return f"{shown} and {more} more" if more > 0 else shown or "in none"
