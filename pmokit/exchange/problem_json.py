"""Planning problems from JSON files, and plans to JSON."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pmokit.content.schema_nodes import describe, node_at
from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.errors import Path as JsonPath
from pmokit.model.planning import Mode, Plan, Problem, Task, find_problem_faults, json_path

MAX_BYTES = 20_000_000
MAX_SHOWN = 60


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys it was given twice."""

    doubles: tuple[str, ...] = ()


def read_problem(file: Path) -> Problem:
    """Read a planning problem.

    Parameters
    ----------
    file
        JSON, UTF-8, with or without a byte-order mark.

    Raises
    ------
    InputError
        With every fault: ``file:line:column`` for broken JSON, ``file::$.initiatives[2].fte`` for wrong content.
    """
    top = _parse(file, _read_text(file))
    if not isinstance(top, dict):
        raise InputError(Fault(f"{file}::$", f"this is {_kind(top)}", "one object with quarters, initiatives and more"))
    faults = list(_double_faults(top, ()))
    if not faults:
        try:
            problem = Problem.model_validate(top)
        except ValidationError as error:
            faults = [_shape_fault(found) for found in error.errors(include_url=False)]
        else:
            faults = find_problem_faults(problem)
    if faults:
        raise InputError([fault.at(f"{file}::{json_path(fault.path)}") for fault in faults])
    return problem


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain JSON values, keys in the order that the roadmap command promises.

    Parameters
    ----------
    plan
        The answer to a problem.
    """
    return plan.model_dump(mode="json")


def _read_text(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise InputError(Fault(str(file), f"the file is larger than {MAX_BYTES:,} bytes"))
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(Fault(str(file), "there is no such file", "a planning problem as JSON")) from None
    except OSError as error:
        raise InputError(Fault(str(file), f"it cannot be read ({error.strerror})")) from None
    except UnicodeDecodeError as error:
        fault = Fault(str(file), f"byte {error.start + 1} is not UTF-8 text", "UTF-8", "Save the file as UTF-8")
        raise InputError(fault) from None


def _parse(file: Path, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_as_object)
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}:{error.colno}"
        raise InputError(Fault(where, f"this is not valid JSON ({error.msg})")) from None
    except RecursionError:
        raise InputError(Fault(str(file), "the JSON is nested too deeply")) from None
    except ValueError:
        # The only other refusal of the parser: whole numbers of thousands of digits.
        raise InputError(Fault(str(file), "a number has too many digits")) from None


def _kind(value: Any) -> str:
    """Return what a JSON value is, in words."""
    if isinstance(value, list):
        return "a list"
    return (
        "nothing (null)" if value is None else f"the single value {json.dumps(value, ensure_ascii=False)[:MAX_SHOWN]}"
    )


def _as_object(entries: list[tuple[str, Any]]) -> _Object:
    made = _Object(entries)
    if len(made) < len(entries):
        names = [name for name, _ in entries]
        made.doubles = tuple(name for name in made if names.count(name) > 1)
    return made


def _double_faults(value: Any, path: JsonPath) -> Iterator[Fault]:
    if isinstance(value, _Object):
        for name in value.doubles:
            yield Fault(what=f"the key '{name}' stands twice", expected="each key once", path=(*path, name))
        for name, inner in value.items():
            yield from _double_faults(inner, (*path, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _double_faults(inner, (*path, position))


def _shape_fault(found: Any) -> Fault:
    path: JsonPath = tuple(part for part in found["loc"] if part != "[key]")
    if found["type"] == "missing":
        return Fault(what=f"the key '{path[-1]}' is missing", path=path[:-1])
    if found["type"] == "extra_forbidden":
        return Fault(what=f"unknown key '{path[-1]}'", hint=did_you_mean(str(path[-1]), _known_keys(path)), path=path)
    given = json.dumps(found["input"], ensure_ascii=False, default=str)
    shown = given if len(given) <= MAX_SHOWN else f"{given[: MAX_SHOWN - 3]}..."
    is_length = found["type"] in {"string_too_short", "string_too_long"}
    expected = found["msg"].removeprefix("String should have ") if is_length else describe(node_at(Problem, path))
    return Fault(what=shown, expected=expected, path=path)


def _known_keys(path: JsonPath) -> Iterable[str]:
    if path[0] != "initiatives":
        return Problem.model_fields
    return Mode.model_fields if "modes" in path[:-1] else Task.model_fields
