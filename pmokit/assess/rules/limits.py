"""The rule minimum: which domain holds the whole down, and what lifting it would give."""

import numpy as np
import pandas as pd

from pmokit.assess.responses import Floats
from pmokit.assess.results import Scores
from pmokit.assess.rules.layout import Layout
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number

# Differences below this are the last bit of a division.
_SAME = 1e-9


def find_limits(model: MaturityModel, scores: Scores) -> pd.DataFrame:
    """Return the domains that limit each unit under the rule minimum, and the score if each were lifted alone.

    Parameters
    ----------
    model
        Supplies the domain weights; a domain of weight 0 limits nothing.
    scores
        Scores under the rule minimum.

    Returns
    -------
    pandas.DataFrame
        unit, domain, score, lifted: the overall score with this domain one level higher (at most the highest level)
        and all others as they are. Where several domains are lowest, lifting one alone gives nothing.
    """
    weight = {d.id: d.weight for d in model.domains}
    table = scores.domains[scores.domains["domain"].map(weight) > 0]
    rows = []
    for unit, part in table.groupby("unit", sort=False):
        names = part["domain"].tolist()
        rows += [
            (unit, names[at], score, lifted)
            for at, score, lifted in _limiting(part["score"].to_numpy(), scores.scale[1])
        ]
    return pd.DataFrame(rows, columns=["unit", "domain", "score", "lifted"])


def name_limits(layout: Layout, domains: Floats, highest: float) -> list[str | None]:
    """Say for each unit which domain limits it; None without a score.

    Parameters
    ----------
    layout
        Of the questions.
    domains
        Shape (units, domains): domain scores.
    highest
        Of the scale.
    """
    counted = layout.domain_weight > 0
    names = [name for name, counts in zip(layout.domains, counted, strict=True) if counts]
    return [_sentence(names, row, highest) for row in domains[:, counted]]


def _sentence(names: list[str], row: Floats, highest: float) -> str | None:
    limiting = _limiting(row, highest)
    if not limiting:
        return None
    assessed = int((~np.isnan(row)).sum())
    among = "" if assessed == len(row) else f" ({assessed} of {len(row)} domains are assessed)"
    at, score, lifted = limiting[0]
    if len(limiting) > 1:
        together = ", ".join(names[at] for at, _, _ in limiting)
        return f"limited by {together} ({print_number(score, '.2f')} each); only lifting all of them raises the whole{among}"
    if lifted <= score + _SAME:
        return f"limited by {names[at]} ({print_number(score, '.2f')}), which is at the top{among}"
    return f"limited by {names[at]} ({print_number(score, '.2f')}); lifting it by one level would give {print_number(lifted, '.2f')}{among}"


def _limiting(row: Floats, highest: float) -> list[tuple[int, float, float]]:
    """Return position, score and lifted overall score of the lowest domains of one unit."""
    known = np.flatnonzero(~np.isnan(row))
    if not len(known):
        return []
    lowest = row[known].min()
    found = []
    for at in known[row[known] <= lowest + _SAME]:
        others = row[known[known != at]]
        found.append((int(at), float(row[at]), float(min([*others, min(row[at] + 1, highest)]))))
    return found
