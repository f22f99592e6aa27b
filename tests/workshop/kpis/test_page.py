"""Step 3 as a page."""

import pytest

from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.workshop.kpis.page import KpisPage


@pytest.fixture
def page(engagement):
    return KpisPage(engagement, "unit=OPS&by=Ana")


def part(page, name):
    page.stepper.show(name)
    return page.stepper.content.children[0]


def saved(engagement):
    return engagement.read_document(KPI_SET, KpiSet, unit="OPS")


def test_an_empty_engagement_gets_a_proposal_that_nobody_has_written(engagement, page):
    assert saved(engagement) is None
    assert len(page.state.body.entries) >= 8
    assert "These KPIs are a proposal" in page.frame.missing.value
    for name in page.stepper.parts:
        part(page, name)
    assert page.status.value == ""


def test_taking_one_out_writes_the_rest(engagement, page):
    panel = part(page, "choose")
    first = page.state.body.entries[0].kpi
    panel.boxes[first].value = False
    assert first not in saved(engagement).by_kpi
    panel.boxes[first].value = True
    assert saved(engagement).entries[-1].kpi == first


def test_the_last_kpi_stays(page):
    panel = part(page, "choose")
    for entry in page.state.body.entries:
        panel.boxes[entry.kpi].value = False
    assert len(page.state.body.entries) == 1
    assert "A set has one KPI or more" in page.status.value


def test_target_and_owner_are_saved_and_what_is_open_is_counted(engagement, page):
    cells = part(page, "targets").table.cells[0]
    cells["target"].field.value = "50"
    cells["owner"].field.value = "Head of the PMO"
    assert saved(engagement).entries[0].owner == "Head of the PMO"
    assert f"Agree the targets of {len(page.state.body.entries) - 1} KPIs" in page.frame.missing.value


def test_agreement_covers_only_what_is_settled(engagement, page):
    cells = part(page, "targets").table.cells[0]
    cells["target"].field.value = "50"
    cells["owner"].field.value = "Head of the PMO"
    panel = part(page, "agree")
    panel.name.value, panel.role.value = "Ines", "sponsor"
    panel.record.click()
    entries = saved(engagement).entries
    assert entries[0].agreed_by.name == "Ines"
    assert entries[1].agreed_by is None
    assert engagement.agreements(KPI_SET, "OPS")["state"].tolist() == ["agreed"]


def test_a_chosen_kpi_shows_its_sheet(page):
    card = part(page, "charts").children[1]
    card.children[0].children[0].value = page.state.body.entries[1].kpi
    assert "<figure" in card.children[1].value
