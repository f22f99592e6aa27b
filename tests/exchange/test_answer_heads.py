"""A misspelt header of answers is told as such, not as a project list without its columns."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.answer_heads import KINDS, check_answer_head
from pmokit.exchange.start import import_files
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from tests.exchange.workbooks import save


def told(head):
    with pytest.raises(InputError, match=r"r\.csv:1: this looks like") as raised:
        check_answer_head("r.csv:1", head.split(","))
    return [str(fault).removeprefix("r.csv:1: ") for fault in raised.value.faults]


def test_misspelt_responses():
    """Each missing column is named with the one that may be meant."""
    assert told("unit,respondant,questoin,answer") == [
        "this looks like responses, but the column 'respondent' is missing. Is it 'respondant'? Then rename that column.",
        "this looks like responses, but the column 'question' is missing. Is it 'questoin'? Then rename that column.",
    ]


def test_responses_without_a_column():
    """What nothing looks like is told with all columns, and the way out for a project list."""
    assert told("unit,respondent,answer") == [
        "this looks like responses, but the column 'question' is missing. Expected: the columns unit, respondent, "
        "question, answer. If it is a project list, name its mapping with --map."
    ]


def test_responses_or_agreed_answers():
    """Without respondent and reason it could be either."""
    assert told("unit,question,answer") == [
        "this looks like answers, but columns are missing: with 'respondent' it would be responses; with 'reason' it would "
        "be agreed answers. If it is a project list, name its mapping with --map."
    ]


@pytest.mark.parametrize("word", ["agreed", "agreed_answer", "Consensus", "anwser"])
def test_other_words_for_the_agreed_answer(word):
    """As people call it."""
    assert told(f"unit,question,{word},reason") == [
        f"this looks like agreed answers, but the column 'answer' is missing. Is it '{word}'? Then rename that column."
    ]


@pytest.mark.parametrize(
    ("head", "kind", "column", "header"),
    [
        ("unit,question,ratings,note", "evidence ratings", "rating", "ratings"),
        ("unit,domian,target", "targets", "domain", "domian"),
        ("unit,domain,target level", "targets", "target", "target level"),
    ],
)
def test_ratings_and_targets(head, kind, column, header):
    """The same for the other two."""
    assert told(head) == [
        f"this looks like {kind}, but the column '{column}' is missing. Is it '{header}'? Then rename that column."
    ]


@pytest.mark.parametrize(
    "head",
    [
        *(",".join(columns) for columns in KINDS.values()),
        "Unit,Respondent,Question,Answer",
        "id,name,unit,rating,target",
        "Projektname,Abteilung,Ampel",
        "What we call it,Owner dept,Unit,Target date",
        "",
    ],
)
def test_complete_headers_and_project_lists(head):
    """Nothing to say."""
    check_answer_head("r.csv:1", head.split(","))


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_an_import_says_so_before_it_looks_for_projects(tmp_path, name):
    """In a text file and on a sheet, with the place of the header."""
    rows = [["unit", "respondant", "questoin", "answer"], ["A", "Jane", "POR-01", "3"]]
    if name.endswith(".csv"):
        (tmp_path / name).write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        save(tmp_path / name, {"Sheet": rows})
    place = "r.csv:1" if name.endswith(".csv") else "r.xlsx::Sheet!A1"
    units = [Unit(code="A", name="A")]
    with (
        create_engagement(tmp_path / "a.pmokit", Settings(client="A"), units) as engagement,
        pytest.raises(InputError, match=f"{place}: this looks like responses, but the column 'respondent' is missing"),
    ):
        import_files(engagement, [tmp_path / name])
