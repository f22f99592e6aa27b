"""A mandate names a scope of the model and its services, each once, and who gave it."""

import pytest
from pydantic import ValidationError

from pmokit.model.mandate import Mandate, find_mandate_faults
from pmokit.model.maturity import MaturityModel
from tests.assess.models import service_model, small_model

SERVICES = {"AA-01": (("enterprise",), "strategic"), "AA-02": (("departmental",), "tactical")}
MODEL = service_model({"AA": (1, 1)}, SERVICES)


def found(mandate, model=MODEL):
    return [(fault.path, fault.what, fault.hint) for fault in find_mandate_faults(mandate, model)]


def mandate(scope="enterprise", services=("AA-01",)):
    return Mandate(scope=scope, services=services, source="minutes of the board")


def test_a_mandate_may_name_what_is_unusual_in_its_scope():
    assert found(mandate(services=("AA-02", "AA-01"))) == []


def test_scope_and_services_are_those_of_the_model_and_named_once():
    assert found(mandate("entreprise", ("AA-01", "AA-03", "AA-01"))) == [
        (("scope",), "unknown scope 'entreprise'", "Did you mean 'enterprise'?"),
        (("services", 1), "unknown service 'AA-03'", "Did you mean 'AA-02'?"),
        (("services", 2), "services: 'AA-01' is listed twice", ""),
    ]


def test_a_retired_service_can_no_longer_be_mandated():
    document = MODEL.model_dump()
    document["domains"][0]["questions"][1]["retired"] = True
    faults = found(mandate(services=("AA-02",)), MaturityModel.model_validate(document))
    assert faults == [(("services", 0), "service 'AA-02' is retired", "Did you mean 'AA-01'?")]


def test_a_model_without_scopes_has_no_mandates():
    assert found(mandate(), small_model({"AA": (1,)})) == [
        (("scope",), "model small declares no organisational scopes", "")
    ]


def test_a_mandate_without_services_or_source_is_none():
    with pytest.raises(ValidationError, match=r"(?s)services.*at least 1.*source.*at least 3"):
        Mandate(scope="enterprise", services=(), source="")
