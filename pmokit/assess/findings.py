"""Strengths, weaknesses and growth areas of a unit: three of each, with the evidence and the reason they were picked."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pmokit.assess.results import Scores
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number

COLUMNS = [
    "unit", "kind", "place", "domain", "score", "level", "target", "gap", "claimed", "questions", "reason",
]  # fmt: skip
TOP = 3
EVIDENCE = 2
SMALL = 1e-9
FULL_STEP = 1.0
Record = Mapping[Any, Any]


def find_findings(model: MaturityModel, scores: Scores, gaps: pd.DataFrame, top: int = TOP) -> pd.DataFrame:
    """Return the strengths, weaknesses and growth areas of each unit.

    A strength is a domain that stands at its target or above it and at the unit's own middle or above; the largest lead
    over its target comes first. A weakness is a domain below its target; the largest weighted gap comes first. A growth
    area is another domain below its target where the least is missing to the next level. Domains without a printed level
    (too few answers, withheld) are none of the three.

    Parameters
    ----------
    model
        Knows the questions of each domain.
    scores
        Scores of the units on the model's levels; with evidence ratings a strength that is only claimed is marked.
    gaps
        As ``find_gaps`` returns them.
    top
        How many of each kind.

    Returns
    -------
    pandas.DataFrame
        unit, kind (``strength``, ``weakness``, ``growth``), place (1 = first), domain, score, level, target, gap,
        claimed (None without evidence ratings), questions (ids of the answers that speak for it, as a tuple), reason.
    """
    rows: list[tuple[Any, ...]] = []
    frame = gaps.copy()
    frame["level"] = scores.domains["level"].to_numpy()
    frame["claimed"] = scores.domains["claimed"].to_numpy() if "claimed" in scores.domains else None
    total = frame.groupby("unit", sort=False)["weighted_gap"].transform("sum")
    frame["gap_share"] = frame["weighted_gap"] / total.where(total > 0, 1)
    for unit, part in frame.groupby("unit", sort=False):
        known = part[part["level"].notna()]
        answers = scores.questions[scores.questions["unit"] == unit].dropna(subset=["score"])
        answers = answers.assign(domain=answers["question"].map(model.domain_of))
        weak = known[known["gap"] > SMALL].sort_values("weighted_gap", ascending=False, kind="stable").head(top)
        chosen = (
            ("strength", _strengths(known, top), _strength_reason),
            ("weakness", weak, _weakness_reason),
            ("growth", _growth(known, weak["domain"], top), _growth_reason),
        )
        for kind, found, reason in chosen:
            for place, row in enumerate(found.to_dict("records"), 1):
                ids = _speaking(answers[answers["domain"] == row["domain"]], best=kind == "strength")
                values = (row[c] for c in ("domain", "score", "level", "target", "gap", "claimed"))
                rows.append((unit, kind, place, *values, ids, reason(row)))
    return pd.DataFrame(rows, columns=COLUMNS)


def _strengths(known: pd.DataFrame, top: int) -> pd.DataFrame:
    at_target = known[(known["gap"] <= SMALL) & (known["score"] >= known["score"].median() - SMALL)]
    lead = at_target["score"] - at_target["target"]
    return at_target.assign(lead=lead).sort_values(["lead", "score"], ascending=False, kind="stable").head(top)


def _growth(known: pd.DataFrame, taken: Sequence[str] | pd.Series, top: int) -> pd.DataFrame:
    """Return the domains nearest to their next level; those that are weaknesses already only if too few others are left."""
    open_ = known[known["gap"] > SMALL]
    # A target between two levels is reached before the level is.
    missing = np.minimum(np.floor(open_["score"] + SMALL) + FULL_STEP - open_["score"], open_["gap"])
    ranked = open_.assign(missing=missing, again=open_["domain"].isin(list(taken)))
    return ranked.sort_values(["again", "missing"], kind="stable").head(top)


def _speaking(answers: pd.DataFrame, *, best: bool) -> tuple[str, ...]:
    ordered = answers.sort_values("score", ascending=not best, kind="stable")
    return tuple(ordered["question"].head(EVIDENCE))


def _strength_reason(row: Record) -> str:
    lead = row["score"] - row["target"]
    ahead = f"{print_number(lead, '.1f')} levels above its target" if lead >= 0.05 else "at its target"  # noqa: PLR2004 -- prints as 0.0
    claimed = row["claimed"]
    doubt = "; claimed, evidence was not seen" if claimed is not None and claimed is not pd.NA and claimed else ""
    return f"{ahead}{doubt}"


def _weakness_reason(row: Record) -> str:
    return f"{print_number(row['gap'], '.1f')} levels below its target, {print_number(100 * row['gap_share'], '.0f')} % of the weighted gap"


def _growth_reason(row: Record) -> str:
    return f"{print_number(row['missing'], '.1f')} levels to {'its target' if row['missing'] == row['gap'] else 'the next level'}"
