"""What a plan's files hold: the plan of one unit, with all that the client's tool takes over."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmokit.assess.variants import OVERALL
from pmokit.errors import PlanningError
from pmokit.exchange.plan_dates import Span, working_span
from pmokit.model.base import say
from pmokit.model.steps import quarter_label
from pmokit.roadmap.outline import PlannedInitiative
from pmokit.roadmap.projection import Milestone
from pmokit.roadmap.spending import use_of
from pmokit.study.unit import UnitStudy
from pmokit.views.roadmap import confidence


@dataclass(frozen=True)
class PlanFile:
    """A plan, ready to be written in any format.

    Parameters
    ----------
    client, unit, title
        Whose plan it is, and how it is called.
    currency
        Of the amounts, which are in thousands.
    first_quarter
        The calendar quarter that quarter 0 stands for.
    quarters
        The horizon.
    initiatives
        Those that were chosen, in the order of their starts.
    waves
        Names of the waves in which something ends, each with its initiatives, in order.
    milestones
        Levels that the plan should reach, and how each is called.
    capacity, used
        FTE by skill, one number for each quarter.
    skills
        Names of the skills by id.
    assumptions
        Pairs of a matter and what was assumed.
    reasons
        Why each initiative stands in its quarter or is left out.
    left_out
        Names of what was left out, by id.
    """

    client: str
    unit: str
    title: str
    currency: str
    first_quarter: str
    quarters: int
    initiatives: tuple[PlannedInitiative, ...]
    waves: Mapping[str, tuple[PlannedInitiative, ...]]
    milestones: tuple[tuple[Milestone, str], ...]
    capacity: Mapping[str, tuple[float, ...]]
    used: Mapping[str, tuple[float, ...]]
    skills: Mapping[str, str]
    assumptions: tuple[tuple[str, str], ...]
    reasons: Mapping[str, str]
    left_out: Mapping[str, str]

    def span(self, start: int, end: int) -> Span:
        """Return the working days from quarter ``start`` up to quarter ``end``."""
        return working_span(self.first_quarter, start, end)

    def quarter(self, offset: int) -> str:
        """Return the calendar label of a quarter."""
        return quarter_label(self.first_quarter, offset)

    def skill(self, name: str) -> str:
        """Return what a skill is called."""
        return self.skills.get(name, name)


def plan_file(study: UnitStudy) -> PlanFile:
    """Return what the files of a unit's plan hold, in the study's language.

    Parameters
    ----------
    study
        The unit's story.

    Raises
    ------
    PlanningError
        If the unit has no plan, or nothing was chosen.
    """
    code, language = study.unit.code, study.language
    if not study.can_be_planned:
        raise PlanningError(f"{code}: there is no plan. Expected: measured gaps, and initiatives for the model.")
    if study.plan.value is None:
        raise PlanningError(f"{code}: no plan keeps all limits. {study.pin_clash}".strip())
    if not study.initiatives:
        raise PlanningError(f"{code}: the plan is empty: no initiative fits, or every target is reached.")
    by_id = {one.id: one for one in study.initiatives}
    catalogue, problem = study.catalogue, study.planning_problem
    return PlanFile(
        client=study.settings.client,
        unit=study.unit.name,
        title=f"PMO roadmap of {study.unit.name}",
        currency=study.settings.currency,
        first_quarter=study.settings.first_quarter,
        quarters=problem.quarters,
        initiatives=study.initiatives,
        waves={w.name: tuple(by_id[name] for name in w.initiatives) for w in study.waves if w.initiatives},
        milestones=tuple((one, _called(study, one)) for one in study.milestones),
        capacity=problem.capacity,
        used={skill: use_of(problem, study.plan, skill) for skill in problem.skills},
        skills={skill: say(name, language) for skill, name in catalogue.skills.items()},
        assumptions=_assumptions(study),
        reasons=study.explanations,
        left_out={
            name: say(catalogue.by_id[name].name, language)
            for name, start in study.plan.schedule.items()
            if start is None
        },
    )


def _called(study: UnitStudy, one: Milestone) -> str:
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    where = "overall" if one.domain == OVERALL else f"in {names.get(one.domain, one.domain)}"
    return f"Level {one.level} reached {where}"


def _assumptions(study: UnitStudy) -> tuple[tuple[str, str], ...]:
    row = study.scores.of(study.unit.code)
    level = "none named yet" if pd.isna(row["level"]) else str(int(row["level"]))
    money = study.planning_problem.budget
    found = [
        ("Status", study.illustrative_sentence or "Effort, cost and owners are confirmed by the client."),
        ("How good the plan is", confidence(study.plan)),
        ("Level today", level),
        ("Capacity and budget", study.frame.source),
        ("Budget", "unlimited" if money is None else f"{sum(money):g} thousand {study.settings.currency} in all"),
        ("Effort, cost, value", f"catalogue {study.catalogue.version}, {study.catalogue.source}"),
        ("Dates", "first and last weekday of the quarters; public holidays are not taken off"),
        ("Model", f"{study.model.id} {study.model.version}"),
        ("Fingerprint of all inputs", study.input_hash),
    ]
    found += [("Pin", f"{study.say_pin(pin)}{f' ({pin.reason})' if pin.reason else ''}") for pin in study.frame.pins]
    return tuple(found)
