"""Feedback in figures: counted as told, withheld where few answered, compared with the survey before."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.improvement import load_forms
from pmokit.model.feedback import Feedback, FeedbackAnswer
from pmokit.strategy.improvement.feedback import (
    answers_frame,
    feedback_change,
    feedback_figures,
    merge_answers,
    readable_comments,
    surveys_of,
)

FORMS = load_forms()


def people(unit, values, *, question="ST-01", audience="stakeholders", survey="S1", comment="", start=0):
    return [
        FeedbackAnswer(
            survey=survey,
            respondent=f"{unit}{audience}{start + n}",
            audience=audience,
            unit=unit,
            question=question,
            answer=value,
            comment=comment,
        )
        for n, value in enumerate(values)
    ]


def figures(*groups, survey="S1"):
    found = feedback_figures(answers_frame(answer for group in groups for answer in group), FORMS, survey)
    return found.set_index(["audience", "unit", "question"])


def test_a_score_counts_nine_and_ten_less_zero_to_six():
    """10, 9, 8, 7, 6, 0, 9: three promoters, two passives, two detractors of seven are 100 / 7."""
    row = figures(people("A", (10, 9, 8, 7, 6, 0, 9))).loc[("stakeholders", "A", "ST-01")]
    assert (row["promoters"], row["passives"], row["detractors"], row["n"]) == (3, 2, 2, 7)
    assert row["value"] == pytest.approx(100 / 7)


def test_satisfied_are_four_and_five():
    """5, 4, 3, 1 and one without an answer: two of four."""
    row = figures(people("A", (5, 4, 3, 1, None), question="ST-02")).loc[("stakeholders", "A", "ST-02")]
    assert (row["satisfied"], row["n"], row["value"]) == (2, 4, 0.5)
    assert pd.isna(row["promoters"])


def test_a_small_group_takes_the_next_smallest_with_it():
    """2, 4 and 9 people: the two are withheld, and the four too, or both could be reckoned from the whole."""
    found = figures(people("A", (9,) * 2), people("B", (3,) * 4), people("C", (8,) * 9))
    shown = found.loc["stakeholders"].droplevel("question")["value"].notna()
    assert shown.to_dict() == {"": True, "A": False, "B": False, "C": True}
    assert "fewer than 3 people" in found.loc[("stakeholders", "B", "ST-01"), "reason"]
    assert found.loc[("stakeholders", "A", "ST-01"), ["value", "low", "high", "promoters", "detractors"]].isna().all()


def test_a_whole_of_two_people_is_withheld():
    found = figures(people("A", (9, 1)))
    assert found["value"].isna().all()
    assert found.loc[("stakeholders", "", "ST-01"), "reason"] == "withheld: fewer than 3 people"


@given(groups=st.lists(st.lists(st.integers(0, 10), min_size=1, max_size=6), min_size=1, max_size=5))
def test_no_withheld_group_can_be_reckoned(groups):
    """What is withheld is no one group alone, unless the whole is withheld too, and holds three people together."""
    found = figures(*(people(f"U{n}", values) for n, values in enumerate(groups)))
    whole = found.loc[("stakeholders", "", "ST-01")]
    cells = found.drop(index=("stakeholders", "", "ST-01"))
    assert (cells.loc[cells["value"].notna(), "n"] >= 3).all()
    hidden = cells[cells["value"].isna()]
    if len(hidden) and pd.notna(whole["value"]):
        assert len(hidden) > 1 or len(cells) == 1
        assert hidden["n"].sum() >= 3


def test_surveys_are_kept_apart_and_compared():
    """Eight people at 10, then eight at 0: a drop of 200 points beyond chance; the same twice is within it."""
    early, late = people("A", (10,) * 8), people("A", (0,) * 8, survey="S2")
    answers = answers_frame([*early, *late])
    one, other = (feedback_figures(answers, FORMS, survey) for survey in ("S1", "S2"))
    change = feedback_change(one, other).set_index("unit").loc["A"]
    assert (change["change"], change["verdict"]) == (-200, "drop")
    assert set(feedback_change(one, one)["verdict"]) == {"within chance"}
    assert set(feedback_change(other, one)["verdict"]) == {"rise"}


def test_withheld_figures_are_not_compared():
    answers = answers_frame([*people("A", (10,) * 8), *people("A", (0,) * 2, survey="S2")])
    one, other = (feedback_figures(answers, FORMS, survey) for survey in ("S1", "S2"))
    assert feedback_change(one, other).empty


def test_a_later_answer_of_a_person_counts():
    before = Feedback(answers=tuple(people("A", (3, 4))))
    after = merge_answers(before, people("A", (9,)))
    assert [answer.answer for answer in after.answers] == [9, 4]
    assert surveys_of(after) == ("S1",)


def test_a_comment_of_a_small_group_does_not_name_its_unit():
    """One person of A and five of B spoke: with A, the unit of B would be known by elimination, too."""
    said = [*people("A", (1,), comment="late"), *people("B", (5,) * 5, comment="well"), *people("C", (5,) * 9)]
    found = readable_comments(answers_frame(said), "S1")
    assert set(found["unit"]) == {""}
    assert len(found) == 6
    assert readable_comments(answers_frame(people("B", (5,) * 5, comment="well")), "S1")["unit"].tolist() == ["B"] * 5


def test_nobody_has_no_figures():
    assert feedback_figures(answers_frame([]), FORMS, "S1").empty
    assert readable_comments(answers_frame([]), "S1").empty
