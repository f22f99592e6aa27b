"""A schema fault says in plain words where it is, what was given, and what was expected; and each thing once."""

from typing import Annotated, Literal

import pytest
from pydantic import Field

from pmokit.content.parse import parse
from pmokit.content.yaml_source import read_source
from pmokit.errors import Fault
from pmokit.model.base import Frozen, Slug, Text


class Step(Frozen):
    id: Slug
    number: int = Field(ge=1)
    colour: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$", description="#RRGGBB in quotes")] = "#FFFFFF"


class Plan(Frozen):
    name: Text
    rule: Literal["fast", "slow"]
    share: float = Field(gt=0, le=1)
    done: bool = False
    steps: tuple[Step, ...] = Field(min_length=2)
    effort: dict[Slug, float] = Field(default_factory=dict)
    until: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None


GOOD = {
    "name": "{en: A plan}",
    "rule": "fast",
    "share": "0.5",
    "steps": "[{id: first, number: 1}, {id: second, number: 2}]",
}


@pytest.fixture
def faults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def find(**changes):
        values = {**GOOD, **changes}
        (tmp_path / "a.yaml").write_text("".join(f"{k}: {v}\n" for k, v in values.items() if v is not None), "utf-8")
        source, _ = read_source(tmp_path / "a.yaml")
        return [str(fault) for fault in parse(source, Plan).faults]

    return find


def test_a_right_file_has_no_fault(faults):
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"share": "half"}, "a.yaml:3:1: share is 'half'. Expected: a number."),
        ({"share": "'0.5'"}, "a.yaml:3:1: share is '0.5'. Expected: a number."),
        ({"share": "true"}, "a.yaml:3:1: share is true. Expected: a number."),
        ({"share": ".nan"}, "a.yaml:3:1: share is '.nan'. Expected: a number."),
        ({"share": "0"}, "a.yaml:3:1: share is 0. Expected: more than 0."),
        ({"share": "2"}, "a.yaml:3:1: share is 2. Expected: at most 1."),
        ({"share": ""}, "a.yaml:3:1: share is empty. Expected: a number."),
        ({"share": None}, "a.yaml:1:1: the key 'share' is missing. Expected: a number."),
        ({"done": "yes"}, "a.yaml:5:1: done is 'yes'. Expected: true or false."),
        ({"rule": "fats"}, "a.yaml:2:1: rule: unknown value 'fats'. Expected: one of fast, slow. Did you mean 'fast'?"),
        ({"rule": "[fast]"}, "a.yaml:2:1: rule: unknown value a list. Expected: one of fast, slow."),
        ({"rule": ""}, "a.yaml:2:1: rule is empty. Expected: one of fast, slow."),
        (
            {"name": "A plan"},
            "a.yaml:1:1: name is 'A plan'. Expected: the text by language, English first: {en: ...}.",
        ),
        ({"name": "{en: 5}"}, 'a.yaml:1:8: name.en is 5. Expected: text. Write it in quotes: "5".'),
        ({"name": "{en: '  '}"}, "a.yaml:1:8: name.en is empty. Expected: text."),
        (
            {"name": "{de: Plan}"},
            "a.yaml:1:1: name: the English text is missing; languages given: de. "
            "Expected: the text by language, English first: {en: ...}.",
        ),
        (
            {"name": "{en: A plan, english: A plan}"},
            "a.yaml:1:20: name: the key 'english' has the wrong form. Expected: a language such as en, de or pt-BR.",
        ),
        ({"colour": "red"}, "a.yaml:5:1: unknown key 'colour'. Expected: a key of this block. Known: done, effort, name, rule, share, steps, until."),
        ({"shaer": "1", "share": None}, "a.yaml:4:1: unknown key 'shaer'. Expected: a key of this block. Did you mean 'share'?"),
        ({"steps": "[{id: first, number: 1}]"}, "a.yaml:4:1: steps has 1 entry. Expected: at least 2 entries."),
        ({"steps": "{}"}, "a.yaml:4:1: steps is a block of keys. Expected: a list."),
        (
            {"steps": "[{id: first, number: one}, {id: second, number: 2}]"},
            "a.yaml:4:21: first.number is 'one'. Expected: a whole number.",
        ),
        (
            {"steps": "[{id: first, number: 1.5}, {id: second, number: 2}]"},
            "a.yaml:4:21: first.number is 1.5. Expected: a whole number.",
        ),
        (
            {"steps": "[{id: first, number: 0}, {id: second, number: 2}]"},
            "a.yaml:4:21: first.number is 0. Expected: 1 or more.",
        ),
        (
            {"steps": "[{id: First, number: 1}, {id: second, number: 2}]"},
            "a.yaml:4:10: steps[0].id is 'First'. Expected: lower-case words joined by dashes.",
        ),
        (
            {"steps": "[{number: 1}, {id: second, number: 2}]"},
            "a.yaml:4:9: steps[0]: the key 'id' is missing. Expected: lower-case words joined by dashes.",
        ),
        (
            {"steps": "[{id: first, number: 1, colour: red}, {id: second, number: 2}]"},
            "a.yaml:4:32: first.colour is 'red'. Expected: #RRGGBB in quotes.",
        ),
        ({"steps": "[first, {id: second, number: 2}]"}, "a.yaml:4:9: steps[0] is 'first'. Expected: a block of keys."),
        ({"effort": "{Analyst: 1}"}, "a.yaml:5:10: effort: the key 'Analyst' has the wrong form. Expected: lower-case words joined by dashes."),
        ({"effort": "{analyst: much}"}, "a.yaml:5:10: effort.analyst is 'much'. Expected: a number."),
        ({"until": "soon"}, r"a.yaml:5:1: until is 'soon'. Expected: text of the form ^\d{4}$."),
        ({"colour": '"\\e[31m\\n' + "x" * 200 + '"'}, "a.yaml:5:1: unknown key 'colour'. Expected: a key of this block. Known: done, effort, name, rule, share, steps, until."),
    ],
)  # fmt: skip
def test_one_wrong_thing_is_one_fault_in_these_words(faults, changes, line):
    assert faults(**changes) == [line]


