"""The sheet of one KPI."""

import pandas as pd
import pytest

from pmokit.content.catalogues import load_kpis
from pmokit.model.kpi_set import KpiBaseline
from pmokit.views.kpi_sheet import kpi_sheet
from tests.model.test_kpi_set import ENTRY

CATALOGUE = load_kpis()
SERIES = pd.DataFrame(
    {"period": ["2026-Q1", "2026-Q2"], "value": [0.55, None], "n": [9, 0], "reason": ["", "nothing was finished"]}
)


@pytest.mark.parametrize("kpi", CATALOGUE.kpis, ids=lambda kpi: kpi.id)
def test_every_kpi_of_the_catalogue_has_a_sheet_without_a_unit(kpi, theme):
    page = kpi_sheet(kpi, CATALOGUE, theme, currency="EUR")
    assert page.lead[0] == kpi.question["en"]
    assert page.facts == ()
    (card,) = page.exhibits
    rows = {row[0]: row[1] for row in card.cells()}
    assert rows["Formula"] == kpi.formula["en"]
    assert rows["Decision at red"] == kpi.decision_at_red["en"]
    assert (card.draw is None) == (kpi.thresholds.edges is None)


def test_a_unit_reads_baseline_target_owner_and_consent(theme):
    page = kpi_sheet(
        CATALOGUE.by_id["on_time_share"], CATALOGUE, theme, entry=ENTRY.model_copy(update={"note": "Few cases"})
    )
    assert [(fact.label, fact.value, fact.note) for fact in page.facts] == [
        ("Baseline", "50 %", "on 2026-09-30, from 8"),
        ("Today", "50 %  R ◆", "higher is better"),
        ("Target", "80 %", "by 2027-12-31"),
    ]
    text = str(page.exhibits[0].cells())
    for word in ("Head of the PMO", "Ilse Brandt, Managing director, 2026-10-14", "Few cases"):
        assert word in text
    assert page.exhibits[0].draw()["layer"]


def test_without_a_baseline_the_reason_stands_there_and_an_open_target_is_called_open(theme):
    empty = KpiBaseline(value=None, reason="Counted from November on")
    entry = ENTRY.model_copy(
        update={"baseline": empty, "target": None, "target_by": None, "owner": "", "agreed_by": None}
    )
    page = kpi_sheet(CATALOGUE.by_id["on_time_share"], CATALOGUE, theme, entry=entry)
    assert [(fact.value, fact.note) for fact in page.facts] == [
        ("–", "Counted from November on"),
        ("–", "higher is better"),
        ("–", "not agreed yet"),
    ]


def test_measurements_become_a_trend_with_reasons_for_the_holes(theme):
    page = kpi_sheet(CATALOGUE.by_id["on_time_share"], CATALOGUE, theme, entry=ENTRY, series=SERIES)
    card, trend = page.exhibits
    assert trend.cells() == [["2026-Q1", "55 %", "R ◆", "9", ""], ["2026-Q2", "–", "–", "0", "nothing was finished"]]
    assert page.facts[1].value == "55 %  R ◆"
    assert trend.draw()["layer"]
    assert "today 55 %" in str(card.draw())


def test_the_maturity_needed_is_told_by_the_names_of_domains(theme):
    page = kpi_sheet(
        CATALOGUE.by_id["cost_performance_index"], CATALOGUE, theme, domain_names={"FIN": "Financial management"}
    )
    rows = {row[0]: row[1] for row in page.exhibits[0].cells()}
    assert rows["Measured honestly from"] == "level 3 in Financial management, level 3 in MET"
    assert rows["Example"] == "EV 35,000 and AC 36,000. 35,000 / 36,000 = 0.97"
