"""Which decisions have to be looked at again."""

import datetime as dt

import pandas as pd

from pmokit.model.decisions import DecisionLog


def review_decisions(log: DecisionLog, today: dt.date) -> pd.DataFrame:
    """Return the decisions with the state of their review, the most overdue first.

    Parameters
    ----------
    log
        The log.
    today
        Date against which reviews are due.

    Returns
    -------
    pandas.DataFrame
        id, decision, decided_by, decided_on, reason, options (the chosen one first), review_on, state, days_overdue (Int64; 0 or
        less: not yet due), review ("overdue", "due in n days", "reviewed", "withdrawn" or "no date set").
    """
    rows = []
    for one in log.decisions:
        overdue, review = None, "no date set"
        if one.state == "withdrawn":
            review = "withdrawn"
        elif one.reviewed_on is not None:
            review = "reviewed"
        elif one.review_on is not None:
            overdue = (today - one.review_on).days
            review = f"overdue by {overdue} days" if overdue > 0 else f"due in {-overdue} days"
        rows.append(
            (
                *(one.id, one.decision, one.decided_by, one.decided_on, one.reason, "; ".join(one.options)),
                *(one.review_on, one.state, overdue, review),
            )
        )
    columns = [
        "id", "decision", "decided_by", "decided_on", "reason", "options", "review_on", "state", "days_overdue", "review",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"days_overdue": "Int64"})
    return frame.sort_values("days_overdue", ascending=False, na_position="last", kind="stable").reset_index(drop=True)
