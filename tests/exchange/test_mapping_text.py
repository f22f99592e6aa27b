"""A guessed mapping as a file: valid at once, or with what a person has to fill in."""

import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import InputError
from pmokit.exchange.mapping_choice import guess_layout
from pmokit.exchange.mapping_text import mapping_text
from pmokit.exchange.projects import read_projects


@pytest.fixture
def saved(tmp_path):
    def of(text):
        source, file = tmp_path / "list.csv", tmp_path / "my.yaml"
        source.write_text(text, encoding="utf-8")
        guess, table = guess_layout(source)
        file.write_text(mapping_text(guess, table), encoding="utf-8")
        return source, file, guess

    return of


def test_a_complete_guess_is_a_valid_mapping(saved):
    """It is read like any other mapping file; what is open and not used stands in it as a comment."""
    _, file, guess = saved("Projektname;Abteilung;Gesamtbudget;Sponsor\nA;B;5;C\n")
    assert load_mapping(str(file)) == guess.mapping
    text = file.read_text(encoding="utf-8")
    assert "# Not used: Sponsor" in text
    assert "# To settle: no header states thousands" in text


def test_an_incomplete_one_is_a_template(saved):
    """All headers and fields are named; a required field that is not filled in is asked for, a filled-in one is read."""
    source, file, _ = saved("What we call it;Owner dept;Money (kEUR)\nA;Civil;5\n")
    text = file.read_text(encoding="utf-8")
    for line in (
        "#   What we call it",
        "#   Owner dept",
        "#   Money (kEUR)",
        "# Fields that are required: name, unit.",
    ):
        assert line in text.splitlines()
    with pytest.raises(InputError, match=r"no column for the field 'name'\. Expected: one of 'a header of the list'"):
        read_projects(source, load_mapping(str(file)))
    file.write_text(text.replace("- a header of the list", "- What we call it"), encoding="utf-8")
    read = read_projects(source, load_mapping(str(file)))
    assert read.frame[["name", "unit"]].to_numpy().tolist() == [["A", "Civil"]]
