"""What a board has to say yes to, and when it may stop: decisions with name and date, funding checkpoints, risks, how sure it all is."""

import datetime as dt
from dataclasses import dataclass

from pmokit.assess.variants import OVERALL
from pmokit.model.base import say
from pmokit.model.brief import SPONSOR, Sponsor
from pmokit.model.decisions import DecisionLog
from pmokit.model.printing import print_day
from pmokit.model.roadmap import STAGES
from pmokit.model.vision import horizon_end
from pmokit.strategy.processes.decision_log import review_decisions
from pmokit.study.board_case import BoardCase, has_plan
from pmokit.study.problem_cost import UNKNOWN
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import show

MOST_DECISIONS, MOST_RISKS = 3, 3


@dataclass(frozen=True)
class Decision:
    """One decision asked of the board: in full, in a few words, by whom, by which day as printed."""

    what: str
    short: str
    who: str
    by: str


@dataclass(frozen=True)
class Checkpoint:
    """When the money for the next stage is released, or the plan is stopped.

    Parameters
    ----------
    stage
        Place of the stage in ``STAGES``; the checkpoint stands at its end.
    quarter
        Last quarter of the stage, counted from 0.
    next_k
        Thousands for the next stage, which the checkpoint releases; 0 after the last one.
    stop
        The criterion, as the rest of a sentence that begins with "stop if".
    """

    stage: int
    quarter: int
    next_k: float
    stop: str


@dataclass(frozen=True)
class BoardRisk:
    """One risk to carry: whole and as the event alone, its band, the expected loss in thousands, who holds it and by when; empty where nobody does."""

    sentence: str
    event: str
    band: str
    exposure_k: float
    owner: str
    due: str


def board_decisions(study: UnitStudy, case: BoardCase) -> list[Decision]:
    """Return what the board is asked to decide, who decides it, and by when; at most three.

    Parameters
    ----------
    study
        The unit's story.
    case
        What it asks for.
    """
    head, start = f"Head of {study.unit.name}", print_day(_first_day(study), "short")
    board = _decider(study) or head
    found: list[Decision] = []
    if has_plan(study):
        name, cost, number = _first_stage(study)
        whole, total = show(case.cost_k, "money"), len(study.initiatives)
        share = f"{show(cost, 'money')} of {whole}"
        money = f"Release {share} thousand {study.settings.currency}: '{name}', {number} of {total} initiatives"
        short = f"Release {show(cost, 'money')}k of {whole}k {study.settings.currency}"
        found.append(Decision(money, short, board, start))
        if study.is_illustrative:
            words = study.illustrative_sentence.replace("Illustrative until the client has confirmed", "Confirm")
            short = "Confirm effort, cost, owners" if study.unconfirmed else "Confirm capacity and budget"
            found.append(Decision(words.rstrip("."), short, head, start))
    if study.choice is None and study.recommendation is not None and study.recommendation.type is not None:
        advised = study.recommendation.type
        settle = f"Settle the type of PMO; the advice is {advised}"
        found.append(Decision(settle, f"Settle PMO type: {advised} advised", board, start))
    found += _overdue(study)
    if study.kpi_set is None and study.kpi_proposal.chosen:
        number = len(study.kpi_proposal.chosen)
        found.append(Decision(f"Agree target and owner of {number} KPIs", f"Agree {number} KPIs", head, start))
    return found[:MOST_DECISIONS]


def checkpoints(study: UnitStudy) -> tuple[Checkpoint, ...]:
    """Return the funding checkpoint at the end of each stage of the board's roadmap that has initiatives.

    The plan is stopped where less than half of the domain levels that were promised for the stage are measured by then; where none were
    promised, where an initiative of the stage is not done. That half is the kit's judgement.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    """
    stages = [(at, [one for one in study.initiatives if one.wave in names]) for at, (_, names) in enumerate(STAGES)]
    filled = [(at, members) for at, members in stages if members]
    found, first = [], 0
    for place, (at, members) in enumerate(filled):
        last = max(one.end for one in members) - 1
        after = filled[place + 1][1] if place + 1 < len(filled) else []
        found.append(Checkpoint(at, last, sum(one.cost for one in after), _stop(study, first, last, len(members))))
        first = last + 1
    return tuple(found)


