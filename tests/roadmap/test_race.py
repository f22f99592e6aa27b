"""Several searches at once: what they report arrives, the first proof ends them all, and their faults are not lost."""

import threading
import time

import pytest

from pmokit.roadmap.race import Stopwatch, race
from pmokit.roadmap.scaled import Answer


class Search:
    """Reports what it is given, then waits to be stopped if it is told to."""

    def __init__(self, *answers, is_endless=False):
        self._answers, self._is_endless = answers, is_endless
        self._stopped = threading.Event()

    def run(self, report):
        for answer in self._answers:
            report(answer)
        if self._is_endless:
            assert self._stopped.wait(timeout=20)

    def stop(self):
        self._stopped.set()


class Failing(Search):
    def run(self, report):
        super().run(report)
        msg = "out of memory"
        raise MemoryError(msg)


def answer(value):
    return Answer("feasible", bound=value)


def run(*searches, seconds=20.0, until=lambda _: False):
    taken = []
    race(searches, Stopwatch(seconds), taken.append, lambda: until(taken))
    return [answer.bound for answer in taken]


def test_all_answers_arrive_and_the_race_ends_by_itself():
    """Three answers of two searches, in each search's own order."""
    found = run(Search(answer(1), answer(2)), Search(answer(9)))
    assert sorted(found) == [1, 2, 9]
    assert found.index(1) < found.index(2)


def test_first_proof_stops_the_others():
    """One search never ends by itself; it is stopped as soon as nothing is left to find."""
    assert run(Search(answer(1)), Search(is_endless=True), until=bool) == [1]


def test_time_limit_stops_all():
    """What came before it counts."""
    watch = Stopwatch(20)
    assert run(Search(answer(5), is_endless=True), seconds=0.3) == [5]
    assert watch.passed < 10


def test_what_arrives_while_searches_end_is_not_lost():
    """The last words of a search that is being stopped are taken as well."""

    class LastWords(Search):
        def run(self, report):
            super().run(report)
            report(answer(7))

    assert run(LastWords(is_endless=True), seconds=0.2) == [7]


def test_fault_of_a_search_is_raised_where_the_race_is_waited_for():
    """And the others are stopped."""
    with pytest.raises(MemoryError, match="out of memory"):
        run(Failing(), Search(is_endless=True))


def test_ctrl_c_stops_all_searches():
    """It reaches the caller once no search runs any more."""
    endless = Search(is_endless=True)

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        race([endless], Stopwatch(20), lambda _: None, interrupt)
    assert endless._stopped.is_set()


def test_stopwatch():
    """Seconds left are never negative."""
    watch = Stopwatch(0.01)
    time.sleep(0.02)
    assert watch.passed >= 0.02
    assert watch.left == 0
