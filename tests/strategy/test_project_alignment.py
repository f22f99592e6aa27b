import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.library import load_mapping
from pmokit.exchange.projects import read_projects
from pmokit.strategy.project_alignment import align_projects, choose_budget, spend_by_unit
from tests.strategy.visions import links_of, projects_of

PROJECTS = projects_of(
    ("N", "p1", 100.0, {"status": "active"}),
    ("N", "p2", 60.0, {"status": "proposed"}),
    ("S", "p1", 40.0, {"status": "on-hold"}),
    ("S", "p3", None, {"status": "active"}),
    ("S", "p4", 900.0, {"status": "finished"}),
    ("S", "p5", 800.0, {"status": "cancelled"}),
)
LINKS = links_of(("N", "p1", "a"), ("N", "p1", "b"), ("S", "p1", "a"), ("S", "p3", "b"), ("S", "p4", "c"))


def test_a_project_counts_in_equal_parts_for_its_objectives_and_the_sums_add_up():
    """100 for two objectives is 50 each; 60 serve nothing; the finished and the cancelled one do not count."""
    found = align_projects(["a", "b", "c"], PROJECTS, LINKS)
    assert found.objectives.to_dict("records") == [
        {"objective": "a", "projects": 2, "budget": 90.0, "share": 0.45, "without_budget": 0},
        {"objective": "b", "projects": 2, "budget": 50.0, "share": 0.25, "without_budget": 1},
        {"objective": "c", "projects": 0, "budget": 0.0, "share": 0.0, "without_budget": 0},
    ]
    assert (found.total, found.orphan_budget, found.orphan_share) == (200.0, 60.0, 0.3)
    assert found.unserved == ("c",)
    assert found.orphans[["unit", "project"]].values.tolist() == [["N", "p2"]]


def test_links_that_lead_nowhere_are_told_and_count_for_nothing():
    links = links_of(("N", "p9", "a"), ("N", "p2", "z"), ("N", "p1", "a"), ("N", "p1", "a"))
    found = align_projects(["a"], PROJECTS, links)
    assert found.strange.values.tolist() == [["N", "p9", "a", "no such project"], ["N", "p2", "z", "no such objective"]]
    assert found.objectives["budget"].tolist() == [100.0], "a link that stands twice counts once"


def test_one_id_in_two_units_is_two_projects():
    found = align_projects(["a"], PROJECTS, links_of(("S", "p1", "a")))
    assert found.objectives["budget"].tolist() == [40.0]


def test_the_amount_is_the_one_that_more_projects_tell_and_never_a_mix():
    whole = projects_of(("N", "p1", None, {"whole_life_cost": 5.0}), ("N", "p2", 3.0, {"whole_life_cost": 6.0}))
    assert choose_budget(whole) == "whole_life_cost"
    assert align_projects([], whole, links_of()).total == 11.0
    assert align_projects([], whole, links_of(), budget="bac").total == 3.0
    assert choose_budget(projects_of(("N", "p1", 3.0, {"whole_life_cost": 6.0}))) == "bac"


def test_nothing_at_all_gives_empty_frames_and_no_share():
    found = align_projects(["a"], projects_of(), links_of())
    assert (len(found.projects), found.total, found.orphan_share) == (0, 0.0, None)
    assert found.unserved == ("a",)
    assert np.isnan(found.objectives["share"].iloc[0])


def test_the_spend_of_units_adds_up_to_that_of_objectives():
    found = align_projects(["a", "b", "c"], PROJECTS, LINKS)
    table = spend_by_unit(found, ["a", "b", "c"]).set_index("objective")
    assert table.to_dict("index") == {
        "a": {"N": 50.0, "S": 40.0},
        "b": {"N": 50.0, "S": 0.0},
        "c": {"N": 0.0, "S": 0.0},
        "": {"N": 60.0, "S": 0.0},
    }


ROWS = st.lists(
    st.tuples(
        st.sampled_from("NS"),
        st.one_of(st.none(), st.integers(0, 10**9)),
        st.sampled_from(["active", "proposed", "finished", None]),
        st.sets(st.sampled_from(["a", "b", "c", "zz"])),
    ),
    max_size=12,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_spend_reconciles_and_the_order_of_rows_does_not_matter(rows, random):
    """Budget of objectives and orphans is the budget of all projects that are not over, in whatever order they come."""
    projects = projects_of(*((unit, f"p{at}", budget, {"status": s}) for at, (unit, budget, s, _) in enumerate(rows)))
    links = [(unit, f"p{at}", name) for at, (unit, _, _, names) in enumerate(rows) for name in names]
    random.shuffle(links)
    found = align_projects(["a", "b", "c"], projects, links_of(*links))
    expected = sum(budget or 0 for _, budget, status, _ in rows if status != "finished")
    assert found.objectives["budget"].sum() + found.orphan_budget == pytest.approx(expected)
    assert found.shares["part"].groupby(
        [found.shares["unit"], found.shares["project"]]
    ).sum().to_numpy() == pytest.approx(1)
    mixed = align_projects(["a", "b", "c"], projects.sample(frac=1, random_state=1), links_of(*links))
    pd.testing.assert_frame_equal(mixed.objectives, found.objectives)
    assert set(map(tuple, mixed.orphans[["unit", "project"]].to_numpy())) == set(
        map(tuple, found.orphans[["unit", "project"]].to_numpy())
    )


def test_the_real_portfolio_is_shared_by_whole_life_cost(shared):
    """Links by category, made up: every second project of three categories; plain pandas gives the same sums."""
    listed = read_projects(shared / "data" / "gmpp_2024_25.csv", load_mapping("gmpp")).frame
    chosen = listed[listed["category"].notna()].iloc[::2]
    names = {category: f"o{at}" for at, category in enumerate(sorted(set(chosen["category"]))[:3])}
    linked = chosen[chosen["category"].isin(list(names))]
    links = links_of(*zip(linked["unit"], linked["id"], linked["category"].map(names), strict=True))
    found = align_projects(list(names.values()), listed, links)
    assert found.budget == "whole_life_cost"
    by_hand = linked.groupby(linked["category"].map(names))["whole_life_cost"].sum()
    assert found.objectives.set_index("objective")["budget"].to_dict() == pytest.approx(by_hand.to_dict())
    assert found.total == pytest.approx(listed["whole_life_cost"].sum())
    assert len(found.orphans) == len(listed) - len(linked)
    assert len(found.strange) == 0


def test_ten_thousand_projects_do_not_take_minutes():
    """About a second; the limit leaves room for a busy machine and none for a loop over pairs."""
    rng = np.random.default_rng(7)
    projects = projects_of(*((f"U{at % 50}", f"p{at}", 1000.0) for at in range(10_000)))
    rows = [(f"U{at % 50}", f"p{at}", f"o{rng.integers(7)}") for at in range(10_000) for _ in range(2)]
    started = time.perf_counter()
    found = align_projects([f"o{n}" for n in range(7)], projects, links_of(*rows))
    assert time.perf_counter() - started < 15
    assert found.objectives["budget"].sum() == pytest.approx(10_000 * 1000.0)
