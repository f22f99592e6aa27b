"""The agreed set at a glance, a proposal with its reasons, and what was left out."""

import pandas as pd

from pmokit.content.catalogues import load_kpis
from pmokit.model.kpi_set import KpiSet
from pmokit.strategy.kpi_choice import propose_set
from pmokit.strategy.kpi_context import KpiContext, Situation
from pmokit.views.kpis import kpi_set_table, left_out_table, proposal_table
from tests.model.test_kpi_set import ENTRY
from tests.strategy.test_kpi_choice import Seen

CATALOGUE = load_kpis()


def entry(kpi, **changes):
    return ENTRY.model_copy(update={"kpi": kpi} | changes)


def test_the_set_shows_state_by_letter_and_shape_and_what_is_still_open():
    kpi_set = KpiSet(
        entries=(entry("on_time_share"), entry("on_budget_share", owner="", edges=None), entry("gone")),
        catalogue="0.1.0",
        source="workshop",
    )
    history = {"on_time_share": pd.DataFrame({"period": ["2027-Q1"], "value": [0.7]})}
    exhibit = kpi_set_table(kpi_set, CATALOGUE, history, currency="EUR")
    rows = exhibit.cells()
    assert rows[0][2:7] == ["50 %", "70 %", "A ▲", "80 %", "Head of the PMO"]
    assert rows[1][3:7] == ["50 %", "R ◆", "80 %", "open"]
    assert rows[2][:2] == ["gone", f"not in version {CATALOGUE.version} of the catalogue"]
    assert exhibit.description.endswith("Next: agree target, owner or consent of 1.")


def test_a_proposal_names_reasons_family_and_outlook_and_leaves_nothing_out():
    situation = Situation(figures={"in_year_forecast_to_budget": Seen(0.98, 7)})
    proposal = propose_set(CATALOGUE, KpiContext(situation=situation, pmo_type="enterprise"))
    shown, left = proposal_table(proposal, CATALOGUE), left_out_table(proposal)
    row = next(row for row in shown.cells() if row[0] == "Forecast to budget in the year")
    assert row[3:6] == ["0.98", "Cost", "ahead"]
    assert "At the core of an enterprise PMO" in row[2]
    assert len(shown.frame) + len(left.frame) == len(CATALOGUE.kpis)
    assert left.frame["reason"].str.len().min() > 10
    assert proposal.size_reason in shown.description


def test_a_reason_stands_beside_its_kpi_and_without_reasons_there_is_no_such_column():
    kpi_set = KpiSet(entries=(entry("on_time_share"), entry("on_budget_share")), catalogue="0.1.0", source="workshop")
    told = kpi_set_table(kpi_set, CATALOGUE, reasons={"on_time_share": "Serves the objective"})
    assert [row[-1] for row in told.cells()] == ["Serves the objective", ""]
    assert "Why this one" not in [column.label for column in kpi_set_table(kpi_set, CATALOGUE).printed_columns()]
