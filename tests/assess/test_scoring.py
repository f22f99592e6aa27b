"""The weighted mean: worked by hand, and its properties."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.assess.results import closeness, score_document
from pmokit.assess.scoring import score
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import THOROUGH, responses_frame

EXAMPLES = 300 if THOROUGH else 25
RELAXED = settings(max_examples=EXAMPLES)
ANSWERS = st.sampled_from([1, 2, 3, 4, 5, "NA", "DK", ""])


def overall(model, rows, **options):
    return score(model, responses_frame(rows), **options).overall.set_index("unit").to_dict("index")


def domain(model, rows, unit, name):
    frame = score(model, responses_frame(rows)).domains
    return frame[(frame["unit"] == unit) & (frame["domain"] == name)].iloc[0].to_dict()


def question(model, rows, unit, name, **options):
    frame = score(model, responses_frame(rows), **options).questions
    return frame[(frame["unit"] == unit) & (frame["question"] == name)].iloc[0].to_dict()


def test_hand_computed_case():
    """Two domains by question weight, one question open, one not applicable.

    Domain A, weights 2, 1, 1: raters give A-01 the values 2, 3, 4 (median 3), A-02 the values 4 and 5 (middle 4.5),
    A-03 nothing. On 0..1: 3 -> 0.5, 4.5 -> 0.875.
    Score = (2 x 0.5 + 1 x 0.875) / 3 = 0.625 -> level scale 1 + 4 x 0.625 = 3.5.
    Low = (1 + 0.875 + 0) / 4 = 0.46875 -> 2.875. High = (1 + 0.875 + 1) / 4 = 0.71875 -> 3.875. Coverage 3/4 = 0.75.
    Domain B, weights 3, 1: B-01 is 2 (0.25), B-02 is not applicable. Score 1 + 4 x 0.25 = 2, coverage 1.
    Overall by question weight: (1.875 + 0.75) / (3 + 3) = 0.4375 -> 2.75; low (1.875 + 0.75) / 7 = 0.375 -> 2.5;
    high (1.875 + 0.75 + 1) / 7 = 0.517857 -> 3.071429; coverage 6/7 = 0.857143, so level 2 is printed.
    """
    model = small_model({"AA": (2, 1, 1), "BB": (3, 1)})
    rows = [
        ("U", "r1", "AA-01", 2), ("U", "r2", "AA-01", 3), ("U", "r3", "AA-01", 4),
        ("U", "r1", "AA-02", 4), ("U", "r2", "AA-02", 5),
        ("U", "r1", "BB-01", 2), ("U", "r1", "BB-02", "NA"),
    ]  # fmt: skip
    a, b, whole = domain(model, rows, "U", "AA"), domain(model, rows, "U", "BB"), overall(model, rows)["U"]
    assert [a[k] for k in ("score", "low", "high", "coverage", "raters")] == pytest.approx([3.5, 2.875, 3.875, 0.75, 3])
    assert pd.isna(a["level"])
    assert "coverage 0.75 is below 0.8" in a["reason"]
    assert [b[k] for k in ("score", "low", "high", "coverage", "level")] == pytest.approx([2, 2, 2, 1, 2])
    assert [whole[k] for k in ("score", "low", "high", "coverage", "level")] == pytest.approx(
        [2.75, 2.5, 3.0714286, 0.8571429, 2]
    )


def test_equal_roll_up_counts_domains_not_questions():
    """Children equal: a domain of one question counts as much as one of three. (1 + 5) / 2 = 3, not (1 + 1 + 1 + 5) / 4."""
    model = small_model({"AA": (1, 1, 1), "BB": (1,)}, roll_up="equal")
    rows = [("U", "r", q, v) for q, v in (("AA-01", 1), ("AA-02", 1), ("AA-03", 1), ("BB-01", 5))]
    assert overall(model, rows)["U"]["score"] == pytest.approx(3)


def test_equal_roll_up_leaves_an_unanswered_domain_out_of_the_score_and_in_the_bounds():
    """BB has no answer: the score is AA's 3; low = (3 + 1) / 2 = 2, high = (3 + 5) / 2 = 4."""
    model = small_model({"AA": (1,), "BB": (1,)}, roll_up="equal")
    found = overall(model, [("U", "r", "AA-01", 3)])["U"]
    assert [found[k] for k in ("score", "low", "high", "coverage")] == pytest.approx([3, 2, 4, 0.5])


