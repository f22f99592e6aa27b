"""Where scores come from: the same answers under every rule side by side, each score explained, approaches."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pmokit.assess.explain import RULE_SENTENCES, Explanation
from pmokit.assess.results import Scores, print_level
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number
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
    columns = {
        rule: f"{rule}, {print_number(scores.scale[0], 'g')} to {print_number(scores.scale[1], 'g')}"
        for rule, scores in by_rule.items()
    }
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


def explanation_list(model: MaturityModel, explained: Sequence[Explanation], language: str = "en") -> Exhibit:
    """Explain the overall score and each domain in words.

    Parameters
    ----------
    model
        Supplies the names.
    explained
        Explanations of one unit.
    language
        Language of the texts.
    """
    names = {d.id: say(d.name, language) for d in model.domains} | {"": "Overall"}
    frame = pd.DataFrame(
        {
            "name": [names.get(one.part, one.part) for one in explained],
            "score": [one.score for one in explained],
            # The first sentence names score and rule, which the table and the heading do already.
            "words": [" ".join(one.words[1:]) for one in explained],
        }
    )
    return Exhibit(
        id="explained",
        title="Every score explained",
        description=(
            f"The rule {explained[0].rule} is {RULE_SENTENCES[explained[0].rule]}. For each score: what carries it and by how much it "
            "would fall without, what was left out, and what holds it down."
        ),
        frame=frame,
        columns=(Column("name", "Domain"), Column("score", "Score", "score"), Column("words", "Why")),
    )


def approach_list(model: MaturityModel, approaches: pd.DataFrame, language: str = "en") -> Exhibit:
    """Show how mature each approach of the PMO is.

    Parameters
    ----------
    model
        Supplies the names.
    approaches
        From :func:`pmokit.assess.mandate.score_approaches`, of one unit.
    language
        Language of the texts.
    """
    names = {approach.id: say(approach.name, language) for approach in model.meta.approaches}
    frame = approaches.assign(name=approaches["approach"].map(names), note=approaches["reason"].fillna(""))
    return Exhibit(
        id="approaches",
        title="The PMO's approaches",
        description=(
            "Points of the mandated services of each approach as a share of the most they could have; the bands (basic up to a third, "
            "intermediate up to two thirds, advanced) are expert judgement after the PMO Maturity Cube."
        ),
        frame=frame,
        columns=(
            Column("name", "Approach"),
            Column("score", "Points", "share"),
            Column("band", "Band"),
            Column("low", "At least", "share"),
            Column("high", "At most", "share"),
            Column("coverage", "Coverage", "share"),
            Column("raters", "Raters", "integer"),
            Column("note", "Note"),
        ),
    )


def _cell(row: Mapping[object, object], scores: Scores) -> str:
    score = row["score"]
    if score is None or pd.isna(score):  # type: ignore[call-overload]
        return NOTHING
    figure = show(score, "ratio" if scores.scale[1] == 1 else "score")
    # What is claimed stands in the profile; here it would drown the figures.
    printed = print_level({**row, "claimed": None})
    return figure if printed == "no level" else f"{figure} ({printed})"
