"""History in a project list: several rows of a project, and the dates of its statuses."""

import datetime as dt

import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import InputError
from pmokit.exchange.project_history import status_events
from pmokit.exchange.projects import read_projects
from pmokit.model.projects import PROJECT_FIELDS


def own(tmp_path, text):
    (tmp_path / "projects.csv").write_text(text, encoding="utf-8")
    return tmp_path / "projects.csv"


def test_a_history_is_one_project_with_periods(tmp_path):
    """Rows of one id with different status dates: the latest is the project, all of them are its periods."""
    rows = "id,name,unit,status date,pv,ev,ac\n1,A,X,2026-03-31,10,9,8\n1,A,X,2026-06-30,20,19,21\n2,B,X,,,,\n1,A,X,2025-12-31,5,5,4\n"
    listed = read_projects(own(tmp_path, rows), load_mapping("pmokit"))
    assert listed.frame[["id", "ac"]].fillna(-1).to_numpy().tolist() == [["1", 21], ["2", -1]]
    assert [str(date) for date in listed.periods["date"]] == ["2025-12-31", "2026-03-31", "2026-06-30"]
    assert listed.periods["ev"].tolist() == [5, 9, 19]
    with pytest.raises(InputError, match=r"csv:6: project id '1' stands in line 2 already\. A history has"):
        read_projects(own(tmp_path, rows + "1,A,X,2026-03-31,10,9,8\n"), load_mapping("pmokit"))
    with pytest.raises(InputError, match=r"csv:6: project id '1' stands in line 2 already"):
        read_projects(own(tmp_path, rows + "1,A,X,,10,9,8\n"), load_mapping("pmokit"))


def test_dates_tell_when_a_status_was_reached():
    """Created is proposed, a start active; an end is finished, unless the project was cancelled; one event is told once."""
    day = [dt.date(2026, month, 1) for month in range(1, 5)]
    known = {"unit": "X", "created": day[0], "start_actual": day[1], "finish_actual": day[2], "status_since": day[2]}
    rows = [
        dict.fromkeys(PROJECT_FIELDS) | known | {"id": "1", "status": "cancelled"},
        dict.fromkeys(PROJECT_FIELDS) | {"unit": "X", "id": "2", "status_since": day[3]},
    ]
    events = status_events(rows).to_numpy().tolist()
    assert events == [
        ["X", "1", day[0], "proposed"],
        ["X", "1", day[1], "active"],
        ["X", "1", day[2], "cancelled"],
    ]
