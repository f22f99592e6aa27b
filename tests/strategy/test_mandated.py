"""Services are called for by type and control level, gaps and objectives; the others say why they are left out."""

from pmokit.strategy.mandated import choose_services


def reasons_of(service, brief, catalogues, gaps=None):
    called, _ = choose_services(catalogues.services, brief.model_copy(update={"gaps": gaps or {}}))
    return next((one.reasons for one in called if one.service.id == service), ())


def why_not(service, brief, catalogues, gaps=None):
    _, left = choose_services(catalogues.services, brief.model_copy(update={"gaps": gaps or {}}))
    return next((one.reason for one in left if one.service == service), "")


def test_type_and_control_level_call_for_their_usual_mandate(brief, catalogues):
    assert reasons_of("status-report", brief, catalogues) == ("usual for this type (enterprise, controlling)",)


def test_a_gap_of_a_level_calls_for_services_and_a_smaller_one_does_not(brief, catalogues):
    assert reasons_of("risk-collection", brief, catalogues, {"RSK": 0.9}) == ()
    assert reasons_of("risk-collection", brief, catalogues, {"RSK": 1.5}) == ("gap of 1.5 levels in RSK",)


def test_an_objective_calls_for_a_service_of_this_type_and_is_named(brief_with, catalogues):
    brief = brief_with(control="directive", objectives=("competence",))
    assert reasons_of("mentoring", brief, catalogues) == ("serves the objective 'Better project managers'",)
    assert reasons_of("team-coaching", brief, catalogues) == ()


def test_a_service_above_the_control_level_is_left_out_with_the_level_it_needs(brief, catalogues):
    assert (
        why_not("choosing-managers", brief, catalogues, {"PEO": 3})
        == "needs a PMO with control level directive; this one is controlling"
    )


def test_a_service_without_demand_is_left_out_because_there_is_nothing_to_do(brief, catalogues):
    assert why_not("team-coaching", brief, catalogues) == "nothing to do: the brief counts no 'lasting teams'"


def test_each_service_is_either_called_for_or_left_out_with_a_reason(brief, catalogues):
    called, left = choose_services(catalogues.services, brief)
    ids = [one.service.id for one in called] + [one.service for one in left]
    assert sorted(ids) == sorted(catalogues.services.by_id)
    assert all(one.reason for one in left)
