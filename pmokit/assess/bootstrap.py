"""How much a score depends on who was asked: the bootstrap interval over raters."""

import numpy as np
import pandas as pd

from pmokit.assess.responses import Floats
from pmokit.assess.variants import OVERALL, Setting, own_responses, people_by_part, raters_of, score_draws

DRAWS = 500
CONFIDENCE = 0.95
MIN_DEFINED = 0.9
FEW_RATERS = 5
ONE_RATER = "one rater: an interval over raters needs two"


def bootstrap_scores(
    setting: Setting,
    responses: pd.DataFrame,
    unit: str,
    *,
    seed: int,
    draws: int = DRAWS,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the percentile bootstrap interval of a unit's overall and domain scores (Efron and Tibshirani 1993).

    Raters are drawn with replacement, each with all the responses; what other units provide stays as it is. The
    interval says what other raters of the same kind might have given. It is not the bounds of a score, which say what
    open questions could do.

    Parameters
    ----------
    setting
        Model, rule and scope.
    responses
        Tidy frame of the assessment.
    unit
        Id of the unit.
    seed
        The same seed gives the same interval.
    draws
        Number of draws, 1 or more.
    confidence
        Share of the draws inside, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        domain (empty for overall), score, interval_low, interval_high (model's levels), raters, draws (those that have a
        score), reason (why there is no interval), note (what a reader has to know).
    """
    mine = own_responses(responses, unit)
    raters = len(raters_of(mine))
    if raters == 0:
        columns = ["domain", "score", "interval_low", "interval_high", "raters", "draws", "reason", "note"]
        row = (OVERALL, np.nan, np.nan, np.nan, 0, 0, "nobody answered", None)
        return pd.DataFrame([row], columns=columns)
    rng = np.random.default_rng(seed)
    samples = [np.arange(raters), *rng.integers(0, raters, (draws, raters))]
    scored = score_draws(setting, mine, samples, responses)
    low, high, defined = _percentiles(scored.score[1:], confidence)
    people = people_by_part(setting, mine, scored.parts)
    rows = []
    for at, part in enumerate(scored.parts):
        point, n = float(scored.score[0, at]), people[part]
        reason = _why_none(point, n, int(defined[at]), draws)
        interval = (np.nan, np.nan) if reason else (float(low[at]), float(high[at]))
        note = f"{n} raters: the interval is rather too narrow" if reason is None and n < FEW_RATERS else None
        rows.append((part, point, *interval, n, int(defined[at]), reason, note))
    columns = ["domain", "score", "interval_low", "interval_high", "raters", "draws", "reason", "note"]
    return pd.DataFrame(rows, columns=columns).astype({"reason": object, "note": object})


def _percentiles(drawn: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    """Return the percentiles of the draws that have a score, and how many these are."""
    defined = (~np.isnan(drawn)).sum(axis=0).astype(float)
    tail = (1 - confidence) / 2
    low, high = np.full(drawn.shape[1], np.nan), np.full(drawn.shape[1], np.nan)
    some = defined > 0
    if some.any():
        low[some], high[some] = np.nanquantile(drawn[:, some], [tail, 1 - tail], axis=0)
    return low, high, defined


def _why_none(point: float, raters: int, defined: int, draws: int) -> str | None:
    if np.isnan(point):
        return "there is no score"
    if raters == 0:
        return "the value is inherited: no rater of this unit is behind it"
    if raters == 1:
        return ONE_RATER
    if defined < MIN_DEFINED * draws:
        return f"{draws - defined} of {draws} draws have no score: the answers hang on single raters"
    return None
