"""Roadmaps before the reports: solved where none is kept that answers today's problem, and kept."""

import datetime as dt
import threading
from collections.abc import Sequence

from pmokit.errors import PlanningError
from pmokit.store.engagement import Engagement
from pmokit.study.portfolio_roadmap import PLAN_SECONDS as PORTFOLIO_SECONDS
from pmokit.study.portfolio_roadmap import store_portfolio_plan
from pmokit.study.released import ReleasedStudy
from pmokit.study.roadmap import PLAN_SECONDS, UnitRoadmap
from pmokit.study.stored_plan import store_plan

AUTHOR = "pmokit batch"


def store_plans(engagement: Engagement, units: Sequence[str], *, today: dt.date, stop: threading.Event) -> list[str]:
    """Solve and keep the roadmap of each unit and of all together, and say which units have contradicting pins.

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
    list of str
        A sentence for each unit that cannot be planned because its pins are at fault.
    """
    faults: list[str] = []
    for unit in units:
        if stop.is_set():
            return faults
        try:
            _store(engagement, unit, today)
        except PlanningError as error:
            faults.append(f"{unit}: no roadmap: {error}")
    if not stop.is_set() and not faults:
        released = tuple(ReleasedStudy(engagement, today=today).table.index)
        store_portfolio_plan(engagement, released, today=today, author=AUTHOR, seconds=PORTFOLIO_SECONDS)
    return faults


def _store(engagement: Engagement, unit: str, today: dt.date) -> None:
    study = UnitRoadmap(engagement, unit)
    if study.can_be_planned and study.planning_problem.initiatives and study.stored_roadmap is None:
        store_plan(engagement, unit, today=today, author=AUTHOR, seconds=PLAN_SECONDS)
