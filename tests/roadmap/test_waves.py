"""From quarters to waves."""

import pytest

from pmokit.model.planning import Plan
from pmokit.roadmap.waves import ends_of, waves_of
from tests.roadmap.problems import problem, task


def test_an_initiative_belongs_to_the_wave_in_which_it_ends():
    """Ends 1, 2, 3, 5 and 7 are the quarters 0, 1, 2, 4 and 6: one in each wave."""
    waves = waves_of(8, {"e": 7, "d": 5, "c": 3, "b": 2, "a": 1})
    assert [(wave.name, wave.first, wave.last, wave.initiatives) for wave in waves] == [
        ("mobilise", 0, 0, ("a",)),
        ("foundation", 1, 1, ("b",)),
        ("standardise", 2, 3, ("c",)),
        ("integrate", 4, 5, ("d",)),
        ("optimise", 6, 7, ("e",)),
    ]


@pytest.mark.parametrize("quarters", range(1, 13))
def test_every_initiative_is_in_exactly_one_wave(quarters):
    """Whatever the horizon: waves that lie beyond it are empty."""
    ends = {f"i{end}": end for end in range(1, quarters + 1)}
    waves = waves_of(quarters, ends)
    assert sorted(name for wave in waves for name in wave.initiatives) == sorted(ends)
    assert all(wave.initiatives == () for wave in waves if wave.first >= quarters)


def test_the_boundaries_can_be_set():
    """The first wave up to quarter 1, the second up to 3."""
    waves = waves_of(6, {"a": 2, "b": 3}, (0, 2, 4, 5, 6))
    assert [wave.initiatives for wave in waves[:2]] == [("a",), ("b",)]


def test_ends_follow_the_mode():
    """The fast way takes one quarter, the slow one three."""
    modes = [{"id": "fast", "duration": 1}, {"id": "slow", "duration": 3}]
    given = problem(task("b", 2), {"id": "a", "modes": modes})
    plan = Plan(
        status="feasible",
        value=None,
        bound=None,
        schedule={"a": 1, "b": None},
        tie_break="partial",
        modes={"a": "slow", "b": None},
    )
    assert ends_of(given, plan) == {"a": 4}