def say_checkpoint(study: UnitStudy, checkpoint: Checkpoint) -> str:
    """Return a checkpoint as a sentence without its full stop: after which quarter, what money follows, when to stop.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    checkpoint
        One of :func:`checkpoints`.
    """
    money = f"{show(checkpoint.next_k, 'money')} thousand {study.settings.currency} follow"
    then = money if checkpoint.next_k else "hand over"
    return f"Checkpoint after {study.quarter(checkpoint.quarter)}: {then}; stop if {checkpoint.stop}"


def _stop(study: UnitStudy, first: int, last: int, number: int) -> str:
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    promised = [one for one in study.milestones if one.domain != OVERALL and first <= one.quarter <= last]
    if len(promised) == 1:
        return f"level {promised[0].level} is not measured in {names[promised[0].domain]}"
    if promised:
        half = -(-len(promised) // 2)
        few = f"fewer than {half}" if half > 1 else "none"
        return f"{few} of {len(promised)} promised levels are measured"
    return "its initiative is not done" if number == 1 else f"fewer than {number} initiatives are done"


def board_risks(study: UnitStudy) -> list[BoardRisk]:
    """Return the largest open risks of the unit's projects, at most three; none where none are rated.

    Parameters
    ----------
    study
        The unit's story.
    """
    if study.risks is None or study.risk_register is None:
        return []
    events = {one.id: one.event for one in study.risk_register.risks}
    return [
        BoardRisk(row["sentence"], events[row["id"]], row["band"], row["exposure_k"], row["owner"], _due(row["due"]))
        for row in study.risks.head(MOST_RISKS).to_dict("records")
    ]


def _due(day: dt.date | None) -> str:
    return "" if day is None else print_day(day, "short")


def confidence_sentence(study: UnitStudy, *, is_whole: bool = True) -> str:
    """Say how good the plan is known to be, by when it has ended, and whether its figures are confirmed.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    is_whole
        Whether to say that figures are not confirmed, which a chart beside it may say already.
    """
    plan = study.plan
    if plan.status == "optimal":
        good = "Proven best plan"
    elif plan.value and plan.bound:
        good = f"Within {show((plan.bound - plan.value) / plan.value, 'share')} of the best plan"
    else:
        good = f"Distance to the best plan {UNKNOWN}"
    return f"{good}; {_ending(study)}.{' Illustrative until confirmed.' if is_whole and study.is_illustrative else ''}"


def _ending(study: UnitStudy) -> str:
    firm, horizon = study.robustness.whole, study.planning_problem.quarters
    if firm is None or firm.p50 is None or firm.p50 >= horizon:
        return f"most simulated runs end after {study.quarter(horizon - 1)}"
    return f"half of simulated runs end by {study.quarter(firm.p50)}"


def say_firm(study: UnitStudy, quarter: int | None) -> str:
    """Return a simulated quarter as a label; beyond the plan's horizon only that it is later.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    quarter
        Counted from 0; None = never in the runs' time.
    """
    horizon = study.planning_problem.quarters
    return f"after {study.quarter(horizon - 1)}" if quarter is None or quarter >= horizon else study.quarter(quarter)


def _first_stage(study: UnitStudy) -> tuple[str, float, int]:
    """Return name, money and number of initiatives of the first stage that has any."""
    for name, waves in STAGES:
        mine = [one.cost for one in study.initiatives if one.wave in waves]
        if mine:
            return name, sum(mine), len(mine)
    return "", 0.0, 0


def _decider(study: UnitStudy) -> str:
    """Return the sponsor by name, else to whom the PMO reports; nothing where neither is known."""
    sponsor = study.engagement.read_document(SPONSOR, Sponsor, unit=study.unit.code)
    if sponsor is not None:
        return sponsor.name
    return study.structure.brief.reports_to if study.structure else ""


def _overdue(study: UnitStudy) -> list[Decision]:
    """Return the unit's earlier decisions whose review is overdue."""
    log = study.engagement.read_document("decisions", DecisionLog)
    if log is None:
        return []
    mine = log.model_copy(update={"decisions": tuple(one for one in log.decisions if one.unit == study.unit.code)})
    reviewed = review_decisions(mine, study.as_of)
    late = reviewed[reviewed["days_overdue"].fillna(0) > 0]
    return [
        Decision(
            f"Look again at: {row['decision']}",
            f"Review: {row['decision']}",
            row["decided_by"],
            f"was due {print_day(row['review_on'], 'short')}",
        )
        for row in late.to_dict("records")
    ]


def _first_day(study: UnitStudy) -> dt.date:
    return horizon_end(study.quarter(-1).replace(" ", "-")) + dt.timedelta(days=1)
