"""The perception gap by role."""

import pytest

from pmokit.assess.perception import perception_by_role, perception_gaps
from pmokit.assess.privacy import POOLED
from pmokit.assess.variants import Setting
from tests.assess.models import small_model
from tests.conftest import responses_frame

MODEL = small_model({"AA": (1,), "BB": (1,)})
SETTING = Setting(MODEL)


def unit(**roles):
    """Build responses: role name to the answers of its people on AA-01."""
    return responses_frame(
        [
            ("U", f"{role}{n}", "AA-01", answer, role)
            for role, answers in roles.items()
            for n, answer in enumerate(answers)
        ]
    )


def seen(frame, *, anonymous=False):
    found = perception_by_role(SETTING, frame, "U", anonymous=anonymous)
    return found[found["domain"] == "AA"].set_index("role")


def test_a_role_beside_everybody_else():
    """Executives see 4, managers 2 and 2 and the sponsor 3: the others' median is 2, the difference 2."""
    found = seen(unit(executive=(4, 4), manager=(2, 2), sponsor=(3,)))
    assert list(found.loc["executive", ["score", "others_score", "difference"]]) == pytest.approx([4, 2, 2])
    assert list(found.loc["executive", ["raters", "other_raters"]]) == [2, 3]


def test_the_widest_gap_names_its_roles():
    """Highest and lowest role per domain; a domain that only one role judged has a reason."""
    frame = unit(executive=(4, 4), manager=(2, 2), sponsor=(3,))
    gaps = perception_gaps(perception_by_role(SETTING, frame, "U", anonymous=False)).set_index("domain")
    assert list(gaps.loc["AA", ["highest_role", "lowest_role", "gap"]]) == ["executive", "manager", 2]
    assert "fewer than two roles" in gaps.loc["BB", "reason"]


def test_anonymous_roles_are_pooled_before_they_are_withheld():
    """Two small roles become one group that may be shown."""
    found = seen(unit(executive=(4, 4), sponsor=(5, 5), manager=(2, 2, 2)), anonymous=True)
    assert list(found.index) == ["manager", POOLED]
    assert found.loc[POOLED, "score"] == pytest.approx(4.5)
    assert found["reason"].isna().all()


def test_a_complement_of_two_people_is_not_shown():
    """Five managers beside two executives: neither the two nor what is left beside the five."""
    found = seen(unit(executive=(4, 4), manager=(2,) * 5), anonymous=True)
    assert found[["score", "others_score", "difference"]].isna().all(axis=None)
    assert found["reason"].str.contains("fewer than 3").all()


def test_no_roles():
    """Responses without a role take no part."""
    frame = responses_frame([("U", "r", "AA-01", 3)])
    assert perception_by_role(SETTING, frame, "U", anonymous=True).empty
    assert perception_gaps(perception_by_role(SETTING, frame, "U", anonymous=True)).empty


def test_inherited_values_come_from_the_provider():
    """A role that names a provider takes the provider's value, as the unit's score does."""
    rows = [("U", "e", "AA-01", "inherited:V", "executive"), ("U", "e", "BB-01", 3, "executive")]
    rows += [("U", "m", "AA-01", 2, "manager"), ("V", "x", "AA-01", 5)]
    assert seen(responses_frame(rows)).loc["executive", "score"] == 5
