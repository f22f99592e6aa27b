"""Rows of the tables of step 5 and what they stand for; pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pmokit.errors import PmokitError
from pmokit.model.decisions import Decision, DecisionLog
from pmokit.model.methodology import AllocationGuideline, Methodology, Tolerance
from pmokit.model.methodology_checks import find_log_faults, find_register_faults
from pmokit.model.risks import Band, Hit, Risk, RiskRegister
from pmokit.workshop.components.table import Row

PERCENT = 100
_NUMBER = re.compile(r"(\d+)$")


def tolerance_rows(methodology: Methodology) -> list[Row]:
    """Return the limits, one row each; shares in per cent."""
    return [
        {
            "at": at,
            "project_class": one.project_class,
            "level": one.level.replace("-", " ").capitalize(),
            "weeks_late": one.weeks_late,
            "cost_over": round(PERCENT * one.cost_over, 4),
            "benefit_lost": round(PERCENT * one.benefit_lost, 4),
            "scope": one.scope,
        }
        for at, one in enumerate(methodology.tolerances)
    ]


def tolerances_of(rows: Sequence[Mapping[str, Any]], before: Sequence[Tolerance]) -> tuple[Tolerance, ...]:
    """Return the limits of the rows; what has no column stays."""
    return tuple(
        before[row["at"]].model_copy(
            update={
                "weeks_late": row["weeks_late"],
                "cost_over": row["cost_over"] / PERCENT,
                "benefit_lost": row["benefit_lost"] / PERCENT,
                "scope": row["scope"],
            }
        )
        for row in rows
    )


def guideline_rows(methodology: Methodology) -> list[Row]:
    """Return the guidelines on lending people, one row each; the share in per cent."""
    return [
        one.model_dump() | {"lent_share": round(PERCENT * one.lent_share, 4), "most_projects": float(one.most_projects)}
        for one in methodology.guidelines
    ]


def guidelines_of(rows: Sequence[Mapping[str, Any]]) -> tuple[AllocationGuideline, ...]:
    """Return the guidelines of the rows."""
    return tuple(
        AllocationGuideline(
            department=row["department"],
            decides=row["decides"],
            lent_share=row["lent_share"] / PERCENT,
            most_projects=int(row["most_projects"]),
            notice_weeks=row["notice_weeks"],
            escalation=row["escalation"],
            agreed_by=row["agreed_by"],
        )
        for row in rows
    )


def band_rows(methodology: Methodology) -> list[Row]:
    """Return the bands of the matrix of risks, the lightest first."""
    return [
        {
            "name": one.name,
            "from_points": float(one.from_points),
            "decides": one.decides,
            "act_within_days": float(one.act_within_days),
        }
        for one in methodology.appetite.bands
    ]


def bands_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Band, ...]:
    """Return the bands of the rows."""
    return tuple(
        Band(
            name=row["name"],
            from_points=int(row["from_points"]),
            decides=row["decides"],
            act_within_days=int(row["act_within_days"]),
        )
        for row in rows
    )


def risk_rows(register: RiskRegister, unit: str) -> list[Row]:
    """Return the open risks that hit a unit, one row each."""
    return [
        {
            "id": one.id,
            "event": one.event,
            "cause": one.cause,
            "effect": one.effect,
            "project": next(hit.project for hit in one.hits if hit.unit == unit),
            "probability": one.probability,
            "impact": one.impact,
            "response": one.response,
            "action": one.action,
            "owner": one.owner,
            "due": one.due,
            "state": one.state,
        }
        for one in register.risks
        if one.state == "open" and any(hit.unit == unit for hit in one.hits)
    ]


def with_risks(register: RiskRegister, unit: str, rows: Sequence[Mapping[str, Any]]) -> RiskRegister:
    """Return the register with the unit's open risks as in the rows; other units' hits of a shared risk stay.

    Parameters
    ----------
    register, unit
        Before, and whose rows they are.
    rows
        As of :func:`risk_rows`; a row without an id is a new risk, and one that is gone is struck from the list.

    Raises
    ------
    PmokitError
        If the register would contradict itself.
    """
    known = {one.id: one for one in register.risks}
    mine = {row["id"] for row in risk_rows(register, unit)}
    kept, taken = {row["id"]: row for row in rows if row.get("id")}, set(known)
    risks = []
    for one in register.risks:
        if one.id not in mine:
            risks.append(one)
        elif one.id in kept:
            risks.append(_risk(one.id, kept[one.id], unit, one))
        else:
            risks.append(one.model_copy(update={"state": "struck"}))
    for row in rows:
        if not row.get("id"):
            key = next_id("R", taken)
            taken.add(key)
            risks.append(_risk(key, row, unit, None))
    changed = register.model_copy(update={"risks": tuple(risks)})
    faults = list(find_register_faults(changed))
    if faults:
        raise PmokitError(faults)
    return changed


def decision_rows(log: DecisionLog, unit: str) -> list[Row]:
    """Return the decisions of a unit and those of the whole organisation, the latest first."""
    mine = [one for one in log.decisions if one.unit in {None, unit}]
    return [
        one.model_dump() | {"options": "; ".join(one.options)}
        for one in sorted(mine, key=lambda one: one.decided_on, reverse=True)
    ]


def with_decisions(log: DecisionLog, unit: str, rows: Sequence[Mapping[str, Any]]) -> DecisionLog:
    """Return the log with the decisions of the rows; those of other units stay.

    Parameters
    ----------
    log, unit
        Before, and whose rows they are.
    rows
        As of :func:`decision_rows`; a row without an id is a new decision of the unit.

    Raises
    ------
    PmokitError
        If a review lies before its decision.
    """
    others = [one for one in log.decisions if one.unit not in {None, unit}]
    known = {one.id: one for one in log.decisions}
    taken, mine = set(known), []
    for row in rows:
        key = str(row.get("id") or "") or next_id("D", taken)
        taken.add(key)
        before = known.get(key)
        fields = {
            "id": key,
            "decision": row["decision"],
            "decided_by": row["decided_by"],
            "decided_on": row["decided_on"],
            "options": tuple(part.strip() for part in row["options"].split(";") if part.strip()),
            "reason": row["reason"],
            "review_on": row["review_on"],
            "state": row["state"],
        }
        kept = before.model_dump() if before else {"unit": unit}
        mine.append(Decision.model_validate(kept | fields))
    changed = log.model_copy(update={"decisions": tuple(sorted([*others, *mine], key=lambda one: one.decided_on))})
    faults = list(find_log_faults(changed))
    if faults:
        raise PmokitError(faults)
    return changed


def options_fault(text: str) -> str | None:
    """Return what is wrong with the options of a decision as typed, or None."""
    named = [part for part in text.split(";") if part.strip()]
    return None if len(named) > 1 else "Name two at least, parted by a semicolon; the chosen one first."


def next_id(letter: str, taken: set[str]) -> str:
    """Return the id that follows those taken, such as R-13."""
    numbers = [int(match.group(1)) for name in taken if (match := _NUMBER.search(name))]
    number = max(numbers, default=0) + 1
    while f"{letter}-{number:02d}" in taken:
        number += 1
    return f"{letter}-{number:02d}"


def new_decision(today: dt.date) -> Row:
    """Return an empty row of the log."""
    return {
        "decision": "",
        "decided_by": "",
        "decided_on": today,
        "options": "",
        "reason": "",
        "review_on": None,
        "state": "standing",
    }


def _risk(key: str, row: Mapping[str, Any], unit: str, before: Risk | None) -> Risk:
    kept = [hit for hit in before.hits if hit.unit != unit or hit.project not in _first(before, unit)] if before else []
    hit = Hit(unit=unit, project=row["project"])
    fields = {
        name: row[name]
        for name in ("cause", "event", "effect", "probability", "impact", "response", "action", "owner", "due", "state")
    }
    own = {"id": key, "hits": (hit, *(one for one in kept if one != hit))} | fields
    return Risk.model_validate((before.model_dump() if before else {}) | own)


def _first(risk: Risk, unit: str) -> set[str]:
    """Return the project that the row of a risk shows: the first of the unit."""
    return {next(hit.project for hit in risk.hits if hit.unit == unit)}
