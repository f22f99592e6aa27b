"""What leaves an anonymous assessment: nothing of fewer than three people, nothing that gives it away."""

import pandas as pd
import pytest

from pmokit.assess.scoring import score
from pmokit.assess.withheld import withhold_scores
from tests.conftest import responses_frame


def people(unit, count, questions, value=3):
    return [(unit, f"{unit}{n}", q, 1 + (value + n) % 5) for n in range(count) for q in questions]


def scored(model, rows, rule=None, units=None):
    return withhold_scores(score(model, responses_frame(rows), rule=rule, units=units), model)


def is_withheld(frame):
    return frame["reason"].fillna("").str.startswith("withheld")


QUESTIONS = ["POR-01", "POR-02", "POR-03", "RES-01", "RES-02", "DEM-01"]


def test_a_small_unit_and_all_below_it(model):
    """A has two people: its score, domains and questions are withheld; units are never added up, so B and C are shown."""
    rows = [*people("A", 2, QUESTIONS), *people("B", 4, QUESTIONS), *people("C", 9, QUESTIONS)]
    found = scored(model, rows)
    assert list(found.overall.loc[is_withheld(found.overall), "unit"]) == ["A"]
    assert list(found.overall["raters"]) == [2, 4, 9]
    for frame in (found.domains, found.questions):
        hidden = frame[frame["unit"] == "A"]
        assert hidden[["score", "low", "high", "level", "coverage"]].isna().all(axis=None)
        assert hidden["reason"].str.startswith("withheld").all()
    mine = found.questions[found.questions["unit"] == "A"]
    assert mine[["median_low", "range", "consensus", "rwg"]].isna().all(axis=None)


@pytest.mark.parametrize(("number", "shown"), [(3, False), (5, False), (6, True)])
def test_the_range_tells_an_extreme_and_waits_for_twice_as_many_people(model, number, shown):
    """With three people the middle answer and the range give the lowest or the highest answer, which is one person's."""
    found = scored(model, people("A", number, ["POR-01", "POR-02"]))
    answered = found.questions[found.questions["n"] > 0]
    assert answered["score"].notna().all()
    assert answered["range"].notna().all() == shown


def test_a_question_that_one_person_answered(model):
    """It is withheld with the next smallest of its domain; other domains of the unit are shown."""
    rows = [*people("A", 5, ["POR-01", "POR-02", "RES-01", "RES-02"]), ("A", "A0", "POR-03", 5)]
    found = scored(model, rows)
    hidden = set(found.questions.loc[is_withheld(found.questions), "question"])
    assert "POR-03" in hidden
    assert len(hidden & {"POR-01", "POR-02"}) == 1
    assert not {"RES-01", "RES-02"} & hidden
    assert not is_withheld(found.overall).any()


def test_an_inherited_answer_tells_the_providers(model):
    """The unit that inherits has no raters of its own, but its figure is the one of two people elsewhere."""
    rows = [*people("A", 2, ["POR-01"]), *people("B", 6, ["POR-02", "POR-03"]), ("B", "B0", "POR-01", "INHERITED:A")]
    found = scored(model, rows)
    inherited = found.questions[(found.questions["unit"] == "B") & (found.questions["question"] == "POR-01")]
    assert inherited["score"].isna().all()


@pytest.mark.parametrize("rule", ["minimum"])
def test_a_whole_that_equals_one_of_its_parts(model, rule):
    """Under such a rule the whole would tell the part that is withheld."""
    rows = [
        *people("A", 5, ["POR-01", "POR-02"]),
        *people("A", 1, ["RES-01"]),
        *people("B", 6, ["POR-01"]),
        *people("C", 7, ["POR-01"]),
    ]
    found = scored(model, rows, rule=rule)
    assert is_withheld(found.overall)[found.overall["unit"] == "A"].all()


def test_nothing_is_withheld_of_enough_people(model):
    """Six or more everywhere: the frames are unchanged."""
    plain = score(model, responses_frame([*people("A", 6, QUESTIONS), *people("B", 7, QUESTIONS)]))
    found = withhold_scores(plain, model)
    for name in ("overall", "domains", "questions", "groups"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(plain, name))
