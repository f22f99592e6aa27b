"""Responses files: what is read, and what is said when one is at fault."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.responses_csv import read_responses

HEAD = "unit,respondent,question,answer\n"


def write(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "responses.csv"
    file.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return file


def test_answers_are_read_by_option_id_value_and_status(tmp_path, model):
    """Option id or value, NA, DK, INHERITED:<unit>, empty; upper and lower case alike."""
    rows = ["l3", "3", "3.0", "L3", "NA", "dk", "INHERITED:B", ""]
    text = HEAD + "".join(f"A,r{n},POR-01,{answer}\n" for n, answer in enumerate(rows))
    frame = read_responses(write(tmp_path, text), model)
    assert list(frame["status"]) == ["answered"] * 4 + ["na", "dk", "inherited", "unanswered"]
    assert list(frame["value"][:4]) == [3.0] * 4
    assert frame["provider"].iloc[6] == "B"


@pytest.mark.parametrize("units", [None, ["A", "B"]])
def test_a_unit_is_known_in_any_case(tmp_path, model, units):
    """Codes are unique regardless of case, so the provider of an inherited answer is found as well."""
    text = HEAD + "A,r,POR-01,INHERITED:b\nB,r,POR-01,3\nA,r,POR-02,INHERITED:q\n"
    frame = read_responses(write(tmp_path, text), model, units)
    assert list(frame["provider"]) == ["B", "", "q"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_excels_dialects(tmp_path, model, separator, mark):
    """Semicolons, tabs and byte-order marks, as Excel writes them."""
    text = mark + HEAD.replace(",", separator) + separator.join(["A", "r", "POR-01", "4"]) + "\r\n"
    assert read_responses(write(tmp_path, text), model)["value"].tolist() == [4.0]


def test_a_path_may_be_text(tmp_path, model):
    """Analysts name files by text."""
    file = write(tmp_path, "unit,respondent,question,answer\nA,r,POR-01,3\n")
    assert read_responses(str(file), model).equals(read_responses(file, model))


def test_optional_columns(tmp_path, model):
    """role, comment and evidence are kept when they are there, with line breaks inside quotes."""
    text = 'unit,respondent,role,question,answer,comment,evidence\nA,r,executive,POR-01,2,"two\nlines, and a comma",minutes\n'
    row = read_responses(write(tmp_path, text), model).iloc[0]
    assert (row["role"], row["comment"], row["evidence"]) == ("executive", "two\nlines, and a comma", "minutes")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "A,r,POR-01,9\n", r"responses.csv:2: POR-01: unknown answer '9'. Expected: l1 or 1"),
        (HEAD + "A,r,POR-99,3\n", r"responses.csv:2: unknown question 'POR-99'"),
        (HEAD + "A,r,POR-01,3\nQ,r,POR-01,3\n", r"responses.csv:3: unknown business unit 'Q'"),
        (HEAD + "A,,POR-01,3\n", r"responses.csv:2: the respondent is empty"),
        (HEAD + "A,r,POR-01,INHERITED:\n", r"responses.csv:2: POR-01: 'INHERITED:' names no valid unit"),
        (
            "unit,respondent,question,anwser\nA,r,POR-01,3\n",
            r"responses.csv:1: the column 'answer' is missing. Is it 'anwser'\? Then rename that column",
        ),
        ("unit,unit,respondent,question,answer\n", r"responses.csv:1: the column 'unit' stands twice"),
        (HEAD + "A,r,POR-01,3,5,6\n", r"responses.csv:2: 6 cells. Expected: 4"),
        (HEAD + 'A,r,POR-01,"3\n', r"responses.csv:2: this is no valid CSV"),
        ("", r"responses.csv:1: the file is empty"),
        ((HEAD + "A,r\xe9,POR-01,3\n").encode("latin-1"), r"responses.csv:2: byte 0xE9 is not UTF-8 text"),
        ((HEAD + "A,r,POR-01,3\n").encode("utf-16"), r"responses.csv:1: the file is UTF-16 text"),
    ],
)
def test_faults_name_file_and_line(tmp_path, model, text, message):
    """Where, what is wrong, what was expected."""
    with pytest.raises(InputError, match=message):
        read_responses(write(tmp_path, text), model, ["A", "B"])


def test_all_faults_at_once(tmp_path, model):
    """Three faults in three lines are three lines of message; the next fault is not found only after mending."""
    text = HEAD + "A,r,POR-01,9\nQ,r,POR-01,3\nA,r,XXX-01,3\n"
    with pytest.raises(InputError) as caught:
        read_responses(write(tmp_path, text), model, ["A"])
    assert [str(f).split(": ")[0].rsplit(":", 1)[1] for f in caught.value.faults] == ["2", "3", "4"]


def test_missing_file(tmp_path, model):
    """A file that is not there is said to be so."""
    with pytest.raises(InputError, match="there is no such file"):
        read_responses(tmp_path / "nothing.csv", model)


def test_two_spellings_of_a_unit(tmp_path, model):
    """Unit codes are unique regardless of case; two spellings in one file are a fault."""
    with pytest.raises(InputError, match="unit 'a' is spelt 'A' further up"):
        read_responses(write(tmp_path, HEAD + "A,r,POR-01,3\na,r,POR-02,3\n"), model)


@pytest.mark.parametrize(
    "text",
    [
        "Unit,RESPONDENT,Question,Answer\nA,r,POR-01,3\n",
        "sep=;\nunit;respondent;question;answer\nA;r;POR-01;3,0\n",
        '"sep=\t"\r\nunit\trespondent\tquestion\tanswer\r\nA\tr\tPOR-01\t3\r\n',
    ],
)
def test_what_excel_makes_of_a_file_is_read(tmp_path, model, text):
    """Headers with capitals, the line that tells Excel the separator, a decimal comma."""
    assert read_responses(write(tmp_path, text), model)["value"].tolist() == [3]


def test_lines_are_counted_from_the_line_that_tells_the_separator(tmp_path, model):
    file = write(tmp_path, "sep=;\nunit;respondent;question;answer\nA;r;POR-01;3\nA;r;POR-02;9\n")
    with pytest.raises(InputError, match=r"responses\.csv:4: POR-02: unknown answer '9'"):
        read_responses(file, model)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("unit,respondent,question,answer\nA,r\0,POR-01,3\n", r"responses\.csv:2: the character NUL .* UTF-16.* UTF-8"),
        ("unit,respondent,question,answer\n,r,POR-01,3\n", r":2: the unit is empty\. Expected: a code .* merged cells"),
    ],
)
def test_a_nul_and_an_empty_unit_are_told(tmp_path, model, text, message):
    """The character comes of UTF-16 without its mark, or of what is no text; a unit is empty under merged cells."""
    with pytest.raises(InputError, match=message):
        read_responses(write(tmp_path, text), model)
