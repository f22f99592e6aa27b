"""A clash as a planning problem tells it, with the names and calendar quarters that people know."""

import re
from collections.abc import Callable, Collection, Sequence

_QUARTERS = re.compile(r"quarters? (\d+)(?: to (\d+))?")


def reword_clash(
    clash: Sequence[str],
    ids: Collection[str],
    *,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """Return the parts of a clash in other words: "capacity of coach in 2027 Q1 to 2027 Q4".

    Parameters
    ----------
    clash
        Ids of initiatives and limits in words, as a plan has them.
    ids
        Ids of all initiatives.
    quarter, name
        How quarters and initiatives are called.
    """
    # The longest first: of two ids that begin alike the shorter one must not eat the other.
    listed = sorted(ids, key=len, reverse=True)
    found = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, listed))})(?![\w-])") if listed else None

    def reworded(part: str) -> str:
        called = part if found is None else found.sub(lambda match: name(match.group(1)), part)
        return _QUARTERS.sub(lambda match: _span(match, quarter), called)

    return tuple(reworded(part) for part in clash)


def _span(match: re.Match[str], quarter: Callable[[int], str]) -> str:
    first, last = match.group(1), match.group(2)
    return quarter(int(first)) if last is None else f"{quarter(int(first))} to {quarter(int(last))}"
