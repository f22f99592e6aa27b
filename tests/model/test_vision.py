import datetime as dt

import pytest
from pydantic import ValidationError

from pmokit.model.vision import Objective, Person, Vision, horizon_end


@pytest.mark.parametrize(
    ("horizon", "last"),
    [
        ("2028", dt.date(2028, 12, 31)),
        ("2028-Q1", dt.date(2028, 3, 31)),
        ("2027-Q2", dt.date(2027, 6, 30)),
        ("2027-Q4", dt.date(2027, 12, 31)),
    ],
)
def test_a_horizon_ends_with_the_last_day_of_its_year_or_quarter(horizon, last):
    assert horizon_end(horizon) == last


@pytest.mark.parametrize("horizon", ["28", "2028-Q5", "2028-13", "next year", ""])
def test_another_horizon_is_refused(horizon):
    with pytest.raises(ValidationError, match="is no horizon"):
        Objective(id="a", name="Grow", kind="growth", horizon=horizon)
    with pytest.raises(ValueError, match="is no horizon"):
        horizon_end(horizon)


def test_a_person_prints_as_people_write_it():
    assert str(Person(name="Ida Holm", role="CFO")) == "Ida Holm, CFO"
    assert str(Person(role="CFO")) == "CFO"


def test_an_unfinished_vision_is_a_vision():
    """People agree on it piece by piece: nothing but ids and names is needed."""
    vision = Vision(objectives=(Objective(id="a", name="Grow", kind="x"),))
    assert vision.objective_by_id["a"].measure is None
    assert Vision.model_validate(vision.model_dump(mode="json")) == vision
