"""A content file is recognised by its keys, else by the schema it names, else by its place."""

import pytest

from pmokit.content import places
from pmokit.content.kinds import KINDS, kind_of, schema_named
from pmokit.content.tree import find_content
from pmokit.content.yaml_source import read_source


def kind(tmp_path, text, name="a.yaml"):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    found = kind_of(read_source(file)[0])
    return found.name if found else None


def test_each_kind_occurs_in_our_content():
    files = [*find_content(places.questionnaires()), *find_content(places.templates())]
    assert {kind_of(read_source(file)[0]).name for file in files} == {kind.name for kind in KINDS}


@pytest.mark.parametrize(
    "file", find_content(places.templates()) + find_content(places.questionnaires()), ids=lambda f: f.name
)
def test_a_file_is_recognised_without_any_one_of_its_keys(file, tmp_path):
    source, _ = read_source(file)
    expected = kind_of(source)
    for key in source.value:
        rest = {k: v for k, v in source.value.items() if k != key}
        changed = type(source)(source.file, source.shown, rest, {}, {}, source.first_line)
        assert kind_of(changed) == expected


def test_the_schema_line_tells_what_keys_cannot(tmp_path):
    line = "# yaml-language-server: $schema=../schemas/theme.schema.json\n"
    assert kind(tmp_path, line + "id: x\nname: {en: x}\n") == "theme"
    assert kind(tmp_path, line + "- a\n") == "theme"


def test_the_place_tells_what_keys_and_line_cannot(tmp_path):
    assert kind(tmp_path, "id: x\n", "mappings/client.yaml") == "mapping"
    assert kind(tmp_path, "- a\n", "lexicon.yaml") == "lexicon"


def test_the_keys_count_more_than_line_and_place(tmp_path):
    line = "# yaml-language-server: $schema=theme.schema.json\n"
    assert kind(tmp_path, line + "version: 1\nterms: []\n", "initiatives.yaml") == "lexicon"


def test_a_strange_file_is_of_no_kind(tmp_path):
    assert kind(tmp_path, "milk: 2\neggs: 12\n") is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("# yaml-language-server: $schema=../schemas/model.schema.json", "model"),
        ("#yaml-language-server: $schema=answer_sets.schema.json ", "answer_sets"),
        ("# yaml-language-server: $schema=https://example.org/x.json", None),
        ("id: POR", None),
        ("", None),
    ],
)
def test_the_schema_line_is_read(line, name):
    assert schema_named(line) == name
