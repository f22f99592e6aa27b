"""The discussion agenda: questions in the order of what the raters' disagreement costs."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pmokit.assess.cells import SCOPE_DISPUTE
from pmokit.assess.results import Scores
from pmokit.model.maturity import MaturityModel

COLUMNS = ["unit", "place", "question", "domain", "spread", "weight_share", "gap", "cost", "range", "n", "why"]
DISPUTED = "raters disagree whether the question applies at all"


def discussion_agenda(
    model: MaturityModel, scores: Scores, targets: Mapping[str, Mapping[str, float]] | None = None
) -> pd.DataFrame:
    """Return the questions worth discussing, the costliest disagreement first.

    cost = spread x weight x gap: a split on a light question, or on one whose target is reached, can wait. A scope
    dispute has no value to differ about; it is settled first, since it decides what counts.

    Parameters
    ----------
    model
        Supplies weights and the default target.
    scores
        Scores of the units; values that are withheld there stay out of the agenda.
    targets
        Target level by unit and domain; what is missing takes the model's default.

    Returns
    -------
    pandas.DataFrame
        unit, place (1 = first), question, domain, spread (1 - consensus of Tastle and Wierman, 0 to 1), weight_share (of
        the scope's weight, 0 to 1), gap (levels below the domain's target), cost, range, n (raters), why. Only what has
        a cost or a dispute is listed.
    """
    frame = scores.questions[["unit", "question", "score", "range", "n", "consensus", "reason"]].copy()
    frame["domain"] = frame["question"].map(model.domain_of)
    frame["weight_share"] = _weight_share(model, frame)
    default = model.meta.default_target
    known = targets or {}
    target = [known.get(u, {}).get(d, default) for u, d in zip(frame["unit"], frame["domain"], strict=True)]
    frame["gap"] = np.maximum(np.array(target, dtype=float) - frame["score"].to_numpy(float), 0)
    frame["spread"] = 1 - frame["consensus"]
    frame["cost"] = frame["spread"] * frame["weight_share"] * frame["gap"]
    disputed = (frame["reason"] == SCOPE_DISPUTE).to_numpy()
    frame["why"] = pd.Series(np.where(disputed, DISPUTED, "raters differ where the target is not reached"), frame.index)
    listed = frame[disputed | (frame["cost"].fillna(0) > 1e-12).to_numpy()]  # noqa: PLR2004 -- a last bit is no cost
    unit_order = {unit: at for at, unit in enumerate(dict.fromkeys(frame["unit"]))}
    first = listed["cost"].round(12).fillna(np.inf)
    order = np.lexsort((-listed["weight_share"], -first, listed["unit"].map(unit_order)))
    listed = listed.iloc[order].reset_index(drop=True)
    listed["place"] = listed.groupby("unit", sort=False).cumcount() + 1
    return listed[COLUMNS]


def _weight_share(model: MaturityModel, frame: pd.DataFrame) -> pd.Series:
    """Return each question's part of the overall score, by the model's roll-up; sums to 1 per unit."""
    weight = frame["question"].map({q.id: q.weight for q in model.questions}).astype(float)
    whole = frame["unit"]
    if model.meta.roll_up == "equal":
        within = weight.groupby([frame["unit"], frame["domain"]]).transform("sum")
        weight = weight / within.where(within > 0, 1) * frame["domain"].map({d.id: d.weight for d in model.domains})
    total = weight.groupby(whole).transform("sum")
    return weight / total.where(total > 0, 1)
