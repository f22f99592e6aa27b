"""Who speaks first, and which positions stand against each other."""

from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.positions import outermost, two_positions

counts_of_people = st.lists(st.integers(0, 9), min_size=2, max_size=6)


def test_the_lowest_and_the_highest_speak_first():
    assert outermost([1, 2, 8, 3, 1]) == [0, 4]


def test_whoever_stands_in_the_middle_does_not_speak_first():
    assert outermost([0, 6, 2, 0, 0]) == [2]
    assert outermost([0, 5, 0, 0, 0]) == []
    assert outermost([0, 0, 0]) == []


def test_two_camps_are_the_two_positions():
    assert two_positions([1, 6, 2, 7, 0]) == (1, 3)


def test_a_neighbour_is_no_position_of_its_own_as_long_as_somebody_stands_further_away():
    assert two_positions([2, 0, 0, 6, 5]) == (0, 3)
    assert two_positions([0, 0, 0, 6, 5]) == (3, 4)


def test_one_answer_is_no_difference():
    assert two_positions([0, 4, 0]) is None
    assert two_positions([0, 0]) is None


@given(counts_of_people)
def test_positions_are_two_answers_that_people_chose_and_one_is_the_most_frequent(counts):
    found = two_positions(counts)
    if found is None:
        assert sum(count > 0 for count in counts) < 2
    else:
        low, high = found
        assert low < high
        assert counts[low] > 0
        assert counts[high] > 0
        assert max(counts) in {counts[low], counts[high]}


@given(counts_of_people)
def test_whoever_speaks_first_was_chosen(counts):
    assert all(counts[place] > 0 for place in outermost(counts))
    assert len(outermost(counts)) <= 2
