"""When to assess again before the planned date: rules held against facts, each verdict with what it rests on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pmokit.model.base import say
from pmokit.model.improvement import Promises, Signals
from pmokit.model.printing import print_number
from pmokit.model.triggers import SHARES, YES_OR_NO, Fact, FactName, TriggerRule, TriggerRules
from pmokit.strategy.improvement.findings import Finding
from pmokit.strategy.improvement.promises import by_kpi, is_red, quarter_end

UNKNOWN = Fact(None, reason="nobody has looked")


@dataclass(frozen=True)
class Verdict:
    """One rule held against the facts.

    Parameters
    ----------
    rule
        The rule.
    is_met
        Whether it calls for a re-assessment; None where its fact is not known.
    reason
        The fact beside the threshold, or why the fact is not known.
    rests_on
        What the fact was taken from.
    """

    rule: TriggerRule
    is_met: bool | None
    reason: str
    rests_on: str


def evaluate_triggers(rules: TriggerRules, facts: Mapping[FactName, Fact]) -> tuple[Verdict, ...]:
    """Hold every rule against the facts; a fact that is missing gives None with a reason, never "all is well".

    Parameters
    ----------
    rules
        Thresholds; editable content.
    facts
        By name; what is not there counts as not known.
    """
    return tuple(_verdict(rule, facts.get(rule.fact, UNKNOWN)) for rule in rules.rules)


def advice(verdicts: Sequence[Verdict]) -> str:
    """Return in one sentence whether to assess again now.

    Parameters
    ----------
    verdicts
        From :func:`evaluate_triggers`.
    """
    met = [verdict for verdict in verdicts if verdict.is_met]
    unknown = sum(verdict.is_met is None for verdict in verdicts)
    rest = f" {unknown} of {len(verdicts)} rules could not be judged." if unknown else ""
    if not met:
        return f"No rule calls for an early re-assessment.{rest}"
    scope = "all domains" if any(one.rule.reassess == "all" for one in met) else "the domains concerned"
    names = "; ".join(_within(say(one.rule.name)) for one in met)
    return f"Assess {scope} again before the planned date: {names}.{rest}"


def red_kpi_fact(
    promises: Promises | None, measurements: pd.DataFrame, periods: int, names: Mapping[str, str] | None = None
) -> Fact:
    """Return how many KPIs were red in each of the last periods in a row.

    Parameters
    ----------
    promises
        Say from which value on a KPI is red.
    measurements
        kpi, period, value, of one unit.
    periods
        How many periods in a row.
    names
        What people call each KPI; its id where there is none.
    """
    called = names or {}
    with_red = {
        kpi.kpi: kpi for wave in (promises.waves if promises else ()) for kpi in wave.kpis if kpi.red_at is not None
    }
    if not with_red:
        return Fact(None, reason="no KPI has a value from which on it is red")
    measured, red, judged = by_kpi(measurements), [], 0
    for kpi, promised in sorted(with_red.items()):
        values = [one["value"] for one in measured.get(kpi, [])[-periods:]]
        if len(values) < periods or any(pd.isna(value) for value in values):
            continue
        judged += 1
        if all(is_red(float(value), promised) for value in values):
            red.append(called.get(kpi, kpi))
    if not judged:
        return Fact(None, reason=f"no KPI with a red value was measured in {periods} periods in a row")
    told = f"{judged} KPI{'' if judged == 1 else 's'} over {periods} period{'' if periods == 1 else 's'}"
    return Fact(float(len(red)), f"{told}; red: {', '.join(red) or 'none'}")


def late_initiative_fact(promises: Promises | None, as_of: dt.date) -> Fact:
    """Return the share of initiatives that should be finished and are not.

    Parameters
    ----------
    promises
        Initiatives of the waves with their state; one without a date of its own is due with its wave.
    as_of
        Today.
    """
    due = [
        initiative
        for wave in (promises.waves if promises else ())
        for initiative in wave.initiatives
        if quarter_end(initiative.due or wave.by) <= as_of and initiative.state != "stopped"
    ]
    if not due:
        return Fact(None, reason="no initiative is due yet" if promises else "no roadmap has been promised")
    late = [initiative.name for initiative in due if initiative.state != "finished"]
    return Fact(
        len(late) / len(due), f"{len(late)} of {len(due)} initiatives that are due: {', '.join(late) or 'none'}"
    )


def nps_fact(changes: pd.DataFrame | None, unit: str = "") -> Fact:
    """Return whether a net promoter score dropped by more than chance.

    Parameters
    ----------
    changes
        From :func:`pmokit.strategy.improvement.feedback.feedback_change`; None without two surveys.
    unit
        Whose score counts; of an audience that is too small there, the score over all units stands in.
    """
    if changes is None:
        return Fact(None, reason="there is no earlier survey to compare with")
    scores = changes[(changes["kind"] == "recommend") & changes["unit"].isin(["", unit])]
    # The empty name of all units sorts first, so that the last of an audience is the unit's own.
    scores = scores.sort_values("unit").drop_duplicates("audience", keep="last").sort_values("audience")
    if scores.empty:
        return Fact(None, reason="no audience was large enough in both surveys")
    told = [
        f"{row['audience']}{'' if row['unit'] == unit else ' of all units'} {print_number(row['before'], '.0f')} to {print_number(row['after'], '.0f')}, "
        f"{row['verdict']}"
        for row in scores.to_dict("records")
    ]
    return Fact(float((scores["verdict"] == "drop").any()), "; ".join(told))


def signal_fact(signals: Signals | None, name: FactName) -> Fact:
    """Return what the office has noticed itself: a reorganisation, another sponsor.

    Parameters
    ----------
    signals
        None where nobody has said anything.
    name
        ``reorganised`` or ``sponsor_changed``.
    """
    value = None if signals is None else getattr(signals, name)
    if signals is None or value is None:
        return Fact(None, reason="nobody has said whether it happened")
    return Fact(float(value), signals.notes.get(name, f"said on {signals.as_of}"))


def overdue_fact(overdue: Sequence[Finding] | None) -> Fact:
    """Return how many reviews are overdue.

    Parameters
    ----------
    overdue
        From :func:`pmokit.strategy.improvement.calendar_checks.overdue_reviews`; None without a calendar.
    """
    if overdue is None:
        return Fact(None, reason="there is no review calendar")
    names = sorted({finding.where for finding in overdue})
    return Fact(float(len(overdue)), f"overdue: {', '.join(names) or 'none'}")


def contradicted_fact(ratings: pd.DataFrame) -> Fact:
    """Return for how many questions the evidence contradicts what was answered.

    Parameters
    ----------
    ratings
        question, rating of one unit.
    """
    if ratings.empty:
        return Fact(None, reason="no evidence has been rated")
    against = sorted(ratings.loc[ratings["rating"] == "contradicted", "question"].astype(str))
    return Fact(float(len(against)), f"{len(ratings)} ratings; contradicted: {', '.join(against) or 'none'}")


def _verdict(rule: TriggerRule, fact: Fact) -> Verdict:
    if fact.value is None:
        return Verdict(rule, None, fact.reason or UNKNOWN.reason, fact.rests_on)
    is_met = fact.value >= rule.threshold if rule.test == "at least" else fact.value > rule.threshold
    return Verdict(rule, bool(is_met), _reason(rule, fact.value), fact.rests_on)


def _reason(rule: TriggerRule, value: float) -> str:
    if rule.fact in YES_OR_NO:
        return "yes" if value else "no"
    shown, limit = (
        f"{print_number(100 * n, '.0f')} %" if rule.fact in SHARES else print_number(n, "g")
        for n in (value, rule.threshold)
    )
    return f"{shown}; the rule asks for {rule.test} {limit}"


def _within(name: str) -> str:
    """Return a name as it stands within a sentence; capitals stay."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"
