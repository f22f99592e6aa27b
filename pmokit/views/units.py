"""Exhibits over all units of an engagement."""

import pandas as pd

from pmokit.assess.results import Scores, print_level
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number
from pmokit.views import marks
from pmokit.views.chart import WIDTH, contrast_ink, finish
from pmokit.views.exhibit import Column, Exhibit, Format, show


def unit_heat_map(
    model: MaturityModel, scores: Scores, names: dict[str, str], theme: Theme, language: str = "en"
) -> Exhibit:
    """Show the score of every unit in every domain, strongest unit first.

    Parameters
    ----------
    model, scores
        The model, and the scores of all assessed units.
    names
        Unit names by code.
    theme, language
        Look and language.
    """
    overall = scores.overall.sort_values("score", ascending=False, na_position="last", kind="stable")
    table = scores.domains.pivot_table(index="unit", columns="domain", values="score", sort=False, dropna=False)
    table = table.reindex(index=list(overall["unit"]), columns=[d.id for d in model.domains])
    frame = table.reset_index()
    frame["name"] = frame["unit"].map(names)
    frame["overall"] = overall["score"].to_numpy()
    frame["level"] = [print_level(row) for row in overall.to_dict("records")]
    frame["coverage"] = overall["coverage"].to_numpy()
    domain_names = {d.id: say(d.name, language) for d in model.domains}
    lowest, highest = scores.scale
    edges = [lowest + (highest - lowest) * step / len(theme.levels) for step in range(1, len(theme.levels))]
    inks = [contrast_ink(colour, theme.ink) for colour in theme.levels]
    description = f"Score by domain, from {print_number(lowest, 'g')} to {print_number(highest, 'g')} ({scores.rule}); darker is higher. Strongest unit first."
    figure: Format = "ratio" if highest == 1 else "score"

    def draw() -> dict[str, object]:
        tall = frame.melt(id_vars=["name"], value_vars=list(table.columns), var_name="domain", value_name="score")
        tall["domain"] = tall["domain"].map(domain_names)
        tall["shown"] = [show(value, figure) for value in tall["score"]]
        tall["ink"] = [inks[sum(v >= edge for edge in edges)] if pd.notna(v) else theme.muted for v in tall["score"]]
        base = marks.Chart(tall).encode(
            x=marks.X(
                "domain:N",
                sort=list(domain_names.values()),
                title=None,
                axis=marks.Axis(
                    orient="top",
                    labelAngle=-40,
                    labelAlign="left",
                    domain=False,
                    ticks=False,
                ),
            ),
            y=marks.Y("name:N", sort=list(frame["name"]), title=None, axis=marks.Axis(domain=False, ticks=False)),
        )
        scale = marks.Scale(type="threshold", domain=edges, range=list(theme.levels))
        tiles = base.mark_rect(stroke="white", strokeWidth=2).encode(
            color=marks.Color("score:Q", scale=scale, legend=None)
        )
        text = base.mark_text(fontSize=13).encode(text=marks.Text("shown:N"), color=marks.Color("ink:N", scale=None))
        chart = (tiles + text).resolve_scale(color="independent")
        return finish(chart.properties(width=WIDTH - 180, height=marks.Step(34)), theme, description)

    return Exhibit(
        id="units",
        title="All units, domain by domain",
        description=description,
        frame=frame,
        columns=(
            Column("unit", "Code"),
            Column("name", "Unit"),
            Column("overall", "Overall", figure),
            Column("level", "Level"),
            Column("coverage", "Coverage", "share"),
            *(Column(d, domain_names[d], figure) for d in table.columns),
        ),
        draw=draw,
    )
