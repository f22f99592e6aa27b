"""Guessing a mapping: headers in English and German, and what only the cells can prove."""

import pytest

from pmokit.content.library import load_mapping, mapping_ids
from pmokit.exchange.mapping_guess import guess_mapping, header_fit

KNOWN = [load_mapping(name) for name in mapping_ids()]


def guess(**columns):
    headers = [name.replace("_", " ") for name in columns]
    return guess_mapping(headers, list(columns.values()), KNOWN, "x.csv")


def fields(found):
    return {name: column.headers[0] for name, column in found.mapping.columns.items()}


def test_german_headers():
    """The usual words of a German project list."""
    found = guess(
        Projektname=["Brücke"], Abteilung=["Tiefbau"], Starttermin=["13.02.2026"], Ampel=["gelb"], Sponsor=["A"]
    )
    assert fields(found) == {
        "name": "Projektname",
        "unit": "Abteilung",
        "start_planned": "Starttermin",
        "rating": "Ampel",
    }
    assert found.mapping.ratings == {"gelb": "amber"}
    assert found.unused == ("Sponsor",)
    assert found.is_complete


def test_a_column_of_another_type_is_not_taken():
    """A column named Budget that holds names is no amount, one named Start that holds numbers no date."""
    found = guess(project=["A"], department=["X"], budget=["approved", "pending"], start=["17", "18"])
    assert set(fields(found)) == {"name", "unit"}


def test_each_column_serves_the_field_that_it_fits_best():
    """The actual start is not taken for the planned one."""
    found = guess(Project=["A"], Unit=["X"], Start_date=["2026-01-01"], Actual_start=["2026-01-02"])
    assert fields(found)["start_planned"] == "Start date"
    assert fields(found)["start_actual"] == "Actual start"


@pytest.mark.parametrize(
    ("dates", "order", "is_open"),
    [
        (["03/04/2026", "25/04/2026"], "day-first", False),
        (["03/04/2026", "04/25/2026"], "month-first", False),
        (["03/04/2026", "05/06/2026"], "iso", True),
        (["25/04/2026", "04/25/2026"], "iso", True),
        (["25.04.2026"], "iso", False),
        (["2026-04-25"], "iso", False),
    ],
)
def test_the_order_of_dates_needs_a_proof(dates, order, is_open):
    """A number over 12 proves it; otherwise it stays open, and such dates stay missing."""
    found = guess(project=["A"], unit=["X"], start=dates)
    assert found.mapping.dates == order
    assert any("'dates'" in point or "day first" in point for point in found.open_points) == is_open


@pytest.mark.parametrize(
    ("header", "unit"), [("Budget_(T€)", 1e3), ("Budget_£m", 1e6), ("Budget_in_Mio", 1e6), ("Budget_kEUR", 1e3)]
)
def test_the_unit_of_amounts_comes_from_the_header(header, unit):
    """Thousands and millions as headers state them; the sign of a currency too."""
    found = guess(project=["A"], unit=["X"], **{header: [12.0]})
    assert found.mapping.money_unit == unit
    assert fields(found)["bac"] == header.replace("_", " ")


def test_amounts_whose_unit_is_not_stated_are_pointed_out():
    """They are taken as they stand, and the guess says so; a column in another unit than the rest is left out."""
    found = guess(project=["A"], unit=["X"], budget=[12.0])
    assert any("money_unit: 1" in point for point in found.open_points)
    found = guess(
        project=["A"], unit=["X"], **{"budget_(k€)": [12.0], "actual_cost_(k€)": [3.0], "benefits_(€m)": [3.0]}
    )
    assert "benefits" not in fields(found)
    told = "'benefits (€m)' counts in millions, the other amounts in thousands, so it is left out: convert it in the list, or"
    assert any(
        point.startswith(told) and "--save-map" in point and "money_unit" in point for point in found.open_points
    )


@pytest.mark.parametrize(
    ("amounts", "decimal", "is_open"),
    [
        (["1.234,5"], ",", False),
        (["12,5"], ",", False),
        (["1,234.5"], ".", False),
        (["1.234"], ".", True),
        (["1.234", "1.234.567"], ",", False),
        (["1,234", "1,234,567"], ".", False),
        (["1.5", "1,5"], ".", True),
    ],
)
def test_the_decimal_sign_needs_a_proof(amounts, decimal, is_open):
    """1.234 alone could be two numbers; two groups in one amount tell which sign groups."""
    found = guess(project=["A"], unit=["X"], **{"budget_(k€)": amounts})
    assert found.mapping.decimal == decimal
    assert any("decimal" in point for point in found.open_points) == is_open


def test_words_and_units_that_stay_open():
    """An unknown status word is told; so is a list without units."""
    found = guess(project=["A", "B"], status=["läuft", "Zombie"])
    assert found.mapping.statuses == {"läuft": "active"}
    assert "status words without a meaning: 'zombie'" in found.open_points
    assert any("business unit" in point for point in found.open_points)
    assert not found.is_complete


def test_shares_of_one_are_percent():
    """Excel keeps 45 % as 0.45."""
    assert guess(project=["A"], unit=["X"], progress=[0.45, 1.0]).mapping.percent == "share"
    assert guess(project=["A"], unit=["X"], progress=["0,5", "1"]).mapping.percent == "share"
    assert guess(project=["A"], unit=["X"], progress=["50%", "1"]).mapping.percent == "percent"
    assert guess(project=["A"], unit=["X"], progress=[45.0, 1.0]).mapping.percent == "percent"


@pytest.mark.parametrize(
    ("header", "fits"),
    [("Project  Name", 1), ("projectname", 1), ("Name of project", 0.79), ("Projct name", 0.79), ("Sponsor", 0)],
)
def test_header_fit(header, fits):
    """The same, the same words, a misspelling, or nothing."""
    found = header_fit(header, ["project name"])
    assert found >= fits if fits else found == 0
