"""What a plan does to the scores under the model's rule, worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.variants import Setting
from pmokit.model.roadmap import Wave
from pmokit.roadmap.projection import (
    done_by_quarter,
    done_by_wave,
    find_milestones,
    project,
    raise_answers,
    step_shares,
)
from tests.assess.models import small_model
from tests.conftest import responses_frame
from tests.roadmap.catalogues import catalogue, initiative

ALONE = catalogue(initiative("a", ("AA", 3)), initiative("b", ("BB", 3)))
TOGETHER = catalogue(initiative("a", ("AA", 3)), initiative("c", ("AA", 3)))


def answers(**values):
    """Answer the questions of each domain, all by one person."""
    return responses_frame(
        [("U", "r", f"{domain}-{at:02d}", value) for domain, row in values.items() for at, value in enumerate(row, 1)]
    )


def projected(model, frame, initiatives, *stages, rule=None):
    found = project(Setting(model, rule), frame, "U", initiatives, stages)
    return {(row.stage, row.domain): (row.score, row.level) for row in found.itertuples()}


def test_weighted_mean():
    """AA answers 1, 3, 4 with weights 1, 1, 2: (1 + 3 + 8) / 4 = 3. Raised to 3: (3 + 3 + 8) / 4 = 3.5; the 4 stays.

    BB answers 2, 2 and is not lifted: 2. Overall, by domain: (3.5 + 2) / 2 = 2.75.
    """
    model = small_model({"AA": (1, 1, 2), "BB": (1, 1)}, roll_up="equal")
    found = projected(model, answers(AA=(1, 3, 4), BB=(2, 2)), ALONE, (), {"a"})
    assert found[0, "AA"] == pytest.approx((3, 3))
    assert found[1, "AA"] == pytest.approx((3.5, 3))
    assert found[1, "BB"] == pytest.approx((2, 2))
    assert found[1, ""] == pytest.approx((2.75, 2))


def test_step_of_two_initiatives_is_half_done_by_one():
    """AA answers 1, 3, 4: of the way from 1 to 3 one of two initiatives goes half: (2 + 3 + 8) / 4 = 3.25."""
    model = small_model({"AA": (1, 1, 2)})
    found = projected(model, answers(AA=(1, 3, 4)), TOGETHER, {"a"}, {"a", "c"})
    assert found[0, "AA"][0] == pytest.approx(3.25)
    assert found[1, "AA"][0] == pytest.approx(3.5)


def test_minimum_moves_only_with_the_weakest_domain():
    """AA 4, BB 2: lifting AA changes nothing, lifting BB to 3 lifts the whole to 3."""
    model = small_model({"AA": (1,), "BB": (1, 1)}, rule="minimum")
    found = projected(model, answers(AA=(2,), BB=(2, 1)), ALONE, (), {"a"}, {"a", "b"})
    assert [found[stage, ""][0] for stage in range(3)] == pytest.approx([1.5, 1.5, 3])
    assert found[1, "AA"][0] == pytest.approx(3)


def test_staged_by_answers():
    """Answers 2, 3, 3: all reach 2, two of three reach 3, so 2 + 2/3. Half of the step to 3 brings the 2 to 2.5: no practice of level 3.

    The whole step brings all to 3: level 3, none at 4.
    """
    model = small_model({"AA": (1, 1, 1)}, rule="staged")
    found = projected(model, answers(AA=(2, 3, 3)), TOGETHER, (), {"a"}, {"a", "c"})
    assert [found[stage, "AA"][0] for stage in range(3)] == pytest.approx([2 + 2 / 3, 2 + 2 / 3, 3])
    assert [found[stage, "AA"][1] for stage in range(3)] == [2, 2, 3]


def test_staged_by_the_level_of_the_practice():
    """AA-01 belongs to level 2, AA-02 to level 3, both unmet: level 1. A step to 2 meets the first, a step to 3 both."""
    model = small_model({"AA": (1, 1)}, rule="staged", places={"AA-01": (2,), "AA-02": (3,)})
    steps = catalogue(initiative("first", ("AA", 2)), initiative("second", ("AA", 3)))
    found = projected(model, answers(AA=(1, 1)), steps, (), {"first"}, {"first", "second"})
    assert [found[stage, "AA"][1] for stage in range(3)] == [1, 2, 3]


def test_capability_level_where_the_rule_scores_in_per_cent():
    """Under nplf the score is the capability level: one attribute, not achieved at 25 %, largely achieved at 75 %."""
    model = small_model({"AA": (1, 1)}, rule="nplf", places={"AA-01": (1,), "AA-02": (1,)}, scale=(0, 3))
    steps = catalogue(initiative("first", ("AA", 1)))
    found = projected(model, answers(AA=(2, 2)), steps, (), {"first"})
    assert (found[0, "AA"], found[1, "AA"]) == ((0, 0), (1, 1))


def test_open_questions_stay_open():
    """A plan is no answer: AA-02, which nobody answered, takes no part before or after."""
    model = small_model({"AA": (1, 1)})
    found = projected(model, answers(AA=(2, "")), catalogue(initiative("a", ("AA", 3))), {"a"})
    assert found[0, "AA"][0] == pytest.approx(3)
    assert np.isnan(found[0, "AA"][1])


@given(st.lists(st.floats(0, 1) | st.just(float("nan")), min_size=3, max_size=3), st.floats(0, 1), st.floats(0, 1))
def test_nothing_is_ever_lowered(values, first, second):
    """More of a step never gives less, nothing passes 1, and what is open stays open."""
    model = small_model({"AA": (1, 1, 1)})
    value = np.array(values)
    less, more = sorted((first, second))
    questions = ("AA-01", "AA-02", "AA-03")
    low, high = (raise_answers(model, questions, value, {("AA", 3): share}) for share in (less, more))
    known = ~np.isnan(value)
    assert (np.isnan(low) == ~known).all()
    assert (low[known] >= value[known] - 1e-9).all()
    assert (high[known] >= low[known]).all()
    assert (high[known] <= 1).all()


def test_shares_of_steps():
    """One of two initiatives is half the step."""
    assert step_shares(TOGETHER, [set(), {"a"}]) == [{("AA", 3): 0}, {("AA", 3): 0.5}]


def test_milestones_name_quarter_and_initiatives():
    """a ends in quarter 0, b in quarter 2: AA reaches 3 in quarter 0 by a, the whole in quarter 2 by both."""
    model = small_model({"AA": (1,), "BB": (1,)}, roll_up="equal")
    ends = {"a": 1, "b": 3}
    stages = done_by_quarter(3, ends)
    found = project(Setting(model), answers(AA=(2,), BB=(2,)), "U", ALONE, stages)
    milestones = [(m.domain, m.level, m.quarter, m.initiatives) for m in find_milestones(found, ends, ALONE)]
    assert milestones == [("AA", 3, 0, ("a",)), ("", 3, 2, ("a", "b")), ("BB", 3, 2, ("b",))]


def test_no_milestone_without_a_level():
    """Where too little is answered no level is printed, so none is reached."""
    frame = pd.DataFrame({"stage": [0, 1], "domain": "AA", "score": [2.0, 3.0], "level": np.nan})
    assert find_milestones(frame, {"a": 1}, ALONE) == []


def test_done_after_each_wave():
    """Waves add up."""
    waves = (
        Wave(name="mobilise", first=0, last=0, initiatives=("a",)),
        Wave(name="foundation", first=1, last=1, initiatives=("b",)),
    )
    assert done_by_wave(waves) == [{"a"}, {"a", "b"}]
