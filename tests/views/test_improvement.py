"""The improvement log as a board, promises as bars, triggers with the ones that call first."""

import datetime as dt

import pandas as pd

from pmokit.content.improvement import load_triggers
from pmokit.model.improvement import ImprovementLog, LessonsLearned
from pmokit.model.triggers import Fact
from pmokit.strategy.improvement.lessons import check_lessons
from pmokit.strategy.improvement.log import check_log
from pmokit.strategy.improvement.triggers import evaluate_triggers
from pmokit.views.improvement import lesson_list, pdca_board, promised_kpis, promised_levels, trigger_list

TODAY = dt.date(2026, 9, 30)
EFFECT = {"before": 9, "before_on": "2026-02-28", "after": 3, "after_on": "2026-08-31", "source": "clash list"}


def log(*states):
    entries = [
        {
            "id": f"e{n}",
            "problem": f"Problem {n}",
            "cause": "A cause",
            "measure": "A measure",
            "owner": "Ida",
            "opened": "2026-01-01",
            "due": "2026-09-01",
            "state": state,
            "expects": {"kind": "kpi", "of": "clashes", "target": 2, "direction": "down"},
            "effect": EFFECT if state in {"act", "closed"} else None,
            "decision": "standardise" if state in {"act", "closed"} else None,
        }
        for n, state in enumerate(states)
    ]
    return ImprovementLog.model_validate({"entries": entries})


def test_the_board_goes_from_plan_to_closed_with_what_is_missing():
    given = log("closed", "do", "plan")
    exhibit = pdca_board(given, check_log(given, TODAY))
    rows = exhibit.cells()
    assert [row[0] for row in rows] == ["Plan", "Do", "Closed"]
    assert rows[1][4] == "clashes down to 2"
    assert rows[1][-1] == "In 'do' and 29 days overdue (due 2026-09-01)"
    assert rows[2][7].endswith("86 % of the way. Decided: make it the standard")
    assert exhibit.description.startswith("3 entries: 1 in 'Plan', 1 in 'Do', 1 in 'Closed'.")
    assert pdca_board(ImprovementLog(), ()).description.startswith("0 entries: none yet.")


def test_lessons_say_where_they_were_used():
    lesson = {
        "id": "a",
        "recorded": "2026-01-01",
        "context": "A hospital",
        "happened": "It slipped",
        "why": "No meters",
        "recommendation": "Fit meters first",
    }
    lessons = LessonsLearned.model_validate({"lessons": [lesson]})
    (row,) = lesson_list(lessons, check_lessons(lessons, TODAY)).cells()
    assert row[4:] == ["everywhere", "–", "Recorded 272 days ago and never used"]


def levels(*rows):
    columns = ["wave", "by", "domain", "promised", "before", "score", "level", "verdict", "words"]
    return pd.DataFrame(rows, columns=columns)


def test_promises_are_bars_with_a_letter_beside_the_colour(theme):
    frame = levels(
        ("foundation", "2026 Q3", "FIN", 3.0, None, 3.4, 3, "kept", "x"),
        ("W", "2026 Q3", "COM", 2.0, None, 1.4, 1, "not kept", "y"),
    )
    exhibit = promised_levels(frame, theme)
    assert exhibit.description.startswith("Of 2 promised levels 1 is kept and 1 not.")
    assert [row[0] for row in exhibit.cells()] == ["Start (foundation)", "W"]
    drawn = [cell for rows in exhibit.draw()["datasets"].values() for cell in rows]
    assert {cell["letter"] for cell in drawn} == {"K", "N"}
    assert promised_levels(frame.assign(score=float("nan")), theme).draw is None


def test_kpis_are_printed_with_their_target():
    columns = ["wave", "by", "kpi", "target", "first", "last", "period", "n", "trend", "verdict", "words"]
    frame = pd.DataFrame(
        [("W", "2026 Q3", "hits", 0.8, 0.7, 0.9, "2026-Q3", 12, "towards", "kept", "x")], columns=columns
    )
    assert promised_kpis(frame).cells() == [["hits", "2026 Q3", "0.80", "0.70", "0.90", "12", "towards", "kept", "x"]]


def test_a_rule_that_calls_stands_first_and_says_what_to_do():
    exhibit = trigger_list(
        evaluate_triggers(load_triggers(), {"reorganised": Fact(1, "Board paper"), "nps_drop": Fact(0)})
    )
    rows = exhibit.cells()
    assert rows[0][:4] == ["A reorganisation", "calls for it", "yes", "Board paper"]
    assert rows[0][4].startswith("Wait until")
    assert rows[-1][1:3] == ["does not", "no"]
    assert {row[4] for row in rows[1:]} == {"–"}
