"""A plan as people work with it."""

import datetime as dt

from pmokit.model.planning import Plan, Problem
from pmokit.model.roadmap import Estimates, Wave
from pmokit.roadmap.outline import outline_plan
from tests.roadmap.catalogues import catalogue, initiative

WAVES = (
    Wave(name="mobilise", first=0, last=0, initiatives=("a",)),
    Wave(name="foundation", first=1, last=2, initiatives=("b",)),
)
LIFTS = [("FIN", 2), ("POR", 2)]
PROBLEM = Problem.model_validate(
    {
        "quarters": 4,
        "skills": ["analyst"],
        "capacity": {"analyst": [1, 1, 1, 1]},
        "initiatives": [
            {"id": "b", "duration": 2, "fte": {"analyst": 0.5}, "cost": 3, "value": 2, "requires": ["a", "c"]},
            {"id": "a", "modes": [{"id": "buy", "duration": 1, "fte": {"analyst": 0}, "cost": 9, "value": 1}]},
            {"id": "c", "duration": 1},
        ],
    }
)
PLAN = Plan(
    status="optimal",
    value=1,
    bound=1,
    schedule={"b": 1, "a": 0, "c": None},
    modes={"b": None, "a": "buy", "c": None},
    tie_break="complete",
)


def outlined(estimates):
    texts = catalogue(initiative("a", *LIFTS), initiative("b", ("FIN", 3)), initiative("c", ("FIN", 2)))
    return outline_plan(PROBLEM, PLAN, WAVES, texts, Estimates.model_validate(estimates), {"executive": "Executive"})


def test_chosen_initiatives_in_the_order_of_their_starts():
    """Quarters, wave, money of the way that was chosen; a skill that is not needed and a prerequisite left out are not named."""
    first, second = outlined({})
    assert (first.id, first.start, first.end, first.wave, first.cost, first.fte) == ("a", 0, 1, "mobilise", 9, {})
    assert (first.domains, first.lifts, first.owner) == (("FIN", "POR"), "FIN 1>2, POR 1>2", "Executive")
    assert (second.id, second.end, second.cost, second.requires, second.work) == ("b", 3, 6, ("a",), 1.0)


def test_the_clients_owner_and_confirmation_count():
    """A person that the client names stands in the role's place; confirmed is what has effort, cost, owner, name and date."""
    told = {
        "owner": "Ada",
        "fte": {"analyst": 1},
        "cost_k": {"low": 1, "likely": 2, "high": 3},
        "confirmed_by": "Bo",
        "confirmed_on": dt.date(2026, 9, 1),
    }
    first, second = outlined({"initiatives": {"a": told, "b": {"owner": "Eve"}}})
    assert (first.owner, first.is_confirmed) == ("Ada", True)
    assert (second.owner, second.is_confirmed) == ("Eve", False)
