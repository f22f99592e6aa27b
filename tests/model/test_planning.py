"""What makes a planning problem malformed, and what does not."""

import pytest

from pmokit.model.planning import Plan, Problem, find_problem_faults, json_path

GOOD = {
    "quarters": 3,
    "skills": ["analyst", "coach"],
    "capacity": {"analyst": [1, 1, 0.5], "coach": [1, 1, 1]},
    "budget": [5, 5, 5],
    "initiatives": [
        {"id": "a", "duration": 1, "fte": {"analyst": 0.5}, "cost": 2, "value": 3},
        {"id": "b", "duration": 2, "fte": {"coach": 1}, "cost": 1.125, "value": 3, "requires": ["a"]},
    ],
}


def faults(**changes):
    return [(json_path(f.path), str(f)) for f in find_problem_faults(Problem.model_validate(GOOD | changes))]


def changed(position, **changes):
    return [own | changes if at == position else own for at, own in enumerate(GOOD["initiatives"])]


def test_sound_problem():
    """Nothing to complain about, and what is left away has its default."""
    assert faults() == []
    plain = Problem.model_validate(GOOD)
    assert (plain.carry_over, plain.seed, plain.time_limit) == (False, 0, 10)


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"quarters": 0, "capacity": {"analyst": [], "coach": []}, "budget": []}, "$.quarters", "0 quarters"),
        ({"seed": -1}, "$.seed", "seed -1"),
        ({"time_limit": 0}, "$.time_limit", "time_limit 0. Expected: seconds, more than 0"),
        ({"time_limit": float("nan")}, "$.time_limit", "time_limit nan"),
        ({"budget": [5, 5]}, "$.budget", "the budget has 2 numbers. Expected: 3, one for each quarter"),
        ({"budget": [5, -1, 5]}, "$.budget[1]", "the budget in quarter 1 is -1. Expected: 0 or more"),
        ({"initiatives": changed(1, id="a", requires=[])}, "$.initiatives[1]", "initiative 'a' stands twice"),
        ({"initiatives": changed(0, duration=0)}, "$.initiatives[0].duration", "the duration of a is 0. Expected: 1 to 200"),
        ({"initiatives": changed(0, duration=201)}, "$.initiatives[0].duration", "the duration of a is 201. Expected: 1 to 200"),
        ({"initiatives": changed(0, earliest=10**30)}, "$.initiatives[0].earliest", "the earliest of a is 1000"),
        ({"initiatives": changed(0, earliest=-1)}, "$.initiatives[0].earliest", "the earliest of a is -1"),
        ({"initiatives": changed(0, finish_by=-2)}, "$.initiatives[0].finish_by", "the finish_by of a is -2"),
        ({"initiatives": changed(0, cost=-1)}, "$.initiatives[0].cost", "the cost of a is -1. Expected: 0 or more"),
        ({"initiatives": changed(0, cost=2e9)}, "$.initiatives[0].cost", "the cost of a is 2e+09. Expected: at most 1000000000"),
        (
            {"initiatives": changed(0, value=1.0005)},
            "$.initiatives[0].value",
            "the value of a is 1.0005. Expected: at most 3 decimals. Round it to 1.000",
        ),
        ({"initiatives": changed(0, cost=1e-7)}, "$.initiatives[0].cost", "the cost of a is 0.0000001"),
        ({"initiatives": changed(0, fte={"analyst": -0.5})}, "$.initiatives[0].fte.analyst", "the FTE of analyst for a is -0.5"),
        ({"initiatives": changed(0, fte={"analyst": float("inf")})}, "$.initiatives[0].fte.analyst", "is inf. Expected: a number"),
        ({"initiatives": changed(0, value=float("nan"))}, "$.initiatives[0].value", "the value of a is nan"),
        ({"initiatives": changed(0, fte={"analist": 1})}, "$.initiatives[0].fte.analist", "a needs the unknown skill 'analist'. Did you mean 'analyst'?"),
        ({"initiatives": changed(1, requires=["z"])}, "$.initiatives[1].requires[0]", "b requires the unknown initiative 'z'"),
        ({"initiatives": changed(0, requires=["b"])}, "$.initiatives[0].requires", "prerequisites run in a circle: a > b > a"),
        ({"initiatives": changed(0, requires=["a"])}, "$.initiatives[0].requires", "prerequisites run in a circle: a > a"),
    ],
)  # fmt: skip
def test_each_fault_in_words(changes, path, words):
    """One seeded fault: where, and what, with ids."""
    (found,) = faults(**changes)
    assert found[0] == path
    assert words in found[1]


@pytest.mark.parametrize(
    ("capacity", "words"),
    [
        ({"analyst": [1, 1], "coach": [1, 1, 1]}, "the capacity of analyst has 2 numbers. Expected: 3"),
        ({"analyst": [1, 1, -1], "coach": [1, 1, 1]}, "the capacity of analyst in quarter 2 is -1"),
        ({"analyst": [1, 1, 0.1234], "coach": [1, 1, 1]}, "the capacity of analyst in quarter 2 is 0.1234"),
        ({"analyst": [1, 1, 1]}, "skill 'coach' has no capacity"),
        (GOOD["capacity"] | {"coch": [1, 1, 1]}, "capacity of the unknown skill 'coch'. Did you mean 'coach'?"),
    ],
)
def test_capacity_faults(capacity, words):
    """Each skill has one number for each quarter, and no other skill has any."""
    ((path, text),) = faults(capacity=capacity)
    assert path.startswith("$.capacity")
    assert words in text


