"""What the roadmap promised beside what came true: levels by wave and domain, KPIs by period."""

import datetime as dt
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pmokit.assess.results import closeness
from pmokit.model.improvement import PromisedInitiative, PromisedKpi, Promises
from pmokit.model.printing import print_number
from pmokit.model.steps import QUARTER, quarter_label

EPSILON = 1e-9
# Judgement: within a tenth of a level nobody in the room sees a difference.
STILL = 0.1
WAYS = {"towards": "towards the target", "away": "away from the target"}
LEVEL_COLUMNS = ["wave", "by", "domain", "promised", "before", "score", "level", "verdict", "words"]
KPI_COLUMNS = ["wave", "by", "kpi", "target", "first", "last", "period", "n", "trend", "verdict", "words"]


def quarter_end(quarter: str) -> dt.date:
    """Return the last day of a calendar quarter such as ``2027-Q1``.

    Raises
    ------
    ValueError
        If it is no quarter.
    """
    match = QUARTER.match(quarter)
    if match is None:
        msg = f"{quarter!r} is no quarter"
        raise ValueError(msg)
    year, number = int(match.group(1)), int(match.group(2))
    following = dt.date(year + 1, 1, 1) if number == 4 else dt.date(year, 3 * number + 1, 1)  # noqa: PLR2004
    return following - dt.timedelta(days=1)


