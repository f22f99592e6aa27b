"""Counts, sums and quantiles by group, for all groups at once."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


class Groups:
    """Rows that belong to groups.

    Parameters
    ----------
    codes
        Position of each row's group; below 0 the row belongs to none.
    size
        Number of groups.
    """

    def __init__(self, codes: npt.NDArray[np.integer], size: int) -> None:
        self.codes: IntArray = np.asarray(codes, dtype=np.int64)
        self.size = size
        self._known: BoolArray = self.codes >= 0

    def count(self, where: BoolArray) -> IntArray:
        """Return how many rows of each group meet a condition."""
        found: IntArray = np.bincount(self.codes[where & self._known], minlength=self.size)
        return found

    def total(self, values: FloatArray, where: BoolArray) -> FloatArray:
        """Return the sum of each group's values where a condition is met; 0 where nothing is."""
        taken = where & self._known
        return np.bincount(self.codes[taken], weights=values[taken], minlength=self.size).astype(np.float64)

    def median(self, values: FloatArray, where: BoolArray) -> FloatArray:
        """Return the median of each group's values where a condition is met; NaN where nothing is."""
        return self.quantile(values, where, 0.5)

    def quantile(self, values: FloatArray, where: BoolArray, share: float) -> FloatArray:
        """Return a quantile of each group's values, interpolated linearly; NaN where no value is.

        Parameters
        ----------
        values, where
            One for each row.
        share
            0 to 1: the share of the values that lies below.
        """
        taken = where & self._known
        codes, kept = self.codes[taken], values[taken]
        number = np.bincount(codes, minlength=self.size)
        ranked = kept[np.lexsort((kept, codes))]
        found = np.full(self.size, np.nan)
        filled = number > 0
        first = (np.cumsum(number) - number)[filled]
        position = (number[filled] - 1) * share
        below = np.floor(position).astype(np.int64)
        above = np.minimum(below + 1, number[filled] - 1)
        low, high = ranked[first + below], ranked[first + above]
        found[filled] = low + (position - below) * (high - low)
        return found

    def largest(self, values: FloatArray, where: BoolArray, top: int) -> FloatArray:
        """Return the sum of each group's ``top`` largest values where a condition is met."""
        taken = np.flatnonzero(where & self._known)
        order = taken[np.lexsort((-values[taken], self.codes[taken]))]
        codes = self.codes[order]
        number = np.bincount(codes, minlength=self.size)
        rank = np.arange(len(order)) - (np.cumsum(number) - number)[codes]
        best = order[rank < top]
        return np.bincount(self.codes[best], weights=values[best], minlength=self.size).astype(np.float64)
