"""From a known plan to the first of the best ones, by whichever way is the quickest."""

import pytest

from pmokit.roadmap.cp_sat import Solver
from pmokit.roadmap.greedy import greedy_starts
from pmokit.roadmap.scaled import plan_value, rank, scale
from pmokit.roadmap.tie_break import search
from pmokit.roadmap.turns import search_by_turns
from tests.roadmap.problems import larger


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_same_plan_as_the_search_of_the_whole(seed):
    """All rungs of the tie-break are settled alike."""
    scaled = scale(larger(16, 6, seed))
    assert search_by_turns(scaled, Solver(0, 60), greedy_starts(scaled), 0, lambda _: None) == search(
        scaled, Solver(0, 60)
    )


def test_a_small_allowance():
    """The same plan on each run, no worse than the known one, and every bound is told that was found."""
    scaled = scale(larger(40, 12, 2))
    known, told = greedy_starts(scaled), []
    answer = search_by_turns(scaled, Solver(0, 600, work=0.3), known, 0, told.append)
    assert answer == search_by_turns(scaled, Solver(0, 600, work=0.3), known, 0, lambda _: None)
    assert answer.status == "feasible"
    assert rank(scaled, answer.starts) <= rank(scaled, known)
    bounds = [each.bound for each in told if each.bound is not None]
    assert min(bounds) >= plan_value(scaled, answer.starts)


def test_a_plan_that_is_best():
    """Nothing is improved, only the ties are broken."""
    scaled = scale(larger(16, 6, 1))
    first = search(scaled, Solver(0, 60))
    assert search_by_turns(scaled, Solver(0, 60), first.starts, 0, lambda _: None, is_best=True) == first
