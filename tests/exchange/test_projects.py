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
