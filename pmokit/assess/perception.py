"""The perception gap: how differently the roles of one unit see the same domain."""

from typing import Any

import numpy as np
import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.privacy import POOLED, blank, pool_roles, withhold
from pmokit.assess.scoring import score
from pmokit.assess.variants import Setting

COLUMNS = ["role", "domain", "score", "others_score", "difference", "raters", "other_raters", "reason"]
VALUES = ("score", "others_score", "difference")


def group_roles(responses: pd.DataFrame, *, anonymous: bool, k: int = DEFAULT_K) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the responses with a role, small roles pooled where anonymous, and the group of each role.

    Parameters
    ----------
    responses
        Tidy frame of one unit.
    anonymous
        Whether roles of fewer than k people are pooled.
    k
        Smallest number of people that is shown.
    """
    named = responses[responses["role"] != ""]
    answered = named[named["status"] == "answered"]
    people = {str(role): int(n) for role, n in answered.groupby("role")["respondent"].nunique().items()}
    group = pool_roles(people, k) if anonymous else {role: role for role in people}
    named = named[named["role"].isin(group)]
    return named.assign(role=named["role"].map(group)), group


def perception_by_role(
    setting: Setting, responses: pd.DataFrame, unit: str, *, anonymous: bool, k: int = DEFAULT_K
) -> pd.DataFrame:
    """Score each role of a unit beside everybody else of it.

    Parameters
    ----------
    setting
        Model, rule and scope.
    responses
        Tidy frame of the assessment; rows without a role take no part.
    unit
        Id of the unit.
    anonymous
        Whether small roles are pooled, and statistics of fewer than k people and of such complements withheld.
    k
        Smallest number of people that is shown.

    Returns
    -------
    pandas.DataFrame
        role, domain, score of the role, others_score, difference (score minus others_score, levels), raters,
        other_raters, reason (why a number is missing).
    """
    named, group = group_roles(responses[responses["unit"] == unit], anonymous=anonymous, k=k)
    present = set(group.values())
    order = [role.id for role in setting.model.meta.roles if role.id in present]
    order += sorted(present - set(order) - {POOLED}) + ([POOLED] if POOLED in present else [])
    if not order:
        return pd.DataFrame(columns=COLUMNS)
    sides = [named[named["role"] == role].assign(unit=f"role {role}") for role in order]
    sides += [named[named["role"] != role].assign(unit=f"not {role}") for role in order]
    units = [f"{side} {role}" for side in ("role", "not") for role in order]
    others = responses if (named["status"] == "inherited").any() else responses.iloc[:0]
    frame = pd.concat([*sides, others], ignore_index=True)
    known = list(dict.fromkeys(others["unit"]))
    domains = score(setting.model, frame, rule=setting.rule, scope=setting.scope, units=units + known).domains
    found = pd.concat([_beside(domains, role) for role in order], ignore_index=True)
    return _protect(found, k) if anonymous else found


def perception_gaps(by_role: pd.DataFrame) -> pd.DataFrame:
    """Return for each domain the roles that see it highest and lowest, the widest gap first.

    Parameters
    ----------
    by_role
        As ``perception_by_role`` returns it.

    Returns
    -------
    pandas.DataFrame
        domain, highest_role, highest, lowest_role, lowest, gap (levels, 0 or more), reason (why there is no gap).
    """
    rows: list[tuple[Any, ...]] = []
    for domain, roles in by_role.groupby("domain", sort=False):
        seen = roles[roles["score"].notna()]
        if len(seen) < 2:  # noqa: PLR2004 -- a gap lies between two roles
            rows.append((domain, None, np.nan, None, np.nan, np.nan, "fewer than two roles have a score that is shown"))
            continue
        ranked = seen.sort_values("score", kind="stable").to_dict("records")
        low, high = ranked[0], ranked[-1]
        gap = high["score"] - low["score"]
        rows.append((domain, high["role"], high["score"], low["role"], low["score"], gap, None))
    columns = ["domain", "highest_role", "highest", "lowest_role", "lowest", "gap", "reason"]
    frame = pd.DataFrame(rows, columns=columns).astype({"reason": object})
    return frame.sort_values("gap", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def _beside(domains: pd.DataFrame, role: str) -> pd.DataFrame:
    mine = domains[domains["unit"] == f"role {role}"].reset_index(drop=True)
    rest = domains[domains["unit"] == f"not {role}"].reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "role": role,
            "domain": mine["domain"],
            "score": mine["score"],
            "others_score": rest["score"],
            "difference": mine["score"] - rest["score"],
            "raters": mine["raters"],
            "other_raters": rest["raters"],
        }
    )
    reason = np.full(len(frame), None, dtype=object)
    reason[rest["score"].isna()] = "nobody else has a score here"
    reason[mine["score"].isna()] = "the role has no score here"
    frame["reason"] = pd.Series(reason, dtype=object)
    return frame[COLUMNS]


def _protect(found: pd.DataFrame, k: int) -> pd.DataFrame:
    found = withhold(found, within="domain", people="raters", values=VALUES, k=k)
    others = found["other_raters"].to_numpy()
    thin = (others > 0) & (others < k) & found["score"].notna().to_numpy()
    return blank(found, thin, VALUES, f"withheld: fewer than {k} people are left beside the role")
