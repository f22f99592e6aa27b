"""Targets: by hand, from a profile of the model, or from the PMO type that was chosen; each with its origin."""

import pandas as pd

from pmokit.errors import Fault, ScoringError, did_you_mean
from pmokit.model.maturity import MaturityModel, TargetProfile
from pmokit.model.steps import Targets

BY_HAND, BY_DEFAULT = "agreed by hand", "the model's default"


def resolve_targets(model: MaturityModel, targets: Targets) -> pd.DataFrame:
    """Return the target of every domain: by hand where set, else the profile's, else the model's default.

    Parameters
    ----------
    model
        Knows its domains, levels and profiles.
    targets
        As stored for a unit.

    Returns
    -------
    pandas.DataFrame
        domain, target (level), origin.

    Raises
    ------
    ScoringError
        If a domain or the profile is unknown, or a target lies outside the levels; all faults at once.
    """
    profile = _profile(model, targets.profile) if targets.profile else None
    domains = [domain.id for domain in model.domains]
    lowest, highest = model.level_range
    faults = [
        Fault(what=f"target for unknown domain '{domain}'", hint=did_you_mean(domain, domains))
        for domain in targets.levels
        if domain not in domains
    ]
    faults += [
        Fault(what=f"target {level:g} for {domain} is outside the levels", expected=f"{lowest} to {highest}")
        for domain, level in targets.levels.items()
        if not lowest <= level <= highest
    ]
    if faults:
        raise ScoringError(faults)
    rows: list[tuple[str, float, str]] = []
    for domain in domains:
        if domain in targets.levels:
            rows.append((domain, float(targets.levels[domain]), BY_HAND))
        elif profile and domain in profile.levels:
            rows.append((domain, float(profile.levels[domain]), f"profile {profile.id}: {profile.source}"))
        else:
            rows.append((domain, float(model.meta.default_target), BY_DEFAULT))
    return pd.DataFrame(rows, columns=["domain", "target", "origin"])


def targets_for_type(model: MaturityModel, pmo_type: str) -> Targets:
    """Return the targets that the model gives for a PMO type.

    Parameters
    ----------
    model
        Its target profiles are searched.
    pmo_type
        ``enterprise``, ``departmental`` or ``agile``.

    Raises
    ------
    ScoringError
        If the model has no profile for the type.
    """
    for profile in model.meta.target_profiles:
        if profile.pmo_type == pmo_type:
            return Targets(profile=profile.id)
    known = [profile.pmo_type for profile in model.meta.target_profiles if profile.pmo_type]
    raise ScoringError(
        Fault(
            what=f"model {model.id} has no targets for a PMO of type '{pmo_type}'", hint=did_you_mean(pmo_type, known)
        )
    )


def _profile(model: MaturityModel, name: str) -> TargetProfile:
    for profile in model.meta.target_profiles:
        if profile.id == name:
            return profile
    known = [profile.id for profile in model.meta.target_profiles]
    raise ScoringError(Fault(what=f"model {model.id} has no target profile '{name}'", hint=did_you_mean(name, known)))
