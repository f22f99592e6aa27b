"""A PMO's mandate in the score: only mandated services count, and how mature each approach is.

After the PMO Maturity Cube (Pinto, Cota, Levin 2010): a PMO is measured by the services that it is asked to give, in
three approaches, and not by those that others give.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmokit.assess.cells import NOT_APPLICABLE
from pmokit.assess.nodes import EPSILON
from pmokit.assess.responses import Floats, Ints
from pmokit.assess.results import Scores, score_document
from pmokit.assess.rules.layout import share_of
from pmokit.errors import ScoringError, did_you_mean
from pmokit.model.mandate import Mandate, find_mandate_faults
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number

APPROACH_COLUMNS = ("score", "low", "high", "coverage", "band", "raters", "reason")
# Upper ends, the end included: a third is basic, two thirds are intermediate.
BANDS = (("basic", 1 / 3), ("intermediate", 2 / 3), ("advanced", 1.0))
NOT_MANDATED = "no service of this approach is mandated"
NOT_ASSESSED = "not assessed: no mandated service of this approach has a value"
WEIGHTLESS = "only services of weight 0 are mandated"
QUICK = "the quick set gives one indicative overall level, no bands"


def mandated_questions(model: MaturityModel, mandate: Mandate | str) -> tuple[str, ...]:
    """Return the questions that count under a mandate, in questionnaire order: the scope to score with.

    All other services leave the denominator; they are not open, whatever was answered.

    Parameters
    ----------
    model
        The maturity model.
    mandate
        A mandate, or the id of an organisational scope: then the services usually asked for there.

    Raises
    ------
    ScoringError
        If the scope or a service is unknown.
    """
    if isinstance(mandate, Mandate):
        faults = list(find_mandate_faults(mandate, model))
        if faults:
            raise ScoringError(faults)
        return model.scope(mandate.services)
    declared = [scope.id for scope in model.meta.scopes]
    if mandate not in declared:
        known = did_you_mean(mandate, declared)
        raise ScoringError(f"model {model.id} declares no organisational scope '{mandate}'. {known}")
    return model.scope(mandate)


def score_approaches(model: MaturityModel, scores: Scores) -> pd.DataFrame:
    """Score each approach by the points of its mandated services over the most points they could have.

    A service at its lowest option has no point, at its best all of them, times its weight. Bands: expert judgement
    after the PMO Maturity Cube (Pinto, Cota, Levin 2010), from memory: basic up to a third, intermediate up to two
    thirds, then advanced. Below the model's coverage threshold no band is given; the bounds are.

    Parameters
    ----------
    model
        The model that was scored; without approaches the frame has no rows.
    scores
        Its scores under any rule; their questions are the mandated services. Under the rule ratio a service has all
        its points or none.

    Returns
    -------
    pandas.DataFrame
        unit, approach, score, low, high, coverage (0 to 1; NaN where there is none), band, raters, reason. ``raters``
        is the largest number of people behind one of the services: together they may be more. ``reason`` says why
        there is no score or no band.
    """
    asked = scores.questions.assign(
        approach=scores.questions["question"].map({q.id: q.approach for q in model.questions})
    )
    frames = [
        _score_one(model, scores, approach.id, asked[asked["approach"] == approach.id])
        for approach in model.meta.approaches
    ]
    if not frames:
        return pd.DataFrame(columns=["unit", "approach", *APPROACH_COLUMNS])
    # Unit by unit, the approaches in the order of the model.
    order = np.arange(len(frames) * len(scores.overall)).reshape(len(frames), -1).T.ravel()
    return pd.concat(frames, ignore_index=True).iloc[order].reset_index(drop=True)


def find_band(score: float) -> str:
    """Return the band of an approach's score from 0 to 1; a boundary belongs to the lower band."""
    return next((name for name, end in BANDS if score <= end + EPSILON), BANDS[-1][0])


