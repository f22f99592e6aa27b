"""Approach and year of services: proposed where they are open, kept where people have said them."""

from pmokit.strategy.phasing import open_services, propose_phasing

APPROACHES = {"MON-01": "operational", "MON-02": "operational"}


def test_the_core_and_what_most_pmos_give_starts_first(structure, catalogues):
    """Importance 3 and the core begin in the first year, importance 2 a year later, importance 1 two."""
    planned = propose_phasing(structure, catalogues, {}, 2027)
    for line in planned.services:
        service = catalogues.services.by_id[line.service]
        assert line.year == (2027 if service.core else 2030 - service.importance)


def test_the_usual_approach_of_a_service_is_taken(structure, catalogues):
    planned = propose_phasing(structure, catalogues, APPROACHES, 2027)
    assert planned.line_by_service["status-report"].approach == "operational"
    unknown = {line.service for line in planned.services if line.approach is None}
    assert set(open_services(planned)) == unknown != set()


def test_what_people_have_said_stays(structure, catalogues):
    said = [line.model_copy(update={"approach": "tactical", "year": 2031}) for line in structure.services]
    agreed = structure.model_copy(update={"services": tuple(said)})
    assert propose_phasing(agreed, catalogues, APPROACHES, 2027) == agreed
    assert open_services(agreed) == ()


def test_a_service_that_the_catalogue_does_not_know_stays_open(structure, catalogues):
    own = structure.services[0].model_copy(update={"service": "own-service"})
    planned = propose_phasing(structure.model_copy(update={"services": (own,)}), catalogues, {}, 2027)
    assert open_services(planned) == ("own-service",)
