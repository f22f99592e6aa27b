"""Hands counted role by role."""

from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.session import RoleHands
from pmokit.workshop.session.role_hands import hands_by_role, role_sentence, split_hands

counted = st.dictionaries(
    st.sampled_from(["", "a", "b", "c"]), st.dictionaries(st.sampled_from(["l1", "l2", "DK"]), st.integers(0, 4))
)


@given(counted)
def test_without_names_nobody_is_found_by_subtraction(by_role):
    """What is told adds up to all hands, in groups of three and more."""
    split = split_hands("POR-01", by_role, anonymous=True)
    sizes = [sum(one.counts.values()) for one in split]
    assert all(size >= 3 for size in sizes)
    assert sum(sizes) in {0, sum(sum(counts.values()) for counts in by_role.values())}


def test_a_count_of_all_together_has_no_roles():
    assert split_hands("POR-01", {"": {"l1": 9}}, anonymous=False) == ()


def test_small_roles_stand_together_without_names():
    split = split_hands("POR-01", {"a": {"l1": 3}, "b": {"l2": 2}, "c": {"l2": 1}}, anonymous=True)
    assert [(one.role, one.counts) for one in split] == [("a", {"l1": 3}), ("", {"l2": 3})]


def test_a_split_that_does_not_add_up_to_the_latest_count_is_not_used():
    hands = (RoleHands(question="POR-01", role="a", counts={"l1": 2}),)
    assert hands_by_role(hands, "POR-01", {"l1": 2, "l2": 0}) == {"a": {"l1": 2}}
    assert hands_by_role(hands, "POR-01", {"l1": 3}) == {"": {"l1": 3}}
    assert hands_by_role(hands, "POR-02", {"l1": 3}) == {"": {"l1": 3}}


def test_roles_are_told_in_words():
    hands = (RoleHands(question="POR-01", role="a", counts={"l1": 2}), RoleHands(question="POR-01", counts={"l2": 3}))
    said = role_sentence(hands, "POR-01", {"a": "Finance"}, {"l1": "level 1", "l2": "level 2"})
    assert said == "Hands by role. Finance: 2 at level 1; Other roles: 3 at level 2."
    assert role_sentence(hands, "POR-02", {}, {}) == ""
