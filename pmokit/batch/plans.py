"""Roadmaps before the reports: solved where none is kept that answers today's problem, and kept."""

import datetime as dt
import threading
from collections.abc import Sequence

from pmokit.errors import PlanningError, StoreError
from pmokit.store.engagement import Engagement
from pmokit.study.portfolio_roadmap import PLAN_SECONDS as PORTFOLIO_SECONDS
from pmokit.study.portfolio_roadmap import store_portfolio_plan
from pmokit.study.released import ReleasedStudy
from pmokit.study.roadmap import PLAN_SECONDS, UnitRoadmap
from pmokit.study.stored_plan import store_plan

AUTHOR = "pmokit batch"
TOGETHER = "All units together"


def store_plans(
    engagement: Engagement, units: Sequence[str], *, today: dt.date, stop: threading.Event
) -> dict[str, str]:
    """Solve and keep the roadmap of each unit and of all together, and say which cannot be planned; that stops no other.

    What is kept already and answers today's problem stays, so that a batch that is resumed solves nothing twice.

    Parameters
    ----------
    engagement
        The open engagement.
    units
        Codes.
    today
        The date that the plans bear.
    stop
        Ends it between two plans.

    Returns
    -------
    dict
        Why a unit has no roadmap, by code, as its pins contradict each other or a document that the plan needs is damaged; under
        ``TOGETHER`` why there is none of all units.
    """
    faults: dict[str, str] = {}
    for unit in units:
        if stop.is_set():
            return faults
        try:
            _store(engagement, unit, today)
        except (PlanningError, StoreError) as error:
            faults[unit] = str(error)
    if not stop.is_set() and not faults:
        try:
            released = tuple(ReleasedStudy(engagement, today=today).table.index)
            store_portfolio_plan(engagement, released, today=today, author=AUTHOR, seconds=PORTFOLIO_SECONDS)
        except StoreError as error:
            faults[TOGETHER] = str(error)
    return faults


def _store(engagement: Engagement, unit: str, today: dt.date) -> None:
    study = UnitRoadmap(engagement, unit)
    if study.can_be_planned and study.planning_problem.initiatives and study.stored_roadmap is None:
        store_plan(engagement, unit, today=today, author=AUTHOR, seconds=PLAN_SECONDS)
