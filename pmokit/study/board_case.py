"""What a unit asks of its board: money, people, until when, which business measure moves, the first proof; and the options."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pmokit.model.base import say
from pmokit.model.kpi_set import KpiEntry
from pmokit.model.printing import print_day, print_number
from pmokit.model.vision import Measure, Objective, horizon_end
from pmokit.study.board_options import Option, most_fte, part_of_plan, whole_plan, without_plan
from pmokit.study.problem_cost import UNKNOWN
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import show
from pmokit.views.kpi_values import print_kpi

PROOF_DAYS = 90
"""First results of initiatives are those that show within so many days."""


@dataclass(frozen=True)
class BusinessMeasure:
    """The figure of the business that is to move, as printed.

    Parameters
    ----------
    name, now, then
        What is measured, today's value, and the target.
    source
        Who agreed on it.
    is_shared
        Whether it belongs to the whole organisation: the unit adds to it and does not move it alone.
    """

    name: str
    now: str
    then: str
    source: str
    is_shared: bool = False


@dataclass(frozen=True)
class FirstProof:
    """The first result that can be seen, and the day by which it can."""

    by: dt.date
    what: str


@dataclass(frozen=True)
class BoardCase:
    """What a board decides on; what is None is not known.

    Parameters
    ----------
    cost_k
        Likely money for all initiatives, thousands.
    fte
        Most FTE of the own people in one quarter, over all skills.
    until
        The last quarter of the plan, as a calendar label.
    measure, proof
        The business measure, and the first proof.
    options
        Do nothing, the plan, and its cheaper part where there is one.
    """

    cost_k: float | None
    fte: float | None
    until: str | None
    measure: BusinessMeasure | None
    proof: FirstProof | None
    options: tuple[Option, ...]

    def headline(self, currency: str) -> str:
        """Return the request as one sentence; what is unknown is called so.

        Parameters
        ----------
        currency
            Of the money.
        """
        if self.cost_k is None or self.fte is None or self.until is None:
            asked = "What to ask for is not known yet: there is no plan"
        else:
            asked = f"We ask for {show(self.cost_k, 'money')} thousand {currency} and up to {print_number(self.fte, '.1f')} FTE until {self.until}"
        shared = f" ({self.measure.source})" if self.measure and self.measure.is_shared else ""
        moved = (
            f"'{self.measure.name}'{shared} moves from {self.measure.now} to {self.measure.then}"
            if self.measure
            else f"business measure {UNKNOWN}"
        )
        proof = f"first proof by {print_day(self.proof.by)}" if self.proof else f"first proof {UNKNOWN}"
        return f"{asked}; {moved}; {proof}"


def board_case(study: UnitStudy) -> BoardCase:
    """Return what a unit asks of its board.

    Parameters
    ----------
    study
        The unit's story.
    """
    if not has_plan(study):
        return BoardCase(None, None, None, business_measure(study), None, (without_plan(study),))
    ends = study.ends
    options = (without_plan(study), whole_plan(study), *part_of_plan(study))
    return BoardCase(
        cost_k=sum(one.cost for one in study.initiatives),
        fte=most_fte(study, study.planning_problem.quarters),
        until=study.quarter(max(ends.values()) - 1),
        measure=business_measure(study),
        proof=_first_proof(study),
        options=options,
    )


def has_plan(study: UnitStudy) -> bool:
    """Return whether there is a plan with at least one initiative.

    Parameters
    ----------
    study
        The unit's story.
    """
    return (
        study.can_be_planned
        and bool(study.planning_problem.initiatives)
        and study.plan.value is not None
        and bool(study.initiatives)
    )


def business_measure(study: UnitStudy) -> BusinessMeasure | None:
    """Return the measure that the board knows best: the unit's first objective, else its first KPI, else the whole's first objective.

    Only what has been measured and has a target counts; objectives that the PMO was built for come first.

    Parameters
    ----------
    study
        The unit's story.
    """
    vision = study.vision
    served = set(study.structure.brief.objectives) if study.structure else set()
    objectives = sorted(vision.objectives, key=lambda one: (one.kind not in served, *_rank(one))) if vision else []
    found = next((measure for one in objectives if (measure := _of_objective(one))), None)
    if found and study.vision_study.holder:
        return BusinessMeasure(*found, f"objective of {study.unit.name}")
    entries: Iterable[KpiEntry] = study.kpi_set.entries if study.kpi_set else ()
    for entry in entries:
        kpi = study.kpi_catalogue.by_id.get(entry.kpi)
        now, then = entry.baseline.value, entry.target
        if kpi is not None and now is not None and then is not None and now != then:
            name = say(kpi.name, study.language)
            now_told, then_told = (print_kpi(value, kpi.unit, study.settings.currency) for value in (now, then))
            return BusinessMeasure(name[0].lower() + name[1:], now_told, then_told, "agreed KPI")
    return BusinessMeasure(*found, f"objective of {study.settings.client}", is_shared=True) if found else None


def _rank(objective: Objective) -> tuple[float, float]:
    return (objective.priority or float("inf"), -(objective.weight or 0))


def _of_objective(objective: Objective) -> tuple[str, str, str] | None:
    measure = objective.measure
    if measure is None or measure.baseline is None:
        return None
    return measure.name, _amount(measure.baseline, measure), _amount(measure.target, measure)


def _amount(value: float, measure: Measure) -> str:
    return f"{value:,g} {measure.unit}".strip()


def _first_proof(study: UnitStudy) -> FirstProof:
    first = min(study.initiatives, key=lambda one: (one.start, one.end, one.name))
    begins = horizon_end(study.quarter(first.start - 1).replace(" ", "-")) + dt.timedelta(days=1)
    return FirstProof(begins + dt.timedelta(days=PROOF_DAYS - 1), first.first_result)