def document_with_approaches(model: MaturityModel, scores: Scores) -> dict[str, Any]:
    """Return the scores as plain JSON values, with ``approaches`` in each unit where the model declares some.

    Parameters
    ----------
    model
        The model that was scored.
    scores
        The scores of one rule.
    """
    document = score_document(scores)
    if not model.meta.approaches:
        return document
    for unit in document["units"].values():
        unit["approaches"] = {}
    for row in score_approaches(model, scores).to_dict("records"):
        entry = {column: row[column] for column in APPROACH_COLUMNS}
        for column in ("score", "low", "high", "coverage"):
            entry[column] = None if pd.isna(entry[column]) else round(float(entry[column]), 12)
        document["units"][str(row["unit"])]["approaches"][row["approach"]] = entry | {"raters": int(entry["raters"])}
    return document


@dataclass(frozen=True)
class _Sums:
    """What one approach adds up to, by unit.

    Parameters
    ----------
    points
        Weight times share of the best option, over the services with a value.
    assessed, mandated
        Weight of the services with a value, and of all that count.
    services
        How many count.
    raters
        The most people behind one of them.
    """

    points: Floats
    assessed: Floats
    mandated: Floats
    services: Floats
    raters: Ints


def _sum_up(model: MaturityModel, scores: Scores, asked: pd.DataFrame) -> _Sums:
    units = pd.Index(scores.overall["unit"])
    unit = units.get_indexer(pd.Index(asked["unit"]))
    weight = asked["question"].map({q.id: q.weight for q in model.questions}).to_numpy(dtype=float)
    lowest, highest = scores.scale
    share = (asked["score"].to_numpy(dtype=float) - lowest) / (highest - lowest)
    valued = ~np.isnan(share)
    applicable = (asked["reason"] != NOT_APPLICABLE).to_numpy(dtype=bool)

    def total(weights: Floats) -> Floats:
        return np.bincount(unit, weights=weights, minlength=len(units)).astype(np.float64)

    raters = np.zeros(len(units), dtype=np.int64)
    np.maximum.at(raters, unit, asked["raters"].fillna(0).to_numpy(dtype=np.int64))
    return _Sums(
        points=total(np.nan_to_num(share) * weight),
        assessed=total(valued * weight),
        mandated=total(applicable * weight),
        services=total(applicable.astype(float)),
        raters=raters,
    )


def _score_one(model: MaturityModel, scores: Scores, approach: str, asked: pd.DataFrame) -> pd.DataFrame:
    """Return one row per unit for one approach."""
    sums = _sum_up(model, scores, asked)
    score, coverage = share_of(sums.points, sums.assessed), share_of(sums.assessed, sums.mandated)
    # The quotients of one and the same sum may differ in the last bit; the bounds enclose the score by definition.
    low = np.fmin(share_of(sums.points, sums.mandated), score)
    high = np.fmax(share_of(sums.points + sums.mandated - sums.assessed, sums.mandated), score)
    given, threshold = ~np.isnan(score), model.meta.coverage_threshold
    reason = np.full(len(score), None, dtype=object)
    reason[~given] = NOT_ASSESSED
    reason[sums.mandated == 0] = WEIGHTLESS
    reason[sums.services == 0] = NOT_MANDATED
    if scores.scope == "quick":
        reason[given] = QUICK
    for at in np.flatnonzero(given & (np.nan_to_num(coverage) < threshold - EPSILON)):
        bounds = f"the bounds are {print_number(low[at], '.2f')} to {print_number(high[at], '.2f')}"
        reason[at] = (
            f"no band: coverage {print_number(coverage[at], '.2f')} is below {print_number(threshold, 'g')}, {bounds}"
        )
    shares = {"score": score, "low": low, "high": high, "coverage": coverage}
    frame = pd.DataFrame({"unit": scores.overall["unit"].to_numpy(), "approach": approach, **shares})
    band = [find_band(s) if why is None else None for s, why in zip(score, reason, strict=True)]
    return frame.assign(band=pd.Series(band, dtype=object), raters=sums.raters, reason=pd.Series(reason, dtype=object))
