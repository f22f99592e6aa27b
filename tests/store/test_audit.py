"""The audit: who, when, what, old, new, read from the records themselves."""

import datetime as dt
import itertools

import pandas as pd
import pytest

from pmokit.model.base import Frozen
from pmokit.store.engagement import open_engagement
from tests.store.rows import responses


class Vision(Frozen):
    """Stands for a step document."""

    mission: str


@pytest.fixture
def engagement(place):
    minutes = itertools.count()
    with open_engagement(place, lambda: dt.datetime(2027, 1, 4, 9, next(minutes))) as opened:  # noqa: DTZ001
        yield opened


def test_every_change_tells_old_and_new(engagement):
    """Each kind of record shows what stood before, per key, oldest first."""
    key = engagement.open_assessment("m", "1.0.0", "mil", author="Ada").id
    engagement.add_responses(key, responses(("A", "r1", "Q-1", 2, "")))
    engagement.add_responses(key, responses(("A", "r2", "Q-1", 5, "")), author="import")
    engagement.add_responses(key, responses(("A", "r1", "Q-1", 3, "on reflection")))
    engagement.set_consensus(key, "A", "Q-1", "l2", 2, author="Ada")
    engagement.set_consensus(key, "A", "Q-1", None, None, author="Ben")
    engagement.add_tally(key, "A", "Q-1", {"l1": (1.0, 4)}, author="Ada")
    engagement.set_unit_state(key, "A", "validated", author="Cyd")
    engagement.write_document("vision", Vision(mission="x"), author="Ada")
    engagement.write_document("vision", Vision(mission="ü"), author="Ben")
    engagement.agree("vision", 2, name="Kim", role="cfo", of_unit="A", state="agreed")
    found = engagement.audit()
    assert list(found.columns) == ["at", "author", "what", "unit", "key", "old", "new"]
    assert found["at"].is_monotonic_increasing
    assert [tuple(row) for row in found.drop(columns="at").to_numpy()] == [
        ("Ada", "assessment", "", "m round 1", "", "opened"),
        ("r1", "response", "A", "r1 · Q-1", "", "l2"),
        ("import", "response", "A", "r2 · Q-1", "", "l5"),
        ("r1", "response", "A", "r1 · Q-1", "l2", "l3 · on reflection"),
        ("Ada", "consensus", "A", "Q-1", "", found["new"][4]),
        ("Ben", "consensus", "A", "Q-1", found["new"][4], ""),
        ("Ada", "tally", "A", "Q-1", "", "l1 · 4, na · 0, dk · 0"),
        ("Cyd", "state of results", "A", "", "", "validated"),
        ("Ada", "document", "", "vision", "", '{"mission": "x"}'),
        ("Ben", "document", "", "vision", '{"mission": "x"}', '{"mission": "ü"}'),
        ("Kim", "agreement", "", "vision · 2 · A", "", "agreed"),
    ]
    assert found["new"][4].startswith("l2 · 2")
    assert len(engagement.audit(since=found["at"][8].to_pydatetime())) == 3


def test_portfolio_is_in_the_audit(engagement):
    """Figures, links, benefits and measurements too."""
    figures = pd.DataFrame([{"unit": "A", "project": "P1", "date": "2027-06-30", "rating": "red"}])
    engagement.add_project_periods(figures, author="Ada")
    engagement.add_project_periods(figures.assign(rating="amber"), author="Ben")
    engagement.link_objective("A", "P1", "grow", author="Ada")
    engagement.add_benefit("A", "P1", "less overtime", author="Ada")
    engagement.add_measurements(
        pd.DataFrame([{"kpi": "cpi", "unit": "A", "period": "2027-Q1", "value": None, "n": 0, "reason": "no data"}]),
        author="Ada",
    )
    found = engagement.audit()
    assert found[["author", "what", "key", "old", "new"]].to_numpy().tolist() == [
        ["Ada", "project figures", "P1 · 2027-06-30", "", "red"],
        ["Ben", "project figures", "P1 · 2027-06-30", "red", "amber"],
        ["Ada", "objective", "P1 · grow", "", "linked"],
        ["Ada", "benefit", "P1 · less overtime", "", ""],
        ["Ada", "measurement", "cpi · 2027-Q1", "", "no data"],
    ]


def test_anonymous_answers_stay_anonymous(engagement):
    """The audit of an anonymous assessment says that someone answered, not who or what."""
    key = engagement.open_assessment("m", "1.0.0", "mil", anonymous=True).id
    engagement.add_responses(key, responses(("A", "Kim", "Q-1", 2, "as Kim I say")))
    found = engagement.audit()
    row = found[found["what"] == "response"].iloc[0]
    assert row[["author", "key", "new"]].tolist() == ["(withheld: anonymous)", "Q-1", "(withheld: anonymous)"]
    assert "Kim" not in found.drop(columns="at").to_csv()
