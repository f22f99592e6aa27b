"""The same answers under every rule that the model can serve, side by side."""

from collections.abc import Mapping

import pandas as pd

from pmokit.assess.results import Scores, print_level
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.views.exhibit import NOTHING, Column, Exhibit, show


def rules_side_by_side(
    model: MaturityModel, by_rule: Mapping[str, Scores], left_out: Mapping[str, str], language: str = "en"
) -> Exhibit:
    """Show overall and domain scores of one unit under each rule, each on its own scale.

    Parameters
    ----------
    model
        Supplies the names.
    by_rule
        Scores of one unit by rule; the rule of the assessment first.
    left_out
        Why other rules cannot score this model.
    language
        Language of the texts.
    """
    names = {d.id: say(d.name, language) for d in model.domains}
    columns = {rule: f"{rule}, {scores.scale[0]:g} to {scores.scale[1]:g}" for rule, scores in by_rule.items()}
    table: dict[str, list[str]] = {}
    for rule, scores in by_rule.items():
        rows = [*scores.overall.to_dict("records"), *scores.domains.to_dict("records")]
        table[rule] = [_cell(row, scores) for row in rows]
    first = next(iter(by_rule.values()))
    frame = pd.DataFrame({"name": ["Overall", *first.domains["domain"].map(names)], **table})
    missing = "; ".join(f"{rule}: {why}" for rule, why in left_out.items())
    return Exhibit(
        id="rules",
        title="The same answers under other rules",
        description=(
            f"The assessment counts by {first.rule}. The other columns read the same answers by the field's other rules, each on "
            "its own scale, with the level it would print in brackets: a unit that looks level under a mean may have one domain "
            "that holds the whole down." + (f" Not applicable here: {missing}." if missing else "")
        ),
        frame=frame,
        columns=(Column("name", "Domain"), *(Column(rule, label) for rule, label in columns.items())),
    )


def _cell(row: Mapping[object, object], scores: Scores) -> str:
    score = row["score"]
    if score is None or pd.isna(score):  # type: ignore[call-overload]
        return NOTHING
    figure = show(score, "ratio" if scores.scale[1] == 1 else "score")
    printed = print_level(row)
    return figure if printed == "no level" else f"{figure} ({printed})"
