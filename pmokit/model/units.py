"""Business units: codes that are safe as folder names on every system."""

import re
from collections.abc import Collection, Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

from pmokit.model.base import Frozen
from pmokit.model.initiatives import find_cycle

CODE_PATTERN = r"[A-Za-z][A-Za-z0-9_-]{0,31}"
CODE_LENGTH = 32
BASE_LENGTH = 28
LONGEST_NAME = 200
NO_CIRCLE = "units of which none is part of itself"
DEVICE_NAMES = frozenset(["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))])


def code_fault(code: str) -> str | None:
    """Return what is wrong with a unit code, or None."""
    if not re.fullmatch(CODE_PATTERN, code):
        return f"unit code {code!r} is not a letter followed by up to 31 letters, digits, '-' or '_'"
    if code.lower() in DEVICE_NAMES:
        return f"unit code '{code}' is the name of a device on Windows and cannot be a folder"
    return None


def _checked(code: str) -> str:
    fault = code_fault(code)
    if fault:
        raise ValueError(fault)
    return code


UnitCode = Annotated[
    str,
    AfterValidator(_checked),
    Field(description="a letter, then letters, digits, - or _", json_schema_extra={"pattern": f"^{CODE_PATTERN}$"}),
]


class Unit(Frozen):
    """A business unit, perhaps part of another one."""

    code: UnitCode
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    parent: str | None = None
    story: str = ""


def parent_circles(units: Sequence[Unit]) -> list[list[str]]:
    """Return the codes of units that are, through their parents, part of themselves, a list for each circle."""
    parents = {unit.code: [unit.parent] for unit in units if unit.parent is not None}
    circles: list[list[str]] = []
    while circle := find_cycle(parents):
        circles.append(circle)
        parents = {code: above for code, above in parents.items() if code not in circle}
    return circles


def say_circle(circle: Sequence[str]) -> str:
    """Return a circle of parents in words."""
    return f"parents run in a circle: {' > '.join([*circle, circle[0]])}"


def make_codes(names: Sequence[str]) -> dict[str, str]:
    """Return a valid code for each unit name, unique regardless of case; names that are codes already stay as they are.

    Of names that differ in case only, the first keeps its spelling and the next ones get a number.

    Parameters
    ----------
    names
        Names as a project list gives them.
    """
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        if code_fault(name) is None and name.lower() not in taken:
            codes[name] = name
            taken.add(name.lower())
    for name in dict.fromkeys(names):
        if name not in codes:
            codes[name] = _code_from(name, taken)
            taken.add(codes[name].lower())
    return {name: codes[name] for name in names}


def _code_from(name: str, taken: Collection[str]) -> str:
    words = re.findall(r"[A-Za-z0-9]+", name.encode("ascii", "ignore").decode())
    base = "-".join(words)[:BASE_LENGTH].strip("-") or "unit"
    base = base if base[0].isalpha() and code_fault(base) is None else f"U-{base}"
    code, number = base, 1
    while code.lower() in taken:
        number += 1
        suffix = f"-{number}"
        code = f"{base[: CODE_LENGTH - len(suffix)].rstrip('-')}{suffix}"
    return code
