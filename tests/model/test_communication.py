import pytest
from pydantic import ValidationError

from pmokit.model.communication import STANCE_MEANING, STANCES, Stakeholder

HEAD = {"id": "head", "name": "Head", "role": "Unit head", "audience": "unit-heads", "influence": 4, "interest": 3}


def test_stances_are_five_named_steps_each_with_a_behaviour():
    assert STANCES == ("opposed", "doubtful", "neutral", "supportive", "leading")
    assert list(STANCE_MEANING) == list(STANCES)


@pytest.mark.parametrize(
    ("stance", "needed", "gap"),
    [("opposed", "neutral", 2), ("leading", "supportive", -1), ("neutral", "neutral", 0)],
)
def test_the_gap_counts_steps(stance, needed, gap):
    assert Stakeholder(**HEAD, stance=stance, needed=needed).gap == gap


@pytest.mark.parametrize("influence", [0, 6])
def test_influence_is_one_to_five(influence):
    with pytest.raises(ValidationError, match="influence"):
        Stakeholder(**(HEAD | {"influence": influence}), stance="neutral", needed="neutral")
