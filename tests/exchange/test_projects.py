"""Project lists by mapping, on the real public portfolio and on small broken ones."""

import datetime as dt
import shutil
import subprocess

import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import InputError
from pmokit.exchange.projects import read_projects
from tests.exchange.workbooks import save


@pytest.fixture(scope="module")
def gmpp(shared):
    return read_projects(shared / "data" / "gmpp_2024_25.csv", load_mapping("gmpp"))


def test_public_portfolio_is_read_whole(gmpp):
    """213 projects of 20 departments; the file carries its byte-order mark twice."""
    assert len(gmpp.frame) == 213
    assert len(gmpp.unit_names) == 20
    assert gmpp.frame["name"].notna().all()
    assert gmpp.frame["id"].is_unique


def test_withheld_figures_are_missing_with_their_reason(gmpp):
    """A sentence in a number column is a missing number whose reason is kept."""
    hidden = gmpp.withheld[gmpp.withheld["field"] == "whole_life_cost"]
    assert len(hidden) == 56
    assert (hidden["reason"] == "Section 43 - Commercial interests").sum() == 36
    assert gmpp.frame.loc[list(hidden["row"]), "whole_life_cost"].isna().all()


def test_first_rating_column_wins(gmpp):
    """Two rating columns: the authority's own comes first, the sponsor's fills the gaps."""
    by_name = gmpp.frame.set_index("name")["rating"]
    assert by_name["Manchester Digital Campus"] == "amber"
    assert by_name["Government Hubs and Whitehall Campus Programme"] == "amber"


def test_ranges_take_the_middle_and_dates_are_day_first(gmpp):
    """ "Low: 31/03/2025, Mid: 30/04/2025, High: 31/05/2025" is the 30th of April."""
    row = gmpp.frame.set_index("name").loc["WORKPLACE SERVICES TRANSFORMATION PROGRAMME"]
    assert row["finish_planned"] == dt.date(2025, 4, 30)
    assert row["start_planned"] == dt.date(2020, 7, 1)
    assert row["whole_life_cost"] == 1_059_000_000


def test_columns_without_a_field_are_told(gmpp):
    """Nothing is dropped silently."""
    assert "Project Description" in gmpp.unmapped


def own(tmp_path, text):
    file = tmp_path / "projects.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_own_layout(tmp_path):
    """The kit's own layout needs a name and a unit; ids are numbered where they are missing."""
    listed = read_projects(
        own(tmp_path, "name,unit,bac\nBridge,Roads North,1000\nTunnel,Roads North,\n"), load_mapping("pmokit")
    )
    assert list(listed.frame["id"]) == ["Roads-North-1", "Roads-North-2"]
    assert listed.unit_names == {"Roads-North": "Roads North"}
    assert listed.frame["bac"].tolist()[0] == 1000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,unit\n,A\n", "projects.csv:2: the project has no name"),
        ("name,departement\nX,A\n", "no column for the field 'unit'.*Did you mean|no column for the field 'unit'"),
        ("id,name,unit\n1,X,A\n1,Y,A\n", "projects.csv:3: project id '1' stands in line 2 already"),
        ("name,unit\n", "projects.csv:1: the file lists no project"),
    ],
)
def test_faults(tmp_path, text, message):
    """Each with file and line."""
    with pytest.raises(InputError, match=message):
        read_projects(own(tmp_path, text), load_mapping("pmokit"))


def test_earlier_layouts_of_the_public_portfolio(tmp_path):
    """Other headers, a title above the header, month names, five-step ratings, Windows encoding."""
    head = '"GMPP ID Number","Project Name","Department","IPA Delivery Confidence Assessment (A rating at a fixed point in time)",'
    head += '"Project - Start Date\n(Latest Approved Start Date)","Project - End Date (Latest Approved End Date)",'
    head += '"2020/2021 TOTAL Baseline £m (including Non-Government Costs)","2020/2021 TOTAL Forecast £m",'
    head += '"Departmental narrative on budget/forecast variance","TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)",'
    head += '"TOTAL Baseline Benefits (£m)"\n'
    row = 'X_1,Bridge – North,DfT,Amber/Red,01-Apr-15,31 March 2027,"£1,200.50",1300,why,"2,000",Exempt under Section 43\n'
    file = tmp_path / "old.csv"
    file.write_bytes(("Major projects\n" + head + row).encode("cp1252"))
    listed = read_projects(file, load_mapping("gmpp"))
    found = listed.frame.iloc[0]
    assert (found["name"], found["rating"]) == ("Bridge – North", "amber-red")
    assert (found["start_planned"], found["finish_planned"]) == (dt.date(2015, 4, 1), dt.date(2027, 3, 31))
    assert (found["period_budget"], found["period_forecast"]) == (1_200_500_000, 1_300_000_000)
    assert found["whole_life_cost"] == 2_000_000_000
    assert listed.withheld[["field", "reason"]].to_numpy().tolist() == [["benefits", "Exempt under Section 43"]]


