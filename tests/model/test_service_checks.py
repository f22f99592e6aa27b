"""The catalogues of services and roles: links that resolve, answers with authority."""

import pytest

from pmokit.content.catalogues import load_catalogues
from pmokit.content.salvage import make_draft
from pmokit.model.service_checks import find_role_faults, find_service_faults
from pmokit.model.services import RoleCatalogue, ServiceCatalogue


def test_the_kits_catalogues_have_no_fault():
    both = load_catalogues()
    assert list(find_service_faults(both.services, both.roles.authority)) == []
    assert list(find_role_faults(both.roles, both.services.drivers)) == []


def test_a_role_without_the_authority_must_not_answer_for_a_service():
    both = load_catalogues()
    low = dict.fromkeys(both.roles.authority, 0)
    found = list(find_service_faults(both.services, low))
    assert len(found) == len(both.services.services)
    assert "has authority 0 and answers for what needs 2" in str(found[0])


@pytest.mark.parametrize("raw", [{}, {"services": [{}, {"raci": {}, "effort": {}}], "roles": [{}], "decisions": [{}]}])
def test_what_could_not_be_read_complains_of_nothing_more(raw):
    assert list(find_service_faults(make_draft(ServiceCatalogue, raw, ()), {"pmo-head": 3}, ["POR-01"])) == []
    assert list(find_role_faults(make_draft(RoleCatalogue, raw, ()), ["pmo"])) == []