def test_even_number_of_raters_takes_the_middle_of_both_medians():
    """2 and 3: median_low 2, median_high 3, value 2.5."""
    model = small_model({"AA": (1,)})
    found = question(model, [("U", "a", "AA-01", 2), ("U", "b", "AA-01", 3)], "U", "AA-01")
    assert (found["median_low"], found["median_high"], found["score"]) == (2, 3, 2.5)


@pytest.mark.parametrize(
    ("answers", "value", "reason"),
    [
        (["NA", "NA"], None, "not applicable"),
        (["NA", "NA", 3], None, "scope dispute"),
        (["NA", 3], 3, None),
        (["NA", "", ""], None, "not applicable"),
        (["DK", "DK"], None, "nobody who answered could judge it"),
        (["DK", 4], 4, None),
        (["", ""], None, "not answered"),
    ],
)
def test_statuses(answers, value, reason):
    """All NA leaves the count; a majority of NA is a scope dispute; don't know and unanswered are open."""
    model = small_model({"AA": (1, 1)})
    rows = [("U", f"r{n}", "AA-01", a) for n, a in enumerate(answers)]
    found = question(model, rows, "U", "AA-01")
    assert (None if pd.isna(found["score"]) else found["score"]) == value
    assert (found["reason"] is None) if reason is None else reason in found["reason"]


def test_all_not_applicable_gives_none_with_a_reason():
    """Nothing applicable gives None with a reason, never 0, and the parent drops the child."""
    model = small_model({"AA": (1,), "BB": (1,)}, roll_up="equal")
    rows = [("U", "r", "AA-01", "NA"), ("U", "r", "BB-01", 4)]
    found = domain(model, rows, "U", "AA")
    assert pd.isna(found["score"])
    assert pd.isna(found["low"])
    assert found["reason"] == "not applicable"
    assert overall(model, rows)["U"]["score"] == pytest.approx(4)
    nothing = overall(model, [("U", "r", "AA-01", "NA"), ("U", "r", "BB-01", "NA")])["U"]
    assert pd.isna(nothing["score"])
    assert nothing["reason"] == "not applicable"


def test_nothing_answered_gives_none_and_full_bounds():
    """No answer at all: None with a reason, and anything from the lowest to the highest level is possible."""
    found = overall(small_model({"AA": (1, 2)}), [("U", "r", "AA-01", "")])["U"]
    assert pd.isna(found["score"])
    assert (found["low"], found["high"], found["coverage"]) == (1, 5, 0)
    assert "not assessed" in found["reason"]


def test_inherited_takes_the_providers_value():
    """B takes A's middle answer of the same question; a provider further along the chain is followed."""
    model = small_model({"AA": (1,)})
    rows = [("A", "x", "AA-01", 4), ("B", "y", "AA-01", "INHERITED:A"), ("C", "z", "AA-01", "INHERITED:B")]
    found = overall(model, rows)
    assert [found[u]["score"] for u in "ABC"] == [4, 4, 4]


@pytest.mark.parametrize(
    ("rows", "unit", "reason"),
    [
        ([("B", "y", "AA-01", "INHERITED:X")], "B", "X, which is not among the units"),
        ([("A", "x", "AA-01", "INHERITED:B"), ("B", "y", "AA-01", "INHERITED:A")], "A", "a circle"),
        ([("A", "x", "AA-01", "INHERITED:A")], "A", "a circle"),
        ([("A", "x", "AA-01", "DK"), ("B", "y", "AA-01", "INHERITED:A")], "B", "A, which has no value"),
    ],
)
def test_inherited_without_a_value_is_open_with_a_reason(rows, unit, reason):
    """A missing provider, a circle, or a provider without a value: None with the reason."""
    found = question(small_model({"AA": (1,)}), rows, unit, "AA-01")
    assert pd.isna(found["score"])
    assert reason in found["reason"]


