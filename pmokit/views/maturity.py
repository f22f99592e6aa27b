"""Exhibits of the assessment: profile against target, domains by role, gaps, questions."""

import pandas as pd

from pmokit.assess.results import Scores, print_level
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number
from pmokit.views import marks
from pmokit.views.chart import BAR, WIDTH, contrast_ink, finish
from pmokit.views.exhibit import Column, Exhibit, Format, show

NO_GAP = 0.05


def profile(model: MaturityModel, scores: Scores, gaps: pd.DataFrame, theme: Theme, language: str = "en") -> Exhibit:
    """Show each domain's score with its bounds against its target.

    Parameters
    ----------
    model, scores, gaps
        The model, and the scores and gaps of one unit.
    theme, language
        Look and language.
    """
    names = {d.id: say(d.name, language) for d in model.domains}
    frame = scores.domains.merge(gaps[["domain", "target"]], on="domain")
    frame["name"] = frame["domain"].map(names)
    frame["printed"] = [print_level(row) for row in frame.to_dict("records")]
    frame["note"] = frame["reason"].fillna("")
    lowest, highest = scores.scale
    on_levels = highest == model.level_range[1]
    title = "Where we stand, domain by domain"
    description = "Score of each domain (bar) and the range it could still take while answers are open (thin line)"
    description += (
        f", with the agreed target (mark), on levels {print_number(lowest, 'g')} to {print_number(highest, 'g')}."
        if on_levels
        else (f", on the scale of the rule {scores.rule}, {print_number(lowest, 'g')} to {print_number(highest, 'g')}.")
    )

    def draw() -> dict[str, object]:
        ticks = (
            list(range(int(lowest), int(highest) + 1))
            if on_levels
            else [lowest + (highest - lowest) * quarter / 4 for quarter in range(5)]
        )
        axis = marks.Axis(values=ticks, title="Level" if on_levels else scores.rule, format="d" if on_levels else "~f")
        base = marks.Chart(frame[["name", "score", "low", "high", "target"]]).encode(
            y=marks.Y("name:N", sort=list(frame["name"]), title=None)
        )
        x = marks.Scale(domain=[lowest, highest])
        bars = base.mark_bar(height=BAR * 0.55, color=theme.accent).encode(
            x=marks.X("score:Q", scale=x, axis=axis), x2=marks.X2Datum(lowest)
        )
        chart = bars + base.mark_rule(color=theme.ink, strokeWidth=1.5).encode(
            x=marks.X("low:Q"), x2=marks.X2("high:Q")
        )
        if on_levels:
            chart += base.mark_tick(color=theme.ink, thickness=3, size=BAR * 0.9).encode(x=marks.X("target:Q"))
            chart += (
                base.mark_text(align="left", dx=6, dy=-11, fontSize=11, color=theme.muted)
                .encode(x=marks.X("target:Q"), text=marks.TextValue("target"))
                .transform_filter({"field": "name", "equal": frame["name"].iloc[0]})
            )
        return finish(chart.properties(width=WIDTH - 220, height=marks.Step(BAR * 1.5)), theme, description)

    figure: Format = "ratio" if highest == 1 else "score"
    return Exhibit(
        id="profile",
        title=title,
        description=description,
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("score", "Score", figure),
            Column("printed", "Level"),
            *((Column("target", "Target", "score"),) if on_levels else ()),
            Column("low", "At least", figure),
            Column("high", "At most", figure),
            Column("coverage", "Coverage", "share"),
            Column("raters", "Raters", "integer"),
            Column("note", "Note"),
        ),
        draw=draw,
    )


