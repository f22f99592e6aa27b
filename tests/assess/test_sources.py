"""Which sources may be added up."""

from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.sources import choose_sources

numbers = st.integers(0, 12)


@given(phones=numbers, elsewhere=numbers, k=st.integers(2, 5))
def test_nobody_can_be_found_by_subtraction(phones, elsewhere, k):
    """What is neither on the phones nor seen as hands is nobody, or k people and more."""
    shown = choose_sources(phones, elsewhere, anonymous=True, k=k)
    total = phones * shown.phones + elsewhere * shown.elsewhere
    known = phones if phones >= k else 0
    assert total - known == 0 or total - known >= k
    assert total + shown.left_out == phones + elsewhere


@given(phones=numbers, elsewhere=numbers)
def test_with_names_everything_is_shown(phones, elsewhere):
    shown = choose_sources(phones, elsewhere, anonymous=False)
    assert (shown.phones, shown.elsewhere, shown.left_out, shown.reason) == (True, True, 0, "")


def test_a_single_answer_by_file_is_left_out_beside_five_phones():
    shown = choose_sources(5, 1, anonymous=True)
    assert (shown.phones, shown.elsewhere) == (True, False)
    assert shown.reason == "1 answer is left out: fewer than 3 people could be found by subtraction."


def test_two_phones_are_left_out_beside_hands_that_everybody_saw():
    assert not choose_sources(2, 0, anonymous=True).phones


def test_two_phones_and_one_answer_by_file_are_three_people():
    shown = choose_sources(2, 1, anonymous=True)
    assert shown.phones
    assert shown.elsewhere
