"""Planning problems as JSON: read whole, or refused with every fault in its place; plans as the roadmap command promises them."""

import copy
import json
import random

import pytest

from pmokit.errors import InputError
from pmokit.exchange.problem_json import plan_document, read_problem
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH

GOOD = {
    "quarters": 3,
    "skills": ["s"],
    "capacity": {"s": [1, 1, 1]},
    "budget": [5, 5, 5],
    "carry_over": False,
    "initiatives": [
        {"id": "a", "duration": 1, "fte": {"s": 0.5}, "cost": 2, "value": 3, "requires": [], "mandatory": False, "earliest": 0, "finish_by": None},
        {"id": "b", "duration": 2, "fte": {"s": 1}, "cost": 1, "value": 3, "requires": ["a"]},
    ],
    "seed": 0,
    "time_limit": 10,
}  # fmt: skip
MODES = [
    {"id": "buy", "duration": 1, "fte": {"s": 0.5}, "cost": 2, "value": 3},
    {"id": "build", "duration": 2, "value": 3},
]
WITH_MODES = GOOD | {
    "start_limits": {"unit": [1, 1, 1]},
    "initiatives": [{"id": "a", "modes": MODES, "counts_in": ["unit"], "start_by": 1}, GOOD["initiatives"][1]],
}
MISSING = object()


def write(tmp_path, value):
    file = tmp_path / "problem.json"
    if isinstance(value, bytes):
        file.write_bytes(value)
    else:
        file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return file


def changed(path, value):
    whole = copy.deepcopy(GOOD)
    place = whole
    for key in path[:-1]:
        place = place[key]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return whole


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_reads_what_the_contract_says(tmp_path, bom):
    """All keys, with and without a byte-order mark."""
    read = read_problem(write(tmp_path, bom + json.dumps(GOOD).encode()))
    assert (read.quarters, read.budget, read.initiatives[1].requires) == (3, (5, 5, 5), ("a",))
    assert read.initiatives[1].mandatory is False


def test_reference_problems_can_be_read(shared, tmp_path):
    """As they stand."""
    for name in ("roadmap_small", "roadmap_rich"):
        for case in json.loads((shared / "examples" / f"{name}.json").read_text(encoding="utf-8")):
            assert read_problem(write(tmp_path, case["problem"])).quarters == case["problem"]["quarters"]


def test_answer_has_the_agreed_keys_in_order(tmp_path):
    """Plain JSON values; b would end with the horizon and bring nothing."""
    document = plan_document(solve(read_problem(write(tmp_path, GOOD))))
    assert list(document) == ["status", "value", "bound", "schedule", "tie_break", "explanation", "clash"]
    assert document["schedule"] == {"a": 0, "b": None}
    assert document["value"] == document["bound"] == 6
    assert list(document["explanation"][0]) == ["initiative", "kind", "text"]
    assert json.loads(json.dumps(document, allow_nan=False)) == document


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        (("initiatives", 0, "requires"), ["b"], "$.initiatives[0].requires", "prerequisites run in a circle: a > b > a"),
        (("initiatives", 1, "requires"), ["z"], "$.initiatives[1].requires[0]", "b requires the unknown initiative 'z'"),
        (("initiatives", 0, "fte"), {"x": 1}, "$.initiatives[0].fte.x", "a needs the unknown skill 'x'"),
        (("initiatives", 0, "fte"), [1], "$.initiatives[0].fte", "[1]. Expected: a block of keys"),
        (("initiatives", 0, "requires"), "b", "$.initiatives[0].requires", '"b". Expected: a list'),
        (("initiatives",), [None], "$.initiatives[0]", "null. Expected: a block of keys"),
        (("initiatives", 0, "id"), "", "$.initiatives[0].id", '"". Expected: at least 1 character'),
        (("initiatives", 0, "cost"), 1.2345, "$.initiatives[0].cost", "the cost of a is 1.2345. Expected: at most 3 decimals"),
        (("initiatives", 0, "cost"), None, "$.initiatives[0].cost", "null. Expected: a number"),
        (("initiatives", 0, "duration"), 0, "$.initiatives[0].duration", "the duration of a is 0"),
        (("initiatives", 0, "duration"), "2", "$.initiatives[0].duration", '"2". Expected: a whole number'),
        (("initiatives", 0, "duration"), 1.5, "$.initiatives[0].duration", "1.5. Expected: a whole number"),
        (("initiatives", 0, "mandatory"), 1, "$.initiatives[0].mandatory", "1. Expected: true or false"),
        (("initiatives", 0, "value"), True, "$.initiatives[0].value", "true. Expected: a number"),
        (("initiatives", 0, "id"), 7, "$.initiatives[0].id", "7. Expected: text"),
        (("initiatives", 0, "id"), MISSING, "$.initiatives[0]", "the key 'id' is missing"),
        (("initiatives", 0, "requries"), [], "$.initiatives[0].requries", "unknown key 'requries'. Did you mean 'requires'?"),
        (("buget",), None, "$.buget", "unknown key 'buget'. Did you mean 'budget'?"),
        (("capacity",), MISSING, "$", "the key 'capacity' is missing"),
        (("capacity", "s"), [1, 1], "$.capacity.s", "the capacity of s has 2 numbers"),
        (("capacity", "s"), [1, "1", 1], "$.capacity.s[1]", '"1". Expected: a number'),
        (("quarters",), -1, "$.quarters", "-1 quarters"),
    ],
)  # fmt: skip
def test_faults_have_file_place_and_words(tmp_path, path, value, place, words):
    """File, JSON path, what is wrong, what was expected."""
    file = write(tmp_path, changed(path, value))
    with pytest.raises(InputError) as caught:
        read_problem(file)
    found = [str(fault) for fault in caught.value.faults]
    assert any(text.startswith(f"{file}::{place}: ") and words in text for text in found), found


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "problem.json:1:2: this is not valid JSON"),
        ('{"quarters": 3,\n "skills": [}', "problem.json:2:13: this is not valid JSON"),
        ("", "problem.json:1:1: this is not valid JSON"),
        (
            '{"initiatives": [{"id": "a", "id": "b"}]}',
            r"problem.json::\$.initiatives\[0\].id: the key 'id' stands twice",
        ),
        ("[]", r"problem.json::\$: this is a list. Expected: one object with quarters, initiatives and more"),
        ("null", r"problem.json::\$: this is nothing \(null\)"),
        ("7", r"problem.json::\$: this is the single value 7"),
        ('{"quarters": NaN}', r"\$.quarters: NaN"),
        ('{"quarters": 1' + "0" * 5000 + "}", "a number has too many digits"),
        ("[" * 100_000, "nested too deeply"),
        ("{}".encode("utf-16"), "byte 1 is not UTF-8 text. Expected: UTF-8. Save the file as UTF-8"),
        ('{"skills": ["Qualität"]}'.encode("latin-1"), "byte 20 is not UTF-8 text"),
    ],
    ids=[
        "open",
        "comma",
        "empty",
        "double key",
        "list",
        "null",
        "number",
        "nan",
        "digits",
        "deep",
        "utf-16",
        "latin-1",
    ],
)
def test_broken_files(tmp_path, content, words):
    """Line and column, the doubled key in its place, or the encoding."""
    with pytest.raises(InputError, match=words):
        read_problem(write(tmp_path, content))


