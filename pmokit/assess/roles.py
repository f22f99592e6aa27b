"""How the roles of one unit see the domains: the same rule on the responses of each role."""

import pandas as pd

from pmokit.assess.privacy import withhold
from pmokit.assess.scoring import score
from pmokit.model.maturity import MaturityModel


def score_roles(model: MaturityModel, responses: pd.DataFrame, *, anonymous: bool) -> pd.DataFrame:
    """Score each role of one unit apart.

    Parameters
    ----------
    model
        The maturity model.
    responses
        Tidy frame of one unit.
    anonymous
        Whether statistics of fewer than three people are withheld.

    Returns
    -------
    pandas.DataFrame
        role, domain, score, raters, coverage, reason; roles in the model's order.
    """
    named = responses[responses["role"] != ""]
    order = [role.id for role in model.meta.roles]
    present = [role for role in order if (named["role"] == role).any()]
    present += sorted(set(named["role"]) - set(order))
    frame = score(model, named.assign(unit=named["role"]), units=present).domains.rename(columns={"unit": "role"})
    frame = frame[["role", "domain", "score", "raters", "coverage", "reason"]]
    return withhold(frame, within="domain", people="raters", values=("score", "coverage")) if anonymous else frame
