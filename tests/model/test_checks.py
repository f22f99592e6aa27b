"""What a schema cannot say about a maturity model is found, each with its path and nothing twice."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.checks import differs, double_ids, double_words, find_faults, is_unknown
from pmokit.model.maturity import Level, Role

_SPEC = importlib.util.spec_from_file_location("maturity_builders", Path(__file__).with_name("test_maturity.py"))
builders = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(builders)
TEXT, answer_set, domain, make_model, question = (
    builders.TEXT,
    builders.answer_set,
    builders.domain,
    builders.make_model,
    builders.question,
)
NAN = float("nan")


def found(model):
    return [(fault.path, fault.what) for fault in find_faults(model)]


def levels(*numbers):
    return tuple(Level(number=n, name=TEXT, meaning=TEXT, source="practice") for n in numbers)


def with_question(**changes):
    return make_model(domains=(domain(questions=(question(**changes), question("POR-02"))),))


def test_a_right_model_has_no_fault(model):
    assert find_faults(make_model()) == []
    assert find_faults(model) == []


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ((0, 1, 3), [2]),
        ((0, 2, 3), [1]),
        ((0, 2, 2), [1]),
        ((1, 2, 4, 4, 5), [2]),
        ((2, 1, 0), [1, 2]),
        ((1, 1, 2), [1]),
    ],
)
def test_levels_rise_by_one(numbers, wrong):
    model = make_model(levels=levels(*numbers), default_target=numbers[0])
    paths = [fault.path for fault in find_faults(model) if fault.path[1] == "levels"]
    assert paths == [("meta", "levels", at, "number") for at in wrong]


@pytest.mark.parametrize("target", [-1, 2.5, 9])
def test_the_default_target_is_a_level(target):
    assert [path for path, _ in found(make_model(default_target=target))] == [("meta", "default_target")]


def test_a_role_id_and_a_listed_domain_stand_once():
    role = Role(id="pmo", name=TEXT, meaning=TEXT)
    model = make_model(roles=(role, role), domains=(domain("POR"),))
    model = model.model_copy(update={"meta": model.meta.model_copy(update={"domains": ("POR", "POR")})})
    assert found(model) == [
        (("meta", "roles", 1, "id"), "role id 'pmo' is used twice"),
        (("meta", "domains", 1), "domains: 'POR' is listed twice"),
    ]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ((("no", 1), ("yes", 1)), "yes-no: option 'yes' has value 1 after 1"),
        ((("no", 1), ("yes", 0.5)), "yes-no: option 'yes' has value 0.5 after 1"),
        ((("no", 0), ("yes", 1), ("NO", 2)), "yes-no: option id 'NO' is used twice"),
        ((("no", 0), ("yes", 1), ("na", 2)), "yes-no: option id 'na' is reserved"),
        ((("no", 0), ("yes", 1), ("DK", 2)), "yes-no: option id 'DK' is reserved"),
    ],
)
def test_options_rise_in_value_and_have_ids_of_their_own(options, what):
    model = make_model(sets=(answer_set(options=options),))
    assert [w for path, w in found(model) if path[0] == "answer_sets"] == [what]


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"weight": -0.5}, ("weight",), "the weight of question POR-01 is -0.5"),
        ({"judges": ("pmo", "boss")}, ("judges", 1), "POR-01: unknown role 'boss'"),
        ({"judges": ("pmo", "pmo")}, ("judges", 1), "POR-01: 'pmo' is listed twice"),
        ({"answers": "yes-not"}, ("answers",), "POR-01: unknown answer set 'yes-not'"),
        ({"anchors": {"no": TEXT}}, ("anchors",), "POR-01: no anchor for 'yes'"),
        ({"anchors": {"no": TEXT, "yse": TEXT}}, ("anchors", "yse"), "POR-01: anchor for unknown option 'yse'"),
        ({"id": "RES-07"}, ("id",), "question RES-07 stands in domain POR"),
    ],
)
def test_a_question_weighs_0_or_more_and_links_to_what_exists(changes, path, what):
    assert found(with_question(**changes)) == [(("domains", 0, "questions", 0, *path), what)]


def test_a_question_id_stands_once_in_a_domain():
    model = make_model(domains=(domain(questions=(question(), question("POR-02"), question())),))
    assert found(model) == [(("domains", 0, "questions", 2, "id"), "question id 'POR-01' is used twice")]


@pytest.mark.parametrize("order", [("POR", "RES"), ("RES", "POR")])
def test_of_a_question_id_in_two_domains_the_one_that_is_away_from_home_is_wrong(order):
    domains = {"POR": domain("POR"), "RES": domain("RES", questions=(question("POR-01"), question("RES-02")))}
    model = make_model(domains=tuple(domains[name] for name in order))
    assert found(model) == [
        (("domains", order.index("RES"), "questions", 0, "id"), "question id 'POR-01' is used twice")
    ]


def test_a_retired_question_keeps_its_id():
    model = make_model(domains=(domain(questions=(question(retired=True), question("POR-02"), question())),))
    assert [what for _, what in found(model)] == ["question id 'POR-01' is used twice"]


def test_something_counts_in_every_domain_and_some_domain_counts():
    nothing = domain("POR", questions=(question(weight=0), question("POR-02", retired=True)), weight=0)
    assert found(make_model(domains=(nothing,))) == [
        (("domains", 0, "questions"), "no question of domain POR has a weight above 0"),
        (("meta", "domains"), "no domain has a weight above 0"),
    ]


def test_a_negative_weight_is_one_fault_even_where_nothing_else_counts():
    model = make_model(domains=(domain(questions=(question(weight=-1),), weight=-1),))
    assert [what for _, what in found(model)] == [
        "the weight of domain POR is -1",
        "the weight of question POR-01 is -1",
    ]


@pytest.mark.parametrize(
    ("word", "known", "unknown"),
    [
        ("boss", ["pmo"], True),
        ("pmo", ["pmo"], False),
        ("", ["pmo"], False),
        ("boss", [], False),
        ("boss", ["pmo", ""], False),
    ],
)
def test_a_link_is_unknown_only_where_all_names_could_be_read(word, known, unknown):
    assert is_unknown(word, known) is unknown


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_that_could_not_be_read_differs_from_nothing(number):
    assert not differs(NAN, number)
    assert not differs(number, NAN)
    assert not differs(number, number)
    assert differs(number, number + 1 + abs(number))


@given(st.lists(st.sampled_from(["a", "A", "b", "c", ""]), max_size=8))
def test_every_use_of_an_id_after_the_first_is_a_fault(ids):
    named = [name.lower() for name in ids if name]
    faults = list(double_ids(ids, ("list",), "thing"))
    assert len(faults) == len(named) - len(set(named))
    assert all(ids[fault.path[1]] for fault in faults)


def test_a_word_that_is_listed_three_times_is_two_faults():
    assert [fault.path for fault in double_words(["a", "b", "a", "", "", "a"], ("list",), "x")] == [
        ("list", 2),
        ("list", 5),
    ]
