"""Who is there: whoever has a page open, or has asked for something in the last two minutes."""

from collections.abc import Callable, Mapping

PRESENT_SECONDS = 120


class Presence:
    """Signs of life by participant.

    Parameters
    ----------
    clock
        Seconds; only differences count.
    ages
        Seconds since each participant was seen last, from before this server started.
    """

    def __init__(self, clock: Callable[[], float], ages: Mapping[int, float]) -> None:
        self._clock = clock
        self._at = {one: clock() - age for one, age in ages.items()}
        self._fresh: set[int] = set()

    def touch(self, participant: int) -> None:
        """Note a sign of life."""
        self._at[participant] = self._clock()
        self._fresh.add(participant)

    def present(self) -> set[int]:
        """Return who was seen in the last two minutes."""
        since = self._clock() - PRESENT_SECONDS
        return {one for one, at in self._at.items() if at >= since}

    def take_fresh(self) -> set[int]:
        """Return who gave a sign of life since the last call."""
        fresh, self._fresh = self._fresh, set()
        return fresh
