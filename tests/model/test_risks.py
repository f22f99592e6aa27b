"""The appetite's scales rise and its bands follow each other."""

import pytest
from pydantic import ValidationError

from pmokit.model.risks import Appetite, Band, Hit, Risk

GOOD = {
    "statement": "little",
    "bands": [
        {"name": name, "from_points": start, "decides": "x", "act_within_days": 1}
        for name, start in (("low", 1), ("moderate", 5), ("high", 10), ("critical", 16))
    ],
    "most_exposure_k": 1,
    "most_joint_k": 1,
    "most_critical": 0,
    "impact_k": [1, 2, 3, 4, 5],
    "probability": [0.1, 0.2, 0.3, 0.4, 0.5],
}


def bands(*starts):
    names = ("low", "moderate", "high", "critical")
    return [
        Band(name=name, from_points=start, decides="x", act_within_days=1)
        for name, start in zip(names, starts, strict=True)
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bands": bands(2, 5, 10, 16)}, "start at 1 and rise"),
        ({"bands": bands(1, 5, 5, 16)}, "start at 1 and rise"),
        ({"bands": bands(1, 5, 10, 16)[::-1]}, "have to be low, moderate, high, critical"),
        ({"impact_k": [1, 2, 2, 4, 5]}, "impact_k has to rise"),
        ({"impact_k": [0, 1, 2, 4, 5]}, "impact_k has to rise"),
        ({"probability": [0.1, 0.2, 0.3, 0.4, 1.5]}, "stands for 1.5, more than 1"),
    ],
)
def test_what_does_not_rise_is_refused(change, said):
    with pytest.raises(ValidationError, match=said):
        Appetite.model_validate(GOOD | change)


def test_points_are_probability_times_impact():
    risk = Risk(
        id="R", cause="one maker", event="late", effect="wait", probability=3, impact=4,
        hits=(Hit(unit="U", project="P"),), response="accept",
    )  # fmt: skip
    assert risk.points == 12
