"""The JSON Schemas of the content files, made from the types: ``python -m pmokit.content.schemas`` writes them.

Editors find a file's schema through its first line, and underline a misspelt key while one types.
"""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pmokit.content import places
from pmokit.content.kinds import KINDS, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Leaves out the titles that only repeat a key."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature is pydantic's
        return False


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of a kind of content file."""
    schema = kind.type.model_json_schema(by_alias=True, schema_generator=_Generator)
    return {"$schema": DIALECT, "title": kind.name, **_closed({k: v for k, v in schema.items() if k != "title"})}


def schema_files() -> dict[str, str]:
    """Return the text of each schema file by its name."""
    return {
        f"{kind.name}.schema.json": json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n" for kind in KINDS
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema of each kind of content file into a folder, and return the files.

    Parameters
    ----------
    folder
        Made if it is not there; usually ``questionnaires/schemas``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, text in schema_files().items():
        file = folder / name
        file.write_text(text, encoding="utf-8", newline="\n")
        files.append(file)
    return files


def _closed(node: Any) -> Any:
    """Close maps whose keys follow a pattern: without this, a key of another form would pass."""
    if isinstance(node, list):
        return [_closed(one) for one in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(one) for key, one in node.items()}
    if "patternProperties" in closed:
        closed["additionalProperties"] = False
    return closed


if __name__ == "__main__":
    for written in write_schemas(places.questionnaires() / "schemas"):
        print(written.name)  # noqa: T201 - a command that developers run
