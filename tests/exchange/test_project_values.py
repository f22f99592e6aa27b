"""Dates and numbers as people write them; what cannot be told is None."""

import datetime as dt
from pathlib import Path

import pytest

from pmokit.content.library import load_mapping
from pmokit.exchange.project_values import ValueReader, plain_number, read_date
from pmokit.exchange.tables import Amount, Table

SEPTEMBER = dt.date(2026, 9, 5)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-09-05", "iso", SEPTEMBER),
        ("2026-09-05T17:00:00", "iso", SEPTEMBER),
        ("2026-09-05 17:00:00.000+02:00", "iso", SEPTEMBER),
        ("05.09.2026", "month-first", SEPTEMBER),
        ("05/09/2026", "day-first", SEPTEMBER),
        ("09/05/2026", "month-first", SEPTEMBER),
        ("05/09/2026", "iso", None),
        ("05/Sep/26 3:04 PM", "iso", SEPTEMBER),
        ("5 September 2026", "iso", SEPTEMBER),
        ("5. Mär 2026", "iso", dt.date(2026, 3, 5)),
        ("Dez 2026", "iso", dt.date(2026, 12, 1)),
        ("31/02/2026", "day-first", None),
        ("45000", "iso", None),
        ("soon", "iso", None),
    ],
)
def test_dates(text, order, expected):
    """With iso, 05/09/2026 could be two days, so it is none."""
    assert read_date(text, order) == expected


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1,234.5", ".", 1234.5),
        ("1'234'567", ".", 1234567),
        ("12,34,567", ".", 1234567),
        ("1.234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1234,56", ".", None),
        ("1.234,5", ".", None),
        ("1,2", ".", None),
        ("", ".", None),
    ],
)
def test_numbers(text, decimal, expected):
    """A comma that groups no thousands is not dropped: 1234,56 never becomes 123456."""
    assert plain_number(text, decimal) == expected


def reader_of(field, cell, **settings):
    mapping = load_mapping("pmokit").model_copy(update=settings)
    return ValueReader(
        mapping, Table(Path("x.csv"), ("a",), ((cell,),), lambda _row, _column: "x.csv:2"), {field: (0,)}
    )


def read(field, cell, **settings):
    return reader_of(field, cell, **settings).read_row(0)[field]


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("£1.5m", 1e6, 1_500_000),
        ("1.5m", 1, 1_500_000),
        ("12k", 1, 12_000),
        ("EUR 1,000", 1, 1000),
        ("-5", 1e3, -5000),
        ("1\u00a0000 €", 1, 1000),
        (12.5, 1e3, 12_500),
        (Amount(12.5, "€"), 1, 12.5),
        (Amount(12.5, "%"), 1, None),
        (True, 1, None),
        (dt.date(2026, 1, 1), 1, None),
        ("1e9", 1, None),
        ("9" * 400, 1, None),
        ("about 5", 1, None),
    ],
)
def test_amounts(cell, unit, expected):
    """A letter behind the number states its own unit; otherwise the mapping's counts."""
    found = read("bac", cell, money_unit=unit)
    assert found == expected


@pytest.mark.parametrize(
    ("cell", "kind", "expected"),
    [
        ("45%", "share", 45),
        ("45", "percent", 45),
        ("0,45", "share", 45),
        (0.45, "share", 45),
        (0.45, "percent", 0.45),
        (Amount(45.0, "%"), "share", 45),
        (Amount(45.0, "€"), "percent", None),
        ("half", "percent", None),
    ],
)
def test_percent(cell, kind, expected):
    """A percent sign is believed; a plain number is what the mapping says."""
    assert read("percent_complete", cell, percent=kind) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("03/04/2026", "03/04/2026: the mapping does not say whether day or month comes first"),
        ("31/31/2026", "not understood: 31/31/2026"),
        ("2026", "not understood: 2026"),
    ],
)
def test_a_date_that_could_be_two_says_so(cell, reason):
    """What to do about it is clear from the reason."""
    reader = reader_of("start_planned", cell)
    reader.read_row(0)
    assert reader.withheld == [(0, "start_planned", reason)]


def test_statuses_of_a_mapping_come_before_ours():
    """A client's words are told by the mapping; ours are understood anyway."""
    assert read("status", "In  Arbeit", statuses={"in arbeit": "active"}) == "active"
    assert read("status", "On hold") == "on-hold"
