"""Targets and gaps: how far each domain is from where it should be."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pmokit.assess.results import Scores
from pmokit.model.maturity import MaturityModel


def find_gaps(model: MaturityModel, scores: Scores, targets: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    """Return one row per unit and domain: score, target, gap and its weight.

    Parameters
    ----------
    model
        Supplies domain weights and the default target.
    scores
        Scores of the units.
    targets
        Target level by unit and domain, on the model's levels; what is missing takes the model's default.

    Returns
    -------
    pandas.DataFrame
        unit, domain, score, level, target, gap (levels, 0 or more; NaN without a score), weight_share (of all
        domains, sums to 1 per unit), weighted_gap (gap x weight_share), reason. Targets are levels: where the rule scores
        in per cent the score here is the capability level, and a rule without levels gives no gap.
    """
    frame = scores.domains[["unit", "domain", "score", "level", "reason"]].copy()
    if scores.scale[1] != model.level_range[1]:
        frame["score"] = frame["level"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    default = model.meta.default_target
    frame["target"] = [
        float(targets.get(unit, {}).get(domain, default))
        for unit, domain in zip(frame["unit"], frame["domain"], strict=True)
    ]
    frame["gap"] = np.maximum(frame["target"] - frame["score"], 0)
    weight = frame["domain"].map({d.id: d.weight for d in model.domains}).astype(float)
    frame["weight_share"] = weight / weight.groupby(frame["unit"]).transform("sum")
    frame["weighted_gap"] = frame["gap"] * frame["weight_share"]
    return frame
