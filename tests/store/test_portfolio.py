"""The portfolio through time: the latest entry of a key counts, nothing is half-written."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from pmokit.errors import StoreError


def test_project_figures_by_date(engagement):
    """A corrected figure takes the place of the former one at its date; other dates stay."""
    may, june = dt.date(2027, 5, 31), dt.date(2027, 6, 30)
    frame = pd.DataFrame(
        {
            "unit": "A",
            "project": "P1",
            "date": [may, june],
            "pv": [10, 20],
            "ev": [9.5, np.nan],
            "rating": ["red", None],
        }
    )
    assert engagement.add_project_periods(frame, author="Ada") == 2
    fixed = pd.DataFrame([{"unit": "A", "project": "P1", "date": "2027-06-30", "pv": 21.0, "rating": "amber"}])
    engagement.add_project_periods(fixed, author="Ben")
    found = engagement.project_periods(unit="A", project="P1")
    assert found["date"].tolist() == [may, june]
    assert found["pv"].tolist() == [10.0, 21.0]
    assert found["ev"].tolist()[0] == 9.5
    assert found["ev"].isna().tolist() == [False, True]
    assert found[["rating", "author"]].to_numpy().tolist() == [["red", "Ada"], ["amber", "Ben"]]
    assert engagement.project_periods(unit="B").empty


def test_figures_without_project_or_date(engagement):
    """All rows at fault are told, a missing or unknown column too, and none is written."""
    rows = pd.DataFrame(
        [{"unit": "A", "project": "", "date": "2027-06-30"}, {"unit": "A", "project": "P", "date": None}]
    )
    with pytest.raises(StoreError, match="row 1: project or date is missing") as told:
        engagement.add_project_periods(rows, author="x")
    assert "row 2: project or date is missing" in str(told.value)
    with pytest.raises(StoreError, match=r"the column 'date' is missing.*\n.*the column 'cpi' is unknown"):
        engagement.add_project_periods(pd.DataFrame([{"unit": "A", "project": "P", "cpi": 1.0}]), author="x")
    assert engagement.project_periods().empty


def test_objective_links_can_be_taken_back(engagement):
    """A project may stop serving an objective."""
    engagement.link_objective("A", "P1", "grow", note="new market", author="Ada")
    engagement.link_objective("A", "P1", "save", author="Ada")
    engagement.link_objective("A", "P1", "save", linked=False, author="Ada")
    found = engagement.objective_links()
    assert found[["unit", "project", "objective", "note"]].to_numpy().tolist() == [["A", "P1", "grow", "new market"]]
    assert "linked" not in found.columns


def test_benefit_is_promised_and_realised(engagement):
    """What came of a benefit is recorded later; the latest record counts."""
    promise = {"objective": "save", "measure": "EUR a year", "planned": 100.0, "due": dt.date(2028, 1, 1)}
    engagement.add_benefit("A", "P1", "less overtime", **promise, author="Ada")
    engagement.add_benefit(
        "A", "P1", "less overtime", **promise, realised=80, realised_on=dt.date(2028, 3, 1), author="Ben"
    )
    found = engagement.benefits()
    assert found[["benefit", "planned", "due", "realised", "realised_on", "author"]].to_numpy().tolist() == [
        ["less overtime", 100.0, dt.date(2028, 1, 1), 80.0, dt.date(2028, 3, 1), "Ben"]
    ]


def test_measurement_is_a_value_or_a_reason(engagement):
    """No value needs a reason; the latest measurement of a period counts; an empty unit is the engagement."""
    columns = ["kpi", "unit", "period", "value", "n", "reason"]
    rows = [("cpi", "A", "2027-Q1", 0.9, 12, ""), ("cpi", "", "2027-Q1", np.nan, None, "withheld by the client")]
    engagement.add_measurements(pd.DataFrame(rows, columns=columns), author="Ada")
    engagement.add_measurements(pd.DataFrame([("cpi", "A", "2027-Q1", 0.95, 13, "")], columns=columns), author="Ada")
    found = engagement.measurements("cpi")
    assert found["unit"].tolist() == ["", "A"]
    assert found["n"].dtype == "Int64"
    assert found["value"].tolist()[1] == 0.95
    assert found["reason"].tolist() == ["withheld by the client", ""]
    assert engagement.measurements(unit="A")["n"].tolist() == [13]
    with pytest.raises(StoreError, match="row 1: spi of unit A in 2027-Q1 has neither a value nor a reason"):
        engagement.add_measurements(
            pd.DataFrame([("spi", "A", "2027-Q1", None, None, "")], columns=columns), author="x"
        )
    with pytest.raises(StoreError, match="unit 'Z'"):
        engagement.add_measurements(pd.DataFrame([("spi", "Z", "2027-Q1", 1, 1, "")], columns=columns), author="x")
