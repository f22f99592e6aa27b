"""The decision brief of one unit: as people wrote it, else as the results propose it."""

import datetime as dt
from collections.abc import Collection

import pandas as pd

from pmokit.assess.results import print_level
from pmokit.assess.targets import BY_HAND
from pmokit.model.base import say
from pmokit.model.brief import BRIEF, SPONSOR, DecisionBrief, Sponsor
from pmokit.model.session import SessionRecord
from pmokit.store.engagement import Engagement
from pmokit.strategy.brief import BriefFacts, propose_brief
from pmokit.study.office import UnitOffice

PROPOSED = "proposed"


def brief_of(engagement: Engagement, unit: str, today: dt.date) -> DecisionBrief:
    """Return the brief of a unit: the one it holds, else a proposal from its results.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit.
    today
        For the reply date of a proposal.

    Raises
    ------
    StoreError
        If there is no such unit.
    """
    code = engagement.unit(unit).code
    if engagement.document_history(BRIEF, code):
        kept = engagement.read_document(BRIEF, DecisionBrief, unit=code)
        if kept is not None:
            return kept
    return proposed_brief(engagement, code, today)


def proposed_brief(engagement: Engagement, unit: str, today: dt.date) -> DecisionBrief:
    """Return the brief that the unit's results propose as they stand; parameters as for :func:`brief_of`."""
    study = UnitOffice(engagement, unit)
    sponsor = engagement.read_document(SPONSOR, Sponsor, unit=study.unit.code)
    return propose_brief(brief_facts(study), sponsor, today)


def brief_facts(study: UnitOffice) -> BriefFacts:
    """Return what a brief can say about a unit.

    Parameters
    ----------
    study
        The unit's assessment and office.
    """
    record = study.engagement.read_document("session_record", SessionRecord, unit=study.unit.code) or SessionRecord()
    advice = study.recommendation
    told = {
        "unit": study.unit.name,
        "types": [ranked.type for ranked in advice.ranking] if advice else [],
        "begin_with": (advice.begin_with or "") if advice else "",
        "change": what_would_change(study),
        "open_points": len(record.open_points),
        "proposed": [one.text for one in record.decisions if one.by == PROPOSED],
    }
    if not study.is_assessed:
        return BriefFacts(**told)  # type: ignore[arg-type]
    overall = study.scores.of(study.unit.code)
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    gaps = study.priorities[study.priorities["gap"] > 0]
    people = sum(study.people_by_role.values())
    return BriefFacts(
        **told,  # type: ignore[arg-type]
        level=print_level(overall.to_dict()) if pd.notna(overall["level"]) else "",
        people=people,
        gaps=[names[domain] for domain in gaps["domain"]],
        targets=_origins(set(study.target_table["origin"])),
    )


def what_would_change(study: UnitOffice) -> str:
    """Return in one sentence what would turn the advice on the type into another; empty without advice.

    Parameters
    ----------
    study
        The unit's office.
    """
    advice = study.recommendation
    if advice is None or advice.type is None:
        return ""
    if not advice.flips:
        return "No single answer of the profile would change it."
    flip, criteria = advice.flips[0], study.organisation_profile.by_id
    said = []
    for name, option in flip.change.items():
        criterion = criteria[name]
        chosen = next(one for one in criterion.options if one.id == option)
        said.append(f"'{say(criterion.text, study.language)}' were answered '{say(chosen.label, study.language)}'")
    return f"It would be {flip.to} if {' and '.join(said)}."


def _origins(origins: Collection[str]) -> str:
    profiles = sorted(origin.split(":")[0] for origin in origins if origin.startswith("profile "))
    parts = [f"from the {one}" for one in profiles]
    parts += ["some set by hand"] if BY_HAND in origins else []
    return ", ".join(parts) or "the model's default in every domain"