def test_last_response_of_a_person_counts():
    """The same person twice: the last response wins."""
    model = small_model({"AA": (1,)})
    assert overall(model, [("U", "r", "AA-01", 1), ("U", "r", "AA-01", 5)])["U"]["score"] == 5


def test_quick_scope_gives_one_overall_level_and_no_domain_levels():
    """The quick set gives one indicative overall level, no domain levels, and says so."""
    model = small_model({"AA": (1, 1), "BB": (1, 1)}, quick=("AA-01", "BB-01"))
    scores = score(model, responses_frame([("U", "r", "AA-01", 3), ("U", "r", "BB-01", 3)]), scope="quick")
    assert scores.overall.iloc[0]["level"] == 3
    assert scores.domains["level"].isna().all()
    assert scores.domains["reason"].str.contains("quick set").all()
    assert list(scores.questions["question"]) == ["AA-01", "BB-01"]


def test_units_without_responses_can_be_asked_for():
    """A unit that is named gets a row even when nobody answered."""
    found = overall(small_model({"AA": (1,)}), [("A", "r", "AA-01", 3)], units=["A", "B"])
    assert "not assessed" in found["B"]["reason"]


def test_zero_weight_is_left_out():
    """Weight 0 removes a question from score and coverage."""
    model = small_model({"AA": (1, 0)})
    found = overall(model, [("U", "r", "AA-01", 2), ("U", "r", "AA-02", 5)])["U"]
    assert (found["score"], found["coverage"]) == (2, 1)


@pytest.mark.parametrize(
    ("value", "level", "printed"),
    [
        (2.9, 2, "2, close to 3"),
        (2.8, 2, "2, close to 3"),
        (2.5, 2, "2"),
        (3.0, 3, "3"),
        (None, None, "no level"),
        (2.9, None, "no level"),
    ],
)
def test_printed_level(value, level, printed):
    """The printed level is the highest fully reached: 2.9 prints "2, close to 3"."""
    assert closeness(value, level) == printed


def test_level_survives_the_last_bit():
    """Ten times 0.1 is not quite 1 in floating point; the level is still reached."""
    model = small_model({"AA": (0.1,) * 10})
    assert overall(model, [("U", "r", f"AA-{n:02d}", 3) for n in range(1, 11)])["U"]["level"] == 3


def test_unknown_rule_and_empty_scope_are_refused():
    """Both are told in words."""
    model = small_model({"AA": (1,)})
    with pytest.raises(ScoringError, match="weighted-meen"):
        score(model, responses_frame([]), rule="weighted-meen")
    with pytest.raises(ScoringError, match="holds no question"):
        score(model, responses_frame([]), scope=("ZZ-01",))


def test_document_has_the_agreed_keys():
    """The JSON of the score command: keys to the letter, None where there is nothing."""
    document = score_document(score(small_model({"AA": (1, 1)}), responses_frame([("U", "r", "AA-01", 3)])))
    assert list(document) == ["model", "version", "rule", "units"]
    unit = document["units"]["U"]
    assert list(unit) == ["overall", "groups", "domains", "questions"]
    assert unit["groups"] == {}
    keys = ["score", "level", "low", "high", "coverage", "raters", "reason"]
    assert list(unit["overall"]) == keys
    assert list(unit["domains"]["AA"]) == keys
    assert list(unit["questions"]["AA-01"]) == [*keys, "agreement"]
    assert unit["questions"]["AA-01"]["agreement"] == {
        "median_low": 3.0, "median_high": 3.0, "range": 0.0, "n": 1, "consensus": None, "rwg": None,
    }  # fmt: skip
    assert unit["questions"]["AA-02"]["score"] is None
    assert unit["questions"]["AA-02"]["agreement"]["n"] == 0


def test_the_overall_score_of_the_quick_set_is_marked_as_indicative():
    """The mark stands beside the agreed keys, and nowhere else."""
    model, rows = small_model({"AA": (1, 1)}, quick=("AA-01",)), responses_frame([("U", "r", "AA-01", 3)])
    quick = score_document(score(model, rows, scope="quick"))["units"]["U"]
    whole = score_document(score(model, rows))["units"]["U"]
    assert quick["overall"]["indicative"] is True
    assert set(quick["overall"]) - set(whole["overall"]) == {"indicative"}
    assert "indicative" not in quick["domains"]["AA"]