def heat_map(
    model: MaturityModel, perception: pd.DataFrame, scale: tuple[float, float], theme: Theme, language: str = "en"
) -> Exhibit:
    """Show how each role scores each domain.

    Parameters
    ----------
    model
        Supplies names and levels.
    perception
        From :func:`pmokit.assess.perception.perception_by_role`.
    scale
        Lowest and highest score of the rule.
    theme, language
        Look and language.
    """
    domain_names = {d.id: say(d.name, language) for d in model.domains}
    role_names = {r.id: say(r.name, language) for r in model.meta.roles}
    frame = perception.copy()
    frame["domain_name"] = frame["domain"].map(domain_names)
    people = frame.groupby("role")["raters"].max()
    frame["role_name"] = [f"{role_names.get(r, r)} ({people[r]})" for r in frame["role"]]
    lowest, highest = scale
    figure: Format = "ratio" if highest == 1 else "score"
    frame["shown"] = [show(value, figure) for value in frame["score"]]
    edges = [lowest + (highest - lowest) * step / len(theme.levels) for step in range(1, len(theme.levels))]
    inks = [contrast_ink(colour, theme.ink) for colour in theme.levels]
    frame["ink"] = [
        inks[sum(value >= edge for edge in edges)] if pd.notna(value) else theme.muted for value in frame["score"]
    ]
    wide = frame.pivot_table(
        index="domain_name", columns="role_name", values="score", sort=False, dropna=False, observed=False
    )
    wide = wide.reindex(
        index=list(dict.fromkeys(frame["domain_name"])), columns=list(dict.fromkeys(frame["role_name"]))
    )
    spread = wide.max(axis=1) - wide.min(axis=1)
    description = "Score of each domain as each role sees it; people per role in brackets. Darker is higher."
    if spread.notna().any():
        widest = spread.idxmax()
        description += f" The views lie furthest apart on {str(widest).lower()}: {show(spread.max(), figure)}."

    # The number of people goes on a line of its own, so that seven roles stand side by side.
    at = "lastindexof(datum.label, ' (')"
    lines = f"[slice(datum.label, 0, {at}), slice(datum.label, {at} + 1)]"
    top = marks.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelExpr=lines, labelPadding=18)

    def draw() -> dict[str, object]:
        base = marks.Chart(frame[["domain_name", "role_name", "score", "shown", "ink"]]).encode(
            x=marks.X("role_name:N", sort=list(wide.columns), title=None, axis=top),
            y=marks.Y("domain_name:N", sort=list(wide.index), title=None, axis=marks.Axis(domain=False, ticks=False)),
        )
        scale = marks.Scale(type="threshold", domain=edges, range=list(theme.levels))
        tiles = base.mark_rect(stroke="white", strokeWidth=2).encode(
            color=marks.Color("score:Q", scale=scale, legend=None)
        )
        text = base.mark_text(fontSize=13).encode(text=marks.Text("shown:N"), color=marks.Color("ink:N", scale=None))
        return finish(
            (tiles + text).resolve_scale(color="independent").properties(width=WIDTH - 250, height=marks.Step(34)),
            theme,
            description,
        )

    return Exhibit(
        id="roles",
        title="How the roles see it",
        description=description,
        frame=wide.reset_index(),
        columns=(Column("domain_name", "Domain"), *(Column(name, name, figure) for name in wide.columns)),
        draw=draw,
    )


def gap_list(model: MaturityModel, gaps: pd.DataFrame, theme: Theme, language: str = "en") -> Exhibit:
    """Show the gaps to target, largest weighted gap first.

    Parameters
    ----------
    model, gaps
        The model, and the gaps of one unit.
    theme, language
        Look and language.
    """
    frame = gaps.copy()
    frame["name"] = frame["domain"].map({d.id: say(d.name, language) for d in model.domains})
    frame = frame.sort_values("weighted_gap", ascending=False, na_position="last", kind="stable")
    total = frame["weighted_gap"].sum()
    frame["part"] = frame["weighted_gap"] / total if total > 0 else 0.0
    frame["note"] = frame["reason"].fillna("").where(frame["gap"].isna(), "")
    if frame["gap"].max() > NO_GAP:
        first = frame.iloc[0]
        description = (
            f"Distance to target in levels. The largest lies in {str(first['name']).lower()}: {print_number(first['gap'], '.1f')} levels, "
            f"{print_number(100 * first['part'], '.0f')} % of the weighted gap."
        )
    else:
        description = "Distance to target in levels. All scored domains have reached their targets."

    def draw() -> dict[str, object]:
        base = marks.Chart(
            frame[["name", "gap"]].dropna().assign(shown=lambda f: f["gap"].map(lambda gap: print_number(gap, ".1f")))
        ).encode(y=marks.Y("name:N", sort=list(frame["name"]), title=None))
        bars = base.mark_bar(height=BAR * 0.6, color=theme.accent).encode(
            x=marks.X("gap:Q", title="Levels to target", axis=marks.Axis(tickMinStep=1), scale=marks.Scale(domainMin=0))
        )
        text = base.mark_text(align="left", dx=5, color=theme.ink).encode(
            x=marks.X("gap:Q"), text=marks.Text("shown:N")
        )
        return finish((bars + text).properties(width=WIDTH - 220, height=marks.Step(BAR * 1.3)), theme, description)

    return Exhibit(
        id="gaps",
        title="What is missing to the targets",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("score", "Score", "score"),
            Column("target", "Target", "score"),
            Column("gap", "Gap", "score", "levels"),
            Column("part", "Part of the weighted gap", "share"),
            Column("note", "Note"),
        ),
        draw=draw if frame["gap"].notna().any() else None,
    )


def question_list(model: MaturityModel, scores: Scores, language: str = "en") -> Exhibit:
    """List every question with its value, agreement and what is open.

    Parameters
    ----------
    model, scores
        The model, and the scores of one unit.
    language
        Language of the texts.
    """
    frame = scores.questions.copy()
    frame["text"] = [say(model.question_by_id[q].text, language) for q in frame["question"]]
    frame["note"] = frame["reason"].fillna("")
    return Exhibit(
        id="questions",
        title="Every question, with its raters",
        description=(
            "Middle answer of the raters, how far apart they are (highest minus lowest answer) and their consensus "
            "(1 = all alike, 0 = split between the ends)."
        ),
        frame=frame,
        columns=(
            Column("question", "Id"),
            Column("text", "Question"),
            Column("score", "Score", "score"),
            Column("n", "Raters", "integer"),
            Column("range", "Range", "integer"),
            Column("consensus", "Consensus", "ratio"),
            Column("note", "Note"),
        ),
    )
