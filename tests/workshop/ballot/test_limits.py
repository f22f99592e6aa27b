"""So many at once, so many a second over time."""

from pmokit.workshop.ballot.limits import MOST_KEYS, Limiter, Rate


def limiter(burst, per_second):
    now = [0.0]
    return Limiter(Rate(burst, per_second), lambda: now[0]), now


def test_a_burst_is_let_through_and_comes_back_with_time():
    found, now = limiter(3, 0.5)
    for _ in range(3):
        assert found.wait("a") == 0
        found.count("a")
    assert found.wait("a") == 2
    assert found.wait("b") == 0
    now[0] = 2.0
    assert found.wait("a") == 0
    found.count("a")
    assert found.wait("a") == 2


def test_asking_counts_nothing():
    found, _ = limiter(1, 1)
    assert [found.wait("a") for _ in range(5)] == [0] * 5


def test_who_was_quiet_for_longest_is_forgotten_first():
    """The memory stays small, however many addresses try."""
    found, _ = limiter(1, 0.001)
    for key in range(MOST_KEYS + 1):
        found.count(key)
    assert found.wait(0) == 0
    assert found.wait(MOST_KEYS) > 0
