"""WSM, TOPSIS and VIKOR: published figures, and two other programs that compute the same."""

import numpy as np
import pytest

from pmokit.strategy.decision.agreement import method_winners, topsis, vikor, weighted_sum

FIGHTER = np.array(
    [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
)
WEIGHTS = np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
GAINS = np.array([True, True, True, False, True, True])


@pytest.fixture(params=range(20))
def random_case(request):
    """Values without equal columns, of which nothing is a special case."""
    rng = np.random.default_rng(request.param)
    rows = rng.uniform(0.05, 1, (4, 6))
    return rows, rng.dirichlet(np.ones(6)), rng.random(6) < 0.7


def test_fighter():
    """TOPSIS with vector normalisation, Hwang and Yoon 1981, choice of a fighter: .643 .268 .613 .312."""
    assert topsis(FIGHTER, WEIGHTS, GAINS) == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=1e-3)


@pytest.mark.filterwarnings("ignore:Although TOPSIS can operate:UserWarning")
def test_scikit_criteria_computes_the_same(random_case):
    """Development only: scikit-criteria's TOPSIS and VIKOR."""
    topsis_of = pytest.importorskip("skcriteria.agg.topsis").TOPSIS
    compromise = pytest.importorskip("skcriteria.agg.vikor").VIKOR
    scaler = pytest.importorskip("skcriteria.preprocessing.scalers").VectorScaler
    mkdm = pytest.importorskip("skcriteria").mkdm
    rows, weights, gains = random_case
    made = mkdm(rows, objectives=np.where(gains, 1, -1), weights=weights)
    scaled = scaler(target="matrix").transform(made)
    assert topsis(rows, weights, gains) == pytest.approx(np.asarray(topsis_of().evaluate(scaled).e_.similarity))
    assert vikor(rows, weights, gains) == pytest.approx(np.asarray(compromise().evaluate(made).e_.q_k))


def test_scikit_criteria_sums_the_same(random_case):
    """Development only: scikit-criteria's weighted sum, which takes gains alone."""
    sums = pytest.importorskip("skcriteria.agg.simple").WeightedSumModel
    mkdm = pytest.importorskip("skcriteria").mkdm
    rows, weights, _ = random_case
    made = mkdm(rows, objectives=np.ones(6), weights=weights)
    assert weighted_sum(rows, weights) == pytest.approx(np.asarray(sums().evaluate(made).e_.score))


def test_pymcdm_computes_the_same(random_case):
    """Development only: pymcdm's TOPSIS with vector normalisation (its own default is another) and VIKOR."""
    methods = pytest.importorskip("pymcdm.methods")
    vector = pytest.importorskip("pymcdm.normalizations").vector_normalization
    rows, weights, gains = random_case
    types = np.where(gains, 1, -1)
    assert vikor(rows, weights, gains) == pytest.approx(methods.VIKOR()(rows, weights, types))
    only_gains = np.ones(6, dtype=int)
    found = topsis(rows, weights, only_gains > 0)
    assert found == pytest.approx(methods.TOPSIS(vector)(rows, weights, only_gains))


def test_three_methods_may_disagree():
    """a0 is the best on average; VIKOR regrets its one bad criterion most."""
    matrix = np.array([[1, 0.6], [1, 0.6], [0, 0.6]])
    weights = np.array([0.31, 0.31, 0.38])
    found = method_winners(matrix, weights)
    assert found.weighted_sum == 0
    assert not found.agree
    assert method_winners(np.array([[0.9, 0.1, 0.5]]), np.array([1.0])).agree


def test_alternatives_that_are_all_the_same_divide_by_nothing():
    same = np.full((3, 2), 0.0)
    gains = np.array([True, True])
    assert topsis(same, np.array([0.5, 0.5]), gains).tolist() == [0.5, 0.5, 0.5]
    assert vikor(same, np.array([0.5, 0.5]), gains).tolist() == [0, 0, 0]
