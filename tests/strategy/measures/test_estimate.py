"""The rule that chooses one of three estimates at completion."""

import numpy as np
import pytest

from pmokit.strategy.measures.estimate import ESTIMATES, choose_estimate


@pytest.mark.parametrize(
    ("complete", "cpi", "spi", "swing", "chosen", "words"),
    [
        (0.35, 0.97, 0.875, np.nan, "typical", "20 % or more"),
        (0.35, 0.85, 0.95, 0.10, "typical", "20 % or more"),
        (0.19, 0.80, 0.80, 0.01, "atypical", "less than 20 %"),
        (np.nan, 0.80, 0.80, 0.01, "atypical", "less than 20 %"),
        (0.50, np.nan, 0.80, np.nan, "atypical", "less than 20 %"),
        (0.50, 0.80, 0.80, 0.11, "atypical", "swung"),
        (0.50, 0.80, 0.80, 0.05, "combined", "below 0.9"),
        (0.50, 0.80, np.nan, 0.05, "typical", "20 % or more"),
        (0.80, 0.80, 0.80, 0.05, "typical", "20 % or more"),
        (0.50, 0.80, 0.00, 0.05, "typical", "20 % or more"),
    ],
)
def test_choice(complete, cpi, spi, swing, chosen, words):
    """Early or unsteady: the plan; cost and schedule both low before the end: both; otherwise cost performance so far."""
    which, reason = choose_estimate(*(np.array([x]) for x in (complete, cpi, spi, swing)))
    assert ESTIMATES[which[0]] == chosen
    assert words in reason[0]
