"""The ledger: what is taken in each quarter, and which limit one more initiative would break."""

from pmokit.roadmap.ledger import Barrier, Ledger
from pmokit.roadmap.scaled import scale
from tests.roadmap.problems import problem, task


def test_skill_that_is_short_is_named_with_its_quarter():
    """a takes 0.6 of 1 FTE in quarters 0 and 1; b needs 0.5 and meets it in quarter 1."""
    scaled = scale(problem(task("a", 2, fte={"analyst": 0.6}), task("b", 2, fte={"analyst": 0.5})))
    ledger = Ledger(scaled, (0, None))
    assert ledger.barriers(scaled.tasks[1], 1) == [Barrier("skill", "analyst", 1, 500, 600, 1000)]
    assert ledger.fits(scaled.tasks[1], 2)


def test_taking_out_gives_back():
    """What is taken out of the ledger is free again."""
    scaled = scale(problem(task("a", fte={"analyst": 1}), task("b", fte={"analyst": 1})))
    ledger = Ledger(scaled, (0, None))
    assert not ledger.fits(scaled.tasks[1], 0)
    ledger.book(scaled.tasks[0], 0, -1)
    assert ledger.fits(scaled.tasks[1], 0)


def test_quarterly_budget():
    """Without carry-over each quarter pays for itself."""
    scaled = scale(problem(task("a", cost=6), task("b", cost=5), budget=[10, 10, 0, 0]))
    ledger = Ledger(scaled, (0, None))
    assert ledger.barriers(scaled.tasks[1], 0) == [Barrier("budget", "", 0, 5000, 6000, 10000)]
    assert ledger.fits(scaled.tasks[1], 1)
    assert not ledger.fits(scaled.tasks[1], 2)


def test_running_budget_is_broken_by_money_that_a_later_initiative_counts_on():
    """Three quarters of 5 save 15 for a in quarter 2; b would spend 1 of it in quarter 0, which shows in quarter 2."""
    scaled = scale(problem(task("a", cost=15), task("b", cost=1), budget=[5, 5, 5, 5], carry_over=True))
    ledger = Ledger(scaled, (2, None))
    assert ledger.barriers(scaled.tasks[1], 0) == [Barrier("running budget", "", 2, 1000, 15000, 15000)]
    assert ledger.fits(scaled.tasks[1], 3)


def test_limit_on_starts():
    """One start of the unit in quarter 0 is taken; a second is barred there, and free in quarter 1."""
    scaled = scale(
        problem(task("a", 2, counts_in=["unit"]), task("b", counts_in=["unit"]), start_limits={"unit": [1, 1, 1, 1]})
    )
    ledger = Ledger(scaled, (0, None))
    assert ledger.barriers(scaled.tasks[1], 0) == [Barrier("starts", "unit", 0, 1, 1, 1)]
    assert ledger.fits(scaled.tasks[1], 1)
    ledger.book(scaled.tasks[0], 0, -1)
    assert ledger.fits(scaled.tasks[1], 0)
