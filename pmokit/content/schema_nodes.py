"""What the JSON Schema of a type says about one place in a file, in plain words."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from pmokit.errors import Path

_KINDS = {
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "string": "text",
    "array": "a list",
    "object": "a block of keys",
}


def node_at(kind: type[BaseModel], path: Path) -> dict[str, Any]:
    """Return the schema that holds for a path; empty where the type knows no such place.

    Parameters
    ----------
    kind
        The type of the whole file.
    path
        Keys and positions from its top.
    """
    schema = _schema(kind)
    node = _resolve(schema, schema)
    for part in path:
        if isinstance(part, int):
            following = node.get("items", {})
        else:
            patterns = list(node.get("patternProperties", {}).values())
            other = patterns[0] if patterns else node.get("additionalProperties", {})
            following = node.get("properties", {}).get(part, other)
        node = _resolve(following if isinstance(following, dict) else {}, schema)
    return node


def keys_of(node: dict[str, Any]) -> list[str]:
    """Return the keys that a block can have."""
    return list(node.get("properties", {}))


def describe(node: dict[str, Any]) -> str:
    """Return what should stand at a place: its description, its choices, or the kind of value."""
    if "enum" in node:
        return "one of " + ", ".join(str(word) for word in node["enum"])
    if "const" in node:
        return str(node["const"])
    if node.get("format") == "date":
        return "a date such as 2026-09-30"
    # The description of a word or of a text by language says what form it takes; that of a list or block what it is for.
    formed = node.get("type") == "string" or ("required" in node and "properties" not in node)
    if formed and "description" in node:
        return str(node["description"])
    if "pattern" in node:
        return f"text of the form {node['pattern']}"
    kind, purpose = _KINDS.get(str(node.get("type", "")), ""), purpose_of(node)
    return f"{kind} ({purpose})" if purpose else kind


def purpose_of(node: dict[str, Any]) -> str:
    """Return what a list or block is for, as it stands inside a sentence; empty where the schema does not say."""
    said = str(node.get("description", "")) if node.get("type") == "array" else ""
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]


def _resolve(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node or "anyOf" in node:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        else:
            node = next(option for option in node["anyOf"] if option.get("type") != "null")
    return node


@cache
def _schema(kind: type[BaseModel]) -> dict[str, Any]:
    return kind.model_json_schema(by_alias=True)
