"""Our measures against the packages krippendorff, pingouin and statsmodels (development only: two of them are GPL)."""

import warnings

import numpy as np
import pandas as pd
import pytest

from pmokit.assess.averages import mean, quantile, standard_deviation
from pmokit.assess.reliability import ICC_FORMS, intraclass_correlation, krippendorff_alpha, tally_ratings

SEEDS = range(12)


def other(name):
    """Import a development package; without it the test is skipped with a message."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{name} is not installed: run `python run.py`, it is a dev dependency")


def table(seed, *, missing=0.0):
    """Draw a table of raters x targets in which the raters follow the target's true level more or less."""
    rng = np.random.default_rng(seed)
    raters, targets = int(rng.integers(2, 7)), int(rng.integers(3, 15))
    ratings = np.clip(np.rint(rng.uniform(1, 5, targets) + rng.normal(0, rng.uniform(0.2, 2), (raters, targets))), 1, 5)
    ratings[rng.random(ratings.shape) < missing] = np.nan
    return ratings


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorff_alpha(seed, metric):
    """The package krippendorff finds the same alpha, with ratings missing."""
    krippendorff = other("krippendorff")
    ratings = table(seed, missing=0.2)
    counts, values = tally_ratings(ratings.tolist())
    found = krippendorff_alpha(counts, values, metric)
    if found.value is None:
        with pytest.raises(ValueError, match=r"domain|value"):
            krippendorff.alpha(reliability_data=ratings, level_of_measurement=metric)
    else:
        expected = krippendorff.alpha(reliability_data=ratings, level_of_measurement=metric)
        assert found.value == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_icc(seed):
    """The package pingouin finds the same six coefficients."""
    pingouin = other("pingouin")
    ratings = table(seed)
    if ratings.shape[1] < 5:
        ratings = np.hstack([ratings, table(seed)[:, ::-1], ratings])
    raters, targets = np.indices(ratings.shape)
    tidy = pd.DataFrame({"rater": raters.ravel(), "target": targets.ravel(), "rating": ratings.ravel()})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = pingouin.intraclass_corr(tidy, targets="target", raters="rater", ratings="rating")["ICC"].to_numpy()
    found = intraclass_correlation(ratings.tolist())
    assert [found[form].value for form in ICC_FORMS] == pytest.approx(list(expected))


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_kappa(seed):
    """With equally many ratings each, nominal alpha = kappa + (1 - kappa) / N, N all ratings (statsmodels' kappa)."""
    inter_rater = other("statsmodels.stats.inter_rater")
    ratings = table(seed)
    counts, values = tally_ratings(ratings.tolist())
    kappa = inter_rater.fleiss_kappa(counts, method="fleiss")
    found = krippendorff_alpha(counts, values, "nominal")
    assert found.value == pytest.approx(kappa + (1 - kappa) / ratings.size)


@pytest.mark.parametrize("seed", SEEDS)
def test_weighted_description(seed):
    """Mean and deviation from counts are those of statsmodels' frequency-weighted sample."""
    weightstats = other("statsmodels.stats.weightstats")
    counts = np.random.default_rng(seed).integers(1, 9, (1, 5))
    values = np.array([[1.0, 2, 3, 4, 5]])
    expected = weightstats.DescrStatsW(values[0], weights=counts[0], ddof=1)
    assert mean(counts, values)[0] == pytest.approx(expected.mean)
    assert standard_deviation(counts, values)[0] == pytest.approx(expected.std)
    single = np.repeat(values[0], counts[0])
    assert quantile(counts, values, 0.75)[0] == pytest.approx(np.quantile(single, 0.75))
