"""Decisions come back on their review date; those that are overdue come first."""

import datetime as dt

from pmokit.model.decisions import Decision, DecisionLog
from pmokit.strategy.processes.decision_log import review_decisions

TODAY = dt.date(2026, 9, 30)


def decision(name, **more):
    values = {"decision": "Stop it", "decided_by": "Board", "decided_on": dt.date(2026, 1, 1), "reason": "no value"}
    return Decision(id=name, options=("stop", "go on"), **{**values, **more})


def test_overdue_reviews_come_first_and_say_by_how_much():
    log = DecisionLog(
        decisions=(
            decision("none"),
            decision("later", review_on=TODAY + dt.timedelta(days=10)),
            decision("late", review_on=TODAY - dt.timedelta(days=5)),
            decision("today", review_on=TODAY),
            decision("done", review_on=dt.date(2026, 2, 1), reviewed_on=dt.date(2026, 2, 2), state="confirmed"),
            decision("gone", review_on=dt.date(2026, 2, 1), state="withdrawn"),
        ),
        source="by hand",
    )
    frame = review_decisions(log, TODAY)
    assert frame["id"].tolist()[:3] == ["late", "today", "later"]
    reviews = dict(zip(frame["id"], frame["review"], strict=True))
    assert reviews == {
        "late": "overdue by 5 days",
        "today": "due in 0 days",
        "later": "due in 10 days",
        "none": "no date set",
        "done": "reviewed",
        "gone": "withdrawn",
    }
    assert frame["options"][0] == "stop; go on"


def test_an_empty_log_has_no_rows():
    assert review_decisions(DecisionLog(source="by hand"), TODAY).empty