def test_not_a_number_and_infinity_are_faults_with_ids(tmp_path):
    """What JSON does not know but Python's reader lets through."""
    text = json.dumps(changed(("initiatives", 0, "cost"), float("nan")))
    with pytest.raises(InputError, match=r"the cost of a is nan\. Expected: a number"):
        read_problem(write(tmp_path, text))
    with pytest.raises(InputError, match=r"the cost of a is inf"):
        read_problem(write(tmp_path, text.replace("NaN", "1e999")))


def test_misspelt_key_of_a_mode(tmp_path):
    """The keys of a mode are looked up among those of a mode."""
    value = copy.deepcopy(WITH_MODES)
    value["initiatives"][0]["modes"][1]["durration"] = 2
    expected = r"\$\.initiatives\[0\]\.modes\[1\]\.durration: unknown key 'durration'\. Did you mean 'duration'\?"
    with pytest.raises(InputError, match=expected):
        read_problem(write(tmp_path, value))


def test_answer_with_modes_tells_them_after_the_schedule(tmp_path):
    """The key is there because the problem has modes; what is not chosen, or has none, has no mode."""
    document = plan_document(solve(read_problem(write(tmp_path, WITH_MODES))))
    assert list(document)[3:5] == ["schedule", "modes"]
    assert document["modes"] == {"a": "buy", "b": None}


def test_all_faults_of_a_file_at_once(tmp_path):
    """Three things wrong, three lines."""
    value = changed(("initiatives", 0, "cost"), -1)
    value["budget"] = [5]
    value["initiatives"][1]["fte"] = {"x": 1}
    with pytest.raises(InputError) as caught:
        read_problem(write(tmp_path, value))
    assert len(str(caught.value).splitlines()) == 3


def test_no_such_file(tmp_path):
    """A missing file and a folder are told in words."""
    with pytest.raises(InputError, match="there is no such file"):
        read_problem(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_problem(tmp_path)


def test_mutated_problems_get_an_answer_or_a_fault(tmp_path):
    """Any single value replaced by anything odd, with and without modes: a plan or a fault in words, never a traceback."""
    dice = random.Random(7)  # noqa: S311
    odd = [None, -1, 0, 3, 1e12, "", "x", [], {}, True, [None], 0.0005, 99, 10**400]
    for _ in range(400 if THOROUGH else 20):
        value = copy.deepcopy(dice.choice([GOOD, WITH_MODES])) | {"time_limit": 1}
        first = value["initiatives"][0]
        places = [value, value["capacity"], *value["initiatives"], first.get("fte", value)]
        places += [value.get("start_limits", value), *first.get("modes", [])]
        place = dice.choice(places)
        place[dice.choice(list(place))] = dice.choice(odd)
        try:
            read = read_problem(write(tmp_path, value))
        except InputError:
            continue
        assert solve(read).status in {"optimal", "infeasible"}
