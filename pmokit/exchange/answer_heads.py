"""Headers that are nearly those of responses, agreed answers, evidence ratings or targets."""

from collections.abc import Sequence
from difflib import get_close_matches

from pmokit.content.library import load_mapping
from pmokit.errors import Fault, InputError
from pmokit.exchange.headers import fields_met, fold
from pmokit.exchange.mapping_choice import OWN

KINDS = {
    "responses": ("unit", "respondent", "question", "answer"),
    "agreed answers": ("unit", "question", "answer", "reason"),
    "evidence ratings": ("unit", "question", "rating"),
    "targets": ("unit", "domain", "target"),
}
# What people call a column that belongs to one kind only.
OTHER_WORDS = {
    ("agreed answers", "answer"): ("agreed", "agreed answer", "consensus"),
    ("agreed answers", "reason"): ("why", "rationale"),
    ("evidence ratings", "rating"): ("evidence rating",),
    ("targets", "target"): ("target level",),
}
# Every list of an engagement can have a unit; these columns stand in no project list.
TELLING = {"respondent", "question", "answer", "domain"}
NEAR, ENOUGH = 0.75, 2


def check_answer_head(where: str, head: Sequence[str]) -> None:
    """Check a header that looks like one of ours, so that a misspelt file of answers is not taken for a project list.

    Parameters
    ----------
    where
        Place of the header.
    head
        Its cells.

    Raises
    ------
    InputError
        For every column that is missing, with the one that may be meant.
    """
    names = [name.strip() for name in head if name.strip()]
    folded = {name.lower() for name in names}
    if any(folded.issuperset(required) for required in KINDS.values()) or fields_met(load_mapping(OWN), names):
        return
    found = {kind: _columns(kind, names) for kind in KINDS}
    met = {kind: len(columns) for kind, columns in found.items() if not TELLING.isdisjoint(columns)}
    most = max(met.values(), default=0)
    if most < ENOUGH:
        return
    kinds = [kind for kind, number in met.items() if number == most]
    raise InputError(_faults(where, kinds, found))


def _columns(kind: str, names: Sequence[str]) -> dict[str, str]:
    """Return which header is or may be meant as each column of a kind."""
    found: dict[str, str] = {}
    for column in KINDS[kind]:
        words = {fold(word) for word in (column, *OTHER_WORDS.get((kind, column), ()))}
        free = {fold(name): name for name in names if name not in found.values()}
        same = [name for text, name in free.items() if text in words]
        near = same or [free[text] for text in get_close_matches(fold(column), free, n=1, cutoff=NEAR)]
        if near:
            found[column] = near[0]
    return found


def _faults(where: str, kinds: Sequence[str], found: dict[str, dict[str, str]]) -> list[Fault]:
    looks = f"this looks like {kinds[0] if len(kinds) == 1 else 'answers'}"
    misspelt = {column: header for kind in kinds for column, header in found[kind].items() if header.lower() != column}
    faults = [
        Fault(
            where, f"{looks}, but the column '{column}' is missing", hint=f"Is it '{header}'? Then rename that column"
        )
        for column, header in misspelt.items()
    ]
    lacking = {kind: [column for column in KINDS[kind] if column not in found[kind]] for kind in kinds}
    list_hint = "If it is a project list, name its mapping with --map"
    if len(kinds) > 1:
        ways = "; ".join(f"with {_named(columns)} it would be {kind}" for kind, columns in lacking.items())
        return [*faults, Fault(where, f"{looks}, but columns are missing: {ways}", hint=list_hint)]
    columns = ", ".join(KINDS[kinds[0]])
    faults += [
        Fault(where, f"{looks}, but the column '{column}' is missing", f"the columns {columns}", list_hint)
        for column in lacking[kinds[0]]
    ]
    return faults


def _named(columns: Sequence[str]) -> str:
    return " and ".join(f"'{column}'" for column in columns)
