"""The house rules for our own organisation profile, and that its numbers can tell the types of PMO apart."""

import itertools
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml

from pmokit.content.library import load_model, load_profile
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.model.profile_checks import find_answer_faults

PROFILE = load_profile()
CASES = Path(__file__).resolve().parents[1] / "cases" / "profiles"
STUDY = re.compile(r"[^;]{8,}\((19|20)\d\d\)")

criteria = pytest.mark.parametrize("criterion", PROFILE.criteria, ids=lambda criterion: criterion.id)


def cells(criterion):
    return [*criterion.types.items(), *(criterion.control or {}).items()]


def rank_order_weights(importances):
    """Return rank-order centroid weights; criteria of one group share the weights of their places."""
    n = len(importances)
    order = np.argsort(importances, kind="stable")
    centroid = np.array([sum(1 / k for k in range(place, n + 1)) / n for place in range(1, n + 1)])
    places = np.empty(n)
    places[order] = centroid
    groups = np.asarray(importances)
    return np.array([places[groups == group].mean() for group in groups])


def tables(key, names):
    """Return weights and, per criterion, the values as an array of options by names, 0 to 1."""
    asked = [c for c in PROFILE.criteria if getattr(c, key) is not None]
    values = [
        np.array([[getattr(c, key)[name].values[option] / 100 for name in names] for option in c.option_ids])
        for c in asked
    ]
    return rank_order_weights([c.importance for c in asked]), values


def answers(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def scores(name):
    weights, values = tables("types", PMO_TYPES)
    given = answers(name)
    rows = [v[c.option_ids.index(given[c.id])] for c, v in zip(PROFILE.criteria, values, strict=True)]
    return weights @ np.array(rows)


def random_scores(key, names, draws=20_000):
    weights, values = tables(key, names)
    rng = np.random.default_rng(6)
    drawn = [rng.integers(len(v), size=draws) for v in values]
    return weights, values, drawn, sum(w * v[a] for w, v, a in zip(weights, values, drawn, strict=True))


# The house rules


def test_there_are_twelve_to_sixteen_criteria():
    """More would not be answered in one sitting."""
    assert 12 <= len(PROFILE.criteria) <= 16


def test_two_or_three_criteria_are_told_by_the_assessment():
    """Their options follow the levels of the model, which has five."""
    told = [c for c in PROFILE.criteria if c.from_domain]
    assert 2 <= len(told) <= 3
    assert {c.from_domain for c in told} <= {domain.id for domain in load_model(PROFILE.model).domains}


@criteria
def test_a_criterion_asks_one_short_question(criterion):
    """At most 20 words and one question mark, at the end."""
    text = criterion.text["en"]
    assert len(text.split()) <= 20
    assert text.count("?") == 1
    assert text.endswith("?")


@criteria
def test_options_and_reasons_are_all_different(criterion):
    """A copied reason explains nothing."""
    assert len({option.label["en"] for option in criterion.options}) == len(criterion.options)
    reasons = [cell.reason["en"] for c in PROFILE.criteria for _, cell in cells(c)]
    assert [text for text, times in Counter(reasons).items() if times > 1] == []


@criteria
def test_each_cell_says_where_it_comes_from(criterion):
    """Research names author and year of each study; anything else says practice or expert judgement."""
    for name, cell in cells(criterion):
        if cell.grade == "research":
            assert all(STUDY.fullmatch(one.strip()) for one in cell.source.split(";")), name
        else:
            assert cell.source == {"practice": "practice", "judgement": "expert judgement"}[cell.grade], name


def test_most_cells_admit_that_no_study_stands_behind_them():
    """No published table leads from traits to a type: a profile full of research would be a lie."""
    grades = Counter(cell.grade for c in PROFILE.criteria for _, cell in cells(c))
    assert grades["research"] < 0.15 * sum(grades.values())


@criteria
def test_values_are_no_more_precise_than_a_guess(criterion):
    """Steps of five; neighbours differ by 75 at most, so that one doubtful answer is no cliff."""
    for name, cell in cells(criterion):
        values = [cell.values[option] for option in criterion.option_ids]
        assert all(value % 5 == 0 for value in values), name
        assert max(abs(a - b) for a, b in itertools.pairwise(values)) <= 75, name


# What the numbers can tell apart


@pytest.mark.parametrize("name", [*PMO_TYPES, "middle"])
def test_a_test_profile_answers_every_criterion(name):
    """Each with an option that there is."""
    assert list(answers(name)) == list(PROFILE.by_id)
    assert list(find_answer_faults(PROFILE, answers(name))) == []


@pytest.mark.parametrize("name", PMO_TYPES)
def test_a_clear_cut_profile_gives_its_type_a_clear_lead(name):
    """More than 0.15 before the next one."""
    found = scores(name)
    lead = found[PMO_TYPES.index(name)] - np.delete(found, PMO_TYPES.index(name)).max()
    assert lead > 0.15


def test_a_profile_in_the_middle_has_a_small_margin():
    """Below 0.05, which calls for a hybrid."""
    second, first = np.sort(scores("middle"))[-2:]
    assert first - second < 0.05


@pytest.mark.parametrize(("key", "names"), [("types", PMO_TYPES), ("control", CONTROL_LEVELS)])
def test_random_profiles_lead_to_every_type_and_to_none_alone(key, names):
    """No type wins more than six in ten, and none less than one in ten."""
    *_, found = random_scores(key, names)
    shares = np.bincount(found.argmax(axis=1), minlength=len(names)) / len(found)
    assert shares.max() < 0.6
    assert shares.min() > 0.1


@pytest.mark.parametrize(("key", "names"), [("types", PMO_TYPES), ("control", CONTROL_LEVELS)])
def test_every_criterion_can_change_the_outcome(key, names):
    """For each there are profiles in which another answer to it alone leads to another type."""
    weights, values, drawn, found = random_scores(key, names)
    winner = found.argmax(axis=1)
    for weight, value, answer in zip(weights, values, drawn, strict=True):
        others = [(found + weight * (row - value[answer])).argmax(axis=1) for row in value]
        assert any((other != winner).any() for other in others)
