"""One file gives a value, or faults and a draft; a fault of form hides the schema fault that follows from it."""

import pytest

from pmokit.content.reading import Loaded, read
from pmokit.errors import ContentError, Fault
from pmokit.model.content import Lexicon

GOOD = "version: 0.1.0\nterms:\n  - {id: gate, term: {en: gate}, meaning: {en: A point.}}\n"


@pytest.fixture
def lexicon(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read_text(text):
        (tmp_path / "a.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
        return read(tmp_path / "a.yaml", Lexicon)

    return read_text


def test_a_right_file_gives_its_value_and_its_draft(lexicon):
    reading = lexicon(GOOD)
    assert reading.value is reading.draft
    assert reading.faults == ()
    assert reading.checked([]).unwrap().version == "0.1.0"


def test_a_fault_of_form_alone_leaves_no_value(lexicon):
    reading = lexicon(GOOD + "version: 0.2.0\n")
    assert reading.value is None
    assert reading.draft.version == "0.1.0"
    assert [fault.what for fault in reading.faults] == ["the key 'version' stands twice in one block"]


def test_an_alias_to_nothing_is_said_once(lexicon):
    assert [fault.what for fault in lexicon(GOOD.replace("{en: gate}", "*gate")).faults] == [
        "the alias *gate refers to nothing before it"
    ]


def test_a_letter_that_is_no_text_is_said_once(lexicon):
    reading = lexicon(GOOD.replace("id: gate", "id: gäte").encode("latin-1"))
    assert [fault.what for fault in reading.faults] == ["byte 0xE4 is not UTF-8 text"]


def test_a_file_that_cannot_be_read_gives_an_empty_draft(lexicon):
    reading = lexicon(b"\0")
    assert reading.value is None
    assert reading.draft.terms == ()
    assert reading.place([Fault(what="anything", path=("terms",))]) == []


def test_a_value_with_faults_is_not_handed_out():
    with pytest.raises(ContentError, match="something is wrong"):
        Loaded("value", (Fault(what="something is wrong"),)).unwrap()


def test_a_value_with_warnings_is_handed_out_and_a_warning_is_no_reason_to_refuse_it():
    doubt = Fault("a.yaml:1:1", "this looks odd", severity="warning")
    assert str(doubt) == "a.yaml:1:1: warning: this looks odd."
    assert Loaded("value", (doubt,)).unwrap() == "value"
    with pytest.raises(ContentError, match="something is wrong") as caught:
        Loaded("value", (doubt, Fault(what="something is wrong"))).unwrap()
    assert doubt not in caught.value.faults
