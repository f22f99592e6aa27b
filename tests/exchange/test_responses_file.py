"""Responses out and in again."""

import csv

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.library import load_theme
from pmokit.errors import InputError
from pmokit.exchange.responses_csv import read_responses
from pmokit.exchange.responses_file import COLUMNS, answer_token, responses_table, write_responses
from tests.exchange.forms import libreoffice

TRICKY = ["=1+1", "+49 30", "-", "@home", "\ttab", "\rreturn", "'quoted'", "''", "'=x", "two\nlines", 'a "b", c', " x "]
WRITABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def frame(comments):
    return pd.DataFrame(
        {
            "unit": "HQ",
            "respondent": [f"r{n}" for n in range(len(comments))],
            "role": "executive",
            "question": "POR-01",
            "status": "answered",
            "option": "l3",
            "value": 3.0,
            "provider": "",
            "comment": comments,
            "evidence": "minutes",
        }
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_texts_that_look_like_formulas(tmp_path, model, kind):
    """Write then read gives the same comments, by CSV and by workbook."""
    file = tmp_path / f"r.{kind}"
    write_responses(responses_table(frame(TRICKY), anonymous=False), file, load_theme())
    assert list(read_responses(file, model)["comment"]) == TRICKY


@given(st.lists(WRITABLE, min_size=1, max_size=8), st.sampled_from(["csv", "xlsx"]))
def test_every_text_comes_back(tmp_path_factory, model, comments, kind):
    """Whatever a comment holds, write then read gives the same frame."""
    file = tmp_path_factory.mktemp("r") / f"r.{kind}"
    written = frame(comments)
    write_responses(responses_table(written, anonymous=False), file, load_theme())
    pd.testing.assert_frame_equal(read_responses(file, model), written, check_dtype=False)


def test_a_nul_in_a_comment_can_be_read_back(tmp_path, model):
    """Reading refuses it, so that what is written must not have it."""
    write_responses(responses_table(frame(["a\0b"]), anonymous=False), tmp_path / "r.csv", load_theme())
    assert list(read_responses(tmp_path / "r.csv", model)["comment"]) == ["a\ufffdb"]


def test_csv_cells_are_guarded_and_workbook_cells_are_unchanged_strings(tmp_path):
    """An apostrophe in CSV; in a workbook the text itself, as a string and never as a formula."""
    table = responses_table(frame(["=1+1", "@x"]), anonymous=False)
    write_responses(table, tmp_path / "r.csv", load_theme())
    write_responses(table, tmp_path / "r.xlsx", load_theme())
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["comment"] for row in csv.DictReader(stream)] == ["'=1+1", "'@x"]
    cells = openpyxl.load_workbook(tmp_path / "r.xlsx").active["F"][1:]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s"), ("@x", "s")]


def test_libreoffice_sees_the_same_texts(tmp_path):
    """Opened by LibreOffice the workbook shows the texts, computes nothing, and saves them as they are."""
    texts = ["=1+1", "+2", "-3", "@home", "'quoted'", "3", "two\nlines", "ä€"]
    file = tmp_path / "r.xlsx"
    write_responses(responses_table(frame(texts), anonymous=False), file, load_theme())
    seen = libreoffice(file, "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path / "lo")
    with seen.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == list(COLUMNS)
    assert [row[5] for row in rows[1:]] == texts


def test_only_the_latest_response_leaves(tmp_path):
    """History stays in the engagement; every status has its token."""
    twice = pd.concat([frame(["first"]), frame(["second"])])
    assert list(responses_table(twice, anonymous=False)["comment"]) == ["second"]
    tokens = [
        answer_token("answered", "l3", 3.0, ""),
        answer_token("answered", None, 3.0, None),
        answer_token("na", None, np.nan, None),
        answer_token("dk", "", np.nan, ""),
        answer_token("inherited", "", np.nan, "HQ"),
        answer_token("unanswered", "", np.nan, ""),
    ]
    assert tokens == ["l3", "3", "NA", "DK", "INHERITED:HQ", ""]


def test_anonymous_responses_do_not_leave():
    """A row tells what one person said; the sentence names what to do instead."""
    with pytest.raises(InputError, match=r"the assessment is anonymous.*Use --form results"):
        responses_table(frame(["x"]), anonymous=True)
