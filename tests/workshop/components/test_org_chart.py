"""The organisation chart: a picture with a text alternative, and the same lines in words."""

import pytest

from pmokit.model.structure import Structure
from pmokit.strategy.posts import set_seats
from pmokit.workshop.components.org_chart import OrgChart, chart_markup


@pytest.fixture
def structure(sample):
    return sample.read_document("structure", Structure, unit="ENERGY")


def test_the_chart_says_in_words_what_it_shows(structure):
    markup = chart_markup(structure)
    assert 'role="img" aria-labelledby="org-title org-desc"' in markup
    for seat in structure.seats:
        assert f"<strong>{seat.title}</strong>" in markup
    assert "reports to Head of PMO" in markup
    assert "is served by PMO consultant" in markup


def test_the_chart_is_drawn_anew(structure):
    chart = OrgChart()
    assert chart.value == ""
    chart.show(structure)
    before = chart.value
    moved = [
        one.model_copy(update={"title": "<b>Boss</b>"}) if one.reports_to is None else one for one in structure.seats
    ]
    chart.show(set_seats(structure, moved))
    assert chart.value != before
    assert "<b>Boss" not in chart.value


def test_seats_in_a_circle_are_still_told(structure):
    circle = [
        one.model_copy(update={"reports_to": "pmo-head"}) if one.role in {"executive", "pmo-head"} else one
        for one in structure.seats
    ]
    assert "Managing director of Energy Services" in chart_markup(set_seats(structure, circle))
