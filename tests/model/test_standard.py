"""The content standard: scenes of 15 to 35 words without adverbs, questions that ask for one practice, a quick set."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.standard import BANNED_ADVERBS, SCENE_WORDS, find_standard_faults, second_practice

_SPEC = importlib.util.spec_from_file_location("maturity_builders", Path(__file__).with_name("test_maturity.py"))
builders = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(builders)
answer_set, domain, make_model, question = (
    builders.answer_set,
    builders.domain,
    builders.make_model,
    builders.question,
)
SCENE = {"en": " ".join(["Nobody"] * SCENE_WORDS[0])}
HERE = ("domains", 0, "questions", 0)


def model_with(scenes=True, **changes):
    sets = (answer_set().model_copy(update={"scenes": scenes}),)
    questions = (question(**{"quick": True, "anchors": {"no": SCENE, "yes": SCENE}, **changes}),)
    return make_model(domains=(domain(questions=questions),), sets=sets)


def found(model):
    return [(fault.path, fault.severity, fault.what) for fault in find_standard_faults(model)]


def with_scene(text, **changes):
    return model_with(anchors={"no": SCENE, "yes": {"en": text}}, **changes)


def test_our_own_model_follows_the_standard(model):
    assert find_standard_faults(model) == []


@pytest.mark.parametrize("count", [1, 14, 15, 35, 36, 80])
def test_a_scene_has_15_to_35_words(count):
    words = "word" if count == 1 else "words"
    fault = ((*HERE, "anchors", "yes"), "fault", f"POR-01: the scene for 'yes' has {count} {words}")
    assert found(with_scene("word " * count)) == ([] if 15 <= count <= 35 else [fault])


@pytest.mark.parametrize("adverb", BANNED_ADVERBS)
def test_a_scene_says_what_people_do_and_no_adverb(adverb):
    assert found(with_scene(f"{SCENE['en']} {adverb.title()}, {adverb}.")) == [
        ((*HERE, "anchors", "yes"), "fault", f"POR-01: the scene for 'yes' says '{adverb}'")
    ]
    assert found(with_scene(f"{SCENE['en']} {adverb}x x{adverb}")) == []


@pytest.mark.parametrize("text", ["Mostly.", "word " * 50])
def test_where_the_answers_are_no_scenes_an_anchor_is_free(text):
    assert found(with_scene(text, scenes=False)) == []


def test_only_the_english_text_is_counted():
    german = {**SCENE, "de": "Meistens."}
    assert found(model_with(anchors={"no": german, "yes": german})) == []


def test_a_retired_question_keeps_its_words_but_not_a_place_in_the_quick_set():
    long = {"en": "How " * 30 + "?"}
    assert found(model_with(text=long)) == [((*HERE, "text"), "warning", "POR-01: the question has 31 words")]
    old = question(text=long, retired=True, quick=True)
    model = make_model(domains=(domain(questions=(old, question("POR-02"))),))
    assert found(model) == [(("domains", 0, "questions"), "fault", "no question of domain POR is in the quick set")]


def test_a_domain_in_which_nothing_is_asked_has_no_quick_set_to_miss():
    """That nothing counts there is said already."""
    assert found(make_model(domains=(domain(questions=(question(retired=True),)),))) == []


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("How are risks identified and managed?", "identified and managed"),
        ("How do you plan and track benefits?", "plan and track"),
        ("How do you estimate effort and then check it?", "estimate and then check"),
        ("How are projects prioritised, planned or stopped, or published?", "planned or published"),
        ("Who approves the budget, and how often is it reviewed?", "and how"),
        ("Who knows what a project costs and who owns it?", "and who"),
        ("Is there one list of projects, and is it checked?", "and is"),
        ("How do you plan? Who approves it?", "Who approves it?"),
    ],
)
def test_a_question_that_joins_two_practices_is_noticed(text, second):
    assert second_practice(text) == second
    assert found(model_with(text={"en": text})) == [
        ((*HERE, "text"), "warning", f"POR-01: '{second}' may ask for a second practice")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "How do you find out who can help or stop a project?",
        "On what grounds is a proposed project approved or turned down?",
        "How is it decided whether a project runs in short cycles or against a fixed plan?",
        "How is a change to a project's agreed scope, date or budget decided?",
        "How long does a requester wait for a clear yes or no?",
        "How do you know whether a project is late or is about to be?",
        "Who is told what and when?",
        "",
    ],
)
def test_two_sides_of_one_practice_are_no_two_practices(text):
    assert second_practice(text) == ""


@given(
    st.lists(st.sampled_from(["how", "is", "it", "planned", "managed", "and", "or", "then", "who", "?", "list,"])).map(
        " ".join
    )
)
def test_what_is_noticed_stands_in_the_question(text):
    assert set(second_practice(text).split()) <= set(text.split())
