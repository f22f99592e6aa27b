"""A plan in the making keeps the rules at every step."""

from pmokit.roadmap.draft import Draft
from pmokit.roadmap.scaled import scale
from tests.roadmap.problems import problem, task

FULL = {"analyst": 1}


def test_missing_prerequisites_come_in_order():
    """What c still needs, first things first; what is placed is not missing."""
    draft = Draft(scale(problem(task("c", requires=["b"]), task("b", requires=["a"]), task("a"))))
    assert draft.missing(0) == [2, 1, 0]
    assert draft.place([2])
    assert draft.missing(0) == [1, 0]


def test_group_is_placed_as_a_whole_or_not_at_all():
    """b finds no place after a, so a is taken out again."""
    draft = Draft(scale(problem(task("a", 3, fte=FULL), task("b", 3, fte=FULL, requires=["a"]))))
    assert not draft.place([0, 1])
    assert draft.starts == [None, None]
    assert draft.place([0])


def test_tightest_window_of_the_mandatory_first():
    """b must end by 1, so it goes before a, although a is named first."""
    tasks = [task("a", fte=FULL, mandatory=True), task("b", fte=FULL, mandatory=True, finish_by=1)]
    draft = Draft(scale(problem(*tasks)))
    assert draft.place_mandatory()
    assert draft.starts == [1, 0]


def test_moving_forward_never_moves_back():
    """a moves to the first quarter that is free; b, which stands well, stays."""
    draft = Draft(scale(problem(task("a", fte=FULL), task("b", fte=FULL))), (3, 0))
    draft.move_forward(0, 3)
    draft.move_forward(1, 0)
    assert draft.starts == [1, 0]
