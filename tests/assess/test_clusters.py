"""Groups of similar units: clear ones are found, unclear ones are not named, missing scores are borne."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import pdist, squareform

from pmokit.assess import clusters
from pmokit.assess.clusters import group_units, what_stands_out

DOMAINS = ["POR", "RES", "FIN", "COM"]
STRONG, WEAK, ODD = [4.0, 4.0, 4.0, 4.0], [1.5, 1.5, 1.5, 1.5], [1.0, 1.0, 4.0, 4.0]


def table(*rows):
    jitter = np.arange(len(rows) * len(DOMAINS)).reshape(len(rows), -1) % 3 * 0.05
    return pd.DataFrame(np.array(rows) + jitter, index=[f"U{at}" for at in range(len(rows))], columns=DOMAINS)


def test_clear_groups_are_found_strongest_first():
    found = group_units(table(WEAK, STRONG, ODD, WEAK, STRONG, ODD))
    assert found.group_of == {"U0": 3, "U1": 1, "U2": 2, "U3": 3, "U4": 1, "U5": 2}
    assert found.silhouette > 0.9


def test_order_of_units_changes_nothing():
    rows = table(WEAK, STRONG, ODD, WEAK, STRONG, ODD)
    assert group_units(rows.iloc[::-1]).group_of == group_units(rows).group_of


def test_unclear_groups_are_not_named():
    """Units on a line without gaps fall into no groups."""
    shuffled = np.random.default_rng(1).uniform(1, 5, size=(30, 8))
    found = group_units(pd.DataFrame(shuffled, index=[f"U{at}" for at in range(30)]))
    assert found.group_of == {}
    assert found.reason == "the units do not fall into clear groups"


def test_few_units_and_equal_units():
    assert "at least 4 units" in group_units(table(WEAK, STRONG, ODD)).reason
    same = pd.DataFrame(np.full((5, 4), 2.0), index=list("ABCDE"), columns=DOMAINS)
    assert group_units(same).reason in {"all units have the same scores", "the units do not fall into clear groups"}


def test_missing_scores():
    """A unit with scores in half of the domains is grouped by those; one with fewer is left out and named."""
    rows = table(WEAK, STRONG, WEAK, STRONG, STRONG)
    rows.iloc[0, :2] = np.nan
    rows.iloc[4, :3] = np.nan
    found = group_units(rows)
    assert found.left_out == ("U4",)
    assert found.group_of == {"U0": 2, "U1": 1, "U2": 2, "U3": 1}


def test_distance_is_the_mean_difference():
    """Against SciPy's city-block distance where nothing is missing."""
    values = np.random.default_rng(2).uniform(1, 5, size=(6, 5))
    assert clusters._distances(values) == pytest.approx(squareform(pdist(values, "cityblock")) / 5)


def test_silhouette_by_hand():
    """Rousseeuw (1987): 1 - within / nearest, and 0 for a unit alone. Points 0, 1 and 4 as groups {0, 1}, {4}."""
    distances = np.abs(np.subtract.outer([0.0, 1.0, 4.0], [0.0, 1.0, 4.0]))
    expected = ((4 - 1) / 4 + (3 - 1) / 3 + 0) / 3
    assert clusters._silhouette(distances, np.array([1, 1, 2])) == pytest.approx(expected)


def test_what_stands_out():
    """Mean of the group less the mean of all units, domain by domain."""
    rows = pd.DataFrame([[4.0, 2.0], [4.0, 2.0], [2.0, 2.0], [2.0, 2.0]], index=list("ABCD"), columns=["POR", "RES"])
    found = what_stands_out(rows, clusters.Groups({"A": 1, "B": 1, "C": 2, "D": 2}, 1.0, ()))
    by_place = found.set_index(["group", "domain"])["difference"].to_dict()
    assert by_place == {(1, "POR"): 1.0, (1, "RES"): 0.0, (2, "POR"): -1.0, (2, "RES"): 0.0}
