"""How far the raters of a unit agree on each domain as a whole: Krippendorff's alpha and rwg(J)."""

import numpy as np
import pandas as pd

from pmokit.assess.agreement import within_group_agreement_of_items
from pmokit.assess.nodes import Evaluated
from pmokit.assess.raters import consensus
from pmokit.assess.reliability import krippendorff_alpha
from pmokit.assess.scoring import evaluate
from pmokit.assess.variants import Setting

COLUMNS = ["domain", "questions", "raters", "alpha", "rwg_j", "consensus", "reason"]
RELIABLE, TENTATIVE = 0.8, 0.667


def agreement_by_domain(setting: Setting, responses: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the agreement of the raters of one unit by domain.

    Alpha asks whether the raters order the questions alike, beyond chance; rwg(J) whether they use the same answers. A
    domain in which all questions are answered alike by everybody has no alpha and an rwg(J) of 1.

    Parameters
    ----------
    setting
        Model, rule, scope and shows of hands.
    responses
        Tidy frame of the assessment.
    unit
        Id of the unit.

    Returns
    -------
    pandas.DataFrame
        domain, questions (with two raters or more), raters (people), alpha (ordinal, up to 1), rwg_j (0 to 1; grows with
        the number of questions), consensus (mean over the questions of Tastle and Wierman's, 0 to 1), reason (why there
        is no alpha).
    """
    of = evaluate(setting.model, responses, rule=setting.rule, scope=setting.scope, units=[unit], voices=setting.voices)
    people = of.counted.people["domains"][0].tolist()
    rows = [_row(of, at, domain, people[at]) for at, domain in enumerate(of.layout.domains)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"reason": object})


def _row(of: Evaluated, at: int, domain: str, people: int) -> tuple[object, ...]:
    mine = np.flatnonzero(of.layout.domain == at)
    counts, options, values = of.tallied.counts[0, mine], of.tallied.options[mine], of.tallied.values[mine]
    rated = counts.sum(axis=-1) > 1
    if not rated.any():
        return domain, 0, people, np.nan, np.nan, np.nan, "no question has two raters"
    rwg = float(within_group_agreement_of_items(counts, options))
    agreed = float(np.nanmean(consensus(counts, options)))
    if not (np.isclose(values, values[0], equal_nan=True)).all():
        return domain, int(rated.sum()), people, np.nan, rwg, agreed, "the questions have different answers"
    known = ~np.isnan(values[0])
    alpha = krippendorff_alpha(counts[:, known], values[0][known], "ordinal")
    found = np.nan if alpha.value is None else alpha.value
    return domain, int(rated.sum()), people, found, rwg, agreed, alpha.reason
