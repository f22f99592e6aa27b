"""Project lists by mapping, on the real public portfolio and on small broken ones."""

import datetime as dt

import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import InputError
from pmokit.exchange.projects import read_projects


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
