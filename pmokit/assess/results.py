"""Scores as tidy frames, and as the document that the score command prints."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

SCORE_COLUMNS = ("score", "level", "low", "high", "coverage", "raters", "reason")
AGREEMENT_COLUMNS = ("median_low", "median_high", "range", "n", "consensus", "rwg")


@dataclass(frozen=True)
class Scores:
    """The scores of one assessment under one rule.

    Parameters
    ----------
    model, version, rule, rule_version
        What they were computed with; scores are comparable only within the same four.
    scope
        ``all``, ``quick``, ``list``, or the id of an organisational scope of the model.
    scale
        The lowest and the highest score that the rule can give: levels, per cent or a share.
    overall, groups, domains, questions
        Frames with ``unit``, (``group``/``domain``/``question``,) and the columns of ``SCORE_COLUMNS``: score, low and
        high on ``scale``, coverage 0 to 1, raters as a count of people; a missing score or level has a reason. Under
        the rule nplf also ``letter``. ``groups`` has no rows where the model has none. ``questions`` also has the
        columns of ``AGREEMENT_COLUMNS``. With evidence ratings all have ``seen_level`` and ``claimed``, see ``score``.
    """

    model: str
    version: str
    rule: str
    rule_version: str
    scope: str
    scale: tuple[float, float]
    overall: pd.DataFrame
    groups: pd.DataFrame
    domains: pd.DataFrame
    questions: pd.DataFrame

    def of(self, unit: str) -> pd.Series:
        """Return the overall score of one unit as a row."""
        return self.overall[self.overall["unit"] == unit].iloc[0]


def closeness(score: float | None, level: int | None) -> str:
    """Return the printed level: the highest fully reached, with "close to" from eight tenths on.

    Parameters
    ----------
    score
        On the model's levels; None or NaN when there is none.
    level
        None when the coverage is too low to print one.
    """
    if score is None or pd.isna(score) or level is None or pd.isna(level):
        return "no level"
    near = math.floor(score + 1e-9) == level and score - level >= 0.8 - 1e-9
    return f"{int(level)}, close to {int(level) + 1}" if near else f"{int(level)}"


def print_level(row: Mapping[Any, Any]) -> str:
    """Return the level of a row of scores as it is printed: with its letter under nplf, and "claimed" where not seen.

    Parameters
    ----------
    row
        With score and level, perhaps letter, claimed and seen_level.
    """
    letter = row.get("letter")
    if isinstance(letter, str):
        printed = letter if pd.isna(row["level"]) else f"{letter}, capability {int(row['level'])}"
    else:
        printed = closeness(row["score"], row["level"])
    claimed = row.get("claimed")
    if claimed is None or pd.isna(claimed) or not claimed:
        return printed
    return f"{printed}; claimed, evidence seen for {int(row['seen_level'])}"


def score_document(scores: Scores) -> dict[str, Any]:
    """Return the scores as plain JSON values; what is missing is None and has a reason.

    The overall score of the quick set is marked as ``indicative``: it stands for a whole that was not asked.

    Parameters
    ----------
    scores
        The scores of one rule.
    """
    units: dict[str, Any] = {}
    mark = {"indicative": True} if scores.scope == "quick" else {}
    for row in scores.overall.to_dict("records"):
        units[str(row["unit"])] = {"overall": _entry(row) | mark, "groups": {}, "domains": {}, "questions": {}}
    for row in scores.groups.to_dict("records"):
        units[str(row["unit"])]["groups"][str(row["group"])] = _entry(row)
    for row in scores.domains.to_dict("records"):
        units[str(row["unit"])]["domains"][str(row["domain"])] = _entry(row)
    for row in scores.questions.to_dict("records"):
        entry = _entry(row)
        entry["agreement"] = _plain(row, AGREEMENT_COLUMNS)
        units[str(row["unit"])]["questions"][str(row["question"])] = entry
    return {"model": scores.model, "version": scores.version, "rule": scores.rule, "units": units}


def _entry(row: Mapping[Any, Any]) -> dict[str, Any]:
    return _plain(row, (*SCORE_COLUMNS, "letter") if "letter" in row else SCORE_COLUMNS)


def _plain(row: Mapping[Any, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for column in columns:
        value = row[column]
        if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
            plain[column] = None
        elif column in {"level", "raters", "n"}:
            plain[column] = int(value)
        elif column in {"reason", "letter"}:
            plain[column] = str(value)
        else:
            # Twelve digits hide the last bit of a division, never a difference anyone measured.
            plain[column] = round(float(value), 12)
    return plain
