"""Two sheets to hand out, one page each: what the plan means for the head of the unit, and for the people who work in it."""

from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.model.vision import horizon_end
from pmokit.roadmap.outline import PlannedInitiative
from pmokit.study.board_case import board_case, has_plan
from pmokit.study.board_request import board_decisions, checkpoints
from pmokit.study.plan_frame import spend_by_quarter, use_by_skill
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import show
from pmokit.views.page import Listing, Page

HEAD, TEAM = ("head", "For the head of the unit"), ("team", "For the team")
NO_PLAN = "There is no plan yet, so nothing changes this quarter. Next: measure the gaps in step 2, then make the roadmap in step 7."
MOST = 6
LESS = 0.05


def head_page(study: UnitStudy, language: str) -> Page:
    """Return the sheet for the head of the unit: what it means, what happens this quarter, what to decide, who to ask.

    Parameters
    ----------
    study, language
        The unit's story, and the language of its texts.
    """
    if not has_plan(study):
        return Page(*HEAD, (NO_PLAN,), layout="sheet")
    quarter = current_quarter(study)
    case = board_case(study)
    whole = next(one for one in case.options if one.name == "Recommended")
    means = (
        f"What comes out: {whole.result}",
        f"What it takes this quarter: {_people(study, quarter, language)}, and {show(spend_by_quarter(study)[quarter], 'money')} thousand {study.settings.currency}.",
        f"What it takes in the busiest quarter: {print_number(whole.fte, '.1f')} FTE of your people.",
        f"What may go wrong: {whole.risk}",
        *_next_checkpoint(study, quarter),
    )
    decisions = tuple(f"{one.what} ({one.who}, {one.by})" for one in board_decisions(study, case))
    return Page(
        *HEAD,
        (_opening(study, quarter),),
        lists=_filled(
            Listing("What it means for you", means),
            Listing(f"What happens in {study.quarter(quarter)}", _work(study, quarter)),
            Listing("What is waiting for a decision", decisions),
            Listing("Who to ask", _whom(study, quarter, language)),
        ),
        layout="sheet",
    )


def team_page(study: UnitStudy, language: str) -> Page:
    """Return the sheet for the team: what gets better, what happens this quarter, whose time it takes, who to ask.

    Parameters
    ----------
    study, language
        The unit's story, and the language of its texts.
    """
    if not has_plan(study):
        return Page(*TEAM, (NO_PLAN,), layout="sheet")
    quarter = current_quarter(study)
    now = _running(study, quarter)
    seen = tuple(f"{one.name}: {one.first_result}" for one in now[:MOST])
    later = tuple(f"{study.quarter(one.start)}: {one.name}" for one in study.initiatives if one.start > quarter)
    means = (
        f"Time asked of people here: {_people(study, quarter, language)}. Everybody else goes on as before.",
        "New ways start small: each one is tried, and kept only where what it should bring can be seen.",
        *(f"It counts as done when: {one.done_when}" for one in now[:1]),
    )
    return Page(
        *TEAM,
        (_opening(study, quarter),),
        lists=_filled(
            Listing("What it means for you", means),
            Listing(f"What you will see of it in {study.quarter(quarter)}", seen),
            Listing("What comes later", later[:MOST]),
            Listing("Who to ask", _whom(study, quarter, language)),
        ),
        layout="sheet",
    )


def current_quarter(study: UnitStudy) -> int:
    """Return the plan's quarter that the status date lies in: the first one before the plan begins, the last one after it has ended.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    """
    last = study.planning_problem.quarters - 1
    ends = (horizon_end(study.quarter(at).replace(" ", "-")) for at in range(last))
    return next((at for at, end in enumerate(ends) if study.as_of <= end), last)


def _opening(study: UnitStudy, quarter: int) -> str:
    number = len(study.initiatives)
    return (
        f"{study.unit.name} has a plan of {number} {'initiative' if number == 1 else 'initiatives'} until "
        f"{study.quarter(max(study.ends.values()) - 1)}. This sheet tells of {study.quarter(quarter)}. {study.illustrative_sentence}"
    ).strip()


def _running(study: UnitStudy, quarter: int) -> list[PlannedInitiative]:
    return [one for one in study.initiatives if one.start <= quarter < one.end]


def _work(study: UnitStudy, quarter: int) -> tuple[str, ...]:
    found = _running(study, quarter)
    if not found:
        return ("No initiative runs.",)
    told = [
        f"{one.name}: {'starts' if one.start == quarter else 'goes on'}, until {study.quarter(one.end - 1)}. First result: {one.first_result}"
        for one in found[:MOST]
    ]
    more = len(found) - MOST
    return (*told, *([f"and {more} more; the roadmap names them"] if more > 0 else []))


def _people(study: UnitStudy, quarter: int, language: str) -> str:
    names = {skill: say(name, language) for skill, name in study.catalogue.skills.items()}
    taken = {names.get(skill, skill): row[quarter] for skill, row in use_by_skill(study).items()}
    parts = [f"{amount:.2g} FTE {name}" for name, amount in taken.items() if amount >= LESS]
    return ", ".join(parts) or "nobody's time"


def _next_checkpoint(study: UnitStudy, quarter: int) -> tuple[str, ...]:
    ahead = next((one for one in checkpoints(study) if one.quarter >= quarter), None)
    if ahead is None:
        return ()
    return (f"Next checkpoint: after {study.quarter(ahead.quarter)}. The plan stops if {ahead.stop}.",)


def _whom(study: UnitStudy, quarter: int, language: str) -> tuple[str, ...]:
    """Return who answers for what runs now, and who leads the PMO."""
    by_owner: dict[str, list[str]] = {}
    for one in _running(study, quarter):
        by_owner.setdefault(one.owner, []).append(one.name)
    told = [f"{owner}: {'; '.join(names)}" for owner, names in by_owner.items()]
    if study.structure is not None:
        roles = {role.id: say(role.name, language) for role in study.service_catalogues.roles.roles}
        lead = study.structure.posts[0]
        told.append(f"{roles.get(lead.role, lead.role)}: everything else about the PMO")
    return tuple(told) or ("Head of the unit",)


def _filled(*listings: Listing) -> tuple[Listing, ...]:
    return tuple(one for one in listings if one.points)
