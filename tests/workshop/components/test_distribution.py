"""The answers to one question as bars."""

import pandas as pd
import pytest

from pmokit.assess.delphi import distribution
from pmokit.workshop.components.distribution import DistributionChart, distribution_markup, figures_sentence

QUESTION = "POR-01"


@pytest.fixture
def asked(model):
    return model.question_by_id[QUESTION], model.answer_set(QUESTION)


def said(*levels, anonymous=False):
    kinds = {"DK": "dk", "NA": "na"}
    rows = [(kinds.get(one, "answered"), None if one in kinds else float(one)) for one in levels]
    return distribution(pd.DataFrame(rows, columns=["status", "value"]), (1, 2, 3, 4, 5), anonymous=anonymous)


def test_each_scene_stands_with_its_count(asked):
    markup = distribution_markup(*asked, said(1, 4, 4))
    assert markup.count("<li") == 5
    assert asked[0].anchors["l4"]["en"][:30] in markup
    assert "<strong>2</strong>" in markup


def test_middle_range_and_spread_are_told_in_words(asked):
    words = figures_sentence(asked[1], said(1, 2, 4, 4, "DK", "NA", "NA")).replace("\N{NO-BREAK SPACE}", " ")
    assert "<strong>4 people</strong> chose a scene" in words
    assert "the middle answer is <strong>between 2 and 4</strong>" in words
    assert "all lie from 1 to 4, the middle half from 1.75 to 4." in words
    assert words.endswith("1 person cannot judge. For 2 people it does not apply.")


def test_when_nobody_chose_a_scene_there_is_no_middle(asked):
    words = figures_sentence(asked[1], said("DK"))
    assert "middle" not in words
    assert words.startswith("<strong>nobody</strong> chose a scene.")


def test_what_is_withheld_says_why_and_shows_no_bar(asked):
    markup = distribution_markup(*asked, said(1, 5, anonymous=True))
    assert "Their answers stay hidden: fewer than 3 people have answered." in markup
    assert "pk-bar" not in markup


def test_the_round_before_stands_beside(asked):
    markup = distribution_markup(*asked, said(3, 3, 3), said(1, 3, 5))
    assert markup.count("before: 1") == 3
    assert "pk-was" not in distribution_markup(*asked, said(3, 3, 3), said(1, 3, anonymous=True))


def test_a_chart_is_empty_until_it_is_shown_something(asked):
    chart = DistributionChart()
    assert chart.value == ""
    chart.show(*asked, said(2))
    assert "pk-bars" in chart.value


def test_texts_of_the_questionnaire_are_shown_as_text(asked):
    question = asked[0].model_copy(update={"anchors": {"l1": {"en": "<script>alert(1)</script>"}}})
    assert "<script>" not in distribution_markup(question, asked[1], said(1))
