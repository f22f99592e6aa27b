"""Exhibits of objectives against projects: money by objective, orphans, and what somebody should decide on."""

from collections.abc import Mapping

import pandas as pd

from pmokit.model.content import Theme
from pmokit.strategy.candidates import CandidateRule
from pmokit.strategy.project_alignment import BUDGET_NAMES, ORPHAN, ProjectAlignment, spend_by_unit
from pmokit.views import marks
from pmokit.views.chart import BAR, WIDTH, finish
from pmokit.views.exhibit import Column, Exhibit, show

NO_OBJECTIVE = "No objective"
LABELS = 320
THOUSAND = 1000


def spend_by_objective(alignment: ProjectAlignment, names: Mapping[str, str], currency: str, theme: Theme) -> Exhibit:
    """Show the budget behind each objective, and the budget behind none.

    Parameters
    ----------
    alignment
        Projects shared among objectives.
    names
        Names of objectives by id.
    currency, theme
        Currency of the amounts, and look.
    """
    orphans = alignment.orphans
    last = {
        "objective": ORPHAN,
        "projects": len(orphans),
        "budget": alignment.orphan_budget,
        "share": alignment.orphan_share,
        "without_budget": int(orphans["budget"].isna().sum()),
    }
    frame = pd.concat([alignment.objectives, pd.DataFrame([last])], ignore_index=True)
    frame["share"] = frame["share"].astype(float)
    frame["name"] = [names.get(objective, NO_OBJECTIVE) for objective in frame["objective"]]
    frame["thousand"] = frame["budget"] / THOUSAND
    unserved = len(alignment.unserved)
    description = (
        f"Sum of the {BUDGET_NAMES[alignment.budget]} of projects that are not over. A project that serves several objectives counts in equal "
        f"parts for each; the rows add up to {show(alignment.total / THOUSAND, 'money')} thousand {currency}. "
        f"{unserved or 'No'} objective{'' if unserved == 1 else 's'} without a project."
    )

    def draw() -> dict[str, object]:
        shown = frame.assign(
            label=[
                f"{show(money, 'money')} ({number})"
                for money, number in zip(frame["thousand"], frame["projects"], strict=True)
            ],
            colour=[theme.accent if objective else theme.ratings["amber"] for objective in frame["objective"]],
        )
        base = marks.Chart(shown).encode(
            y=marks.Y("name:N", sort=list(frame["name"]), axis=marks.Axis(title=None, labelLimit=LABELS, ticks=False))
        )
        room = marks.Scale(domain=[0, max(float(frame["thousand"].max()) * 1.15, 1.0)])
        bars = base.mark_bar(height=BAR * 0.6).encode(
            x=marks.X("thousand:Q", scale=room, title=f"Thousand {currency} (projects)"),
            color=marks.Color("colour:N", scale=None),
        )
        text = base.mark_text(align="left", dx=5, color=theme.ink).encode(
            x=marks.X("thousand:Q"), text=marks.Text("label:N")
        )
        return finish((bars + text).properties(width=WIDTH - LABELS, height=marks.Step(BAR * 1.2)), theme, description)

    return Exhibit(
        id="objective-spend",
        title="Where the money goes",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Objective"),
            Column("projects", "Projects", "integer"),
            Column("thousand", "Budget", "money", f"thousand {currency}"),
            Column("share", "Share", "share"),
            Column("without_budget", "Tell no budget", "integer"),
        ),
        draw=draw,
    )


def spend_matrix(
    alignment: ProjectAlignment, names: Mapping[str, str], units: Mapping[str, str], currency: str
) -> Exhibit:
    """List the budget by objective and unit.

    Parameters
    ----------
    alignment
        Projects of several units.
    names, units
        Names of objectives and units by id and code.
    currency
        Currency of the amounts.
    """
    frame = spend_by_unit(alignment, list(names))
    codes = [name for name in frame.columns if name != "objective"]
    frame[codes] = frame[codes] / THOUSAND
    frame["name"] = [names.get(objective, NO_OBJECTIVE) for objective in frame["objective"]]
    return Exhibit(
        id="objective-units",
        title="Which unit spends on which objective",
        description=f"The {BUDGET_NAMES[alignment.budget]} of projects that are not over, in thousand {currency}, shared equally among a project's objectives.",
        frame=frame,
        columns=(Column("name", "Objective"), *(Column(code, units.get(code, code), "money") for code in codes)),
    )


def orphan_list(alignment: ProjectAlignment, currency: str) -> Exhibit:
    """List the projects that serve no objective, the largest first.

    Parameters
    ----------
    alignment
        Projects shared among objectives.
    currency
        Currency of the amounts.
    """
    orphans = alignment.orphans.sort_values("budget", ascending=False, na_position="last", kind="stable")
    share = alignment.orphan_share
    return Exhibit(
        id="orphans",
        title="Projects without an objective",
        description=(
            f"{len(orphans)} of {len(alignment.projects)} projects that are not over, {show(share, 'share')} of the budget. "
            "Ask each sponsor which objective it serves before anybody decides on it."
        ),
        frame=orphans.assign(thousand=orphans["budget"] / THOUSAND),
        columns=(
            Column("unit", "Unit"),
            Column("project", "Project"),
            Column("name", "Name"),
            Column("status", "Status"),
            Column("rating", "Rating"),
            Column("thousand", "Budget", "money", f"thousand {currency}"),
        ),
    )


def candidate_list(candidates: pd.DataFrame, rule: CandidateRule, currency: str) -> Exhibit:
    """List the projects on which somebody should decide, with the reasons and the rule.

    Parameters
    ----------
    candidates
        Of :func:`pmokit.strategy.candidates.find_candidates`.
    rule
        The rule that named them.
    currency
        Currency of the amounts.
    """
    return Exhibit(
        id="decide-on",
        title="Projects to decide on",
        description=f"{rule} The list says nothing about what is right: it brings {len(candidates)} project{'' if len(candidates) == 1 else 's'} before those who decide.",
        frame=candidates.assign(thousand=candidates["budget"] / THOUSAND),
        columns=(
            Column("unit", "Unit"),
            Column("project", "Project"),
            Column("name", "Name"),
            Column("thousand", "Budget", "money", f"thousand {currency}"),
            Column("tests", "Tests failed", "integer"),
            Column("reasons", "Reasons"),
            Column("decide", "Next"),
        ),
    )
