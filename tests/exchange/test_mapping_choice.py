"""Which layout a file has: recognised, or guessed, shown and confirmed."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.mapping_choice import UnknownLayoutError, choose_mapping, guess_layout, named_mapping
from pmokit.exchange.projects import read_projects
from tests.exchange.workbooks import save

GERMAN = """Projektübersicht;;;
Projektname;Abteilung;Starttermin;Gesamtbudget (T€);Sponsor
Brücke;Tiefbau;13.02.2026;1.200,5;A
Tunnel;Hochbau;01.03.2026;800;B
"""


@pytest.fixture
def german(tmp_path):
    file = tmp_path / "liste.csv"
    file.write_text(GERMAN, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "mapping"), [("bridge.xml", "msproject"), ("refit.xer", "primavera"), ("jira.csv", "jira")]
)
def test_known_layouts_need_no_name(root, name, mapping):
    """Plans by their kind, Jira by its headers."""
    assert choose_mapping(root / "tests" / "cases" / "projects" / name, None).id == mapping


def test_the_public_portfolio_is_recognised(shared):
    """By its own id column; its headers would follow the kit's layout too."""
    assert choose_mapping(shared / "data" / "gmpp_2024_25.csv", None).id == "gmpp"


def test_an_unknown_layout_is_shown_and_not_imported(german):
    """Field, column, two values, how sure, what is not used, and what to do."""
    with pytest.raises(UnknownLayoutError) as caught:
        choose_mapping(german, None)
    text = str(caught.value)
    assert "its columns follow no known mapping. A guess:" in text
    assert "unit           Abteilung          Tiefbau      Hochbau       100%" in text
    assert "amounts in units of 1,000; decimal sign: ," in text
    assert "Not used: Sponsor" in text
    assert (
        "Save this mapping with --save-map my.yaml, and use it with --map my.yaml, or accept it with --accept." in text
    )


def test_a_confirmed_guess_is_the_mapping(german):
    """What was shown is what is asked about; the file then reads as shown."""
    shown = []
    mapping = choose_mapping(german, None, lambda preview, _: bool(shown.append(preview)) or True)
    assert "Brücke" in shown[0]
    assert read_projects(german, mapping).frame["bac"].tolist() == [1_200_500, 800_000]


def test_an_incomplete_guess_is_never_taken(tmp_path):
    """Without a column for the unit there is nothing to confirm."""
    file = tmp_path / "a.csv"
    file.write_text("Projektname,Gesamtbudget\nBrücke,5\n", encoding="utf-8")
    with pytest.raises(
        UnknownLayoutError,
        match=r"(?s)no column looks like the business unit.*settle in it what is open and use it with --map my\.yaml\.$",
    ):
        choose_mapping(file, None, lambda _preview, _guess: True)


def test_a_workbook_is_guessed_from_its_best_sheet(tmp_path):
    """And a file that looks like no project list at all says so."""
    sheets = {
        "Notes": [["Status", "Titel"], ["x", "y"]],
        "Liste": [["Projektname", "Abteilung", "Ampel"], ["A", "X", "rot"]],
    }
    guess, _ = guess_layout(save(tmp_path / "a.xlsx", sheets))
    assert set(guess.mapping.columns) == {"name", "unit", "rating"}
    with pytest.raises(
        InputError, match=r"b\.xlsx::Foo!A1: no row looks like the header of a project list.*--save-map my\.yaml"
    ):
        choose_mapping(save(tmp_path / "b.xlsx", {"Foo": [["x", "y"], [1, 2]]}), None)


def test_headers_of_a_steering_committee(tmp_path):
    """Words that lists commonly have are understood; a list that has none of them gives its widest row as headers."""
    file = tmp_path / "a.csv"
    file.write_text("What we call it,Owner dept,Kick-off,Due,Spent so far,Traffic light,Boss\n", encoding="utf-8")
    guess, _ = guess_layout(file)
    assert set(guess.mapping.columns) == {"unit", "start_planned", "finish_planned", "ac", "rating"}
    file.write_text("Our endeavours\nThing,Folk,Euros\nA,B,5\n", encoding="utf-8")
    guess, table = guess_layout(file)
    assert (table.headers, guess.is_complete) == (("Thing", "Folk", "Euros"), False)


def test_a_saved_guess_goes_by_the_name_of_its_file(root, tmp_path):
    """A person looked at it; the mappings of the kit keep their id."""
    text = (root / "templates" / "mappings" / "pmokit.yaml").read_text(encoding="utf-8")
    (tmp_path / "my.yaml").write_text(text.replace("id: pmokit", "id: guessed", 1), encoding="utf-8")
    assert named_mapping(str(tmp_path / "my.yaml")).id == "my"
    assert named_mapping("jira").id == "jira"


def test_plans_need_no_guess(root):
    """Their layout is known."""
    with pytest.raises(InputError, match="its layout is known: --map msproject"):
        guess_layout(root / "tests" / "cases" / "projects" / "bridge.xml")


def test_a_guess_reads_files_in_the_windows_encoding(tmp_path):
    """Lists that Excel saved as CSV in Germany are not UTF-8."""
    file = tmp_path / "liste.csv"
    file.write_bytes(GERMAN.encode("cp1252"))
    mapping = choose_mapping(file, None, lambda _preview, _guess: True)
    assert read_projects(file, mapping).frame["name"].tolist() == ["Brücke", "Tunnel"]


def _own_list(tmp_path, *budgets):
    rows = "".join(f"P{n};Project {n};HQ;{budget}\n" for n, budget in enumerate(budgets))
    file = tmp_path / "list.csv"
    file.write_text(f"id;name;unit;budget\n{rows}", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("budgets", "expected"),
    [
        (("500.000", "€ 1.250.000,50"), (500_000, 1_250_000.5)),
        (("500.000", "1.250.000"), (500_000, 1_250_000)),
        (("500,000", "1,250,000.50"), (500_000, 1_250_000.5)),
        (("500.125", "39166.75"), (500.125, 39_166.75)),
        (("100,000", "40,000"), (100_000, 40_000)),
    ],
)
def test_our_own_layout_takes_the_decimal_sign_from_the_amounts(tmp_path, budgets, expected):
    """A German list under our headers: 500.000 is half a million where its neighbour shows that the comma is decimal."""
    file = _own_list(tmp_path, *budgets)
    assert tuple(read_projects(file, choose_mapping(file, None)).frame["bac"]) == expected


def test_amounts_that_could_be_a_thousand_times_as_much_are_not_taken(tmp_path):
    """500.000 alone proves nothing: the list is shown with what is open, and not read."""
    file = _own_list(tmp_path, "500.000", "750.000")
    with pytest.raises(UnknownLayoutError, match=r"'500\.000' is read with a decimal point: if the comma is"):
        choose_mapping(file, None)
    assert choose_mapping(file, "pmokit").decimal == "."
