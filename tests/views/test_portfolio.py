"""The KPI pages: what has a value, a count of what has none, and only what a board asks first side by side."""

from pmokit.content.catalogues import load_kpis
from pmokit.strategy.measures.facts import Facts
from pmokit.strategy.measures.measuring import BY_ID, measure_units
from pmokit.views.portfolio import SIDE_BY_SIDE, kpi_page, kpis_by_unit
from tests.strategy.measures.lists import AS_OF, measured, projects

LIST = ({"rating": "green", "bac": 1_000.0, "ev": 400.0, "ac": 500.0}, {"status": "finished"})


def test_page_lists_what_has_a_value_and_counts_the_rest():
    """A KPI without a value takes no line; the description says how many there are."""
    found = list(measured(*LIST).values())
    told = [m for m in found if m.value is not None]
    page = kpi_page(found, load_kpis())
    assert len(page.frame) == len(told) < len(found)
    assert f"{len(found) - len(told)} further indicators have no value" in page.description
    assert "CPI is not known to swing" in page.frame.set_index("name").loc["Estimate at completion (EAC)", "note"]


def test_side_by_side_has_the_main_figures_of_which_any_unit_has_one():
    """A KPI that no unit can tell takes no column; n stands in brackets, a dash where one unit has none."""
    facts = Facts(projects(*({"unit": "B"} | row for row in LIST), {}))
    exhibit = kpis_by_unit(measure_units(facts, AS_OF), {"A": "Alpha", "B": "Beta"}, load_kpis())
    names = [column.name for column in exhibit.columns]
    assert names == [
        "unit",
        "name",
        *("project_count", "rating_green_share", "rating_amber_share", "rating_red_share"),
        "cost_performance_index",
    ]
    assert exhibit.cells() == [
        ["B", "Beta", "2", "100 % (1)", "0 % (1)", "0 % (1)", "0.80 (1)"],
        ["A", "Alpha", "1", "–", "–", "–", "–"],
    ]


def test_what_stands_side_by_side_is_measured():
    """Every id of the main figures is one of the measures."""
    assert set(SIDE_BY_SIDE) <= set(BY_ID)
