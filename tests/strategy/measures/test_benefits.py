"""Benefits promised and realised, and objectives served."""

import pytest

from tests.strategy.measures.lists import frame, hidden, measured, told


def test_a_bare_zero_is_read_as_not_stated():
    """Benefits of 0 do not lower the ratio: 300 of 100, on one project, and the note counts what was left out."""
    found = measured(
        {"benefits": 300.0, "whole_life_cost": 100.0},
        {"benefits": 0.0, "whole_life_cost": 900.0},
        {"benefits": -5.0, "whole_life_cost": 50.0},
        {"benefits": 50.0},
    )["benefit_cost_ratio"]
    assert told(found) == (3.0, 1)
    assert found.note == "benefits of 0 are read as not stated and left out: 1"


def test_only_zeros_give_no_ratio():
    """A unit whose benefits all stand at 0 has no ratio of 0."""
    found = measured({"benefits": 0.0, "whole_life_cost": 900.0})
    assert found["benefit_cost_ratio"].value is None
    assert "read as not stated" in found["benefit_cost_ratio"].reason
    assert told(found["benefits_stated_share"]) == (0, 1)


def test_withheld_benefits_are_neither_stated_nor_missing():
    """A project whose benefits are withheld leaves the share, and is counted."""
    found = measured({"benefits": 5.0}, {}, {}, withheld=hidden((2, "benefits", "Section 43")))["benefits_stated_share"]
    assert (*told(found), found.withheld) == (0.5, 2, 1)


PROMISES = frame(
    {
        "project": "1",
        "benefit": "a",
        "planned": 100.0,
        "due": "2026-01-31",
        "realised": 80.0,
        "realised_on": "2026-02-01",
    },
    {
        "project": "1",
        "benefit": "b",
        "planned": 100.0,
        "due": "2026-01-31",
        "realised": 0.0,
        "realised_on": "2026-02-01",
    },
    {"project": "1", "benefit": "c", "planned": 100.0, "due": "2026-01-31", "realised": 0.0, "realised_on": None},
    {"project": "2", "benefit": "a", "planned": None, "due": "2026-01-31", "realised": 7.0, "realised_on": None},
    {
        "project": "2",
        "benefit": "b",
        "planned": 50.0,
        "due": "2026-12-31",
        "realised": 60.0,
        "realised_on": "2026-09-01",
    },
    {"project": "2", "benefit": "c", "planned": 50.0, "due": "2026-09-30", "realised": None, "realised_on": None},
)


def test_realised_of_what_is_due_and_measured():
    """80 of 200: a dated 0 is a result, an undated one is none; what is not due or has no plan is left out."""
    found = measured({}, {}, benefits=PROMISES)
    assert told(found["benefits_realisation"]) == (pytest.approx(0.4), 1)
    assert found["benefits_realisation"].note == "benefits compared: 2"
    assert told(found["benefits_measured_share"]) == (pytest.approx(3 / 5), 2)


def test_different_measures_are_never_added_up():
    """EUR a year and hours have no sum."""
    mixed = PROMISES.assign(measure=["EUR a year", "hours", "", "", "", ""])
    found = measured({}, {}, benefits=mixed)["benefits_realisation"]
    assert "cannot be added up" in found.reason
    same = PROMISES.assign(measure=["EUR a year", " eur a year", "hours", "", "", ""])
    assert measured({}, {}, benefits=same)["benefits_realisation"].value == pytest.approx(0.4)


def test_owners():
    """Four of six benefits name an owner; a list without owners says so."""
    named = PROMISES.assign(owner=["CFO", "CFO", "", None, "Head of sales", "Plant manager"])
    assert told(measured({}, {}, benefits=named)["benefit_owner_share"]) == (pytest.approx(4 / 6), 2)
    assert "names no owners" in measured({}, benefits=PROMISES)["benefit_owner_share"].reason


LINKS = frame(
    {"project": "1", "objective": "growth"},
    {"project": "1", "objective": "cost"},
    {"project": "9", "objective": "safety"},
)


def test_alignment_counts_each_project_once():
    """A project with two objectives counts once: 60 of 100 in money, one of three in number; strangers count nothing."""
    found = measured({"bac": 60.0}, {"bac": 40.0}, {}, links=LINKS)
    assert told(found["alignment_share"]) == (0.6, 2)
    assert told(found["alignment_count_share"]) == (pytest.approx(1 / 3), 3)


def test_unserved_objectives_are_named():
    """Of four objectives two have no project of the unit."""
    names = {"growth": "Grow", "cost": "Spend less", "safety": "Nobody is hurt", "people": "Keep craftspeople"}
    found = measured({}, links=LINKS, objectives={"A": names})["unserved_objectives"]
    assert told(found) == (2, 1)
    assert found.note == "without a project: Nobody is hurt; Keep craftspeople"
    assert "no business objectives are given" in measured({}, links=LINKS)["unserved_objectives"].reason
