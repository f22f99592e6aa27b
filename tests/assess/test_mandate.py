"""Only mandated services count, and each approach gets its share of points, bounds and a band."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.mandate import (
    APPROACH_COLUMNS,
    document_with_approaches,
    find_band,
    mandated_questions,
    score_approaches,
)
from pmokit.assess.results import score_document
from pmokit.assess.scoring import score
from pmokit.errors import ScoringError
from pmokit.model.mandate import Mandate
from tests.assess.models import service_model, small_model
from tests.conftest import responses_frame

ALL = ("enterprise", "departmental")
SERVICES = {
    "AA-01": (ALL, "strategic"),
    "AA-02": (("enterprise",), "strategic"),
    "AA-03": (ALL, "strategic"),
    "BB-01": (("departmental",), "tactical"),
    "BB-02": (ALL, "tactical"),
}
MODEL = service_model({"AA": (3, 2, 1), "BB": (1, 1)}, SERVICES, quick=("AA-01", "BB-01"))
answers = st.dictionaries(st.sampled_from(sorted(SERVICES)), st.sampled_from([1, 2, 3, 4, 5, "NA", "DK", ""]))


def scored(rows, scope="all", rule=None):
    return score(MODEL, responses_frame(rows), scope=scope, rule=rule, units=["U"])


def approach(rows, name, scope="all", rule=None):
    found = score_approaches(MODEL, scored(rows, scope, rule)).set_index(["unit", "approach"])
    return found.loc[("U", name)]


def test_an_approach_worked_out_by_hand():
    """AA-01 at 4 has 3 of 4 points, weight 3; AA-02 at 2 has 1, weight 2; AA-03 is open, weight 1.

    Points 3 * 0.75 + 2 * 0.25 = 2.75 of 5 assessed and of 6 mandated: 0.55, from 2.75 / 6 to 3.75 / 6.
    """
    found = approach([("U", "r", "AA-01", 4), ("U", "s", "AA-01", 4), ("U", "r", "AA-02", 2)], "strategic")
    assert found["score"] == pytest.approx(0.55)
    assert found["low"] == pytest.approx(2.75 / 6)
    assert found["high"] == pytest.approx(3.75 / 6)
    assert found["coverage"] == pytest.approx(5 / 6)
    assert found["band"] == "intermediate"
    assert found["raters"] == 2
    assert found["reason"] is None


def test_a_service_that_is_not_applicable_is_not_mandated():
    """It leaves the points and the most they could be."""
    found = approach([("U", "r", "AA-01", 5), ("U", "r", "AA-02", "NA"), ("U", "r", "AA-03", "NA")], "strategic")
    assert (found["score"], found["low"], found["high"], found["coverage"]) == (1, 1, 1, 1)
    assert found["band"] == "advanced"


def test_an_approach_without_an_answer_has_no_score_and_says_so():
    """None is answered: bounds from nothing to everything. None is mandated: no bounds either."""
    found = approach([("U", "r", "AA-01", 5)], "tactical")
    assert pd.isna(found["score"])
    assert (found["low"], found["high"], found["coverage"], found["band"]) == (0, 1, 0, None)
    assert found["reason"] == "not assessed: no mandated service of this approach has a value"
    found = approach([("U", "r", "AA-01", 5)], "tactical", scope=("AA-01",))
    assert found[["score", "low", "high", "coverage"]].isna().all()
    assert found["reason"] == "no service of this approach is mandated"


def test_services_of_weight_0_have_no_points():
    """A weight of 0 leaves a service out of every score."""
    model = service_model({"AA": (0, 1)}, {"AA-01": (ALL, "strategic"), "AA-02": (ALL, "tactical")})
    found = score_approaches(model, score(model, responses_frame([("U", "r", "AA-01", 5)])))
    assert found["reason"].tolist()[0] == "only services of weight 0 are mandated"


def test_no_band_below_the_coverage_threshold():
    """The bounds are given instead, as for levels."""
    found = approach([("U", "r", "AA-01", 3)], "strategic")
    assert found["band"] is None
    assert found["reason"] == "no band: coverage 0.50 is below 0.8, the bounds are 0.25 to 0.75"


def test_the_quick_set_gives_no_band():
    """One indicative overall level is all it can bear."""
    found = approach([("U", "r", "AA-01", 3)], "strategic", scope="quick")
    assert found["score"] == 0.5
    assert found["band"] is None
    assert "quick set" in found["reason"]


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (0, "basic"),
        (1 / 3, "basic"),
        (1 - 2 / 3, "basic"),
        (0.1 + 0.2 + 0.1 / 3, "basic"),
        (1 / 3 + 1e-6, "intermediate"),
        (2 / 3, "intermediate"),
        (2 / 3 + 1e-6, "advanced"),
        (1, "advanced"),
    ],
)
def test_a_boundary_belongs_to_the_lower_band(points, band):
    """Also where the last bit of a division lies beyond it."""
    assert find_band(points) == band


@pytest.mark.parametrize("rule", ["weighted-mean", "geometric-mean", "minimum", "staged", "nplf"])
def test_the_points_are_the_same_on_the_scale_of_every_rule(rule):
    """A rule rolls services up in its own way; what each of them is worth stays."""
    rows = [("U", "r", "AA-01", 4), ("U", "r", "AA-02", 2), ("U", "r", "AA-03", 1)]
    assert approach(rows, "strategic", rule=rule)["score"] == pytest.approx(2.75 / 6)


def test_under_the_rule_ratio_a_service_has_all_its_points_or_none():
    """AA-01 at 4 is achieved, AA-02 at 2 is not."""
    rows = [("U", "r", "AA-01", 4), ("U", "r", "AA-02", 2), ("U", "r", "AA-03", 1)]
    assert approach(rows, "strategic", rule="ratio")["score"] == pytest.approx(3 / 6)


@given(answers, answers)
def test_a_service_out_of_the_mandate_changes_nothing(inside, outside):
    """Whatever is answered to it: scores, bounds, coverage and approaches are the same without it."""
    mandate = Mandate(scope="departmental", services=("AA-01", "AA-03", "BB-02"), source="the board")
    asked = mandated_questions(MODEL, mandate)
    rows = [("U", "r", q, a) for q, a in inside.items() if q in asked]
    others = [("U", "r", q, a) for q, a in outside.items() if q not in asked]
    one, two = (document_with_approaches(MODEL, scored(r, asked)) for r in (rows, rows + others))
    assert one == two


@given(answers)
def test_bounds_enclose_the_score_and_more_points_never_lower_it(given_answers):
    """From 0 to 1, low to high; one answer at its best raises the score or leaves it."""
    rows = [("U", "r", q, a) for q, a in given_answers.items()]
    found = score_approaches(MODEL, scored(rows)).dropna(subset="score")
    low, middle, high = (found[column] for column in ("low", "score", "high"))
    assert ((low >= 0) & (low <= middle) & (middle <= high) & (high <= 1)).all()
    better = [(u, r, q, 5 if a in {1, 2, 3, 4} else a) for u, r, q, a in rows]
    raised = score_approaches(MODEL, scored(better)).dropna(subset="score")
    assert (raised["score"].to_numpy() >= found["score"].to_numpy() - 1e-12).all()


def test_units_come_one_by_one_with_the_approaches_in_the_order_of_the_model():
    """One row for each unit and approach, also without responses."""
    found = score_approaches(MODEL, score(MODEL, responses_frame([("V", "r", "AA-01", 5)]), units=["U", "V"]))
    assert found["unit"].tolist() == ["U", "U", "V", "V"]
    assert found["approach"].tolist() == ["strategic", "tactical"] * 2
    assert found["score"].notna().tolist() == [False, False, True, False]


def test_the_mandated_questions_come_in_questionnaire_order():
    """A mandate lists its services in any order, also those unusual in its scope; a scope means the usual ones."""
    mandate = Mandate(scope="departmental", services=("BB-02", "AA-02"), source="the board")
    assert mandated_questions(MODEL, mandate) == ("AA-02", "BB-02")
    assert mandated_questions(MODEL, "departmental") == ("AA-01", "AA-03", "BB-01", "BB-02")


def test_an_unknown_scope_or_service_is_refused_by_name():
    """With what is known."""
    with pytest.raises(ScoringError, match=r"no organisational scope 'quick'\. Known: departmental, enterprise"):
        mandated_questions(MODEL, "quick")
    with pytest.raises(ScoringError, match=r"unknown scope 'depart'.*\n.*unknown service 'AA-09'"):
        mandated_questions(MODEL, Mandate(scope="depart", services=("AA-09",), source="the board"))


def test_an_organisational_scope_gives_domain_levels():
    """Only the quick set withholds them."""
    rows = [("U", "r", q, 4) for q in MODEL.scope("departmental")]
    found = scored(rows, "departmental")
    assert found.scope == "departmental"
    assert found.domains["level"].tolist() == [4, 4]


def test_the_document_has_approaches_only_where_the_model_declares_some():
    """Plain JSON values; what is missing is None and has a reason."""
    entry = document_with_approaches(MODEL, scored([("U", "r", "AA-01", 5)]))["units"]["U"]["approaches"]
    assert list(entry) == ["strategic", "tactical"]
    assert list(entry["tactical"]) == list(APPROACH_COLUMNS)
    assert entry["tactical"]["score"] is None
    plain = small_model({"AA": (1,)})
    scores = score(plain, responses_frame([("U", "r", "AA-01", 5)]))
    assert document_with_approaches(plain, scores) == score_document(scores)
    assert score_approaches(plain, scores).empty
