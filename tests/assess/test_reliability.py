"""Agreement across questions against published figures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from pmokit.assess.reliability import (
    ICC_FORMS,
    TALLY_REASON,
    intraclass_correlation,
    intraclass_correlation_of_tally,
    kendall_w,
    krippendorff_alpha,
    tally_ratings,
)
from pmokit.errors import ScoringError
from tests.conftest import THOROUGH

RELAXED = settings(max_examples=300 if THOROUGH else 25)
_ = None
KRIPPENDORFF = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
SHROUT_FLEISS = ((9, 6, 8, 7, 10, 6), (2, 1, 4, 1, 5, 2), (5, 3, 6, 2, 6, 4), (8, 2, 8, 6, 9, 7))
TABLES = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(1, 5), min_size=n, max_size=n), min_size=2, max_size=6)
)


@pytest.mark.parametrize(
    ("metric", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_four_observers(metric, expected):
    """Krippendorff 2011, section C: 4 observers, 12 units, missing ratings."""
    found = krippendorff_alpha(*tally_ratings(KRIPPENDORFF), metric)
    assert found.value == pytest.approx(expected, abs=5e-4)
    assert found.raters == 40


def test_alpha_is_undefined_not_perfect_without_variety():
    """One value in all data is undefined, and so are data in which no unit has two ratings."""
    same = krippendorff_alpha([[3, 0], [2, 0]], (1, 2), "ordinal")
    assert (same.value, same.raters) == (None, 5)
    assert "all ratings are the same" in same.reason
    assert krippendorff_alpha([[1, 0], [0, 1]], (1, 2), "nominal").reason == "no question has two ratings"
    assert krippendorff_alpha([], (1, 2), "nominal").reason == "no question has two ratings"


@RELAXED
@given(TABLES, st.randoms(use_true_random=False))
def test_alpha_does_not_ask_who(table, random):
    """At most 1; the order of raters within a question changes nothing; unused values change nothing."""
    counts, values = tally_ratings(table)
    shuffled = [list(column) for column in zip(*table, strict=True)]
    for column in shuffled:
        random.shuffle(column)
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        found = krippendorff_alpha(counts, values, metric)
        assert krippendorff_alpha(*tally_ratings(list(zip(*shuffled, strict=True))), metric) == found
        wide = np.hstack([counts, np.zeros((len(counts), 1), dtype=int)])
        padded = krippendorff_alpha(wide, [*values, 9], metric)
        assert (padded.value is None) == (found.value is None)
        if found.value is not None:
            assert padded.value == pytest.approx(found.value)
            assert found.value <= 1 + 1e-12


@pytest.mark.parametrize(("form", "expected"), list(zip(ICC_FORMS, (0.17, 0.29, 0.71, 0.44, 0.62, 0.91), strict=True)))
def test_icc_of_four_judges(form, expected):
    """Shrout and Fleiss 1979, table 4: 6 targets, 4 judges."""
    assert intraclass_correlation(SHROUT_FLEISS)[form].value == pytest.approx(expected, abs=5e-3)


def test_icc_of_a_tally():
    """A tally gives (1,1) and (1,k) and says why not the others."""
    found = intraclass_correlation_of_tally(*tally_ratings(SHROUT_FLEISS))
    single = intraclass_correlation(SHROUT_FLEISS)
    assert found["(1,1)"].value == pytest.approx(single["(1,1)"].value)
    assert found["(1,k)"].value == pytest.approx(single["(1,k)"].value)
    assert {found[form].reason for form in ICC_FORMS if not form.startswith("(1")} == {TALLY_REASON}
    uneven = intraclass_correlation_of_tally([[2, 1], [1, 1]], (1, 2))
    assert uneven["(1,1)"].reason == "the targets have different numbers of ratings"


def test_icc_edges():
    """Two raters and two complete targets are needed, and targets that differ; incomplete ones are dropped aloud."""
    assert intraclass_correlation([[1, 2, 3]])["(2,k)"].reason == "one rater: agreement needs two"
    assert intraclass_correlation([[1, _], [2, 3]])["(2,k)"].reason == "one target is rated by all raters: needs two"
    assert "do not differ" in intraclass_correlation([[0.1, 0.1, 0.1]] * 3)["(3,1)"].reason
    assert intraclass_correlation([])["(1,1)"].value is None
    found = intraclass_correlation([[*row, _] for row in SHROUT_FLEISS])["(2,1)"]
    assert found.value == pytest.approx(0.29, abs=5e-3)
    assert found.note == "1 of 7 targets left out: not rated by all"
    with pytest.raises(ScoringError, match="rows have 1, 2 ratings"):
        intraclass_correlation([[1, 2], [1]])


def test_perfect_agreement_is_one():
    """Raters who say the same of targets that differ."""
    assert {m.value for m in intraclass_correlation([[1, 2, 4]] * 3).values()} == {1}
    assert kendall_w([[1, 2, 4]] * 3).value == 1


def test_kendall_w_of_three_executives():
    """Siegel 1956, chapter 9: three executives rank six applicants; S = 25.5, W = 12 x 25.5 / (9 x 210) = 0.16."""
    found = kendall_w([(1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1)])
    assert found.value == pytest.approx(306 / 1890)


def test_kendall_w_edges():
    """Raters who see no difference give no order; one rater or one target gives nothing to compare."""
    assert "no order" in kendall_w([[2, 2, 2], [3, 3, 3]]).reason
    assert kendall_w([[1, 2]]).reason == "one rater: agreement needs two"
    assert kendall_w([[1], [2]]).reason == "one target is rated by all raters: needs two"
    assert kendall_w([[1, _], [_, 2]]).reason == "no target is rated by all raters: needs two"


@RELAXED
@given(TABLES)
def test_kendall_w_is_friedman(table):
    """W = chi2 / (m (n - 1)) with Friedman's chi2, ties corrected (scipy)."""
    found = kendall_w(table)
    if found.value is None:
        return
    assert 0 <= found.value <= 1 + 1e-12
    raters, targets = len(table), len(table[0])
    if targets >= 3:
        chi2 = friedmanchisquare(*zip(*table, strict=True)).statistic
        assert found.value == pytest.approx(chi2 / (raters * (targets - 1)))