def test_projects_side_by_side(tmp_path):
    """A file with one column per project is turned."""
    text = "Project Name,Bridge,Tunnel\nDepartment,DfT,DfT\nMPA RAG Rating,Green,Amber/Green\nStart Date,01/02/2012,\n"
    file = tmp_path / "turned.csv"
    file.write_text(text, encoding="utf-8")
    frame = read_projects(file, load_mapping("gmpp")).frame
    assert frame[["name", "rating"]].to_numpy().tolist() == [["Bridge", "green"], ["Tunnel", "amber-green"]]
    assert frame["start_planned"].tolist() == [dt.date(2012, 2, 1), None]


def test_one_unit_in_two_spellings_is_one_unit(tmp_path):
    """Upper and lower case and stray blanks do not make another business unit; the first spelling stays."""
    listed = read_projects(own(tmp_path, "name,unit\nA,Finance\nB, finance \n"), load_mapping("pmokit"))
    assert listed.unit_names == {"Finance": "Finance"}


# Excel


def book(tmp_path, rows, **more):
    return save(tmp_path / "projects.xlsx", {"Projects": rows}, **more)


def test_a_workbook_is_read_as_a_text_file_is(tmp_path):
    """Types come from the cells: a real date needs no order, a number no sign; a whole number is an id without a point."""
    rows = [
        ["Portfolio 2026"],
        [],
        ["id", "name", "unit", "planned start", "planned finish", "budget", "% complete", "status", "sponsor"],
        [101, "Bridge", "Roads", dt.date(2026, 3, 2), dt.datetime(2026, 11, 27, 17, 0), 1200.5, 0.45, "active", "A"],  # noqa: DTZ001
        [102, "Tunnel", "Roads", "2026-05-01", "31.12.2026", "€2,000", 12, "On hold", ""],
    ]
    listed = read_projects(book(tmp_path, rows, formats={"Projects": {"G4": "0%"}}), load_mapping("pmokit"))
    frame = listed.frame
    assert frame["id"].tolist() == ["101", "102"]
    assert frame["finish_planned"].tolist() == [dt.date(2026, 11, 27), dt.date(2026, 12, 31)]
    assert frame["bac"].tolist() == [1200.5, 2000]
    assert frame["percent_complete"].tolist() == [45, 12]
    assert frame["status"].tolist() == ["active", "on-hold"]
    assert listed.unmapped == ("sponsor",)


def test_faults_name_the_cell(tmp_path):
    """Sheet and cell, as the user sees them in Excel."""
    rows = [
        ["id", "name", "unit", "start", "end", "ac"],
        [1, "A", "X", dt.date(2026, 5, 1), dt.date(2026, 4, 1), -5],
        [1, None, "X"],
    ]
    with pytest.raises(InputError) as caught:
        read_projects(book(tmp_path, rows), load_mapping("pmokit"))
    text = str(caught.value)
    assert (
        "projects.xlsx::Projects!E2: project 'A': finish_planned 2026-04-01 lies before start_planned 2026-05-01."
        in text
    )
    assert "projects.xlsx::Projects!F2: project 'A': ac is -5.00. Expected: 0 or more." in text
    assert "projects.xlsx::Projects!B3: the project has no name." in text
    assert "projects.xlsx::Projects!A3: project id '1' stands in Projects!A2 already." in text


def test_errors_and_uncalculated_formulas_are_missing_with_their_reason(tmp_path):
    """The import goes on without the figure; where a name is lost, it does not."""
    rows = [["name", "unit", "ac", "bac"], ["A", "X", "=1+1", "#N/A"], ["B", "X", 3, True]]
    listed = read_projects(book(tmp_path, rows), load_mapping("pmokit"))
    assert sorted(listed.withheld["reason"]) == [
        "not understood: TRUE",
        "the cell shows #N/A",
        "the formula in Projects!C2 has no stored result",
    ]
    with pytest.raises(
        InputError, match=r"Projects!A2: the project has no name \(the formula in Projects!A2 has no stored"
    ):
        read_projects(book(tmp_path, [["name", "unit"], ["=B2", "X"]]), load_mapping("pmokit"))


