"""Units beside each other: ranges, what is withheld, and who is told apart."""

import numpy as np
import pandas as pd
import pytest

from pmokit.content.library import load_theme
from pmokit.views.comparison_benchmark import benchmark_positions
from pmokit.views.comparison_units import MOST_ROWS, domains_not_told_apart, pairs_told_apart, units_side_by_side

NAMES = {"": "Overall", "AA": "First", "BB": "Second"}
UNITS = {"X": "Unit X", "Y": "Unit Y"}
HIDDEN = "withheld: fewer than 3 people"


def parts(*rows):
    columns = ["unit", "part", "score", "interval_low", "interval_high", "raters", "reason"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def two():
    """On AA the units are apart, on BB their ranges touch; the whole of Y is withheld."""
    return parts(
        ("X", "", 3.0, 2.8, 3.2, 9, None),
        ("Y", "", np.nan, np.nan, np.nan, 2, HIDDEN),
        ("X", "AA", 3.0, 2.8, 3.2, 9, None),
        ("Y", "AA", 2.0, 1.8, 2.2, 9, None),
        ("X", "BB", 3.0, 2.8, 3.2, 9, None),
        ("Y", "BB", 2.7, 2.4, 2.8, 9, None),
    )


def test_each_figure_stands_with_its_range_and_what_is_withheld_says_so(two):
    table = units_side_by_side(two, UNITS, NAMES, (1, 5), load_theme())
    assert table.cells() == [
        ["Overall", "3.0 (2.8 to 3.2)", "withheld"],
        ["First", "3.0 (2.8 to 3.2)", "2.0 (1.8 to 2.2)"],
        ["Second", "3.0 (2.8 to 3.2)", "2.7 (2.4 to 2.8)"],
    ]
    words = str(table.draw())
    assert "withheld" in words


def test_units_are_told_apart_only_where_their_ranges_do_not_meet(two):
    assert pairs_told_apart(two, UNITS, NAMES).cells() == [
        ["Unit X", "–", "above in 1 of 2"],
        ["Unit Y", "below in 1 of 2", "–"],
    ]
    (listing,) = domains_not_told_apart(two, UNITS, NAMES)
    assert listing.points == ("Second",)


def test_ranges_of_fewer_than_five_raters_tell_nothing_apart(two):
    """They are shown, and too narrow to be trusted."""
    two.loc[two["unit"] == "Y", "raters"] = 4
    assert pairs_told_apart(two, UNITS, NAMES).cells()[0] == ["Unit X", "–", "too few raters"]
    assert domains_not_told_apart(two, UNITS, NAMES) == ()


def test_many_units_are_a_table_without_a_chart():
    units = {f"U{n}": f"Unit {n}" for n in range(MOST_ROWS + 1)}
    rows = parts(*((unit, "AA", 3.0, 2.8, 3.2, 9, None) for unit in units))
    table = units_side_by_side(rows, units, NAMES, (1, 5), load_theme())
    assert table.draw is None
    assert len(table.frame) == len(units)


def test_against_others_a_unit_without_a_range_is_not_placed(two):
    bands = pd.DataFrame(
        [("AA", "1.0.0", "made up for this test", 2025, 7, 2.5, 2.6, 2.7)],
        columns=["part", "version", "source", "year", "n", "p25", "median", "p75"],
    )
    two.loc[two["unit"] == "Y", ["interval_low", "interval_high"]] = np.nan
    table = benchmark_positions(1, bands, two, UNITS, NAMES, (1, 5), load_theme())
    assert table.cells() == [
        ["First", "2.5", "2.6", "2.7", "7", "made up for this test, 2025", "3.0, above", "2.0, not told"]
    ]
