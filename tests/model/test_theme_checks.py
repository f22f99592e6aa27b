"""A theme that some cannot read is a fault of the theme."""

import pytest

from pmokit.content.library import load_theme, theme_ids
from pmokit.model.theme_checks import find_theme_faults


def faults(**changes):
    return [fault.what for fault in find_theme_faults(load_theme("default").model_copy(update=changes))]


@pytest.mark.parametrize("name", theme_ids())
def test_the_kits_themes_can_be_read_by_everybody(name):
    assert not list(find_theme_faults(load_theme(name)))


def test_pale_text_is_named_with_its_contrast():
    assert faults(muted="#9AA7B2") == ["muted #9AA7B2 on white has a contrast of 2.5"]


def test_pale_marks_need_less_than_text():
    ratings = {**load_theme("default").ratings, "amber": "#F0C040"}
    assert faults(ratings=ratings) == ["rating amber #F0C040 on white has a contrast of 1.7"]


def test_ratings_that_only_full_colour_vision_tells_apart():
    ratings = {**load_theme("default").ratings, "green": "#6E7A20", "red": "#C05030", "amber": "#1B4F9C"}
    (what,) = faults(ratings=ratings)
    assert what.startswith("green and red (#6E7A20, #C05030) look alike with ")


def test_steps_of_levels_that_are_too_much_alike():
    levels = ("#DCEBF0", "#D6E6EC", "#6BAAB9", "#2F8094", "#0B4F6C")
    (what,) = faults(levels=levels)
    assert what.startswith("steps 1 and 2 (#DCEBF0, #D6E6EC) look alike")


def test_what_is_no_colour_is_left_to_the_schema():
    assert faults(brand="green", levels=("", "x", "#6BAAB9", "#2F8094", "#0B4F6C")) == []


def test_another_language_names_its_months():
    assert faults(language="de") == [
        "the language is de, and months are English",
        "the language is de, and short_months are English",
    ]
