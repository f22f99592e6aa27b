"""The smaller content files: lexicon, column mapping, theme."""

import pytest
from pydantic import ValidationError

from pmokit.content.library import load_mapping, load_theme
from pmokit.model.content import Lexicon, Mapping, Term, Theme, find_lexicon_faults, find_mapping_faults

TEXT = {"en": "Some text"}


def test_a_term_stands_once_in_the_lexicon():
    term = Term(id="gate", term=TEXT, meaning=TEXT)
    faults = list(find_lexicon_faults(Lexicon(version="0.1.0", terms=(term, term))))
    assert [(fault.path, fault.what) for fault in faults] == [(("terms", 1, "id"), "term id 'gate' is used twice")]


def test_a_mapping_names_fields_that_projects_have():
    ours = load_mapping("pmokit")
    assert list(find_mapping_faults(ours)) == []
    odd = ours.model_copy(update={"columns": {**ours.columns, "budgit": ours.columns["bac"]}})
    assert [(fault.path, fault.what) for fault in find_mapping_faults(odd)] == [
        (("columns", "budgit"), "unknown field 'budgit'")
    ]


@pytest.mark.parametrize(
    ("field", "value"), [("currency", "euro"), ("money_unit", 0), ("dates", "whenever"), ("status_date", "31.3.2025")]
)
def test_a_mapping_refuses_what_cannot_be(field, value):
    with pytest.raises(ValidationError, match=field):
        Mapping.model_validate({**load_mapping("pmokit").model_dump(), field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [("brand", "blue"), ("brand", "#FFF"), ("levels", ["#FFFFFF"] * 4), ("ratings", {}), ("font", "")],
)
def test_a_theme_has_full_colours_for_five_levels_and_every_rating(field, value):
    with pytest.raises(ValidationError, match=field):
        Theme.model_validate({**load_theme().model_dump(), field: value})


def theme(logo):
    return Theme.model_validate({**load_theme().model_dump(), "logo": logo})


def test_a_logo_is_a_picture_inside_the_file():
    assert theme("data:image/png;base64,iVBORw0KGgo=").logo.startswith("data:image/png")


@pytest.mark.parametrize(
    "logo",
    ["https://example.com/logo.png", "logo.png", 'data:image/png;base64,"><script>', "data:text/html;base64,AAAA"],
)
def test_anything_else_is_refused(logo):
    """A page asks nobody outside for anything, and shows no markup that a theme brings along."""
    with pytest.raises(ValidationError, match="logo"):
        theme(logo)
