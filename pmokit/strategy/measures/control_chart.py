"""XmR control charts: whether a change in a KPI is a signal, or the noise that was always there.

After Wheeler, "Understanding Variation" (2nd edition, SPC Press, 2000), and "Making Sense of Data" (SPC Press, 2003) for the three rules.
The factors are those of ranges of two values, 3 / 1.128 and 3.268; that a chart begins with eight values is expert judgement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pmokit.model.printing import print_number
from pmokit.strategy.measures.groups import BoolArray, FloatArray

FEWEST = 8
LIMIT_FACTOR, RANGE_FACTOR = 2.66, 3.268
RUN = 8
NEAR, NEAR_OF = 3, 4
Rule = Literal["outside", "run", "near a limit"]


@dataclass(frozen=True)
class Signal:
    """Points that noise hardly explains.

    Parameters
    ----------
    rule
        Which of the rules found them.
    first, last
        Positions of the points among the values given.
    words
        What was seen.
    """

    rule: Rule
    first: int
    last: int
    words: str


@dataclass(frozen=True)
class ControlChart:
    """Limits within which a KPI moves by itself, and what lies beyond.

    Parameters
    ----------
    at, values
        Positions of the values that are there, and these values.
    moving_ranges
        Absolute difference of each value to the one before, one fewer than values.
    centre, mean_range
        Means of the values and of the moving ranges.
    lower, upper
        Natural process limits.
    range_limit
        Upper limit of the moving ranges.
    signals
        In the order of their first point; empty = noise.
    """

    at: tuple[int, ...]
    values: tuple[float, ...]
    moving_ranges: tuple[float, ...]
    centre: float
    mean_range: float
    lower: float
    upper: float
    range_limit: float
    signals: tuple[Signal, ...]

    @property
    def verdict(self) -> Literal["signal", "noise"]:
        """Whether anything happened at all."""
        return "signal" if self.signals else "noise"

    @property
    def words(self) -> str:
        """The verdict as a sentence."""
        if not self.signals:
            return (
                f"Noise: all {len(self.values)} values lie between {print_number(self.lower, 'g')} and {print_number(self.upper, 'g')} as this process always has; "
                "a single high or low value is no reason to act."
            )
        return f"Signal: {'; '.join(signal.words for signal in self.signals)}. Look for what changed at that time."


@dataclass(frozen=True)
class TooFew:
    """Why there is no chart."""

    reason: str


def control_chart(values: Sequence[float | None], *, lowest: float | None = None) -> ControlChart | TooFew:
    """Compute an XmR chart.

    Parameters
    ----------
    values
        A KPI by period, oldest first; None = no value in that period. Such a period is passed over.
    lowest
        What the KPI cannot fall below, such as 0 for a share or a count; the lower limit then ends there.

    Returns
    -------
    ControlChart or TooFew
        From 8 values on a chart.
    """
    at = [position for position, value in enumerate(values) if value is not None and np.isfinite(value)]
    if len(at) < FEWEST:
        return TooFew(f"{len(at)} of at least {FEWEST} values: too few to tell signal from noise")
    kept: FloatArray = np.array([values[position] for position in at], dtype=np.float64)
    ranges = np.abs(np.diff(kept))
    centre, mean_range = float(kept.mean()), float(ranges.mean())
    lower, upper = centre - LIMIT_FACTOR * mean_range, centre + LIMIT_FACTOR * mean_range
    # Where nothing ever moves, rounding alone would put values on one side of their mean.
    signals = (
        []
        if mean_range == 0
        else [
            *_outside(kept, lower, upper),
            *_moving_too_far(ranges, RANGE_FACTOR * mean_range),
            *_runs(kept, centre),
            *_near(kept, centre, lower, upper),
        ]
    )
    placed = [Signal(s.rule, at[s.first], at[s.last], s.words) for s in signals]
    return ControlChart(
        at=tuple(at),
        values=tuple(kept.tolist()),
        moving_ranges=tuple(ranges.tolist()),
        centre=centre,
        mean_range=mean_range,
        lower=lower if lowest is None else max(lower, lowest),
        upper=upper,
        range_limit=RANGE_FACTOR * mean_range,
        signals=tuple(sorted(placed, key=lambda signal: (signal.first, signal.last))),
    )


def _outside(kept: FloatArray, lower: float, upper: float) -> list[Signal]:
    found = []
    for at, value in enumerate(kept):
        if not lower <= value <= upper and not np.isclose(value, (lower, upper), rtol=1e-12).any():
            side, limit = ("above", upper) if value > upper else ("below", lower)
            found.append(
                Signal(
                    "outside",
                    at,
                    at,
                    f"value {at + 1} ({print_number(value, 'g')}) lies {side} the limit of {print_number(limit, 'g')}",
                )
            )
    return found


def _moving_too_far(ranges: FloatArray, limit: float) -> list[Signal]:
    return [
        Signal(
            "outside",
            at,
            at + 1,
            f"the step to value {at + 2} ({print_number(moved, 'g')}) is larger than {print_number(limit, 'g')}",
        )
        for at, moved in enumerate(ranges)
        if moved > limit
    ]


def _runs(kept: FloatArray, centre: float) -> list[Signal]:
    found = []
    for side, words in ((kept > centre, "above"), (kept < centre, "below")):
        found += [
            Signal(
                "run",
                first,
                last,
                f"{last - first + 1} values in a row lie {words} the centre, from value {first + 1} on",
            )
            for first, last in _stretches(side)
            if last - first + 1 >= RUN
        ]
    return found


def _near(kept: FloatArray, centre: float, lower: float, upper: float) -> list[Signal]:
    """Find three of four successive values on one side that lie closer to the limit than to the centre."""
    found = []
    sides = ((kept > (centre + upper) / 2, "upper"), (kept < (centre + lower) / 2, "lower"))
    for near, words in sides:
        of_four = np.convolve(near, np.ones(NEAR_OF, dtype=int), mode="valid") >= NEAR
        for first, last in _stretches(of_four):
            met = np.flatnonzero(near[first : last + NEAR_OF]) + first
            text = f"{len(met)} of {met[-1] - met[0] + 1} values from value {met[0] + 1} on lie near the {words} limit"
            found.append(Signal("near a limit", int(met[0]), int(met[-1]), text))
    return found


def _stretches(where: BoolArray) -> list[tuple[int, int]]:
    """Return first and last position of each stretch of points that meet a condition."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], where, [False]]).astype(int)))
    return [(int(first), int(end) - 1) for first, end in zip(edges[::2], edges[1::2], strict=True)]
