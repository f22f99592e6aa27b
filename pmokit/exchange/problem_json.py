"""Planning problems from JSON files, and plans to JSON."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pmokit.errors import Fault, InputError
from pmokit.model.planning import Plan, Problem, find_problem_faults
from pmokit.roadmap.solve import json_path

MAX_BYTES = 20_000_000
SHOWN = 60


def read_problem(file: Path) -> Problem:
    """Read a planning problem.

    Parameters
    ----------
    file
        JSON, UTF-8.

    Raises
    ------
    InputError
        With every fault: file and line:column for broken JSON, file and JSON path for wrong content.
    """
    text = _read_text(file)
    doubles: list[str] = []

    def pairs(entries: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in entries]
        doubles.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(entries)

    try:
        json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise InputError(
            Fault(f"{file}:{error.lineno}:{error.colno}", f"this is not valid JSON: {error.msg}")
        ) from None
    except RecursionError:
        raise InputError(Fault(str(file), "the JSON is nested too deeply")) from None
    if doubles:
        raise InputError([Fault(str(file), f"the key '{name}' stands twice in one object") for name in doubles])
    try:
        problem = Problem.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise InputError([_fault(file, found) for found in error.errors(include_url=False)]) from None
    faults = find_problem_faults(problem)
    if faults:
        raise InputError([fault.at(f"{file}::{json_path(fault.path)}") for fault in faults])
    return problem


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain JSON values, keys as the roadmap command promises."""
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
        raise InputError(Fault(str(file), f"byte {error.start} is not UTF-8 text", "UTF-8")) from None


def _fault(file: Path, found: Any) -> Fault:
    path = tuple(found["loc"])
    where = f"{file}::{json_path(path)}"
    if found["type"] == "missing":
        return Fault(where, f"the key '{path[-1]}' is missing")
    if found["type"] == "extra_forbidden":
        return Fault(where, f"unknown key '{path[-1]}'")
    given = repr(found.get("input"))
    return Fault(
        where, given if len(given) <= SHOWN else f"{given[:57]}...", found["msg"].removeprefix("Input should be ")
    )
