"""Permutation tests over raters: whether a difference is more than other raters, or other moods, would have given."""

from itertools import combinations, product
from math import comb

import numpy as np

from pmokit.assess.responses import Floats

DRAWS = 10_000
ALPHA = 0.05
BEYOND, WITHIN = "beyond rater noise", "within rater noise"


def swap_pairs(differences: Floats, rng: np.random.Generator, draws: int) -> tuple[Floats, float]:
    """Return the mean difference as it was and under swaps of some raters' rounds, and the smallest possible p.

    Fisher 1935 and Pitman 1937: without a change each rater's difference might as well have the other sign. All swaps are
    tried if there are no more than ``draws``.

    Parameters
    ----------
    differences
        One for each rater, levels; NaN where there is none.
    rng
        Draws the swaps.
    draws
        Number of draws where not all swaps are tried.
    """
    found = differences[~np.isnan(differences)]
    n = len(found)
    if n == 0:
        return np.empty(0), 1.0
    if 2**n <= draws:
        signs = np.array(list(product((1, -1), repeat=n)), dtype=float)
    else:
        signs = np.vstack([np.ones((1, n)), rng.choice([1.0, -1.0], (draws, n))])
    return signs @ found / n, 2 / 2**n if 2**n <= draws else 1 / (1 + draws)


def deal_anew(early: Floats, late: Floats, rng: np.random.Generator, draws: int) -> tuple[Floats, float]:
    """Return the difference of means as it was and with the raters dealt anew, and the smallest possible p.

    Parameters
    ----------
    early, late
        One for each rater of the two groups, levels; NaN where there is none.
    rng, draws
        As for :func:`swap_pairs`.
    """
    early, late = early[~np.isnan(early)], late[~np.isnan(late)]
    n, size = len(early) + len(late), len(early)
    if not size or not len(late):
        return np.empty(0), 1.0
    ways = comb(n, size)
    if ways <= draws:
        first = np.array(list(combinations(range(n), size)))
    else:
        shuffled = rng.permuted(np.tile(np.arange(n), (draws, 1)), axis=1)[:, :size]
        first = np.vstack([np.arange(size), shuffled])
    pool = np.concatenate([early, late])
    taken = pool[first].sum(axis=1)
    dealt = (pool.sum() - taken) / len(late) - taken / size
    mirrored = 2 if size == len(late) else 1
    return dealt, mirrored / ways if ways <= draws else 1 / (1 + draws)


def judge(dealt: Floats, smallest_p: float, alpha: float) -> tuple[float, float, str | None, str | None]:
    """Return the change among the raters under test, p, the verdict and why there is none.

    Parameters
    ----------
    dealt
        What happened first, then the other deals; empty where there is nothing to test.
    smallest_p
        That these raters could give.
    alpha
        Up to this p a change is beyond rater noise.
    """
    if not len(dealt):
        return np.nan, np.nan, None, "no score in one of the rounds, or none by the same raters"
    observed = float(dealt[0])
    # The first of the drawn deals is what happened, which is the "1 +" of the formula.
    p = float((np.abs(dealt) >= abs(observed) - 1e-9).mean())
    if p <= alpha:
        return observed, p, BEYOND, None
    if smallest_p > alpha and abs(observed) > 1e-9:  # noqa: PLR2004 -- no change needs no test
        return observed, p, None, f"too few raters to tell: p cannot be smaller than {smallest_p:.2g}"
    return observed, p, WITHIN, None


def adjust_for_number(p: Floats) -> Floats:
    """Return p values adjusted for their number: the false discovery rate at which each would just be called.

    Benjamini and Hochberg 1995, the step-up procedure: the i-th smallest of n times n/i, and never more than that of the next.

    Parameters
    ----------
    p
        One for each test, 0 to 1; none may be missing.
    """
    n = len(p)
    order = np.argsort(p, kind="stable")
    stepped = np.minimum.accumulate((p[order] * n / np.arange(1, n + 1))[::-1])[::-1]
    adjusted = np.empty(n)
    adjusted[order] = np.clip(stepped, 0, 1)
    return adjusted
