"""What a schema cannot say about a catalogue of KPIs."""

import pytest

from pmokit.content.salvage import make_draft
from pmokit.model.kpi_checks import find_kpi_faults
from pmokit.model.kpis import Edges, KpiCatalogue, KpiExample, Thresholds
from tests.model.kpis import catalogue, kpi, text

DOMAINS, LEVELS, OBJECTIVES = ("POR", "FIN"), (1, 5), ("transparency",)


def found(*kpis, **head):
    faults = find_kpi_faults(catalogue(*kpis, **head), DOMAINS, LEVELS, OBJECTIVES)
    return [(fault.path, fault.what) for fault in faults]


def with_one_wrong(**changes):
    return found(kpi("one", **{"promises": ("insight",), **changes}), kpi("two", promises=("insight",)))


def test_a_right_catalogue_has_no_fault():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"family": "cost"}, ("family",), "one: unknown family 'cost'"),
        ({"promises": ("insight", "luck")}, ("promises", 1), "one: unknown promise 'luck'"),
        ({"records": ("diary",)}, ("records", 0), "one: unknown record 'diary'"),
        ({"objectives": ("fame",)}, ("objectives", 0), "one: unknown objective 'fame'"),
        ({"serves": ("PRO",)}, ("serves", 0), "one: unknown domain 'PRO'"),
        ({"fields": ("cost",)}, ("fields", 0), "one: unknown project field 'cost'"),
        ({"serves": ("POR", "POR")}, ("serves", 1), "one: 'POR' is listed twice"),
        ({"needs": {"FNI": 2}}, ("needs", "FNI"), "one: needs a level of unknown domain 'FNI'"),
        ({"needs": {"FIN": 6}}, ("needs", "FIN"), "one: needs level 6 of FIN, which is outside the levels"),
        (
            {"thresholds": Thresholds(edges=Edges(green=0.5, amber=0.6), logic=text("x"))},
            ("thresholds", "edges"),
            "one: green 0.5, amber 0.6, where higher is better",
        ),
        (
            {"example": KpiExample(given=text("x"), working="3 / 4", result=0.7)},
            ("example", "result"),
            "one: 3 / 4 gives 0.75, not 0.7",
        ),
        (
            {"example": KpiExample(given=text("x"), working="three", result=0.7)},
            ("example", "working"),
            "one: the working cannot be reckoned: 'three' is not understood",
        ),
    ],
)
def test_links_edges_levels_and_examples_are_checked(changes, path, what):
    """Every link leads somewhere, edges stand in order, and the example's result follows from its working."""
    assert with_one_wrong(**changes) == [(("kpis", 0, *path), what)]


def test_an_id_stands_once():
    double = (kpi("one", promises=("insight",)), kpi("one", promises=("insight",)))
    assert found(*double) == [(("kpis", 1, "id"), "KPI id 'one' is used twice")]


def test_each_promise_is_proved_by_two_kpis_and_each_family_has_one():
    promises = {"insight": text("Insight"), "luck": text("Luck")}
    families = {"delivery": text("Delivery"), "cost": text("Cost")}
    assert found(promises=promises, families=families) == [
        (("families", "cost"), "no KPI belongs to the family cost"),
        (("promises", "luck"), "the promise luck is proved by 0 KPIs"),
    ]


def test_without_model_and_services_their_links_are_not_judged():
    one = kpi("one", serves=("PRO",), needs={"XX": 9}, objectives=("fame",), promises=("insight",))
    assert list(find_kpi_faults(catalogue(one, kpi("two", promises=("insight",))))) == []


def test_a_draft_without_anything_readable_is_not_complained_of():
    assert list(find_kpi_faults(make_draft(KpiCatalogue, {"kpis": [{}]}, ()), DOMAINS, LEVELS, OBJECTIVES)) == []