WEIGHTS = st.lists(st.sampled_from([0.5, 1, 2, 3]), min_size=1, max_size=4)


@st.composite
def cases(draw):
    weights = {name: tuple(draw(WEIGHTS)) for name in ("AA", "BB", "CC")[: draw(st.integers(1, 3))]}
    questions = [f"{d}-{n:02d}" for d, of in weights.items() for n in range(1, len(of) + 1)]
    people = [f"r{n}" for n in range(draw(st.integers(1, 5)))]
    rows = [("U", person, q, draw(ANSWERS)) for q in questions for person in people]
    return weights, rows, draw(st.sampled_from(["equal", "by-question-weight"]))


@RELAXED
@given(cases())
def test_score_lies_within_its_bounds_and_the_levels(case):
    """low <= score <= high, all within the levels; a missing score has a reason."""
    weights, rows, roll_up = case
    scores = score(small_model(weights, roll_up=roll_up), responses_frame(rows))
    for frame in (scores.overall, scores.domains, scores.questions):
        for row in frame.to_dict("records"):
            if pd.isna(row["score"]):
                assert row["reason"]
            else:
                assert 1 <= row["low"] <= row["score"] <= row["high"] <= 5
            if not pd.isna(row["coverage"]):
                assert 0 <= row["coverage"] <= 1 + 1e-12


@RELAXED
@given(cases(), st.data())
def test_better_answer_never_lowers_a_score(case, data):
    """Raising one rater's answer by a level never lowers domain or overall score, nor its bounds."""
    weights, rows, roll_up = case
    better = [n for n, row in enumerate(rows) if isinstance(row[3], int) and row[3] < 5]
    if not better:
        return
    at = data.draw(st.sampled_from(better))
    raised = [(*row[:3], row[3] + 1) if n == at else row for n, row in enumerate(rows)]
    model = small_model(weights, roll_up=roll_up)
    before, after = (score(model, responses_frame(r)) for r in (rows, raised))
    for name in ("overall", "domains", "questions"):
        one, two = getattr(before, name), getattr(after, name)
        for column in ("score", "low", "high"):
            assert (two[column].fillna(0) >= one[column].fillna(0) - 1e-12).all()


@RELAXED
@given(cases(), st.sampled_from([0.25, 3, 10]))
def test_scaling_all_weights_changes_nothing(case, factor):
    """Only the proportions of weights count."""
    weights, rows, roll_up = case
    scaled = {name: tuple(w * factor for w in of) for name, of in weights.items()}
    one, two = (score(small_model(w, roll_up=roll_up), responses_frame(rows)) for w in (weights, scaled))
    for name in ("overall", "domains"):
        columns = ["score", "low", "high", "coverage"]
        pd.testing.assert_frame_equal(getattr(one, name)[columns], getattr(two, name)[columns])


@RELAXED
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_questions_and_respondents_changes_nothing(case, random):
    """Shuffled rows give the same scores (each person answers each question once here)."""
    weights, rows, roll_up = case
    shuffled = list(rows)
    random.shuffle(shuffled)
    model = small_model(weights, roll_up=roll_up)
    one, two = (score_document(score(model, responses_frame(r))) for r in (rows, shuffled))
    assert one == two


@RELAXED
@given(cases())
def test_not_applicable_leaves_the_denominator(case):
    """A question that all call not applicable changes the score as little as one that does not exist."""
    weights, rows, roll_up = case
    longer = {name: (*of, 2.0) for name, of in weights.items()}
    extra = [("U", "r0", f"{name}-{len(of):02d}", "NA") for name, of in longer.items()]
    columns = ["score", "low", "high", "coverage"]
    one = score(small_model(weights, roll_up=roll_up), responses_frame(rows))
    two = score(small_model(longer, roll_up=roll_up), responses_frame(rows + extra))
    pd.testing.assert_frame_equal(one.overall[columns], two.overall[columns])
    pd.testing.assert_frame_equal(one.domains[columns], two.domains[columns])
