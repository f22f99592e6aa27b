"""YAML becomes plain values by the rules of YAML 1.2, each with its place; hostile files are refused at once."""

import time

import pytest
import yaml

from pmokit.content import places, yaml_source
from pmokit.content.yaml_source import MAX_DEPTH, MAX_VALUES, read_source


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read_text(text):
        file = tmp_path / "a.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_source(file)

    return read_text


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request, monkeypatch):
    """Both readers of PyYAML: the fast one is missing on some systems."""
    if not hasattr(yaml, request.param):
        pytest.skip(f"PyYAML has no {request.param} here")
    monkeypatch.setattr(yaml_source, "_LOADER", getattr(yaml, request.param))


def lines(faults):
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-12", -12),
        ("007", 7),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        # YAML 1.1 would read these as false, true, a date, a number to the base of 60 and a number.
        ("no", "no"),
        ("yes", "yes"),
        ("2027-01-01", "2027-01-01"),
        ("10:30", "10:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        # Numbers that are none stay text, so that no type takes them for a number.
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("1" * 5000, "1" * 5000),
        ("'1'", "1"),
        ('"true"', "true"),
        ("!!str 1", "1"),
        ("! 1", 1),
    ],
)
@pytest.mark.usefixtures("loader")
def test_a_scalar_is_read_by_yaml_1_2(read, text, value):
    source, faults = read(f"a: {text}\n")
    assert faults == []
    assert source.value == {"a": value}
    assert type(source.value["a"]) is type(value)


@pytest.mark.usefixtures("loader")
def test_each_value_knows_its_line_and_column(read):
    source, _ = read("# head\na:\n  - b: 1\n    c:\n      en: >-\n        long\n        text\n  - [x, y]\n")
    assert source.where(()) == "a.yaml:2:1"
    assert source.where(("a",)) == "a.yaml:2:1"
    assert source.where(("a", 0, "c", "en")) == "a.yaml:5:7"
    assert source.where(("a", 1, 1)) == "a.yaml:8:9"


def test_a_place_that_is_missing_takes_the_block_it_would_stand_in(read):
    source, _ = read("a:\n  b:\n    c: 1\n")
    assert source.where(("a", "b", "missing", 3)) == "a.yaml:2:3"


@pytest.mark.usefixtures("loader")
def test_a_key_that_stands_twice_is_a_fault_and_the_first_value_counts(read):
    source, faults = read("a: 1\nb: 2\na: 3\n")
    assert lines(faults) == [
        "a.yaml:3:1: the key 'a' stands twice in one block. Expected: each key once. It stands first in line 1."
    ]
    assert source.value == {"a": 1, "b": 2}


def test_of_a_key_that_stands_twice_an_empty_value_does_not_count(read):
    source, _ = read("a:\na: [1]\n")
    assert source.value == {"a": [1]}


@pytest.mark.parametrize("text", ["a: #0B4F6C\n", "a:    #0B4F6C   \n"])
def test_an_unquoted_colour_is_a_comment_and_leaves_a_note(read, text):
    source, _ = read(text)
    assert source.value == {"a": None}
    assert "YAML reads #0B4F6C as a comment" in source.notes["a",].what
    assert source.notes["a",].where == f"a.yaml:1:{text.index('#') + 1}"


def test_an_unquoted_colour_in_a_list_leaves_a_note(read):
    source, _ = read("a:\n  - #0B4F6C\n  - b\n")
    assert ("a", 0) in source.notes