def compare_levels(
    promises: Promises,
    realised: pd.DataFrame,
    as_of: dt.date,
    *,
    in_round: int,
    before: Mapping[str, float] | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return each promised level beside the one that a later round found.

    Parameters
    ----------
    promises
        Waves with the level promised for each domain, and how far their initiatives are.
    realised
        domain, score, level (missing where none is printed) and reason of the later round.
    as_of
        Today; a wave that ends later is not due.
    in_round
        Number of that round; the one that the roadmap was built on, and those before it, measure no promise.
    before
        Score by domain when the promise was made, where it is known.
    names
        Names of the domains by id.

    Returns
    -------
    pandas.DataFrame
        wave, by (calendar label), domain, promised, before, score, level, verdict (``kept``, ``not kept``, ``not due``,
        ``not measured``), words.
    """
    found = realised.set_index("domain")
    rows = []
    for wave in promises.waves:
        for domain, promised in wave.levels.items():
            score, level, reason = _measured(found, domain)
            is_due, is_later = quarter_end(wave.by) <= as_of, in_round > promises.round
            verdict = _verdict(promised, score, is_due=is_due, is_later=is_later)
            then = (before or {}).get(domain)
            label = quarter_label(wave.by, 0)
            initiatives = [one for one in wave.initiatives if not one.domains or domain in one.domains]
            head = f"promised level {print_number(promised, 'g')} in {(names or {}).get(domain, domain)} by {label}"
            told = _level_words(verdict, score, level, reason if is_later else "no round since the promise")
            why = _why_missed(initiatives, then, score) if verdict == "not kept" else ""
            rows.append((wave.name, label, domain, promised, then, score, level, verdict, f"{head}, {told}{why}"))
    frame = pd.DataFrame(rows, columns=LEVEL_COLUMNS)
    return frame.astype({"promised": float, "before": float, "score": float, "level": "Int64"})


def compare_kpis(promises: Promises, measurements: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Return each promised KPI value beside what was measured, period by period.

    Parameters
    ----------
    promises
        Waves with their KPI targets.
    measurements
        kpi, period (``2027-Q1``), value (NaN: none), n, reason, of one unit.
    as_of
        Today; a wave that ends later is not due.

    Returns
    -------
    pandas.DataFrame
        wave, by, kpi, target, first, last, period (of the last value), n (of it), trend (``towards``, ``away``,
        ``flat``; None with fewer than two values), verdict, words.
    """
    rows: list[tuple[Any, ...]] = []
    measured = by_kpi(measurements)
    for wave in promises.waves:
        is_due, label = quarter_end(wave.by) <= as_of, quarter_label(wave.by, 0)
        for promised in wave.kpis:
            mine = measured.get(promised.kpi, [])
            valued = [one for one in mine if not pd.isna(one["value"])]
            head = (wave.name, label, promised.kpi, promised.target)
            if not valued:
                reason = str(mine[-1]["reason"]) if mine else "never measured"
                words = f"{print_number(promised.target, 'g')} promised by {label}; no value: {reason}"
                rows.append((*head, None, None, None, None, None, "not measured", words))
                continue
            first, last = (float(valued[at]["value"]) for at in (0, -1))
            period = str(valued[-1]["period"])
            trend = _trend(first, last, promised) if len(valued) > 1 else None
            met = is_met(last, promised)
            verdict = "kept" if met else "not kept" if is_due else "not due"
            way = (
                f"{print_number(first, 'g')} to {print_number(last, 'g')} ({WAYS[trend]})"
                if trend in WAYS
                else print_number(last, "g")
            )
            words = f"{print_number(promised.target, 'g')} promised by {label}; {way} in {quarter_label(period, 0)}"
            rows.append((*head, first, last, period, valued[-1]["n"], trend, verdict, words))
    frame = pd.DataFrame(rows, columns=KPI_COLUMNS)
    return frame.astype({"target": float, "first": float, "last": float, "n": "Float64"})


def by_kpi(measurements: pd.DataFrame) -> dict[str, list[dict[Hashable, Any]]]:
    """Return the measurements of one unit as records by KPI, the oldest period first.

    Parameters
    ----------
    measurements
        kpi, period and what was measured; one row for each KPI and period.
    """
    found: dict[str, list[dict[Hashable, Any]]] = {}
    for one in sorted(measurements.to_dict("records"), key=lambda one: one["period"]):
        found.setdefault(one["kpi"], []).append(one)
    return found


def is_met(value: float, promised: PromisedKpi) -> bool:
    """Return whether a value reaches the target."""
    sign = 1 if promised.direction == "up" else -1
    return sign * (value - promised.target) >= -EPSILON


def is_red(value: float, promised: PromisedKpi) -> bool | None:
    """Return whether a value is red; None where nobody has said from which value on it is."""
    if promised.red_at is None:
        return None
    sign = 1 if promised.direction == "up" else -1
    return sign * (promised.red_at - value) >= -EPSILON


def _measured(found: pd.DataFrame, domain: str) -> tuple[float | None, int | None, str]:
    if domain not in found.index:
        return None, None, "the round did not ask for it"
    row = found.loc[domain]
    score: float | None = None if pd.isna(row["score"]) else float(row["score"])
    level: int | None = None if pd.isna(row["level"]) else int(row["level"])
    return score, level, str(row["reason"]) if pd.notna(row["reason"]) else ""


def _verdict(promised: float, score: float | None, *, is_due: bool, is_later: bool) -> str:
    if score is None or not is_later:
        return "not measured"
    if score >= promised - EPSILON:
        return "kept"
    return "not kept" if is_due else "not due"


def _level_words(verdict: str, score: float | None, level: int | None, reason: str) -> str:
    if verdict == "not measured":
        return f"not measured: {reason or 'no score'}"
    reached = closeness(score, level).replace(", close to", " (close to")
    reached = f"{reached})" if "(" in reached else reached
    exact = f" with a score of {print_number(score, '.1f')}" if level is None or "(" not in reached else ""
    if verdict == "not due":
        return f"not due yet; today it is {reached}{exact}"
    return f"reached {reached}{exact}"


def _why_missed(initiatives: list[PromisedInitiative], before: float | None, score: float | None) -> str:
    """Return why a level was not reached, as far as the initiatives tell."""
    if not initiatives:
        return ": no initiative of the wave serves it"
    open_ones = [one for one in initiatives if one.state != "finished"]
    if open_ones:
        listed = ", ".join(f"{one.name} ({one.state})" for one in open_ones)
        return f": these initiatives are not finished: {listed}"
    listed = ", ".join(one.name for one in initiatives)
    moved = before is not None and score is not None and score - before >= STILL
    if moved:
        return f": finished with less effect than promised: {listed}"
    return f": finished without effect: {listed}"


def _trend(first: float, last: float, promised: PromisedKpi) -> str:
    if abs(last - first) <= EPSILON:
        return "flat"
    sign = 1 if promised.direction == "up" else -1
    return "towards" if sign * (last - first) > 0 else "away"