def test_skill_given_twice():
    """A skill stands in the list once."""
    assert faults(skills=["analyst", "coach", "coach"])[0][0] == "$.skills[2]"


def test_all_faults_at_once():
    """Three faults, three sentences."""
    assert len(faults(budget=[5], seed=-1, initiatives=changed(0, cost=-1))) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"duration": 9},
        {"duration": 9, "mandatory": True},
        {"duration": 2, "finish_by": 1, "mandatory": True},
        {"earliest": 7, "mandatory": True},
        {"fte": {"analyst": 99}, "mandatory": True},
        {"finish_by": 99},
        {"finish_by": 0},
        {"value": -1},
        {"value": 0, "cost": 0, "fte": {"analyst": 0}},
        {"cost": 0.1 + 0.2 - 0.3 + 1},
        {"cost": 999_999_999.999},
    ],
)
def test_wishes_that_cannot_come_true_are_no_faults(changes):
    """Clear wishes get an answer, be it "infeasible"; a negative value is a burden, and allowed."""
    assert faults(initiatives=changed(0, **changes)) == []


BUY = {"id": "buy", "duration": 1, "fte": {"analyst": 0.5}, "cost": 4, "value": 3}
BUILD = {"id": "build", "duration": 2, "fte": {"coach": 1}, "cost": 1, "value": 3}
WAYS = {"id": "a", "modes": [BUY, BUILD]}


def with_modes(**changes):
    return [WAYS | changes, GOOD["initiatives"][1]]


def test_modes_and_limits_on_starts():
    """An initiative in one of two modes, at most one start a quarter in one unit: no fault."""
    assert faults(initiatives=with_modes(counts_in=["unit"], start_by=1), start_limits={"unit": [1, 1, 0]}) == []
    own, other = Problem.model_validate(GOOD | {"initiatives": with_modes()}).initiatives
    assert (own.work("build").duration, other.work(None).duration) == (2, 2)


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"initiatives": with_modes(duration=2)}, "$.initiatives[0].duration", "a has modes and a duration of its own. Expected: a duration in each mode only"),
        ({"initiatives": with_modes(value=2)}, "$.initiatives[0].value", "a has modes and a value of its own"),
        ({"initiatives": with_modes(modes=[BUY, BUY])}, "$.initiatives[0].modes[1]", "mode 'buy' of a stands twice"),
        ({"initiatives": with_modes(modes=[BUY | {"duration": 0}])}, "$.initiatives[0].modes[0].duration", "the duration of a in mode buy is 0"),
        ({"initiatives": with_modes(modes=[BUY | {"cost": -1}])}, "$.initiatives[0].modes[0].cost", "the cost of a in mode buy is -1"),
        (
            {"initiatives": with_modes(modes=[BUY | {"fte": {"coch": 1}}])},
            "$.initiatives[0].modes[0].fte.coch",
            "a in mode buy needs the unknown skill 'coch'. Did you mean 'coach'?",
        ),
        ({"initiatives": with_modes(modes=[])}, "$.initiatives[0]", "the key 'duration' is missing"),
        ({"initiatives": with_modes(start_by=-1)}, "$.initiatives[0].start_by", "the start_by of a is -1"),
        ({"initiatives": with_modes(counts_in=["unit"])}, "$.initiatives[0].counts_in[0]", "a counts in the unknown limit on starts 'unit'"),
        (
            {"initiatives": with_modes(counts_in=["u", "u"]), "start_limits": {"u": [1, 1, 1]}},
            "$.initiatives[0].counts_in[1]",
            "a counts in 'u' twice. Expected: each label once",
        ),
        ({"start_limits": {"unit": [1, 1]}}, "$.start_limits.unit", "the limit on starts of unit has 2 numbers. Expected: 3"),
        ({"start_limits": {"unit": [1, -1, 10**400]}}, "$.start_limits.unit[1]", "the limit on starts of unit in quarter 1 is -1"),
    ],
)  # fmt: skip
def test_each_fault_of_modes_and_limits_on_starts(changes, path, words):
    """One fault, named with ids in its place."""
    assert any(where == path and words in text for where, text in faults(**changes)), faults(**changes)


def test_answer_tells_modes_only_when_there_are_some():
    """Without modes the answer's keys are those it always had."""
    plan = Plan(status="optimal", value=1, bound=1, schedule={"a": 0}, tie_break="complete")
    assert "modes" not in plan.model_dump()
    told = plan.model_copy(update={"modes": {"a": "buy"}}).model_dump(mode="json")
    assert list(told)[:5] == ["status", "value", "bound", "schedule", "modes"]
