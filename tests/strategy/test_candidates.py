import pytest

from pmokit.content.library import load_mapping
from pmokit.exchange.projects import read_projects
from pmokit.strategy.candidates import DECIDE, CandidateRule, find_candidates
from pmokit.strategy.project_alignment import align_projects
from tests.strategy.visions import TODAY, links_of, projects_of

GOOD = {"status": "active", "rating": "green", "finish_planned": "2027-06-30", "ev": 50.0, "ac": 50.0}


def named(*rows, links=(), rule=None):
    projects = projects_of(*((unit, name, budget, GOOD | more) for unit, name, budget, more in rows))
    aligned = align_projects(["a"], projects, links_of(*links))
    return find_candidates(aligned, projects, TODAY, *([rule] if rule else []))


def reasons(more, **options):
    found = named(("N", "p", 100.0, more), **options)
    return found["reasons"].tolist()


def test_a_project_without_objective_that_goes_well_is_not_named():
    assert reasons({}) == []


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"rating": "red"}, "rated red"),
        ({"rating": "amber-red"}, "rated amber-red"),
        ({"finish_forecast": "2027-08-30"}, "61 days late"),
        ({"finish_planned": "2026-07-31"}, "61 days late"),
        ({"ac": 56.0}, "cost 12 % above earned value"),
        (
            {"ev": None, "ac": None, "period_budget": 10.0, "period_forecast": 12.0},
            "forecast of the period 20 % above its budget",
        ),
        ({"whole_life_cost": 200.0, "benefits": 150.0}, "benefits 0.75 times the cost"),
        ({"benefits": 90.0}, "benefits 0.90 times the cost"),
    ],
)
def test_an_orphan_is_named_with_its_second_reason(more, reason):
    assert reasons(more) == [f"serves no objective; {reason}"]


@pytest.mark.parametrize(
    "more",
    [
        {"finish_forecast": "2027-08-29"},
        {"finish_planned": "2026-08-01"},
        {"ac": 55.0},
        {"benefits": 100.0},
        {"status": "proposed", "finish_planned": "2026-01-31"},
        {"ev": 0.0, "ac": 9.0},
        {"ev": None, "ac": None, "rating": None, "finish_planned": None},
    ],
)
def test_at_the_limit_or_where_nothing_is_told_nothing_is_held_against_it(more):
    assert reasons(more) == []


def test_trouble_counts_once_however_many_forms_it_has():
    """Red, late and dear is one failed test of three: with an objective it is not named."""
    trouble = {"rating": "red", "finish_forecast": "2028-06-30", "ac": 99.0}
    assert reasons(trouble, links=[("N", "p", "a")]) == []
    assert reasons(trouble | {"benefits": 10.0}, links=[("N", "p", "a")]) == [
        "rated red; 366 days late; cost 98 % above earned value; benefits 0.10 times the cost"
    ]


def test_the_worst_come_first_then_the_largest_and_nobody_is_told_to_stop():
    found = named(
        ("N", "small", 10.0, {"rating": "red"}),
        ("N", "large", 90.0, {"rating": "red"}),
        ("N", "worst", 5.0, {"rating": "red", "benefits": 1.0}),
        ("N", "untold", None, {"rating": "red"}),
    )
    assert found["project"].tolist() == ["worst", "large", "small", "untold"]
    assert found["tests"].tolist() == [3, 2, 2, 2]
    assert set(found["decide"]) == {DECIDE}
    assert DECIDE.startswith("decide on")


def test_the_rule_can_be_changed_and_says_itself_in_words():
    strict = CandidateRule(needed=1, late_days=10, overrun=0.0, benefit_ratio=2.0)
    assert reasons({"finish_forecast": "2027-07-11"}, links=[("N", "p", "a")], rule=strict) == ["11 days late"]
    assert "more than 10 days late" in str(strict)
    assert "fails 1 of three tests" in str(strict)


def test_finished_and_cancelled_projects_are_past_deciding():
    assert reasons({"rating": "red", "status": "finished"}) == []
    assert reasons({"rating": "red", "status": "cancelled"}) == []


def test_the_real_portfolio_gives_reasons_that_its_columns_hold(shared):
    """Without any link each project is an orphan: those rated red or with benefits below their cost are named."""
    listed = read_projects(shared / "data" / "gmpp_2024_25.csv", load_mapping("gmpp")).frame
    found = find_candidates(align_projects([], listed, links_of()), listed, TODAY)
    red = listed["rating"].isin(["red", "amber-red"])
    low = listed["benefits"] < listed["whole_life_cost"]
    dear = listed["period_forecast"] > 1.1 * listed["period_budget"]
    ended = listed["finish_planned"].map(lambda day: day is not None and (TODAY - day).days > 60)
    assert len(found) == int((red | low | dear | ended).sum())
    assert found["tests"].between(2, 3).all()
    assert found["reasons"].str.startswith("serves no objective; ").all()
