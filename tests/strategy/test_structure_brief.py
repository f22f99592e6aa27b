"""A first brief says what the engagement knows and counts nothing that nobody has counted."""

from pmokit.strategy.structure import design_structure
from pmokit.strategy.structure_brief import draft_brief


def test_the_project_list_gives_three_counts():
    """Active and paused projects run; proposed ones are requests; cancelled ones count nowhere."""
    states = ["active", "active", "on-hold", "proposed", "finished", "cancelled"]
    brief = draft_brief("departmental", "controlling", "Operations", project_states=states)
    assert brief.demand == {"active_projects": 3, "new_requests": 1, "finished_projects": 1}


def test_what_is_not_known_is_left_out():
    brief = draft_brief("agile", "supportive", "Operations")
    assert (brief.demand, brief.gaps, brief.objectives, brief.staff) == ({}, {}, (), None)
    assert brief.reports_to == "Head of Operations"


def test_gaps_that_are_closed_and_objectives_named_twice_do_not_count():
    brief = draft_brief(
        "enterprise", "controlling", "Acme", gaps={"POR": 1.2, "FIN": 0.0}, objectives=["transparency", "transparency"]
    )
    assert brief.gaps == {"POR": 1.2}
    assert brief.objectives == ("transparency",)


def test_even_an_empty_brief_gives_a_structure(catalogues):
    """The head of the PMO and the core services stand, so that a newcomer has something to change."""
    structure = design_structure(draft_brief("enterprise", "controlling", "Acme"), catalogues)
    assert "pmo-head" in structure.post_by_role
    assert structure.services
