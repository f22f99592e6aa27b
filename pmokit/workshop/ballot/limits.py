"""How often something may be tried: so many at once, and so many a second over time."""

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

MOST_KEYS = 10_000


@dataclass(frozen=True)
class Rate:
    """A limit.

    Parameters
    ----------
    burst
        How many at once.
    per_second
        How many come back in a second.
    """

    burst: float
    per_second: float


class Limiter:
    """Counts by key, such as an address or a participant, and forgets who has been quiet for longest.

    Parameters
    ----------
    rate
        The limit of each key.
    clock
        Seconds; only differences count.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate, self._clock = rate, clock
        self._used: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait(self, key: Hashable) -> int:
        """Return the whole seconds until the next try is allowed; 0 = now. Nothing is counted."""
        over = self._level(key) + 1 - self._rate.burst
        return max(0, math.ceil(over / self._rate.per_second)) if over > 0 else 0

    def count(self, key: Hashable) -> None:
        """Count one try."""
        self._used[key] = (self._level(key) + 1, self._clock())
        self._used.move_to_end(key)
        if len(self._used) > MOST_KEYS:
            self._used.popitem(last=False)

    def _level(self, key: Hashable) -> float:
        used, at = self._used.get(key, (0.0, 0.0))
        return max(0.0, used - (self._clock() - at) * self._rate.per_second)
