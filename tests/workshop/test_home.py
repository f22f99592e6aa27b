"""The start page."""

from pmokit.model.units import Unit
from pmokit.workshop.home import OpenAssessment, units_markup


def test_each_unit_says_how_many_people_have_answered():
    units = [Unit(code="A", name="Alpha"), Unit(code="B", name="Beta"), Unit(code="C", name="Gamma")]
    markup = units_markup(units, {"A": 0, "B": 1, "C": 12})
    assert markup.count("<li") == 3
    for said in ("Nobody has answered yet", "1 person has answered", "12 people have answered"):
        assert said in markup


def test_a_result_is_offered_once_someone_has_answered():
    markup = units_markup([Unit(code="A", name="Alpha"), Unit(code="B", name="Beta")], {"B": 1})
    assert "unit=A&amp;page=result" not in markup
    assert "2_maturity.ipynb?unit=B&amp;page=result" in markup
    assert "2_maturity.ipynb?unit=A" in markup


def test_names_are_text():
    assert "<b>" not in units_markup([Unit(code="A", name="<b>Alpha</b>")], {})


def test_named_or_anonymous_is_asked_when_an_assessment_is_opened(model):
    opened = []
    panel = OpenAssessment(model, opened.append)
    panel.start.click()
    panel.kind.value = "anonymous"
    panel.start.click()
    assert opened == [False, True]
