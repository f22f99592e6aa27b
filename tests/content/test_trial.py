"""The trial of the questionnaire: independent readers, rating the same organisations, come to nearly the same levels."""

import csv

import pytest


@pytest.fixture(scope="module")
def trial(root):
    folder = root / "tests" / "cases" / "organisations"
    with (folder / "ratings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return folder, rows


def given(row):
    return [int(row[f"reader_{n}"]) for n in (1, 2, 3) if row[f"reader_{n}"] != "NA"]


def test_every_question_and_organisation_was_rated(trial, model):
    """Five organisations, every question in use, three readers whose ratings are their own."""
    folder, rows = trial
    organisations = {file.stem for file in folder.glob("*.md") if file.stem != "README"}
    assert len(organisations) == 5
    assert {(r["organisation"], r["question"]) for r in rows} == {
        (o, q.id) for o in organisations for q in model.questions
    }
    columns = [tuple(r[f"reader_{n}"] for r in rows) for n in (1, 2, 3)]
    assert len(set(columns)) == 3


def test_no_two_readers_differ_by_more_than_one_level(trial):
    """Where they do, the question has to be rewritten."""
    apart = [r for r in trial[1] if len(given(r)) > 1 and max(given(r)) - min(given(r)) > 1]
    assert apart == []


def test_most_ratings_are_equal(trial):
    """At least four of five cells that two or more readers rated are rated alike."""
    rated = [given(r) for r in trial[1] if len(given(r)) > 1]
    assert len(rated) >= 150
    assert sum(len(set(ratings)) == 1 for ratings in rated) >= 0.8 * len(rated)
