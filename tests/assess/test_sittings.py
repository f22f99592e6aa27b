"""Sittings."""

from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.sittings import cut_sittings
from tests.assess.models import small_model


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(2, 30))
def test_every_question_once_and_nobody_asked_too_long(sizes, longest):
    """All questions in order, each sitting within the limit; a domain that fits into one sitting is never cut."""
    names = ("AA", "BB", "CC", "DD", "EE", "FF")
    model = small_model({name: (1,) * size for name, size in zip(names, sizes, strict=False)})
    sittings = cut_sittings(model, "executive", longest)
    assert [q.id for s in sittings for q in s.questions] == [q.id for q in model.questions]
    assert all(0 < s.minutes <= longest for s in sittings)
    for domain in model.domains:
        if len(domain.questions) <= longest:
            ids = {q.id for q in domain.questions}
            assert sum(bool(ids & {q.id for q in s.questions}) for s in sittings) == 1


def test_a_role_without_questions_has_no_sitting():
    assert cut_sittings(small_model({"AA": (1,)}), "customer") == ()
