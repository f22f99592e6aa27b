"""Small organisation profiles for the tests of the advice, and the test profiles of the kit's own."""

from pathlib import Path

import yaml

from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.model.profile import OrganisationProfile

CASES = Path(__file__).resolve().parents[1] / "cases" / "profiles"
OPTIONS = ("low", "middle", "high")


def cell(values, grade="judgement"):
    return {
        "values": dict(zip(OPTIONS, values, strict=True)),
        "grade": grade,
        "reason": {"en": f"It is made for {values}."},
        "source": "expert judgement",
    }


def criterion(name, enterprise, departmental, agile, *, importance=1, control=None, grades=("judgement",) * 3):
    """Values from 0 to 100 for the options low, middle, high."""
    types = dict(zip(PMO_TYPES, map(cell, (enterprise, departmental, agile), grades), strict=True))
    return {
        "id": name,
        "text": {"en": f"How much {name} is there?"},
        "importance": importance,
        "ask": {"en": "Whoever counts it."},
        "options": [{"id": o, "label": {"en": f"The count of {name} is {o}."}} for o in OPTIONS],
        "types": types,
        "control": dict(zip(CONTROL_LEVELS, map(cell, control), strict=True)) if control else None,
    }


def profile_of(*criteria):
    return OrganisationProfile.model_validate({"version": "0.1.0", "source": "expert judgement", "criteria": criteria})


def small_profile():
    """Four criteria; the last two weigh least, sharing criterion speaks on control."""
    return profile_of(
        criterion(
            "sharing", (0, 50, 100), (100, 50, 0), (50, 50, 40), control=((90, 50, 10), (50, 90, 50), (10, 50, 90))
        ),
        criterion("teams", (60, 50, 20), (60, 40, 10), (0, 50, 100), grades=("practice", "judgement", "research")),
        criterion("sponsor", (0, 60, 100), (60, 60, 50), (40, 60, 60), importance=2),
        criterion("size", (10, 50, 90), (60, 50, 40), (50, 50, 50), importance=3),
    )


def case(name):
    """Answers of a test profile to the kit's own criteria: enterprise, departmental, agile, middle."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
