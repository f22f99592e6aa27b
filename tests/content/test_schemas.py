"""The JSON Schemas in questionnaires/schemas say what the types say, and every content file points to its own."""

import copy
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pmokit.content import places
from pmokit.content.kinds import KINDS, kind_of, schema_named
from pmokit.content.parse import parse
from pmokit.content.schemas import DIALECT, schema_files, schema_of, write_schemas
from pmokit.content.tree import find_content
from pmokit.content.yaml_source import read_source

SCHEMAS = places.questionnaires() / "schemas"
CONTENT = [file for folder in (places.questionnaires(), places.templates()) for file in find_content(folder)]
WRITE = "run python -m pmokit.content.schemas and commit what it writes"


@cache
def sources():
    return {file: read_source(file)[0] for file in CONTENT}


@cache
def expected_files():
    return schema_files()


@cache
def validator_of(kind):
    return Draft202012Validator(schema_of(kind))


def name_of(file):
    return file.relative_to(places.kit_folder()).as_posix()


@pytest.mark.parametrize("name", sorted(f"{kind.name}.schema.json" for kind in KINDS))
def test_a_schema_file_is_what_its_type_says(name):
    file = SCHEMAS / name
    assert file.is_file(), WRITE
    assert file.read_text(encoding="utf-8") == expected_files()[name], WRITE


def test_no_schema_is_left_of_a_kind_that_is_gone():
    assert sorted(file.name for file in SCHEMAS.iterdir()) == sorted(expected_files())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema_is_valid_names_its_dialect_and_has_no_address(kind):
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert '"$id"' not in json.dumps(schema)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_block_refuses_unknown_keys(kind):
    def blocks(node):
        if isinstance(node, dict):
            if "properties" in node or "patternProperties" in node:
                yield node
            for child in node.values():
                yield from blocks(child)
        elif isinstance(node, list):
            for child in node:
                yield from blocks(child)

    found = list(blocks(schema_of(kind)))
    assert found
    assert all(block["additionalProperties"] is False for block in found)


@pytest.mark.parametrize("file", CONTENT, ids=name_of)
def test_a_content_file_names_its_schema_in_its_first_line(file):
    source = sources()[file]
    kind = kind_of(source)
    first = source.first_line
    assert first.startswith("# yaml-language-server: $schema="), f"{file} does not name its schema"
    assert schema_named(first) == kind.name
    target = Path(file.parent, first.split("$schema=")[1])
    assert target.resolve() == (SCHEMAS / f"{kind.name}.schema.json").resolve()


@pytest.mark.parametrize("file", CONTENT, ids=name_of)
def test_a_content_file_fits_its_schema(file):
    source = sources()[file]
    assert [error.message for error in validator_of(kind_of(source)).iter_errors(source.value)] == []


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("domain", ("questions", 0, "weight"), "heavy"),
        ("domain", ("questions", 0, "quick"), "yes"),
        ("domain", ("questions", 0, "colour"), "red"),
        ("domain", ("questions", 0, "text"), {"de": "Nur deutsch"}),
        ("domain", ("questions", 0, "text"), {"english": "x", "en": "x"}),
        ("domain", ("questions", 0, "evidence"), []),
        ("domain", ("questions", 0, "id"), "POR_1"),
        ("model", ("levels", 0, "meaning"), None),
        ("model", ("version",), "1.0"),
        ("theme", ("brand",), "blue"),
        ("theme", ("ratings",), {}),
        ("initiatives", ("initiatives", 0, "duration_quarters"), 0.5),
        ("organisation", ("criteria", 0, "types", "enterprise", "grade"), "proven"),
        ("organisation", ("criteria", 0, "types", "enterprize"), {}),
        ("organisation", ("criteria", 0, "importance"), 0),
        ("sample", ("units", 0, "code"), "no spaces please"),
        ("sample", ("settings", "first_quarter"), "2027-Q5"),
    ],
)
def test_the_editor_and_the_lint_refuse_the_same_value(name, path, value):
    whole = next(source for source in sources().values() if kind_of(source).name == name)
    source, kind = replace(whole, value=copy.deepcopy(whole.value)), kind_of(whole)
    block = source.value
    for key in path[:-1]:
        block = block[key]
    block[path[-1]] = value
    assert not validator_of(kind).is_valid(source.value)
    assert parse(source, kind.type).faults


def test_the_writer_makes_the_folder_and_unix_line_ends(tmp_path):
    files = write_schemas(tmp_path / "new" / "schemas")
    assert sorted(file.name for file in files) == sorted(expected_files())
    assert all(b"\r" not in file.read_bytes() for file in files)
