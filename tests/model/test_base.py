"""Values never change and refuse unknown keys; texts are maps by language with English in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pmokit.model.base import Frozen, Language, Name, Slug, Text, Version, say


class Note(Frozen):
    id: Slug
    text: Text


def valid(kind, value):
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


def test_a_value_never_changes():
    note = Note(id="one", text={"en": "One"})
    with pytest.raises(ValidationError, match="frozen"):
        note.id = "two"


def test_an_unknown_key_is_refused():
    with pytest.raises(ValidationError, match="colour"):
        Note.model_validate({"id": "one", "text": {"en": "One"}, "colour": "red"})


def test_spaces_around_a_text_are_taken_off():
    assert Note(id=" one ", text={"en": " One "}).text["en"] == "One"


@pytest.mark.parametrize("text", [{}, {"de": "Eins"}, {"en": ""}, {"en": "  "}, {"english": "One", "en": "One"}])
def test_a_text_has_english_and_knows_its_languages(text):
    with pytest.raises(ValidationError, match="text"):
        Note(id="one", text=text)


def test_a_missing_english_text_names_the_languages_given():
    with pytest.raises(ValidationError, match="the English text is missing; languages given: de, fr"):
        Note(id="one", text={"fr": "Un", "de": "Eins"})


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            Slug,
            ["a", "a1", "a-b-c", "one-page-case", "a" * 48],
            ["", "A", "1a", "a_b", "a--b", "-a", "a-", "ä", "a" * 49],
        ),
        (Name, ["a", "a_b", "ppm_maturity", "a__", "a1"], ["", "A", "1a", "a-b", "_a", "ä", "a" * 49]),
        (Version, ["0.1.0", "10.20.30"], ["1", "1.0", "1.0.0-beta", "v1.0.0", "1.0.0.0", ""]),
        (Language, ["en", "de", "pt-BR"], ["e", "eng", "EN", "pt-br", "pt_BR", ""]),
    ],
    ids=["slug", "name", "version", "language"],
)
def test_ids_versions_and_languages_have_one_form(kind, good, bad):
    assert [text for text in good if not valid(kind, text)] == []
    assert [text for text in bad if valid(kind, text)] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Gate"), ("en-GB", "Gate"), ("de", "Tor"), ("de-AT", "Tor"), ("fr", "Gate [en]"), ("pt-BR", "Gate [en]")],
)
def test_a_missing_translation_falls_back_to_english_and_is_marked(language, said):
    assert say({"en": "Gate", "de": "Tor"}, language) == said


@given(
    st.dictionaries(st.sampled_from(["de", "fr", "pt-BR"]), st.text(min_size=1)),
    st.sampled_from(["en", "de", "fr", "it", "pt-BR", "pt"]),
)
def test_something_is_always_said(others, language):
    text = {"en": "English", **others}
    assert say(text, language) in {*text.values(), "English [en]"}
