"""The planner's page of a unit's report: how far the gap closes, who is needed, what it brings, how sure it is, what was left out."""

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.printing import print_number
from pmokit.study.board_case import has_plan
from pmokit.study.board_options import weighted_gap
from pmokit.study.board_request import say_firm
from pmokit.study.plan_frame import plan_frame, spend_by_quarter, use_by_skill
from pmokit.study.unit import UnitStudy
from pmokit.views.capacity import capacity_strip
from pmokit.views.exhibit import Exhibit, show
from pmokit.views.page import Fact, Page
from pmokit.views.prices import price_list
from pmokit.views.roadmap import confidence, left_out
from pmokit.views.value_spend import budget_frontier, value_over_spend

ID, TITLE = "planner", "For the planner"
EARLY = 2
"""Quarters that count as early."""
WHOLE, WORTH_TELLING = 100, 0.1
"""Per cent of the budget that the plan has, and the least difference in value that one decimal shows."""
NOT_ASKED = "What more money or people would bring has not been asked of this plan yet. Next: ask it in step 7, and accept the plan."


def planner_page(study: UnitStudy, theme: Theme, language: str) -> Page:
    """Return what a planner looks at first; without a plan how to come to one.

    Parameters
    ----------
    study
        The unit's story.
    theme, language
        Look and language.
    """
    if not has_plan(study):
        return Page(ID, TITLE, ("There is no plan yet. Next: measure the gaps, then make the roadmap in step 7.",))
    frame = plan_frame(study, theme)
    skills = {skill: say(name, language) for skill, name in study.catalogue.skills.items()}
    problem = study.planning_problem
    spend = spend_by_quarter(study)
    exhibits = [
        capacity_strip(frame, use_by_skill(study), problem.capacity, skills),
        value_over_spend(frame, spend),
    ]
    if study.found.prices:
        exhibits.append(price_list(frame, study.found.prices, _names(study, language)))
    if study.found.frontier is not None and study.found.frontier.points:
        exhibits.append(budget_frontier(frame, study.found.frontier))
    exhibits += _rest(study, language)
    gap = weighted_gap(study, study.projection.set_index("domain")["projected"])
    lead = (
        _sentence(study, *gap),
        *(() if study.found.prices or study.found.frontier else (NOT_ASKED,)),
        *_better(study),
    )
    return Page(ID, TITLE, lead, _facts(study, sum(spend), *gap), tuple(exhibits))


def _rest(study: UnitStudy, language: str) -> list[Exhibit]:
    rest = left_out(study.plan, study.explanations, study.catalogue, language, study.found.left_out)
    return [rest] if len(rest.frame) else []


def _names(study: UnitStudy, language: str) -> dict[str, str]:
    names = {one.id: say(one.name, language) for one in study.catalogue.initiatives}
    return names | {skill: say(name, language) for skill, name in study.catalogue.skills.items()}


def _sentence(study: UnitStudy, whole: float, closed: float) -> str:
    share = f"{show(closed / whole, 'share')} of the weighted gap" if whole else "no gap"
    until = study.quarter(max(study.ends.values()) - 1)
    return f"The plan closes {share} by {until}. {confidence(study.plan)} {study.illustrative_sentence}".strip()


def _better(study: UnitStudy) -> tuple[str, ...]:
    """Say so where the search over budgets has met a better plan within this one's budget, which only a plan without proof can have."""
    points = study.found.frontier.points if study.found.frontier is not None else ()
    best = max((one.value for one in points if one.value is not None and one.percent <= WHOLE), default=0.0)
    known = study.plan.value or 0.0
    if best - known < WORTH_TELLING:
        return ()
    told = f"worth {print_number(best, '.1f')}, where this one is worth {print_number(known, '.1f')}"
    return (f"The search over budgets found a better plan, {told}. Next: plan again with more time.",)


def _facts(study: UnitStudy, spent: float, whole: float, closed: float) -> tuple[Fact, ...]:
    firm, plan = study.robustness.whole, study.plan
    value = sum(one.value for one in study.initiatives)
    early = sum(one.value for one in study.initiatives if one.end <= EARLY)
    budget = study.planning_problem.budget
    money = f"of {show(sum(budget), 'money')}" if budget is not None else "no limit"
    currency = study.settings.currency
    facts = [
        Fact(
            "Weighted gap, levels",
            f"{print_number(whole, '.2f')} to {print_number(whole - closed, '.2f')}",
            f"{show(early / value if value else 0, 'share')} of the value at work within {EARLY} quarters",
        ),
        Fact(
            f"Money, thousand {currency}",
            show(spent, "money"),
            f"{money} over {study.planning_problem.quarters} quarters",
        ),
        Fact("Value of the plan", print_number(plan.value, ".1f"), _bound(plan.bound)),
    ]
    if firm is not None:
        ends = (
            f"P50 {say_firm(study, firm.p50)}, P80 {say_firm(study, firm.p80)}; {study.robustness.runs} simulated runs"
        )
        facts.append(Fact("Planned end", study.quarter(firm.planned), ends))
    return tuple(facts)


def _bound(bound: float | None) -> str:
    return (
        "no bound is known"
        if bound is None
        else f"no plan is worth more than {print_number(bound, '.1f')} (weighted levels times quarters)"
    )
