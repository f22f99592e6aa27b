"""Propose a unit's communication from what is known of it: type, structure and roadmap."""

import datetime as dt
from collections import defaultdict

from pmokit.content.catalogues import load_catalogues
from pmokit.content.step_texts import load_communication
from pmokit.errors import PmokitError
from pmokit.model.base import say
from pmokit.model.communication import Communication, CommunicationBrief, Wave
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.planning import Plan
from pmokit.model.steps import QUARTER
from pmokit.strategy.communication import propose_communication
from pmokit.study.unit import UnitStudy

WAVE_QUARTERS = 2
YEAR = dt.timedelta(days=365)


def propose_for_unit(study: UnitStudy, first: dt.date) -> Communication:
    """Return a register and a plan for the PMO of a unit, to be changed with the client.

    Parameters
    ----------
    study
        A unit whose structure has been designed; its roadmap gives the waves where it can be planned.
    first
        The day from which the plan runs; it ends with the last wave, a year later at the earliest.

    Raises
    ------
    PmokitError
        If the unit has no structure.
    """
    structure = study.structure
    if structure is None:
        raise PmokitError(f"{study.unit.name} has no structure yet. Design it in step 4 of the workshop first.")
    waves = (
        waves_of(study.plan, study.catalogue, study.settings.first_quarter, study.language)
        if study.can_be_planned
        else ()
    )
    brief = CommunicationBrief(
        pmo_type=structure.brief.pmo_type,
        control=structure.brief.control,
        first=first,
        end=max([first + YEAR, *(wave.ends for wave in waves)]),
        units=tuple(unit.name for unit in structure.brief.units),
        services=tuple(line.service for line in structure.services),
        posts=tuple(post.role for post in structure.posts),
        reports_to=structure.brief.reports_to,
        waves=waves,
    )
    return propose_communication(brief, load_communication(), load_catalogues().roles, study.language)


def waves_of(plan: Plan, catalogue: InitiativeCatalogue, first_quarter: str, language: str = "en") -> tuple[Wave, ...]:
    """Return the waves of a roadmap: initiatives that start in the same half-year, until the last of them is done.

    Parameters
    ----------
    plan
        The roadmap.
    catalogue
        Names and durations of its initiatives.
    first_quarter
        The quarter that offset 0 stands for, as ``YYYY-Qn``.
    language
        Language of the names.
    """
    groups: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for name, start in plan.schedule.items():
        if start is not None:
            groups[start // WAVE_QUARTERS].append((start, name))
    waves = []
    for number, (_, members) in enumerate(sorted(groups.items()), 1):
        ends = max(start + catalogue.by_id[name].duration_quarters for start, name in members)
        waves.append(
            Wave(
                name=f"Wave {number}",
                starts=_first_day(first_quarter, min(start for start, _ in members)),
                ends=_first_day(first_quarter, ends) - dt.timedelta(days=1),
                initiatives=tuple(say(catalogue.by_id[name].name, language) for _, name in sorted(members)),
            )
        )
    return tuple(waves)


def _first_day(first_quarter: str, offset: int) -> dt.date:
    match = QUARTER.match(first_quarter)
    if match is None:
        raise PmokitError(f"{first_quarter!r} is no quarter. Expected: a year and a quarter such as 2027-Q1.")
    index = int(match.group(1)) * 4 + int(match.group(2)) - 1 + offset
    return dt.date(index // 4, 3 * (index % 4) + 1, 1)
