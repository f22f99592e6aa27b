"""What holds under every rule: bounds, monotone, order-free, NA-neutral, one rater."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.assess.results import score_document
from pmokit.assess.rules.registry import RULES
from pmokit.assess.scoring import score
from tests.assess.models import small_model
from tests.conftest import THOROUGH, responses_frame

RELAXED = settings(max_examples=150 if THOROUGH else 5)
ANSWERS = st.sampled_from([1, 2, 3, 4, 5, "NA", "DK", ""])
FRAMES = ("overall", "groups", "domains", "questions")
SETTINGS = st.fixed_dictionaries(
    {"theta": st.sampled_from([0.5, 0.8, 1]), "scope": st.sampled_from(["domain", "model"])}
)
pytestmark = pytest.mark.parametrize("rule", list(RULES))


@st.composite
def shapes(draw):
    """Weights, places and groups of a model with levels 0 to 3 and two streams, and whether its questions carry them."""
    weights = {
        name: tuple(draw(st.lists(st.sampled_from([0.5, 1, 2]), min_size=1, max_size=5))) for name in ("AA", "BB", "CC")
    }
    names = [f"{d}-{n:02d}" for d, of in weights.items() for n in range(1, len(of) + 1)]
    places = {name: (draw(st.integers(1, 3)), draw(st.sampled_from("AB"))) for name in names}
    return {
        "weights": weights,
        "places": places,
        "groups": {"AA": "one", "BB": "one", "CC": "two"} if draw(st.booleans()) else None,
        "roll_up": draw(st.sampled_from(["equal", "by-question-weight"])),
        "settings": draw(SETTINGS),
    }


@st.composite
def cases(draw, people=3):
    shape = draw(shapes())
    raters = [f"r{n}" for n in range(draw(st.integers(1, people)))]
    return shape, [("U", person, name, draw(ANSWERS)) for name in shape["places"] for person in raters]


def build(shape):
    return small_model(**shape, scale=(0, 3))


def scored(shape, rows, rule):
    return score(build(shape), responses_frame(rows), rule=rule)


@RELAXED
@given(cases())
def test_score_lies_within_its_bounds(rule, case):
    """low <= score <= high on the scale of the rule; what is missing has a reason."""
    found = scored(*case, rule)
    lowest, highest = found.scale
    for name in FRAMES:
        for row in getattr(found, name).to_dict("records"):
            if pd.isna(row["score"]):
                assert row["reason"]
            else:
                assert lowest <= row["low"] <= row["score"] <= row["high"] <= highest + 1e-9
            assert row["reason"] or not pd.isna(row["level"])


@RELAXED
@given(cases(people=1))
def test_bounds_are_the_rule_on_worst_and_best_answers(rule, case):
    """Low is the score with every open question at its worst, high with every one at its best."""
    shape, rows = case
    found = scored(shape, rows, rule)
    absent = {"DK", ""}
    for column, fill in (("low", 1), ("high", 5)):
        filled = scored(shape, [(*row[:3], fill if row[3] in absent else row[3]) for row in rows], rule)
        for name in FRAMES:
            expected, bound = getattr(filled, name)["score"], getattr(found, name)[column]
            pd.testing.assert_series_equal(bound, expected, check_names=False, atol=1e-9)


@RELAXED
@given(cases(), st.data())
def test_better_answer_never_lowers_a_score(rule, case, data):
    """One rater's answer a step higher lowers neither score nor bounds nor the printed level."""
    shape, rows = case
    better = [n for n, row in enumerate(rows) if isinstance(row[3], int) and row[3] < 5]
    if not better:
        return
    at = data.draw(st.sampled_from(better))
    raised = [(*row[:3], row[3] + 1) if n == at else row for n, row in enumerate(rows)]
    before, after = scored(shape, rows, rule), scored(shape, raised, rule)
    for name in FRAMES:
        one, two = getattr(before, name), getattr(after, name)
        for column in ("score", "low", "high", "level"):
            assert (two[column].astype(float).fillna(0) >= one[column].astype(float).fillna(0) - 1e-9).all()


@RELAXED
@given(cases(), st.randoms(use_true_random=False))
def test_order_changes_nothing(rule, case, random):
    """Shuffled rows give the same document."""
    shape, rows = case
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert score_document(scored(shape, shuffled, rule)) == score_document(scored(shape, rows, rule))


@RELAXED
@given(cases())
def test_not_applicable_is_neutral(rule, case):
    """A question that all call not applicable changes as little as one that does not exist."""
    shape, rows = case
    weights = {name: (*of, 2.0) for name, of in shape["weights"].items()}
    extra = {f"{name}-{len(of):02d}": (2, "A") for name, of in weights.items()}
    longer = {**shape, "weights": weights, "places": {**shape["places"], **extra}}
    one, two = scored(shape, rows, rule), scored(longer, [*rows, *(("U", "r0", q, "NA") for q in extra)], rule)
    for name in ("overall", "groups", "domains"):
        columns = ["score", "low", "high", "coverage", "level"]
        pd.testing.assert_frame_equal(getattr(one, name)[columns], getattr(two, name)[columns])


@RELAXED
@given(cases(people=1))
def test_one_rater_counts_as_himself(rule, case):
    """Two raters who agree in everything give the scores of one."""
    shape, rows = case
    twice = rows + [(unit, "twin", *rest) for unit, _, *rest in rows]
    one, two = scored(shape, rows, rule), scored(shape, twice, rule)
    for name in FRAMES:
        columns = ["score", "low", "high", "coverage", "level"]
        pd.testing.assert_frame_equal(getattr(one, name)[columns], getattr(two, name)[columns])


@RELAXED
@given(cases(people=2), cases(people=2))
def test_units_do_not_touch_each_other(rule, case, other):
    """Two units in one call get what each gets alone."""
    shape, rows = case
    names = list(shape["places"])
    second = [("V", f"r{n % 2}", names[n % len(names)], row[3]) for n, row in enumerate(other[1][: 2 * len(names)])]
    both = score_document(scored(shape, rows + second, rule))["units"]
    assert both["U"] == score_document(scored(shape, rows, rule))["units"]["U"]
