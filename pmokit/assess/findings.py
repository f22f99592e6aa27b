"""Strengths, weaknesses and growth areas of a unit: three of each, with the evidence and the reason they were picked."""

import math
from collections.abc import Collection, Mapping, Sequence
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
    answers = _answers(model, scores.questions)
    domains: dict[str, list[Record]] = {}
    for row in frame.to_dict("records"):
        domains.setdefault(row["unit"], []).append(row)
    for unit, part in domains.items():
        known = [row for row in part if pd.notna(row["level"])]
        weak = sorted((row for row in known if row["gap"] > SMALL), key=lambda row: -row["weighted_gap"])[:top]
        chosen = (
            ("strength", _strengths(known, top), _strength_reason),
            ("weakness", weak, _weakness_reason),
            ("growth", _growth(known, {row["domain"] for row in weak}, top), _growth_reason),
        )
        for kind, found, reason in chosen:
            for place, one in enumerate(found, 1):
                ids = _speaking(answers.get((unit, one["domain"]), []), best=kind == "strength")
                values = (one[c] for c in ("domain", "score", "level", "target", "gap", "claimed"))
                rows.append((unit, kind, place, *values, ids, reason(one)))
    return pd.DataFrame(rows, columns=COLUMNS)


def _answers(model: MaturityModel, questions: pd.DataFrame) -> dict[tuple[str, str], list[tuple[str, float]]]:
    """Return the questions that have a score with it, by unit and domain."""
    found: dict[tuple[str, str], list[tuple[str, float]]] = {}
    columns = (questions[name].tolist() for name in ("unit", "question", "score"))
    for unit, question, score in zip(*columns, strict=True):
        if not np.isnan(score):
            found.setdefault((unit, model.domain_of[question]), []).append((question, score))
    return found


def _strengths(known: Sequence[Record], top: int) -> list[Record]:
    middle = np.median([row["score"] for row in known]) if known else np.nan
    at_target = [row for row in known if row["gap"] <= SMALL and row["score"] >= middle - SMALL]
    return sorted(at_target, key=lambda row: (row["target"] - row["score"], -row["score"]))[:top]


def _growth(known: Sequence[Record], taken: Collection[str], top: int) -> list[Record]:
    """Return the domains nearest to their next level; those that are weaknesses already only if too few others are left."""
    ranked: list[Record] = [{**row, "missing": _missing(row)} for row in known if row["gap"] > SMALL]
    return sorted(ranked, key=lambda row: (row["domain"] in taken, row["missing"]))[:top]


def _missing(row: Record) -> float:
    # A target between two levels is reached before the level is.
    to_next_level = math.floor(row["score"] + SMALL) + FULL_STEP - row["score"]
    return float(min(to_next_level, row["gap"]))


def _speaking(answers: Sequence[tuple[str, float]], *, best: bool) -> tuple[str, ...]:
    ordered = sorted(answers, key=lambda one: -one[1] if best else one[1])
    return tuple(question for question, _ in ordered[:EVIDENCE])


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
