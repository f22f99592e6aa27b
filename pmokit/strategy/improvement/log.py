"""The improvement log: what is stuck between plan, do, check and act, and what a measure has brought."""

import datetime as dt
from collections.abc import Iterator

from pmokit.model.improvement import Improvement, ImprovementLog
from pmokit.model.printing import print_number
from pmokit.strategy.improvement.findings import Finding

DONE = frozenset({"act", "closed"})


def check_log(log: ImprovementLog, as_of: dt.date) -> tuple[Finding, ...]:
    """Return the entries of the log that somebody should see to.

    Parameters
    ----------
    log
        The improvement log.
    as_of
        Today.
    """
    return tuple(found for entry in log.entries for found in _entry_findings(entry, as_of))


def share_reached(entry: Improvement) -> float | None:
    """Return which share of the way to its target a measure has brought; None without a measured effect.

    0 means no change, 1 the target, below 0 the wrong way. A target that was met before the measure has no share.

    Parameters
    ----------
    entry
        Of the log.
    """
    if entry.effect is None or entry.expects is None:
        return None
    way = entry.expects.target - entry.effect.before
    sign = 1 if entry.expects.direction == "up" else -1
    if sign * way <= 0:
        return None
    return (entry.effect.after - entry.effect.before) / way


def effect_words(entry: Improvement) -> str:
    """Return what an entry has brought in one sentence; says so where nothing was measured.

    Parameters
    ----------
    entry
        Of the log.
    """
    if entry.effect is None:
        return "not measured yet" if entry.state not in DONE else "never measured"
    effect = entry.effect
    change = f"{print_number(effect.before, 'g')} on {effect.before_on}, {print_number(effect.after, 'g')} on {effect.after_on}"
    share = share_reached(entry)
    if share is None:
        return change
    if share >= 1:
        return f"{change}: the target is reached"
    return (
        f"{change}: {print_number(100 * share, '.0f')} % of the way"
        if share > 0
        else f"{change}: no step towards the target"
    )


def _entry_findings(entry: Improvement, as_of: dt.date) -> Iterator[Finding]:
    yield from _plan_findings(entry, as_of)
    if entry.state == "closed" and entry.effect is None:
        what = "closed, and its effect was never measured"
        yield Finding("closed-without-effect", entry.id, what, "Measure the same figure as before, or reopen it")
    if entry.state == "act" and entry.effect is None:
        what = "acts on a check that nobody made"
        yield Finding("act-without-check", entry.id, what, "Measure the effect first, then decide")
    if entry.state in DONE and entry.decision is None:
        what = f"{entry.state}, and nobody decided to standardise, adapt or drop it"
        yield Finding("no-decision", entry.id, what, "Decide, with the reason")
    if entry.effect is not None and entry.effect.after_on <= entry.effect.before_on:
        what = f"after ({entry.effect.after_on}) was not measured later than before ({entry.effect.before_on})"
        yield Finding("dates-reversed", entry.id, what, "Correct the dates")
    share = share_reached(entry)
    if entry.decision == "standardise" and share is not None and share <= 0:
        what = "is to become the standard, and its figure has not moved towards the target"
        yield Finding("standard-without-effect", entry.id, what, "Adapt or drop it, or say what else it brought")
    if entry.decision in {"adapt", "drop"} and not entry.reason:
        verb = "adapted" if entry.decision == "adapt" else "dropped"
        yield Finding("decision-without-reason", entry.id, f"{verb} without a reason", "Say what was learned")


def _plan_findings(entry: Improvement, as_of: dt.date) -> Iterator[Finding]:
    if not entry.owner:
        yield Finding("owner-missing", entry.id, "nobody owns it", "Name one person")
    if not entry.cause and entry.state != "plan":
        yield Finding("cause-missing", entry.id, "was started without a cause", "Ask why until a cause can be changed")
    if entry.expects is None and entry.state != "plan":
        what = "was started, and no figure is to change"
        yield Finding("no-expected-effect", entry.id, what, "Name the KPI or domain, and the target")
    if entry.due is None:
        yield Finding("no-due-date", entry.id, "has no due date", "Give it one")
    elif entry.due < as_of and entry.state not in DONE:
        days = (as_of - entry.due).days
        what = f"in '{entry.state}' and {days} day{'' if days == 1 else 's'} overdue (due {entry.due})"
        yield Finding("overdue", entry.id, what, "Finish it, drop it, or give a new date with the reason")
