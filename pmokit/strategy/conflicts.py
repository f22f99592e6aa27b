"""Objectives that stand in each other's way: named by people, or pulling one measure in two directions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pmokit.errors import Fault
from pmokit.model.vision import Objective

# Kinds that usually compete for the same people or money; no fault, but something that the owners have to have talked about.
TENSIONS: dict[frozenset[str], str] = {
    frozenset(("value-for-money", "faster-delivery")): "speed is bought with people and money that the other one saves",
    frozenset(("faster-delivery", "compliance")): "evidence and approvals take time that speed does not give",
    frozenset(("faster-delivery", "people-not-overloaded")): "more at once overloads the people who are to be relieved",
    frozenset(("value-for-money", "customer-satisfaction")): "what customers notice first is often what is saved",
    frozenset(("value-for-money", "competence")): "training costs now and pays later",
}


@dataclass(frozen=True)
class Conflict:
    """Two objectives in each other's way.

    Parameters
    ----------
    first, second
        Ids in the order of the vision.
    kind
        ``named``: people said so; ``measure``: one measure, two directions; ``tension``: their kinds usually compete.
    why
        In words.
    """

    first: str
    second: str
    kind: str
    why: str

    @property
    def is_fault(self) -> bool:
        """Whether one of the two has to give way; a tension only has to be talked about."""
        return self.kind != "tension"


def find_conflicts(objectives: Sequence[Objective]) -> list[Conflict]:
    """Return the pairs of objectives in each other's way, each pair once, the graver kind first.

    Parameters
    ----------
    objectives
        Of one vision.
    """
    found = [conflict for pair in combinations(objectives, 2) if (conflict := _between(*pair))]
    order = ("named", "measure", "tension")
    return sorted(found, key=lambda conflict: order.index(conflict.kind))


def check_conflicts(objectives: Sequence[Objective]) -> Iterator[Fault]:
    """Yield the conflicts as faults, and the tensions as warnings.

    Parameters
    ----------
    objectives
        Of one vision.
    """
    for conflict in find_conflicts(objectives):
        where = f"objectives {conflict.first} and {conflict.second}"
        if conflict.is_fault:
            yield Fault(
                where,
                f"they stand against each other: {conflict.why}",
                "one of them, or a rule which one wins",
                "Bring both owners to one table and write down what they agree",
                ("objectives",),
            )
        else:
            yield Fault(
                where,
                f"they pull on the same people or money: {conflict.why}",
                "",
                "Ask both owners which one wins in a quarter in which both cannot be had",
                ("objectives",),
                "warning",
            )


def _between(first: Objective, second: Objective) -> Conflict | None:
    if second.id in first.conflicts_with or first.id in second.conflicts_with:
        return Conflict(first.id, second.id, "named", "somebody marked them as not to be had together")
    one, other = first.measure, second.measure
    if one and other and _same(one.name, other.name) and one.better != other.better:
        why = f"'{one.name}' is to rise for the one and to fall for the other"
        return Conflict(first.id, second.id, "measure", why)
    tension = TENSIONS.get(frozenset((first.kind, second.kind)))
    return Conflict(first.id, second.id, "tension", tension) if tension else None


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
