"""Which answers, moved one step, lift the level."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.assess.scoring import score
from pmokit.assess.variants import Setting
from pmokit.assess.voices import Voices
from pmokit.assess.what_if import single_steps, steps_to_next_level
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import THOROUGH, responses_frame

MODEL = small_model({"AA": (2, 1), "BB": (1,)})
SETTING = Setting(MODEL)


def rows(*answers):
    return responses_frame(
        [("U", "r", q, a) for q, a in zip(("AA-01", "AA-02", "BB-01"), answers, strict=True) if a is not None]
    )


def test_single_steps_by_hand():
    """AA: 2 x 2 + 1 x 3 over 3 = 7/3. AA-01 one up: 3, level 3. AA-02 one up: 8/3. BB-01 is at its best answer."""
    found = single_steps(SETTING, rows(2, 3, 5), "U").set_index("question")
    assert list(found.index) == ["AA-01", "AA-02"]
    assert list(found["gain_domain"]) == pytest.approx([2 / 3, 1 / 3])
    assert list(found["gain_overall"]) == pytest.approx([2 / 4, 1 / 4])
    assert list(found["lifts_domain"]) == [True, False]
    # Overall (4 + 3 + 5) / 4 = 3; 3.5 and 3.25 print the same level.
    assert list(found["lifts_overall"]) == [False, False]


def test_fewest_steps_to_the_next_level():
    """Overall 3 needs 4: 2 + 1 answers up bring (6 + 4 + 5) / 4 = 3.75: not enough with one step each."""
    found = steps_to_next_level(SETTING, rows(2, 3, 5), "U")
    assert (found.level, found.next_level, found.questions) == (3, None, ())
    assert "do not reach" in found.reason
    by_domain = steps_to_next_level(SETTING, rows(2, 3, 5), "U", "AA")
    assert (by_domain.level, by_domain.next_level, by_domain.questions) == (2, 3, ("AA-01",))


def test_what_is_not_needed_is_put_back():
    """Weights 2 1 1, answers 2 2 2: level 3 needs all; with 2 3 3 (10 / 4) the first step alone suffices."""
    model = small_model({"AA": (2, 1, 1)})
    frame = responses_frame([("U", "r", f"AA-0{n}", a) for n, a in ((1, 2), (2, 2), (3, 2))])
    assert steps_to_next_level(Setting(model), frame, "U", "AA").questions == ("AA-01", "AA-02", "AA-03")
    frame = responses_frame([("U", "r", f"AA-0{n}", a) for n, a in ((1, 2), (2, 3), (3, 3))])
    assert steps_to_next_level(Setting(model), frame, "U", "AA").questions == ("AA-01",)


def test_no_way_has_a_reason():
    """The top, and a unit without a level."""
    assert steps_to_next_level(SETTING, rows(5, 5, 5), "U").reason == "the highest level is reached"
    assert "no level is printed" in steps_to_next_level(SETTING, rows(3, None, None), "U").reason
    assert "no level is printed" in steps_to_next_level(SETTING, rows(None, None, None), "U").reason
    with pytest.raises(ScoringError, match=r"no domain 'AB'\. Known: AA, BB"):
        steps_to_next_level(SETTING, rows(3, 3, 3), "U", "AB")


def test_inherited_answers_cannot_be_moved_here():
    """The provider would have to move; its value stays in the score."""
    frame = responses_frame([("U", "r", "AA-01", "inherited:V"), ("U", "r", "AA-02", 2), ("V", "s", "AA-01", 5)])
    found = single_steps(SETTING, frame, "U")
    assert list(found["question"]) == ["AA-02"]
    assert list(found["gain_domain"]) == pytest.approx([1 / 3])


@settings(max_examples=60 if THOROUGH else 8)
@given(st.tuples(*[st.integers(1, 5)] * 3))
def test_the_steps_lift_and_none_can_be_spared(answers):
    """Taking the steps prints the promised level; leaving any one out does not."""
    frame = rows(*answers)
    way = steps_to_next_level(SETTING, frame, "U")

    def level(questions):
        moved = frame.assign(value=frame["value"] + frame["question"].isin(questions))
        return score(MODEL, moved).overall["level"].iloc[0]

    assert way.level == level(())
    if way.reason is None:
        assert level(way.questions) >= way.level + 1
        for spared in way.questions:
            assert level(set(way.questions) - {spared}) == way.level


def test_an_agreed_value_is_moved_instead_of_the_ratings_it_overrides():
    """Agreed 4 on AA-01 against a rating of 1: one step up is 5, gain (10 - 8) / 3; the rating takes no part."""
    agreed = pd.DataFrame([("U", "AA-01", 4)], columns=["unit", "question", "value"])
    setting = Setting(MODEL, voices=Voices(agreed=agreed))
    found = single_steps(setting, rows(1, 3, 5), "U").set_index("question")
    assert found.loc["AA-01", "gain_domain"] == pytest.approx(2 / 3)
    assert steps_to_next_level(setting, rows(1, 5, 5), "U", "AA").questions == ("AA-01",)
