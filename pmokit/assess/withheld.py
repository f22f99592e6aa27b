"""What an anonymous assessment withholds of its scores, wherever they are shown."""

from dataclasses import replace

import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.privacy import blank, withhold
from pmokit.assess.responses import Bools
from pmokit.assess.results import Scores
from pmokit.model.maturity import MaturityModel

NODE_VALUES = ("score", "level", "low", "high", "coverage")
QUESTION_VALUES = (*NODE_VALUES, "median_low", "median_high", "range", "consensus", "rwg")
# Columns that only some rules, or evidence ratings, bring.
OPTIONAL_VALUES = ("letter", "seen_level", "claimed")
# Under these rules the whole equals one of its parts, so it gives away a part that is withheld.
RULES_OF_ONE_PART = frozenset({"minimum", "mil"})
WITHHELD = "withheld"
EXTREMES_FROM = 2
BELOW = "withheld: it is part of a result that is withheld"
ABOVE = "withheld: a domain of this unit is withheld, and the group would help to find it"


def withhold_scores(scores: Scores, model: MaturityModel, k: int = DEFAULT_K) -> Scores:
    """Return the scores of an anonymous assessment without what rests on fewer than k people, or would give it away.

    The domains of a unit and the questions of a domain add up to what stands above them, so the next smallest one is
    withheld with a single one. Units are shown side by side and never added up: each stands for itself. Below a withheld result everything is, as it could be put
    together again from that; the groups of a unit are, where one of its domains is. The range of answers shows from twice k people on. An inherited answer tells the
    provider's, so it is treated as that of one person. Numbers of people stay.

    Parameters
    ----------
    scores
        The scores of all units under one rule.
    model
        Says which domain a question belongs to.
    k
        Smallest number of people that is shown.
    """
    questions = scores.questions.assign(domain=scores.questions["question"].map(model.domain_of))
    inherited = (questions["n"] == 0) & questions["score"].notna()
    questions = questions.assign(people=questions["n"].where(~inherited, 1))
    overall = scores.overall.assign(people=_people(scores, questions))
    overall = withhold(overall, within="unit", people="people", values=NODE_VALUES, k=k, disjoint=False)
    domains = withhold(scores.domains, within="unit", people="raters", values=NODE_VALUES, k=k, disjoint=False)
    domains = _blank_below(domains, overall, ["unit"], NODE_VALUES)
    within = ["unit", "domain"]
    questions = withhold(questions, within=within, people="people", values=QUESTION_VALUES, k=k, disjoint=False)
    questions = _blank_below(questions, domains, within, QUESTION_VALUES)
    # Beside the middle answer the range tells the lowest or the highest one, which is one person's.
    few = (questions["n"] < EXTREMES_FROM * k).to_numpy(dtype=bool)
    questions["range"] = questions["range"].mask(few)
    bare = scores.groups["unit"].isin(domains.loc[_hidden(domains), "unit"]).to_numpy(dtype=bool)
    return replace(
        scores,
        overall=_like(overall, scores.overall),
        groups=_like(blank(scores.groups, bare, NODE_VALUES, ABOVE), scores.groups),
        domains=_like(domains, scores.domains),
        questions=_like(questions, scores.questions),
    )


def _people(scores: Scores, questions: pd.DataFrame) -> pd.Series:
    """Return how many people the whole of each unit rests on, or its smallest part where it equals a part."""
    people = scores.overall["raters"]
    if scores.rule not in RULES_OF_ONE_PART:
        return people
    parts = pd.concat(
        [
            scores.domains[["unit", "raters"]].rename(columns={"raters": "people"}),
            questions[["unit", "people"]],
        ]
    )
    smallest = parts[parts["people"] > 0].groupby("unit")["people"].min()
    least = scores.overall["unit"].map(smallest).fillna(0).astype(int)
    return people.where(people < least, least)


def _hidden(frame: pd.DataFrame) -> Bools:
    hidden: Bools = frame["reason"].fillna("").astype(str).str.startswith(WITHHELD).to_numpy(dtype=bool)
    return hidden


def _blank_below(frame: pd.DataFrame, above: pd.DataFrame, on: list[str], values: tuple[str, ...]) -> pd.DataFrame:
    """Withhold every part of what is withheld above it."""
    hidden = pd.MultiIndex.from_frame(above.loc[_hidden(above), on].astype(str))
    below = pd.MultiIndex.from_frame(frame[on].astype(str)).isin(hidden) & ~_hidden(frame)
    return blank(frame, below, values, BELOW)


def _like(frame: pd.DataFrame, original: pd.DataFrame) -> pd.DataFrame:
    shown = frame[list(original.columns)]
    optional = tuple(column for column in OPTIONAL_VALUES if column in original)
    hidden = _hidden(shown)
    return blank(shown, hidden, optional, "").assign(reason=shown["reason"]).reset_index(drop=True)
