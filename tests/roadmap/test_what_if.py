"""What a change costs or breaks, as a sentence."""

from pmokit.roadmap.obstacles import placed
from pmokit.roadmap.solve import solve
from pmokit.roadmap.what_if import Words, answer_change, answer_move
from tests.roadmap.problems import problem, task

BOTH = problem(
    task("a", fte={"analyst": 1}, value=3), task("b", fte={"analyst": 1}, value=2), task("c", requires=["a"], value=0)
)
WORDS = Words(quarter="Q{}".format, name="'{}'".format)


def move(asked, name, start):
    return answer_move(asked, placed(asked, name, start), solve(asked), name, start, words=WORDS, seconds=5)


def test_a_move_is_priced_and_says_what_gives_way():
    """a and b change places: a ends a quarter later and loses 3, b ends one earlier and wins 2; c waits for a."""
    answer = move(BOTH, "a", 1)
    assert answer.is_possible
    assert answer.plan.schedule["a"] == 1
    assert answer.difference.loss == 1
    assert answer.text.startswith("Moving 'a' to Q1 costs 8 % of the value and moves 'b' one quarter earlier")


def test_what_was_left_out_is_put_in():
    asked = problem(task("a", fte={"analyst": 1}, value=3), task("b", 2, fte={"analyst": 1}, value=2), quarters=2)
    assert move(asked, "b", 0).text.startswith("Putting 'b' in Q0 costs 100 % of the value")


def test_an_impossible_move_names_the_reason_and_the_nearest_quarter():
    """c needs a first, which takes one quarter."""
    answer = move(BOTH, "c", 0)
    assert not answer.is_possible
    assert answer.nearest == 1
    assert answer.text == (
        "Not possible: 'c' in Q0, because 'a' has to end first, at the earliest in Q0. Nearest possible quarter: Q1."
    )


def test_other_limits_are_answered_alike():
    """No people in the last quarters changes nothing; none at all leaves no plan where something must be done."""
    fewer = BOTH.model_copy(update={"capacity": {"analyst": (1.0, 1.0, 0.0, 0.0)}})
    assert answer_change(fewer, solve(BOTH), "Less", seconds=5).text == "Less costs nothing and moves nothing else."
    must = problem(task("a", fte={"analyst": 1}, mandatory=True))
    none = must.model_copy(update={"capacity": {"analyst": (0.0,) * 4}})
    answer = answer_change(none, solve(must), "Nobody", seconds=5)
    assert not answer.is_possible
    assert answer.text.startswith("Nobody leaves no plan. These cannot stand together: a")


def test_an_answer_can_be_stopped():
    """Whoever moves on does not wait for the old answer."""
    assert answer_change(BOTH, solve(BOTH), "It", seconds=5, should_stop=lambda: True).plan.value is not None
