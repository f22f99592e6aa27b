"""Why an initiative is left out, by putting it in."""

from hypothesis import given, settings

from pmokit.roadmap.solve import solve
from pmokit.roadmap.why_not import why_not
from tests.conftest import THOROUGH
from tests.roadmap.problems import every_plan, problem, problems, task

EXAMPLES = settings(max_examples=60 if THOROUGH else 6)
ONE_PLACE = {"fte": {"analyst": 1}, "finish_by": 1}


def test_what_gives_way():
    """Both want the analyst in quarter 0: a brings 3 x 3 = 9, b only 2 x 3 = 6, so b in place of a loses 3 of 9."""
    given_problem = problem(task("a", value=3, **ONE_PLACE), task("b", value=2, **ONE_PLACE))
    (found,) = why_not(given_problem, solve(given_problem), seconds=5, name="'{}'".format)
    assert (found.initiative, found.displaced, found.added, found.moved) == ("b", ("a",), (), ())
    assert (found.loss, found.proof) == (3, "proved")
    assert found.text == "would displace 'a' and lose 3 of 9 (33 %)"


def test_what_moves():
    """b takes the analyst of quarter 0 and a comes a quarter later: 3 x 2 + 1 x 0 instead of 3 x 3."""
    given_problem = problem(task("a", value=3, fte={"analyst": 1}), task("b", value=0, fte={"analyst": 1}, finish_by=1))
    (found,) = why_not(given_problem, solve(given_problem), ["b"], seconds=5)
    assert (found.displaced, found.moved, found.loss) == ((), ("a",), 3)
    assert found.text == "would move a and lose 3 of 9 (33 %)"


def test_what_cannot_be():
    """b needs two analysts: no plan has it, and the limits that clash are named."""
    given_problem = problem(task("a"), task("b", fte={"analyst": 2}))
    (found,) = why_not(given_problem, solve(given_problem), seconds=5, quarter="Q{}".format, name="'{}'".format)
    assert found.loss is None
    assert found.text == "cannot be done within these limits: 'b', capacity of analyst in Q0 to Q3"


def test_no_plan_no_question():
    """Without a plan nothing was left out."""
    given_problem = problem(task("a", fte={"analyst": 2}, mandatory=True))
    assert why_not(given_problem, solve(given_problem), seconds=5) == ()


@EXAMPLES
@given(problems(most=4, with_modes=True))
def test_the_loss_is_that_of_the_best_plan_with_it(drawn):
    """Against enumeration: the best value of all plans less that of those with the initiative."""
    plan = solve(drawn)
    plans = [(-key[0], schedule) for key, schedule, _ in every_plan(drawn)]
    for found in why_not(drawn, plan, seconds=20):
        with_it = [value for value, schedule in plans if schedule[found.initiative] is not None]
        if not with_it:
            assert found.loss is None
        else:
            assert found.loss == float(max(value for value, _ in plans) - max(with_it))
            assert found.proof == "proved"
