"""A plan in plain words: how good it is, what it rests on, what comes of it."""

from html import escape

import pandas as pd

from pmokit.assess.results import print_level
from pmokit.assess.variants import OVERALL
from pmokit.model.base import say
from pmokit.model.planning import Plan
from pmokit.roadmap.spending import spend_of
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import show

WORST_GAPS = 3
MOST_NAMES = 4


def how_good(plan: Plan) -> str:
    """Return how good a plan is known to be."""
    if plan.value is None:
        return "There is no plan that keeps all limits and wishes."
    if plan.status == "optimal":
        return "Proven best: no plan within these limits and wishes brings more."
    share = (plan.bound or 0) / plan.value - 1 if plan.value else 0.0
    better = f"at most {max(1, round(100 * share))} % better" if share else "a better one"
    return f"A good plan: {better} could exist; the proof takes longer than a moment."


def headline(study: UnitStudy) -> str:
    """Return markup that says what the plan holds: how many initiatives, until when, for how much, how good."""
    plan, problem = study.plan, study.planning_problem
    if plan.value is None:
        clash = study.pin_clash or "Give more money, people or quarters, or take a wish back."
        return f'<p class="pk-lead">There is no plan that keeps all limits and wishes.</p><p>{escape(clash)}</p>'
    number, total = len(study.initiatives), len(problem.initiatives)
    last = max((one.end for one in study.initiatives), default=0)
    until = f", done by the end of {study.quarter(last - 1)}" if last else ""
    money = show(sum(spend_of(problem, plan)), "money")
    return (
        f'<p class="pk-lead">{number} of {total} possible initiatives{until}, for {money} thousand '
        f"{escape(study.settings.currency)}.</p>"
        f"<p>{escape(how_good(plan))} {escape(study.illustrative_sentence)}</p>"
    )


def brought(study: UnitStudy) -> str:
    """Return as markup what earlier steps left that the plan is made of: level and gaps, type, services, KPIs."""
    overall, gaps = study.scores.of(study.unit.code), study.gaps.dropna(subset=["gap"])
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    parts = []
    if pd.notna(overall["level"]):
        parts.append(f"<strong>Maturity:</strong> overall level {escape(print_level(overall.to_dict()))}")
    worst = gaps[gaps["gap"] > 0].sort_values("gap", ascending=False).head(WORST_GAPS)
    if len(worst):
        told = "; ".join(
            f"{escape(names[domain])} {show(score, 'score')} now, {show(target, 'score')} wanted"
            for domain, score, target in zip(worst["domain"], worst["score"], worst["target"], strict=True)
        )
        parts.append(f"<strong>Largest gaps:</strong> {told}")
    if study.choice is not None:
        parts.append(f"<strong>Type of PMO:</strong> {escape(study.choice.type)}, chosen")
    elif study.recommendation is not None and study.recommendation.type is not None:
        parts.append(f"<strong>Type of PMO:</strong> {escape(study.recommendation.type)}, advised")
    if study.structure is not None:
        parts.append(f"<strong>Structure:</strong> {len(study.structure.services)} services")
    if study.kpi_set is not None:
        parts.append(f"<strong>KPIs:</strong> {len(study.kpi_set.entries)} agreed")
    # One paragraph: the board should be in sight without scrolling far.
    return f"<p>{'. '.join(parts)}.</p>" if parts else ""


def missing(study: UnitStudy) -> list[str]:
    """Return what the plan lacks before it is more than an illustration."""
    found = []
    if study.frame.confirmed is None:
        found.append("Nobody has confirmed capacity and budget yet: see Money and people.")
    if study.unconfirmed:
        found.append(
            f"Effort, cost or owner of {len(study.unconfirmed)} of {len(study.ends)} initiatives are still the kit's judgement: see Effort and cost."
        )
    if pd.isna(study.scores.of(study.unit.code)["level"]):
        found.append("Too few questions are answered to name a level: what follows is a sketch, not a plan.")
    if study.recommendation is None and study.choice is None:
        found.append("The type of the PMO is open: the first hundred days are those of any PMO.")
    return found


def meaning(study: UnitStudy) -> str:
    """Return markup that says what the plan comes to."""
    if study.plan.value is None or not study.initiatives:
        return "<p>There is nothing to begin with yet.</p>"
    first = [escape(one.name) for one in study.initiatives if one.start == study.initiatives[0].start]
    if len(first) > MOST_NAMES + 1:
        first[MOST_NAMES:] = [f"and {len(first) - MOST_NAMES} more"]
    reached = _levels(study)
    busy = [one for one in study.initiatives if one.start <= 0]
    owners = ", ".join(dict.fromkeys(escape(one.owner) for one in busy))
    said = f"<p>It begins in {study.quarter(study.initiatives[0].start)} with {', '.join(first)}.</p>"
    call = f"<p>To be asked for their word now: {owners}.</p>" if owners else ""
    return said + reached + call


def _levels(study: UnitStudy) -> str:
    """Return the levels that the whole reaches, else the last one that a field reaches."""
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    overall = [one for one in study.milestones if one.domain == OVERALL] or list(study.milestones[-1:])
    told = [
        f"level {one.level} {'overall' if one.domain == OVERALL else f'in {names.get(one.domain, one.domain)}'} "
        f"by the end of {study.quarter(one.quarter)}"
        for one in overall
    ]
    return f"<p>If it goes as planned: {escape('; '.join(told))}.</p>" if told else ""
