"""All scores of an assessment in one tidy frame."""

from typing import Any

import pandas as pd

from pmokit.assess.results import AGREEMENT_COLUMNS, Scores

KINDS = ("overall", "group", "domain", "question")
TEXTS = ("unit", "kind", "node", "reason", "letter", "rule", "rule_version", "model", "model_version", "scope")
WHOLE_NUMBERS = ("level", "raters", "n")
NUMBERS = (
    "score",
    *WHOLE_NUMBERS,
    "low",
    "high",
    "coverage",
    "median_low",
    "median_high",
    "range",
    "consensus",
    "rwg",
    "scale_low",
    "scale_high",
)
COLUMNS = (
    *("unit", "kind", "node", "score", "level", "low", "high", "coverage", "raters", "reason", "letter"),
    *AGREEMENT_COLUMNS,
    *("scale_low", "scale_high", "scope", "rule", "rule_version", "model", "model_version"),
)


def results_frame(scores: Scores) -> pd.DataFrame:
    """Return every score as one row.

    Parameters
    ----------
    scores
        The scores of one rule.

    Returns
    -------
    pandas.DataFrame
        ``COLUMNS``: unit; kind, one of ``KINDS``; node, the id of the group, domain or question and empty for the whole;
        the numbers as in :class:`pmokit.assess.results.Scores` (level and n are Int64, raters int64, others float);
        reason and letter, None where there is none; agreement of questions; the rule's scale, scope, rule and model
        with their versions. Ordered by kind, then as scored.
    """
    parts = []
    for kind, frame in zip(KINDS, (scores.overall, scores.groups, scores.domains, scores.questions), strict=True):
        part = frame.rename(columns={kind: "node"}).assign(kind=kind)
        parts.append(part if kind != "overall" else part.assign(node=""))
    records = [part.reindex(columns=list(COLUMNS)).astype(object) for part in parts if len(part)]
    whole = pd.concat(records, ignore_index=True) if records else pd.DataFrame(columns=list(COLUMNS), dtype=object)
    stated: dict[str, Any] = {
        "scale_low": scores.scale[0],
        "scale_high": scores.scale[1],
        "scope": scores.scope,
        "rule": scores.rule,
        "rule_version": scores.rule_version,
        "model": scores.model,
        "model_version": scores.version,
    }
    return typed(whole.assign(**stated))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of results with the type that each column has.

    Parameters
    ----------
    frame
        ``COLUMNS``; texts, numbers, and None, NaN or NA for what is missing.
    """
    out = pd.DataFrame(index=frame.index)
    for column in COLUMNS:
        values = frame[column]
        if column in {"reason", "letter"}:
            out[column] = values.astype(object).where(values.notna(), None)
        elif column in TEXTS:
            out[column] = values.astype(object)
        elif column in WHOLE_NUMBERS:
            out[column] = values.astype("Int64" if column != "raters" else "int64")
        else:
            out[column] = pd.to_numeric(values, errors="raise").astype("float64")
    return out
