"""Money and people that a plan takes."""

from pmokit.roadmap.solve import solve
from pmokit.roadmap.spending import spend_of, use_of
from tests.roadmap.problems import problem, task


def test_money_and_people_fall_in_every_occupied_quarter():
    """a takes 0.5 of an analyst and 2.5 in the quarters 0 and 1, b 0.3 and 0.1 in quarter 2."""
    given = problem(
        task("a", 2, fte={"analyst": 0.5}, cost=2.5, value=9),
        task("b", fte={"analyst": 0.3}, cost=0.1, value=9, requires=["a"]),
    )
    plan = solve(given)
    assert spend_of(given, plan) == (2.5, 2.5, 0.1, 0)
    assert use_of(given, plan, "analyst") == (0.5, 0.5, 0.3, 0)


def test_the_mode_decides():
    """Twice the people in half the time."""
    modes = [{"id": "fast", "duration": 1, "cost": 8, "value": 5}, {"id": "slow", "duration": 3, "cost": 1, "value": 5}]
    given = problem({"id": "a", "modes": modes}, budget=[2, 2, 2, 2])
    assert spend_of(given, solve(given)) == (1, 1, 1, 0)
