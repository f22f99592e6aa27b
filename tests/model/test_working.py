"""The working of a worked example is reckoned, and nothing but a reckoning is understood."""

import pytest

from pmokit.model.working import WorkingError, work_out


@pytest.mark.parametrize(
    ("working", "result"),
    [
        ("12 / 16", 0.75),
        ("-(3 - 5) * 2 + 1", 5),
        ("median(3, 90, 5)", 5),
        ("mean(1, 2) + min(4, 3) + max(1, 2)", 6.5),
        ("quantile(0.85, 100, 150, 200, 300, 400)", 340),
        ("quantile(1, 7, 3)", 7),
    ],
)
def test_the_four_operations_and_five_functions_are_known(working, result):
    assert work_out(working) == pytest.approx(result)


@pytest.mark.parametrize(
    ("working", "said"),
    [
        ("1 / 0", "divides by zero"),
        ("1 +", "no reckoning"),
        ("open('x')", "not understood"),
        ("2 ** 9", "not understood"),
        ("True + 1", "not understood"),
        ("a.b", "not understood"),
        ("median()", "not understood"),
        ("sum([1])", "not understood"),
        ("quantile(2, 1)", "share from 0 to 1"),
        ("quantile(0.5)", "share from 0 to 1"),
    ],
)
def test_everything_else_is_refused_in_words(working, said):
    """A catalogue of a stranger may hold anything; it is never run."""
    with pytest.raises(WorkingError, match=said):
        work_out(working)
