"""Values, verdicts and edges of KPIs as people read them."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.model.kpi_set import KpiAgreed
from pmokit.model.kpis import Edges
from pmokit.views.kpi_values import agreed_words, entry_edges, print_edges, print_kpi, sign_of, value_now
from tests.model.kpis import kpi
from tests.model.test_kpi_set import ENTRY

UP = Edges(green=0.8, amber=0.6)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (0.754, "share", "75 %"), (0.9722, "ratio", "0.97"), (1234567.8, "money", "1,234,568 EUR"), (14, "days", "14 days"),
        (58.5, "days", "58.5 days"), (2.75, "months", "2.8 months"), (20, "score", "+20"), (-3, "score", "-3"), (6, "count", "6"),
        (1.25, "fte", "1.2 FTE"), (None, "share", "–"), (float("nan"), "money", "–"),
    ],
)  # fmt: skip
def test_a_value_prints_in_its_unit_and_a_missing_one_as_a_dash(value, unit, printed):
    assert print_kpi(value, unit, "EUR") == printed


@pytest.mark.parametrize(
    ("value", "sign"), [(0.9, "G ●"), (0.7, "A ▲"), (0.1, "R ◆"), (None, "–"), (float("nan"), "–")]
)
def test_a_verdict_is_told_by_letter_and_shape(value, sign):
    """Colour is never alone."""
    assert sign_of(value, UP, "higher") == sign
    assert sign_of(value, None, "higher") == "–"


def test_edges_are_told_in_words():
    band = Edges(green=0.95, amber=0.9, green_high=1.02, amber_high=1.05)
    assert print_edges(UP, "higher", "share") == "G ● from 80 % · A ▲ from 60 % · R ◆ below"
    assert print_edges(Edges(green=5, amber=9), "lower", "days") == "G ● up to 5 days · A ▲ up to 9 days · R ◆ above"
    assert print_edges(band, "range", "ratio") == "G ● 0.95 to 1.02 · A ▲ 0.90 to 1.05 · R ◆ beyond"
    assert print_edges(None, "range", "ratio") == "None: a figure of context"


def test_the_units_own_edges_come_before_those_of_the_catalogue():
    own = Edges(green=0.9, amber=0.7)
    assert entry_edges(kpi("one"), ENTRY.model_copy(update={"edges": own})) == own
    assert entry_edges(kpi("one"), ENTRY.model_copy(update={"edges": None})) == kpi("one").thresholds.edges
    assert entry_edges(kpi("one"), None) == kpi("one").thresholds.edges


def test_today_is_the_latest_value_else_the_baseline():
    """A 0 that was measured is a value."""
    assert value_now(ENTRY, None) == 0.5
    assert value_now(ENTRY, pd.DataFrame({"value": [0.7, 0.0, None]})) == 0.0
    assert value_now(ENTRY, pd.DataFrame({"value": [None]})) == 0.5


def test_whoever_agreed_is_named_with_role_and_day():
    assert agreed_words(ENTRY) == "Ilse Brandt, Managing director, 2026-10-14"
    assert agreed_words(ENTRY.model_copy(update={"agreed_by": None})) == "open"
    assert KpiAgreed(name="a", role="b", on=dt.date(2026, 1, 1)).on.year == 2026