def test_an_empty_value_with_an_honest_comment_has_no_note(read):
    source, _ = read("a: # to be filled in\n")
    assert source.notes == {}


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: 1\n\tb: 2\n", "2:1", "a tab indents this line"),
        ("a:\n \t- b\n", "2:2", "a tab indents this line"),
        ('a: "open\nb: 2\nc: 3\n', "1:4", "a quote opens here"),
        ("a: [1, 2\nb: 2\n", "1:4", "not valid YAML"),
        ("a: {b: 1\nc: 2\n", "1:4", "not valid YAML"),
        ("a: b: c\n", "1:5", "not valid YAML"),
        ("a:\n   b: 1\n  c: 2\n", "3:3", "not valid YAML"),
        ("a: 1\nonly a word\nb: 2\n", "2:1", "not valid YAML"),
        ("a: @b\n", "1:4", "not valid YAML"),
        ("a: [#DCEBF0, #A9CFDA]\n", "1:5", "YAML reads #DCEBF0 as a comment"),
        ("a: 1\n---\nb: 1\n", "2:1", "a second document starts here"),
        ("? [a, b]\n: c\n", "1:3", "this key is no plain word"),
    ],
)
def test_broken_yaml_is_reported_where_it_breaks(read, text, place, what):
    source, faults = read(text)
    assert source is None
    assert len(faults) == 1
    assert faults[0].where == f"a.yaml:{place}"
    assert what in faults[0].what


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "null\n", "\ufeff"])
def test_an_empty_file_is_a_fault(read, text):
    assert lines(read(text)[1]) == ["a.yaml:1:1: the file is empty. Expected: keys and values in YAML."]


def test_an_alias_repeats_a_value(read):
    source, faults = read("a: &x {b: 1}\nc: *x\n")
    assert faults == []
    assert source.value == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize("text", ["a: *x\n", "a: &x [*x]\n"])
@pytest.mark.usefixtures("loader")
def test_an_alias_to_nothing_or_to_itself_is_a_fault(read, text):
    _, faults = read(text)
    assert [fault.what for fault in faults] == ["the alias *x refers to nothing before it"]


@pytest.mark.usefixtures("loader")
def test_aliases_that_multiply_are_refused_at_once(read):
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40))
    began = time.perf_counter()
    source, faults = read(bomb)
    assert time.perf_counter() - began < 2
    assert source is None
    assert f"more than {MAX_VALUES:,} values" in faults[0].what


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "".join(f"{' ' * n}a:\n" for n in range(900))]
)
@pytest.mark.usefixtures("loader")
def test_deep_nesting_is_refused_at_once(read, text):
    began = time.perf_counter()
    source, faults = read(text)
    assert time.perf_counter() - began < 5
    assert source is None
    assert len(faults) == 1


def test_nesting_that_a_person_can_read_passes(read):
    source, faults = read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert faults == []
    assert source is not None


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!binary", "!!set", "!mine"])
def test_a_tag_means_nothing(read, tag):
    _, faults = read(f"a: {tag} [ls]\n")
    assert [fault.what for fault in faults] == [f"the tag {tag} means nothing here"]


def test_a_long_or_invisible_key_does_not_break_the_line_of_a_message(read):
    key = '"' + "long " * 100 + '\\n"'
    _, faults = read(f"{key}: 1\n{key}: 2\n")
    assert len(str(faults[0])) < 200
    assert "\n" not in str(faults[0])


def test_a_syntax_fault_is_not_added_to_a_byte_that_is_no_text_in_the_same_line(read):
    _, faults = read(b"a: 1\n\xe9 b: [\n")
    assert len(faults) == 1
    assert "byte 0xE9" in faults[0].what


def unquoted_questions(node, is_inside=False):
    """Yield the lines of texts within braces that hold a question mark and stand in no quotes."""
    if isinstance(node, yaml.ScalarNode):
        if is_inside and not node.style and "?" in node.value:
            yield node.start_mark.line + 1
        return
    for child in node.value:
        for one in child if isinstance(child, tuple) else (child,):
            yield from unquoted_questions(one, is_inside or node.flow_style)


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="only the fast reader can show what the slow one refuses")
def test_every_content_file_reads_alike_without_the_fast_reader():
    """In {en: Why ...?} the slow reader of PyYAML ends the text at the question mark, and the file does not load."""
    loader = yaml.CSafeLoader
    found = unquoted_questions(yaml.compose("a: {en: Why?}\nb: Why?\nc: {en: 'Why?'}", loader))
    assert list(found) == [1]
    files = [
        file for folder in (places.templates(), places.questionnaires()) for file in sorted(folder.rglob("*.yaml"))
    ]
    assert len(files) > 50
    at_fault = {
        file.name: lines
        for file in files
        if (lines := list(unquoted_questions(yaml.compose(file.read_text(encoding="utf-8"), loader))))
    }
    assert at_fault == {}
