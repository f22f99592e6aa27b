"""Which gaps come first: the priority of a gap after SAMMY, 0 to 100, with its band."""

from typing import Literal

import numpy as np
import pandas as pd

from pmokit.assess.responses import Floats
from pmokit.errors import Fault, ScoringError
from pmokit.model.maturity import MaturityModel

Band = Literal["high", "medium", "low", "none"]
HIGH, MEDIUM = 50.0, 25.0


def gap_priority(current: Floats, target: Floats, maximum: float) -> Floats:
    """Return the priority of gaps, 0 to 100; NaN where there is no current or no target level.

    ((1 + target - current)^2 - 1) / ((1 + maximum)^2 - 1) x 100, and 0 where the target is reached: a gap of two
    levels weighs more than two gaps of one. Source: OWASP SAMM's tool SAMMY.

    Parameters
    ----------
    current, target
        Levels on a scale from 0 to ``maximum``.
    maximum
        Largest possible gap in levels, above 0.

    Raises
    ------
    ScoringError
        If the maximum is not above 0.
    """
    if not maximum > 0:
        raise ScoringError(Fault(what=f"largest possible gap {maximum:g}", expected="above 0 levels"))
    gap = np.maximum(np.asarray(target, dtype=float) - np.asarray(current, dtype=float), 0)
    return np.asarray(((1 + gap) ** 2 - 1) / ((1 + maximum) ** 2 - 1) * 100)


def priority_band(priority: float) -> Band | None:
    """Return ``high`` from 50 on, ``medium`` from 25 on, ``low`` above 0, ``none`` at 0; None without a priority."""
    if np.isnan(priority):
        return None
    # A priority that is 50 by arithmetic is not to miss its band by the last bit.
    if priority >= HIGH - 1e-9:
        return "high"
    if priority >= MEDIUM - 1e-9:
        return "medium"
    return "low" if priority > 1e-9 else "none"  # noqa: PLR2004 -- as above


def prioritise(model: MaturityModel, gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps with their priority, most urgent first within each unit.

    Parameters
    ----------
    model
        Its levels span the scale: on levels 1 to 5 the largest gap is 4.
    gaps
        As ``find_gaps`` returns them: at least unit, domain, score, target, weighted_gap.

    Returns
    -------
    pandas.DataFrame
        The same rows with priority (0 to 100, NaN without a score) and priority_band; equal priorities are ordered by the
        weighted gap, then stay as they were. What has no score comes last.
    """
    lowest, highest = model.level_range
    out = gaps.copy()
    out["priority"] = gap_priority(gaps["score"].to_numpy(float), gaps["target"].to_numpy(float), highest - lowest)
    out["priority_band"] = pd.Series([priority_band(p) for p in out["priority"]], index=out.index, dtype=object)
    unit_order = {unit: at for at, unit in enumerate(dict.fromkeys(out["unit"]))}
    order = np.lexsort((-out["weighted_gap"].fillna(-1), -out["priority"].fillna(-1), out["unit"].map(unit_order)))
    return out.iloc[order].reset_index(drop=True)
