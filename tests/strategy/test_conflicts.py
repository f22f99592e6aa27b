from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.vision import Measure
from pmokit.strategy.conflicts import TENSIONS, check_conflicts, find_conflicts
from tests.strategy.visions import objective


def test_objectives_that_somebody_marked_stand_against_each_other():
    """It is enough that one of the two names the other."""
    pair = [objective("a"), objective("b", conflicts_with=("a",))]
    assert [(c.first, c.second, c.kind) for c in find_conflicts(pair)] == [("a", "b", "named")]


def test_one_measure_in_two_directions_is_a_conflict():
    up = Measure(name="Stock days", better="up", baseline=10, target=20)
    down = Measure(name="stock  days", better="down", baseline=10, target=5)
    (conflict,) = find_conflicts([objective("a", measure=up), objective("b", measure=down)])
    assert conflict.kind == "measure"
    assert conflict.is_fault
    assert "Stock days" in conflict.why
    assert find_conflicts([objective("a", measure=up), objective("b", measure=up)]) == []


def test_cost_down_beside_speed_up_is_named_and_no_fault():
    pair = [objective("a", kind="value-for-money"), objective("b", kind="faster-delivery")]
    (conflict,) = find_conflicts(pair)
    assert not conflict.is_fault
    (found,) = check_conflicts(pair)
    assert found.severity == "warning"
    assert "pull on the same people or money" in found.what


def test_the_kinds_of_tension_are_kinds_of_the_catalogue(catalogues):
    known = set(catalogues.services.objectives)
    assert all(pair <= known and len(pair) == 2 for pair in TENSIONS)


@given(st.permutations(["value-for-money", "faster-delivery", "compliance", "competence", "reliable-dates"]))
def test_the_order_of_objectives_changes_no_conflict(kinds):
    found = find_conflicts([objective(kind, kind=kind) for kind in kinds])
    assert {frozenset((c.first, c.second)) for c in found} == {
        frozenset(("value-for-money", "faster-delivery")),
        frozenset(("faster-delivery", "compliance")),
        frozenset(("value-for-money", "competence")),
    }
