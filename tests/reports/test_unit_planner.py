"""The planner's page: gap, money, proof and dates as figures; capacity, value over spend, and what was left out."""

from pmokit.model.plan_findings import Frontier, FrontierPoint, PlanFindings, Price
from pmokit.study.board_case import board_case


def test_the_figures_are_those_of_the_plan(pages_of):
    pages = pages_of("ENERGY")
    study, page = pages.study, pages.planner()
    facts = {fact.label: fact for fact in page.facts}
    assert facts["Money, thousand EUR"].value == f"{board_case(study).cost_k:,.0f}"
    assert facts["Value of the plan"].value == f"{study.plan.value:.1f}"
    assert facts["Planned end"].value == board_case(study).until
    assert "P50" in facts["Planned end"].note
    assert [one.id for one in page.exhibits[:2]] == ["capacity", "value-spend"]


def test_what_was_not_asked_says_how_to_ask_it(pages_of):
    """Prices are shown where they are kept with the plan; else the page says how to come by them and solves nothing."""
    pages = pages_of("LAB")
    assert "has not been asked" in pages.planner().lead[1]
    price = Price("budget", "", "a tenth more money in every quarter", 1.0, "proved", ())
    pages.study.__dict__["found"] = PlanFindings(prices=(price,))
    page = pages.planner()
    assert len(page.lead) == 1
    assert "prices" in [one.id for one in page.exhibits]


def test_a_better_plan_that_another_search_has_met_is_told(pages_of):
    """Within the budget that there is; more money buys better plans without anything being amiss."""
    pages = pages_of("LAB")
    value = pages.study.plan.value
    for percent, more, told in ((100, 5.0, True), (150, 5.0, False), (100, 0.0, False)):
        point = FrontierPoint(percent, 1.0, 1.0, value + more, None, "feasible", ())
        pages.study.__dict__["found"] = PlanFindings(frontier=Frontier((point,), None, ""))
        said = f"a better plan, worth {value + more:.1f}, where this one is worth {value:.1f}"
        assert (said in " ".join(pages.planner().lead)) == told
