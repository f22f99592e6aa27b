"""Hands counted role by role: which roles may be told apart, and what they said."""

from collections import Counter
from collections.abc import Mapping

from pmokit.assess.floor import DEFAULT_K
from pmokit.model.session import RoleHands

SMALL_ROLES = "Other roles"


def split_hands(
    question: str, by_role: Mapping[str, Mapping[str, int]], *, anonymous: bool, k: int = DEFAULT_K
) -> tuple[RoleHands, ...]:
    """Return the hands of each role; without names, roles of fewer than ``k`` hands stand together or are left out.

    Parameters
    ----------
    question
        What was asked.
    by_role
        Hands by option id, ``DK`` and ``NA``, by role id; hands of an empty role were counted for all together.
    anonymous
        Whether small roles are not told apart.
    k
        Smallest number of hands that is told.

    Returns
    -------
    tuple
        Nothing where all were counted together, or where the small roles together are still fewer than ``k``: beside
        the total they could be found by subtraction.
    """
    said = {role: Counter(counts) for role, counts in by_role.items() if sum(counts.values())}
    if not any(said):
        return ()
    least = k if anonymous else 1
    named = {role: counts for role, counts in said.items() if role and counts.total() >= least}
    pooled = sum((counts for role, counts in said.items() if role not in named), Counter[str]())
    if 0 < pooled.total() < least or not named:
        return ()
    rest = {"": pooled} if pooled else {}
    return tuple(
        RoleHands(question=question, role=role, counts=dict(counts)) for role, counts in (named | rest).items()
    )


def hands_by_role(hands: tuple[RoleHands, ...], question: str, total: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return the latest split of a count by role id; where it does not add up to the total, all are together.

    Parameters
    ----------
    hands
        As recorded.
    question
        What was asked.
    total
        The latest count of the question.
    """
    split = {one.role: dict(one.counts) for one in hands if one.question == question}
    added = sum((Counter(counts) for counts in split.values()), Counter[str]())
    return split if split and +added == +Counter(total) else {"": dict(total)}


def role_sentence(
    hands: tuple[RoleHands, ...], question: str, roles: Mapping[str, str], levels: Mapping[str, str]
) -> str:
    """Return what each role said, in words; empty where hands were counted together.

    Parameters
    ----------
    hands
        As recorded.
    question
        What was asked.
    roles, levels
        Names of the roles, and of the answers, by id.
    """
    parts = [
        f"{roles.get(one.role, one.role) if one.role else SMALL_ROLES}: "
        + ", ".join(f"{count} at {levels[name]}" for name, count in one.counts.items() if count and name in levels)
        for one in hands
        if one.question == question
    ]
    return f"Hands by role. {'; '.join(parts)}." if parts else ""
