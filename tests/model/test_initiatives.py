"""A catalogue of initiatives: links lead somewhere, steps are single, prerequisites run in no circle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pmokit.model.initiatives import (
    CostRange,
    Initiative,
    InitiativeCatalogue,
    find_cycle,
    find_initiative_faults,
    find_missing_steps,
)

TEXT = {"en": "Some text"}
DOMAINS, LEVELS, ROLES = ("POR", "RES"), (1, 5), ("pmo", "unit-head")


def initiative(name="one", **changes):
    fields = {
        "id": name,
        "name": TEXT,
        "problem": TEXT,
        "lifts": [{"domain": "POR", "from": 1, "to": 2}],
        "first_result": TEXT,
        "owner": "pmo",
        "duration_quarters": 2,
        "fte": {"analyst": 0.3},
        "cost_k": {"low": 1, "likely": 2, "high": 3},
        "requires": [],
        "deliverables": [TEXT],
        "done_when": TEXT,
        "adoption_measure": TEXT,
        "resistance": TEXT,
        "not_when": TEXT,
        "source": "expert judgement",
    }
    return {**fields, **changes}


def catalogue(*initiatives):
    return InitiativeCatalogue.model_validate(
        {
            "version": "0.1.0",
            "model": "tiny",
            "source": "expert judgement",
            "skills": {"analyst": TEXT},
            "initiatives": initiatives,
        }
    )


def found(*initiatives):
    faults = find_initiative_faults(catalogue(*initiatives), DOMAINS, LEVELS, ROLES)
    return [(fault.path, fault.what) for fault in faults]


def test_a_right_catalogue_has_no_fault():
    assert found(initiative("one"), initiative("two", requires=["one"])) == []


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"lifts": [{"domain": "PRO", "from": 1, "to": 2}]}, ("lifts", 0, "domain"), "one: unknown domain 'PRO'"),
        ({"lifts": [{"domain": "POR", "from": 1, "to": 3}]}, ("lifts", 0, "to"), "one: lifts POR from 1 to 3"),
        ({"lifts": [{"domain": "POR", "from": 3, "to": 2}]}, ("lifts", 0, "to"), "one: lifts POR from 3 to 2"),
        ({"lifts": [{"domain": "POR", "from": 5, "to": 6}]}, ("lifts", 0, "to"), "one: lifts POR from 5 to 6"),
        ({"lifts": [{"domain": "POR", "from": 0, "to": 1}]}, ("lifts", 0, "to"), "one: lifts POR from 0 to 1"),
        ({"requires": ["two"]}, ("requires", 0), "one: unknown prerequisite 'two'"),
        ({"owner": "boss"}, ("owner",), "one: unknown role 'boss'"),
        ({"fte": {"analist": 1}}, ("fte", "analist"), "one: unknown skill 'analist'"),
        ({"fte": {"analyst": 0}}, ("fte", "analyst"), "one: 0 FTE of analyst"),
        ({"requires": ["one"]}, ("requires", 0), "prerequisites run in a circle: one > one"),
    ],
)
def test_links_steps_and_effort_are_checked(changes, path, what):
    assert found(initiative(**changes)) == [(("initiatives", 0, *path), what)]


def test_an_id_stands_once_and_a_prerequisite_is_listed_once():
    assert found(initiative("one"), initiative("two", requires=["one", "one"]), initiative("one")) == [
        (("initiatives", 2, "id"), "initiative id 'one' is used twice"),
        (("initiatives", 1, "requires", 1), "two: 'one' is listed twice"),
    ]


def test_each_separate_circle_is_one_fault_at_the_link_that_closes_it():
    assert found(
        initiative("a", requires=["free", "b"]),
        initiative("b", requires=["a"]),
        initiative("c", requires=["d"]),
        initiative("d", requires=["e"]),
        initiative("e", requires=["c"]),
        initiative("free"),
    ) == [
        (("initiatives", 0, "requires", 1), "prerequisites run in a circle: a > b > a"),
        (("initiatives", 2, "requires", 0), "prerequisites run in a circle: c > d > e > c"),
    ]


def test_without_a_model_only_the_catalogue_itself_is_checked():
    odd = catalogue(initiative(owner="boss", lifts=[{"domain": "XYZ", "from": 7, "to": 8}]))
    assert find_initiative_faults(odd) == []


def lifting(*steps):
    return initiative(lifts=[{"domain": domain, "from": start, "to": end} for domain, start, end in steps])


@pytest.mark.parametrize(
    ("steps", "missing"),
    [
        ([("POR", 1, 2), ("POR", 2, 3), ("RES", 1, 2), ("RES", 2, 3)], []),
        ([("POR", 1, 2), ("POR", 2, 3)], ["RES from level 1 to 2, 2 to 3"]),
        ([("POR", 2, 3), ("RES", 1, 2)], ["POR from level 1 to 2", "RES from level 2 to 3"]),
        # A step that cannot be is a fault of its own: it may be the one that is missing.
        ([("POR", 1, 2), ("POR", 2, 4), ("RES", 1, 2)], ["RES from level 2 to 3"]),
        ([("POR", 1, 2), ("POR", 3, 4), ("RES", 1, 2)], ["RES from level 2 to 3"]),
        ([("PRO", 1, 2), ("RES", 1, 2)], []),
    ],
)
def test_each_step_of_each_domain_is_lifted_and_what_is_missing_is_one_fault_for_each_domain(steps, missing):
    faults = find_missing_steps(catalogue(lifting(*steps)), DOMAINS, (1, 3))
    assert [fault.what for fault in faults] == [f"no initiative lifts domain {words}" for words in missing]
    assert {fault.path for fault in faults} <= {("initiatives",)}


def test_a_catalogue_without_initiatives_lifts_nothing():
    assert len(find_missing_steps(catalogue(), DOMAINS, LEVELS)) == len(DOMAINS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("duration_quarters", 0),
        ("duration_quarters", 13),
        ("lifts", []),
        ("fte", {}),
        ("deliverables", []),
        ("id", "One"),
    ],
)
def test_an_initiative_refuses_what_cannot_be(field, value):
    with pytest.raises(ValidationError, match=field):
        Initiative.model_validate(initiative(**{field: value}))


@given(st.tuples(*[st.floats(0, 1000, allow_nan=False)] * 3))
def test_a_cost_range_rises_from_low_to_high(costs):
    low, likely, high = costs
    if low <= likely <= high:
        assert CostRange(low=low, likely=likely, high=high).likely == likely
    else:
        with pytest.raises(ValidationError, match="not in ascending order"):
            CostRange(low=low, likely=likely, high=high)


GRAPHS = st.dictionaries(st.integers(0, 7).map(str), st.lists(st.integers(0, 8).map(str), max_size=4), max_size=8)


@given(GRAPHS)
def test_a_circle_that_is_found_is_one(graph):
    cycle = find_cycle(graph)
    for name, following in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
        assert following in graph[name]
    assert len(set(cycle)) == len(cycle)


@given(GRAPHS)
def test_without_a_circle_there_is_an_order_in_which_each_can_start(graph):
    started = {name for names in graph.values() for name in names} - graph.keys()
    left = dict(graph)
    while ready := [name for name, wanted in left.items() if set(wanted) <= started]:
        started.update(ready)
        left = {name: wanted for name, wanted in left.items() if name not in ready}
    assert bool(left) == bool(find_cycle(graph))


def test_a_long_chain_is_walked_without_recursion():
    chain = {str(n): [str(n + 1)] for n in range(20_000)}
    assert find_cycle(chain) == []
    assert len(find_cycle({**chain, "20000": ["0"]})) == 20_001


def test_initiatives_are_found_by_id():
    assert catalogue(initiative("one"), initiative("two")).by_id["two"].id == "two"
