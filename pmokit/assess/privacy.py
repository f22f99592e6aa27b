"""Anonymous assessments: no statistic of fewer than k people is shown, nor can one be found by subtraction."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.floor import DEFAULT_K

POOLED = "pooled roles"
MIN_POOL = 2


def withhold(
    cells: pd.DataFrame,
    *,
    within: str | Sequence[str],
    people: str,
    values: tuple[str, ...],
    k: int = DEFAULT_K,
    disjoint: bool = True,
) -> pd.DataFrame:
    """Blank the values of cells that rest on fewer than k people, and say so in ``reason``.

    What is withheld in a row could be found by subtraction from the row's total; so the next smallest cell goes with
    it, until the withheld cells are two or more and hold k people or more together.

    Parameters
    ----------
    cells
        Tidy frame of statistics by group, with a column ``reason``.
    within
        Columns that name the row a cell belongs to (the cells of a row add up to a known total).
    people
        Column with the number of people behind a cell.
    values
        Columns to blank.
    k
        Smallest number of people that is shown.
    disjoint
        Whether nobody stands in two cells of a row, as with roles. In a row of domains the same people do: there the
        withheld cells do not add up to k people, one of them has to hold k.
    """
    count = cells[people].to_numpy()
    hide = (count > 0) & (count < k)
    rows = cells.reset_index(drop=True).groupby(within if isinstance(within, str) else list(within), dropna=False)
    for positions in rows.indices.values():
        hide[positions] = _hidden_of_row(count[positions], k, disjoint=disjoint)
    return blank(
        cells, hide, values, f"withheld: fewer than {k} people, or needed to protect a group of fewer than {k}"
    )


def _hidden_of_row(count: npt.NDArray[np.int64], k: int, *, disjoint: bool) -> npt.NDArray[np.bool_]:
    hide = (count > 0) & (count < k)
    while hide.any() and (hide.sum() == 1 or (count[hide].sum() if disjoint else count[hide].max()) < k):
        others = np.flatnonzero(~hide & (count > 0))
        if not len(others):
            break
        hide[others[count[others].argmin()]] = True
    return hide


def blank(cells: pd.DataFrame, hide: npt.NDArray[np.bool_], values: tuple[str, ...], reason: str) -> pd.DataFrame:
    """Return the cells with the values of the hidden ones missing and the reason beside them.

    Parameters
    ----------
    cells
        Tidy frame with a column ``reason``.
    hide
        One per row.
    values
        Columns to blank.
    reason
        What is written for hidden rows.
    """
    out = cells.copy()
    for column in values:
        kind = str(out[column].dtype)
        if kind.startswith(("int", "uint")):
            out[column] = out[column].astype(float)
        missing = {"Int64": pd.NA, "boolean": pd.NA, "object": None}.get(kind, np.nan)
        out.loc[hide, column] = missing
    out.loc[hide, "reason"] = reason
    return out


def pool_roles(people: Mapping[str, int], k: int = DEFAULT_K) -> dict[str, str]:
    """Return the group in which each role is shown: its own, or the pool of the small roles.

    Roles of fewer than k people are put together; where they are still fewer than k, the next smallest role joins, as
    long as another group remains. Where none would remain, nothing is pooled and ``withhold`` has to do.

    Parameters
    ----------
    people
        Number of people by role.
    k
        Smallest number of people that is shown.
    """
    own = {role: role for role in people}
    present = sorted((n, role) for role, n in people.items() if n > 0)
    pool = [role for n, role in present if n < k]
    larger = [role for n, role in present if n >= k]
    while pool and larger and sum(people[role] for role in pool) < k:
        pool.append(larger.pop(0))
    pooled_people = sum(people[role] for role in pool)
    if len(pool) < MIN_POOL or pooled_people < k or not larger:
        return own
    return own | dict.fromkeys(pool, POOLED)


def selection_reason(selected: int, whole: int, k: int = DEFAULT_K) -> str | None:
    """Return why a filter's statistics are withheld, or None where they may be shown.

    Parameters
    ----------
    selected
        People the filter keeps.
    whole
        People without the filter; their statistics are known, so the rest can be found by subtraction.
    k
        Smallest number of people that is shown.
    """
    if 0 < selected < k:
        return f"withheld: the filter keeps fewer than {k} people"
    if 0 < whole - selected < k:
        return f"withheld: the filter leaves out fewer than {k} people, who could be found by subtraction"
    return None


def withhold_selection(
    selected: pd.DataFrame,
    whole: pd.DataFrame,
    *,
    on: Sequence[str],
    people: str,
    values: tuple[str, ...],
    k: int = DEFAULT_K,
) -> pd.DataFrame:
    """Blank the cells of a filtered statistic that rest on, or leave out, fewer than k people.

    Parameters
    ----------
    selected, whole
        Tidy frames of the statistic with and without the filter.
    on
        Columns that name a cell in both.
    people
        Column with the number of people behind a cell.
    values
        Columns to blank.
    k
        Smallest number of people that is shown.
    """
    known = whole.set_index(list(on))[people]
    keys = pd.MultiIndex.from_frame(selected[list(on)]) if len(on) > 1 else pd.Index(selected[on[0]])
    total = known.reindex(keys).to_numpy(dtype=float, na_value=np.nan)
    count = selected[people].to_numpy(dtype=float)
    # A cell that the whole does not know has nothing to be subtracted from, only its own size counts.
    total = np.where(np.isnan(total), count, total)
    reasons = [selection_reason(int(n), int(t), k) for n, t in zip(count, total, strict=True)]
    out = selected
    for reason in sorted({r for r in reasons if r is not None}):
        out = blank(out, np.array([r == reason for r in reasons]), values, reason)
    return out


def safe_selections(selections: Mapping[str, frozenset[str]], k: int = DEFAULT_K) -> dict[str, str | None]:
    """Return for each of several filters why it is withheld, or None; in their order, the first come first.

    A filter inside another that is shown gives away the difference of the two, so that must not be a group of fewer
    than k people either.

    Parameters
    ----------
    selections
        People kept, by name of the filter; start with the whole.
    k
        Smallest number of people that is shown.
    """
    shown: list[frozenset[str]] = []
    reasons: dict[str, str | None] = {}
    for name, people in selections.items():
        reason = selection_reason(len(people), len(people), k)
        for other in shown:
            nested = people < other or other < people
            if reason is None and nested and len(people ^ other) < k:
                reason = f"withheld: it differs from a group that is shown by fewer than {k} people"
        if reason is None:
            shown.append(people)
        reasons[name] = reason
    return reasons
