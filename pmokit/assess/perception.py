"""The perception gap: how differently the roles of one unit see the same domain."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.nodes import Evaluated
from pmokit.assess.privacy import POOLED, blank, pool_roles, withhold
from pmokit.assess.scoring import evaluate
from pmokit.assess.variants import Setting
from pmokit.assess.voices import Voices

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
    role = named["role"].to_numpy(dtype=object)
    sides = [np.flatnonzero(role == one) for one in order] + [np.flatnonzero(role != one) for one in order]
    units = [f"{side} {one}" for side in ("role", "not") for one in order]
    label = np.repeat(np.arange(len(units)), [len(rows) for rows in sides])
    frame = named.take(np.concatenate(sides)).assign(unit=pd.Categorical.from_codes(label, pd.Index(units)))
    if (named["status"] == "inherited").any():
        frame = pd.concat([frame, responses], ignore_index=True)
        units += list(dict.fromkeys(responses["unit"]))
    of = evaluate(setting.model, frame, rule=setting.rule, scope=setting.scope, units=units, voices=Voices())
    found = _beside(of, order)
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
    seen: dict[str, list[tuple[float, str]]] = {domain: [] for domain in by_role["domain"]}
    for domain, role, score in zip(by_role["domain"], by_role["role"], by_role["score"].tolist(), strict=True):
        if not np.isnan(score):
            seen[domain].append((score, role))
    for domain, roles in seen.items():
        if len(roles) < 2:  # noqa: PLR2004 -- a gap lies between two roles
            rows.append((domain, None, np.nan, None, np.nan, np.nan, "fewer than two roles have a score that is shown"))
            continue
        ranked = sorted(roles, key=lambda one: one[0])
        (lowest, low_role), (highest, high_role) = ranked[0], ranked[-1]
        rows.append((domain, high_role, highest, low_role, lowest, highest - lowest, None))
    columns = ["domain", "highest_role", "highest", "lowest_role", "lowest", "gap", "reason"]
    frame = pd.DataFrame(rows, columns=columns).astype({"reason": object})
    return frame.sort_values("gap", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def _beside(of: Evaluated, order: Sequence[str]) -> pd.DataFrame:
    """Put each role beside the others; the units are the roles, then those who are not of each."""
    domains, parts, roles = of.frame("domain"), of.layout.domains, len(order)
    score, raters = (domains[name].to_numpy().reshape(-1, len(parts)) for name in ("score", "raters"))
    mine, rest = score[:roles].ravel(), score[roles : 2 * roles].ravel()
    reason = np.full(len(mine), None, dtype=object)
    reason[np.isnan(rest)] = "nobody else has a score here"
    reason[np.isnan(mine)] = "the role has no score here"
    return pd.DataFrame(
        {
            "role": np.repeat(np.array(order, dtype=object), len(parts)),
            "domain": np.tile(np.array(parts, dtype=object), roles),
            "score": mine,
            "others_score": rest,
            "difference": mine - rest,
            "raters": raters[:roles].ravel(),
            "other_raters": raters[roles : 2 * roles].ravel(),
            "reason": pd.Series(reason, dtype=object),
        }
    )


def _protect(found: pd.DataFrame, k: int) -> pd.DataFrame:
    found = withhold(found, within="domain", people="raters", values=VALUES, k=k)
    others = found["other_raters"].to_numpy()
    thin = (others > 0) & (others < k) & found["score"].notna().to_numpy()
    return blank(found, thin, VALUES, f"withheld: fewer than {k} people are left beside the role")