def test_what_was_given_stays_on_one_line_and_short(faults):
    line = faults(rule='"\\e[31m\\n' + "x" * 200 + '"')[0]
    assert line.isprintable()
    assert len(line) < 200


def test_all_faults_of_a_file_are_found_at_once(faults):
    lines = faults(share="half", rule="fats", steps="[{id: first, number: 0}, {id: Second, number: two}]", x="1")
    assert len(lines) == 6


def test_a_list_is_not_called_too_short_because_its_entries_are_wrong(faults):
    assert faults(steps="[{id: first, number: one}, {id: second, number: two}]") == [
        "a.yaml:4:21: first.number is 'one'. Expected: a whole number.",
        "a.yaml:4:48: second.number is 'two'. Expected: a whole number.",
    ]


def test_a_file_of_another_shape_is_one_fault(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for text, given in (("- a\n- b\n", "a list"), ("just words\n", "'just words'")):
        (tmp_path / "a.yaml").write_text(text)
        source, _ = read_source(tmp_path / "a.yaml")
        assert [str(f) for f in parse(source, Plan).faults] == [
            f"a.yaml:1:1: the file is {given}. Expected: a block of keys."
        ]


def test_faults_found_by_path_get_their_place_unless_the_value_was_not_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(
        "name: {en: A}\nrule: fast\nshare: half\nsteps: [{id: a, number: 1}, {id: a, number: 2}]\n"
    )
    source, _ = read_source(tmp_path / "a.yaml")
    parsed = parse(source, Plan)
    assert parsed.value is None
    placed = parsed.place(
        [
            Fault(what="share", path=("share",)),
            Fault(what="below", path=("share", "x")),
            Fault(what="id", path=("steps", 1, "id")),
        ]
    )
    assert [(fault.where, fault.what) for fault in placed] == [("a.yaml:4:30", "id")]
