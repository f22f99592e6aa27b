"""Groups of similar units: average-linkage clustering of their domain scores, and how clear the groups are.

Distance between two units is the mean absolute difference of the domains that both have a score in, in levels. The number of
groups is the one with the highest mean silhouette (Rousseeuw 1987); below 0.25 there is no structure worth naming (Kaufman and
Rousseeuw 1990).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

FEWEST, MOST_UNITS, MOST_GROUPS = 4, 2000, 6
LEAST_SILHOUETTE = 0.25
NEEDED_SHARE = 0.5
STANDS_OUT = 0.3
"""Levels from the mean of all units from which on a domain is named."""


@dataclass(frozen=True)
class Groups:
    """Groups of similar units.

    Parameters
    ----------
    group_of
        Number of the group by unit, 1 is the strongest; empty where there are no clear groups.
    silhouette
        Mean silhouette of the grouping, -1 to 1; None where none was tried.
    left_out
        Units with scores in fewer than half of the domains.
    reason
        Why there are no groups; empty where there are.
    """

    group_of: dict[str, int]
    silhouette: float | None
    left_out: tuple[str, ...]
    reason: str = ""


def group_units(table: pd.DataFrame) -> Groups:
    """Group units by the likeness of their domain scores.

    Parameters
    ----------
    table
        One row per unit, one column per domain, scores on the levels; NaN where there is none.
    """
    known = table[table.notna().mean(axis=1) >= NEEDED_SHARE]
    left_out = tuple(unit for unit in table.index if unit not in known.index)
    if len(known) < FEWEST:
        return Groups({}, None, left_out, f"groups need at least {FEWEST} units with scores in half of the domains")
    if len(known) > MOST_UNITS:
        return Groups({}, None, left_out, f"groups are looked for among at most {MOST_UNITS} units")
    distances = _distances(known.to_numpy(dtype=float))
    tree = linkage(squareform(distances, checks=False), method="average")
    tried = {}
    for count in range(2, min(MOST_GROUPS, len(known) - 1) + 1):
        labels = fcluster(tree, count, criterion="maxclust")
        if len(set(labels)) > 1:
            tried[count] = (_silhouette(distances, labels), labels)
    if not tried:
        return Groups({}, None, left_out, "all units have the same scores")
    clearest, labels = max(tried.values(), key=lambda found: round(found[0], 9))
    if clearest < LEAST_SILHOUETTE:
        return Groups({}, clearest, left_out, "the units do not fall into clear groups")
    means = known.mean(axis=1).groupby(labels).mean().sort_values(ascending=False, kind="stable")
    number = {label: at for at, label in enumerate(means.index, start=1)}
    return Groups({str(u): number[label] for u, label in zip(known.index, labels, strict=True)}, clearest, left_out)


def what_stands_out(table: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Return the mean of each group in each domain beside that of all units: group, domain, mean, difference.

    Parameters
    ----------
    table
        As for :func:`group_units`.
    groups
        What it found.
    """
    inside = table.loc[list(groups.group_of)]
    means = inside.groupby(pd.Series(groups.group_of)).mean()
    tall = means.rename_axis("group").reset_index().melt("group", var_name="domain", value_name="mean")
    tall["difference"] = tall["mean"] - tall["domain"].map(inside.mean())
    return tall.sort_values(["group", "difference"], kind="stable", ignore_index=True)


def _distances(values: np.ndarray) -> np.ndarray:
    """Mean absolute difference over the domains that both have; without any, the largest that was seen."""
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    shared = known.astype(float) @ known.T.astype(float)
    total = np.zeros_like(shared)
    for column in range(values.shape[1]):
        both = np.outer(known[:, column], known[:, column])
        total += np.abs(filled[:, None, column] - filled[None, :, column]) * both
    with np.errstate(invalid="ignore"):
        mean: np.ndarray = total / shared
    mean[shared == 0] = np.nanmax(mean)
    return mean


def _silhouette(distances: np.ndarray, labels: np.ndarray) -> float:
    found = np.unique(labels)
    members = labels[None, :] == found[:, None]
    sums = distances @ members.T
    sizes = members.sum(axis=1)
    own = members.argmax(axis=0)
    rows = np.arange(len(labels))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    others = sums / sizes
    others[rows, own] = np.inf
    nearest = others.min(axis=1)
    scale = np.maximum(inside, nearest)
    width = np.divide(nearest - inside, scale, out=np.zeros_like(scale), where=scale > 0)
    # A unit alone in its group counts as 0, as Rousseeuw has it.
    return float(np.where(sizes[own] > 1, width, 0.0).mean())
