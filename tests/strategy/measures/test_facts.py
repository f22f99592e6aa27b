"""All units as one."""

from pmokit.strategy.measures.facts import Facts, together
from pmokit.strategy.measures.measuring import measure_units
from tests.strategy.measures.lists import AS_OF, frame, projects


def test_projects_of_two_units_may_share_an_id():
    """Both units have a project 1: they stay two, each with its own link; people and costs are added up."""
    workload = frame(
        {"role": "analyst", "quarter": "2026-Q3", "demand": 1.0, "capacity": 4.0},
        {"role": "analyst", "quarter": "2026-Q3", "demand": 2.0, "capacity": 2.0, "unit": "B"},
    )
    facts = Facts(
        projects({"id": "1", "period_budget": 100.0}, {"id": "1", "unit": "B", "period_budget": 50.0}),
        links=frame({"project": "1", "objective": "growth", "unit": "B"}),
        workload=workload,
        pmo_cost={"A": 10.0, "B": 5.0},
    )
    found = {m.kpi.id: m for m in measure_units(together(facts), AS_OF)["all"]}
    assert found["project_count"].value == 2
    assert found["alignment_count_share"].value == 0.5
    assert (found["utilisation"].value, found["utilisation"].n) == (0.5, 1)
    assert found["pmo_cost_ratio"].value == 0.1
