"""Whether a KPI set can be worked with."""

import pytest

from pmokit.model.kpi_set import KpiBaseline, KpiSet, SampleKpiSets
from pmokit.model.kpi_set_checks import find_kpi_set_faults, find_sample_set_faults
from pmokit.model.kpis import Edges, Thresholds
from tests.model.kpis import catalogue, kpi, text
from tests.model.test_kpi_set import ENTRY

LOW = Thresholds(edges=Edges(green=5, amber=10), logic=text("x"))
CATALOGUE = catalogue(kpi("one"), kpi("two", direction="lower", unit="days", thresholds=LOW))


def found(*entries):
    kpi_set = KpiSet(entries=entries, catalogue="1.0.0", source="workshop")
    return [(fault.severity, fault.path, fault.what) for fault in find_kpi_set_faults(kpi_set, CATALOGUE)]


def entry(**changes):
    return ENTRY.model_copy(update=changes)


def test_a_set_that_is_agreed_has_no_fault():
    assert found(ENTRY) == []


def test_an_unknown_kpi_gets_the_nearest_known_one():
    fault = next(find_kpi_set_faults(KpiSet(entries=(entry(kpi="onne"),), catalogue="1.0.0", source="x-x"), CATALOGUE))
    assert str(fault) == "unknown KPI 'onne'. Expected: an id of kpis.yaml. Did you mean 'one'?"


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"target": 0.4, "edges": Edges(green=0.3, amber=0.2)}, "target", "one: the target 0.4 is worse than the baseline 0.5"),
        (
            {"kpi": "two", "baseline": KpiBaseline(value=4), "target": 5, "edges": None},
            "target",
            "two: the target 5 is worse than the baseline 4",
        ),
        ({"edges": Edges(green=0.6, amber=0.8)}, "edges", "one: green 0.6, amber 0.8, where higher is better"),
        ({"baseline": KpiBaseline(value=None)}, "baseline", "one: the baseline has neither a value nor a reason"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_a_fault(changes, path, what):
    """A target lies on the better side of its baseline, edges stand in order, and no value needs a reason."""
    assert found(entry(**changes)) == [("fault", ("entries", 0, path), what)]


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"target": None}, "target", "one: no target is agreed"),
        ({"owner": ""}, "owner", "one: nobody owns it"),
        ({"agreed_by": None}, "agreed_by", "one: nobody has agreed to it"),
        ({"target": 0.7}, "target", "one: the target 0.7 would not be green"),
    ],
)
def test_what_is_still_open_is_a_warning(changes, path, what):
    """A set can be kept while it is talked over; the warning says what comes next."""
    assert found(entry(**changes)) == [("warning", ("entries", 0, path), what)]


def test_more_than_twelve_are_too_many_and_none_stands_twice():
    many = found(*(ENTRY for _ in range(13)))
    assert ("warning", ("entries",), "the set has 13 KPIs") in many
    assert ("fault", ("entries", 1, "kpi"), "KPI kpi 'one' is used twice") in many


def test_a_sample_names_the_unit_and_keeps_what_is_open():
    """What a workshop left open is no mistake of the file."""
    worse = entry(target=0.4, edges=Edges(green=0.3, amber=0.2), owner="")
    sets = SampleKpiSets({"LAB": KpiSet(entries=(worse,), catalogue="1.0.0", source="workshop")})
    told = [(fault.path, fault.what) for fault in find_sample_set_faults(sets, CATALOGUE)]
    assert told == [(("LAB", "entries", 0, "target"), "LAB: one: the target 0.4 is worse than the baseline 0.5")]