def test_the_sheet_is_the_one_with_the_required_columns(tmp_path):
    """Other sheets do not matter; of two that would do, the user says which."""
    sheets = {
        "Read me": [["Made by the PMO"]],
        "2025": [["name", "unit"], ["Old", "X"]],
        "2026": [["name", "unit"], ["New", "X"]],
    }
    file = save(tmp_path / "a.xlsx", sheets)
    with pytest.raises(InputError, match=r"a\.xlsx: 2 sheets could hold the projects: 2025, 2026\..*sheet"):
        read_projects(file, load_mapping("pmokit"))
    named = load_mapping("pmokit").model_copy(update={"sheet": "*26"})
    assert read_projects(file, named).frame["name"].tolist() == ["New"]
    with pytest.raises(InputError, match=r"there is no visible sheet '2027'.*Did you mean"):
        read_projects(file, named.model_copy(update={"sheet": "2027"}))


def test_projects_side_by_side_on_a_sheet(tmp_path):
    """The cell of a fault is that of the turned table."""
    rows = [["name", "Bridge", "Tunnel"], ["unit", "Roads", None], ["ac", 5, 6]]
    with pytest.raises(InputError, match=r"Projects!C2: the project has no unit"):
        read_projects(book(tmp_path, rows), load_mapping("pmokit"))
    rows[1][2] = "Roads"
    assert read_projects(book(tmp_path, rows), load_mapping("pmokit")).frame["ac"].tolist() == [5, 6]


def test_the_side_that_gives_more_fields_is_the_header(tmp_path):
    """With a default unit a name alone is enough, so the first row of a turned list would do; its first column is better."""
    file = book(tmp_path, [["name", "Bridge", "Tunnel"], ["ac", 5, 6]])
    mapping = load_mapping("pmokit").model_copy(update={"default_unit": "Roads"})
    assert read_projects(file, mapping).frame[["name", "ac"]].to_numpy().tolist() == [["Bridge", 5], ["Tunnel", 6]]


def test_a_workbook_saved_again_by_libreoffice_reads_the_same(tmp_path):
    """Types, percent and dates survive another program; its formulas have results."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    rows = [["name", "unit", "start", "ac", "% complete"], ["A", "X", dt.date(2026, 3, 2), "=1+1", 0.5]]
    file = book(tmp_path, rows, formats={"Projects": {"E2": "0%"}})
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", tmp_path / "out", file],
        check=True,
        timeout=120,
        capture_output=True,
    )
    project = read_projects(tmp_path / "out" / file.name, load_mapping("pmokit")).frame.iloc[0]
    assert project[["start_planned", "ac", "percent_complete"]].tolist() == [dt.date(2026, 3, 2), 2, 50]


# Jira


def test_jira_issues_are_projects_with_their_history(root):
    """Repeated columns are one; a resolution tells cancelled from finished; dates as Jira writes them; an unknown word is kept as reason."""
    listed = read_projects(root / "tests" / "cases" / "projects" / "jira.csv", load_mapping("jira"))
    frame = listed.frame.set_index("id")
    assert frame["status"].to_dict() == {"DIG-12": "active", "DIG-3": "finished", "DIG-15": "cancelled", "COM-4": None}
    assert listed.withheld[["row", "reason"]].to_numpy().tolist() == [[3, "not understood: Waiting for vendor"]]
    assert frame.loc["DIG-12", "created"] == dt.date(2026, 1, 12)
    assert frame.loc["DIG-3", "finish_actual"] == dt.date(2026, 6, 30)
    assert listed.unmapped.count("Sprint") == 1
    events = [tuple(event[1:]) for event in listed.events.itertuples(index=False) if event.project == "DIG-12"]
    assert events == [("DIG-12", dt.date(2026, 1, 12), "proposed"), ("DIG-12", dt.date(2026, 2, 5), "active")]


# Odds and ends


def test_numbered_ids_keep_clear_of_given_ones(tmp_path):
    """An id that the list has is never given a second time."""
    listed = read_projects(own(tmp_path, "id,name,unit\n,A,X\nx-1,B,X\n,C,X\n"), load_mapping("pmokit"))
    assert listed.frame["id"].tolist() == ["X-2", "x-1", "X-3"]


def test_a_title_without_delimiters_does_not_hide_them(tmp_path):
    """A title line above a file with semicolons."""
    assert len(read_projects(own(tmp_path, "Portfolio\nname;unit\nA;X\n"), load_mapping("pmokit")).frame) == 1
