"""What a unit's people differ about most: computed again only where answers came in."""

import datetime as dt

from pmokit.store.engagement import Engagement
from pmokit.store.parts import Clock

YOUNG = dt.timedelta(seconds=30)


class Costliest:
    """The order in which a unit's disagreements are worth the time, kept for as long as it holds.

    Parameters
    ----------
    engagement
        Where the answers are.
    clock
        Gives the time, UTC.
    """

    def __init__(self, engagement: Engagement, clock: Clock) -> None:
        self._engagement, self._clock = engagement, clock
        self._kept: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {}
        self._renewed: dict[str, dt.datetime] = {}

    def order(self, unit: str) -> tuple[str, ...]:
        """Return question ids, the costliest disagreement first; what was renewed a moment ago is not waited for.

        Parameters
        ----------
        unit
            Code of the unit.
        """
        renewed = self._renewed.get(unit)
        if renewed is not None and self._clock() - renewed < YOUNG:
            return self._kept[unit][1]
        return self._compute(unit)

    def renew(self, unit: str) -> None:
        """Compute the order where answers came in; may run beside the page, so that nobody waits when it is asked for.

        Parameters
        ----------
        unit
            Code of the unit.
        """
        self._compute(unit)
        self._renewed[unit] = self._clock()

    def _compute(self, unit: str) -> tuple[str, ...]:
        assessment = self._engagement.assessment()
        if assessment is None:
            return ()
        mark = (assessment.id, self._engagement.last_response(assessment.id, unit))
        kept = self._kept.get(unit)
        if kept is None or kept[0] != mark:
            # Scoring takes a moment to import; a session without answers need not wait for it.
            from pmokit.study.assessed import UnitAssessment  # noqa: PLC0415

            found = UnitAssessment(self._engagement, unit).agenda["question"] if mark[1] else ()
            kept = self._kept[unit] = (mark, tuple(found))
        return kept[1]
