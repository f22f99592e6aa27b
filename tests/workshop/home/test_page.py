"""The start page."""

import datetime as dt

import pytest

from pmokit.model.units import Unit
from pmokit.workshop.home.page import HomePage
from pmokit.workshop.home.panels import OpenAssessment, new_units


@pytest.fixture
def page(engagement):
    return HomePage(engagement, "by=Ana")


def test_each_unit_shows_its_steps_and_what_comes_next(page):
    assert "Finance &amp; &lt;Control&gt;" in page.listed.value
    assert "Next: write mission, vision and objectives" in page.listed.value
    assert "1_vision.ipynb?unit=FIN&amp;by=Ana" in page.listed.value


def test_the_assessment_is_opened_once_named_or_anonymous(engagement, page):
    panel = page.assessment.children[0]
    assert isinstance(panel, OpenAssessment)
    panel.kind.value, panel.scope.value = "anonymous", "quick"
    panel.start.click()
    assessment = engagement.assessment()
    assert (assessment.anonymous, assessment.scope) == (True, ("quick",))
    assert not isinstance(page.assessment.children[0], OpenAssessment)


def test_a_unit_is_renamed_and_its_code_stays(engagement, page):
    page.units.table.cells[0]["name"].field.value = "Operations and logistics"
    assert engagement.unit("OPS").name == "Operations and logistics"


def test_a_new_unit_gets_a_code_from_its_name(engagement, page):
    page.units.table.add.click()
    page.units.table.cells[2]["name"].field.value = "Group Digital"
    assert engagement.units()[-1].name == "Group Digital"
    assert "Group Digital" in page.listed.value
    assert page.units.table.cells[2]["shown"].value == engagement.units()[-1].code


def test_a_name_that_is_there_already_is_told(engagement, page):
    page.units.table.add.click()
    page.units.table.cells[2]["name"].field.value = "operations"
    assert "there is a unit &#x27;operations&#x27; already" in page.status.value
    assert len(engagement.units()) == 2


def test_new_codes_do_not_meet_old_ones():
    there = [Unit(code="Sales", name="Other")]
    assert new_units([("Sales", "Other"), ("", "Sales")], there)[0].code.lower() != "sales"


def upload(panel, name, text):
    panel.upload.value = (
        {
            "name": name,
            "type": "text/csv",
            "size": len(text),
            "content": text.encode(),
            "last_modified": dt.datetime(2027, 1, 4, tzinfo=dt.UTC),
        },
    )


def test_units_come_from_a_list(engagement, page):
    upload(page.unit_list, "../../units.csv", "code,name\nOPS,Operations\nLAB,Laboratory\n")
    assert [one.code for one in engagement.units()] == ["OPS", "FIN", "LAB"]
    assert "1 units added, 1 were there already" in page.unit_list.told.value


def test_a_list_with_faults_changes_nothing_and_is_told(engagement, page):
    upload(page.unit_list, "units.csv", "code,name\n9x,Bad\n")
    assert "unit code" in page.status.value
    assert len(engagement.units()) == 2


def test_the_client_is_renamed(engagement, page):
    page.units.client.value = "Acme Group"
    assert engagement.settings().client == "Acme Group"
    page.units.client.value = " "
    assert page.units.client.value == "Acme Group"
