"""Intervals for what few people said: a share, a net promoter score, and the difference of two of them."""

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri

CONFIDENCE = 0.95
# As Lewis and Sauro (measuringu.com, 2021) state it: a quarter each of them are promoters and detractors, half are passives.
PSEUDO_OBSERVATIONS = 3.0
NPS_METHOD = "adjusted Wald interval of Rocks 2016 (three pseudo-answers: 3/4 promoter, 3/2 passive, 3/4 detractor)"
SHARE_METHOD = "score interval of Wilson 1927"


@dataclass(frozen=True)
class Estimate:
    """A value from a sample, and the interval in which the true one may lie.

    Parameters
    ----------
    value, low, high
        The same scale.
    n
        Answers that it rests on.
    """

    value: float
    low: float
    high: float
    n: int


def share_interval(hits: int, n: int, confidence: float = CONFIDENCE) -> Estimate:
    """Return a share with the score interval of Wilson (JASA 22, 1927, pages 209 to 212).

    Parameters
    ----------
    hits
        Answers that count, 0 to ``n``.
    n
        All answers, at least 1.
    confidence
        Between 0 and 1.

    Returns
    -------
    Estimate
        From 0 to 1.

    Raises
    ------
    ValueError
        If there are no answers, or more hits than answers.
    """
    if n < 1 or not 0 <= hits <= n:
        msg = f"{hits} of {n} answers is no share"
        raise ValueError(msg)
    z = _quantile(confidence)
    share = hits / n
    scale = 1 + z**2 / n
    centre = (share + z**2 / (2 * n)) / scale
    half = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / scale
    # At 0 and at n the formula gives exactly 0 and 1, but for rounding.
    low, high = (0.0 if hits == 0 else centre - half), (1.0 if hits == n else centre + half)
    return Estimate(share, max(0.0, low), min(1.0, high), n)


def nps_interval(promoters: int, passives: int, detractors: int, confidence: float = CONFIDENCE) -> Estimate:
    """Return a net promoter score with the adjusted Wald interval of Rocks (American Statistician 70, 2016, page 365).

    The score is the difference of two shares of one multinomial sample, so its variance is that of a variable that is
    1, 0 or -1. Like the interval of Agresti and Coull for a share, this one adds a few pseudo-answers first; without them
    a handful of like answers would seem to be certain.

    Parameters
    ----------
    promoters, passives, detractors
        Answers of 9 or 10, 7 or 8, 0 to 6; together at least 1.
    confidence
        Between 0 and 1.

    Returns
    -------
    Estimate
        From -100 to 100.

    Raises
    ------
    ValueError
        If a number is negative or all are 0.
    """
    n = promoters + passives + detractors
    if n < 1 or min(promoters, passives, detractors) < 0:
        msg = f"{promoters}, {passives} and {detractors} answers give no net promoter score"
        raise ValueError(msg)
    total = n + PSEUDO_OBSERVATIONS
    up, down = (promoters + PSEUDO_OBSERVATIONS / 4) / total, (detractors + PSEUDO_OBSERVATIONS / 4) / total
    centre = up - down
    half = _quantile(confidence) * sqrt((up + down - centre**2) / total)
    value = 100 * (promoters - detractors) / n
    return Estimate(value, max(-100.0, 100 * (centre - half)), min(100.0, 100 * (centre + half)), n)


def difference_interval(before: Estimate, after: Estimate) -> Estimate:
    """Return the change between two samples of different people, with an interval put together from both intervals.

    Square-and-add of Newcombe 1998 (method 10), for estimates of any kind by Zou and Donner (Statistics in Medicine 27,
    2008): each bound of the change takes the side of each interval that counts for it.

    Parameters
    ----------
    before, after
        Of the same scale and confidence.

    Returns
    -------
    Estimate
        After less before; ``n`` of the smaller sample.
    """
    change = after.value - before.value
    # The adjusted interval is pulled to the middle: at the ends of the scale its bound can lie inside of the value.
    down = sqrt(max(0.0, after.value - after.low) ** 2 + max(0.0, before.high - before.value) ** 2)
    up = sqrt(max(0.0, after.high - after.value) ** 2 + max(0.0, before.value - before.low) ** 2)
    return Estimate(change, change - down, change + up, min(before.n, after.n))


def _quantile(confidence: float) -> float:
    return float(ndtri((1 + confidence) / 2))
