"""A KPI set as a document: it comes back from JSON as it went in, and its entries are found by KPI."""

import datetime as dt

import pytest
from pydantic import ValidationError

from pmokit.model.kpi_set import KpiAgreed, KpiBaseline, KpiEntry, KpiSet
from pmokit.model.kpis import Edges

ENTRY = KpiEntry(
    kpi="one",
    baseline=KpiBaseline(value=0.5, on=dt.date(2026, 9, 30), n=8),
    target=0.8,
    target_by=dt.date(2027, 12, 31),
    edges=Edges(green=0.8, amber=0.6),
    owner="Head of the PMO",
    cadence="monthly",
    agreed_by=KpiAgreed(name="Ilse Brandt", role="Managing director", on=dt.date(2026, 10, 14)),
)


def test_a_set_survives_json():
    kpi_set = KpiSet(entries=(ENTRY,), catalogue="1.0.0", source="workshop")
    assert KpiSet.model_validate_json(kpi_set.model_dump_json(by_alias=True)) == kpi_set
    assert kpi_set.by_kpi == {"one": ENTRY}


def test_an_empty_set_is_none():
    with pytest.raises(ValidationError, match="entries"):
        KpiSet(entries=(), catalogue="1.0.0", source="workshop")
