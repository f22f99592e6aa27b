"""The planner's page: gap, money, proof and dates as figures; capacity, value over spend, and what was left out."""

from pmokit.model.plan_findings import PlanFindings, Price
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
