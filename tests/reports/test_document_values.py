"""The values of a document: dates, and one for each field of the templates."""

import datetime as dt
import re

import pytest

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues, load_strategy_texts
from pmokit.content.library import read_file
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.model.steps import Settings
from pmokit.model.structure import SampleStructures
from pmokit.reports.document_values import DocumentSource, add_months, document_values
from pmokit.strategy.structure import design_structure


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 9, 30), 9, dt.date(2027, 6, 30)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2026, 1, 15), 0, dt.date(2026, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_28th(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize("control", CONTROL_LEVELS)
@pytest.mark.parametrize("pmo_type", PMO_TYPES)
def test_each_type_and_level_fills_every_field(pmo_type, control):
    briefs, _, _ = read_file(places.templates() / "sample" / "structures.yaml", SampleStructures)
    brief = briefs.root["DIGITAL"].model_copy(update={"pmo_type": pmo_type, "control": control})
    catalogues = load_catalogues()
    structure = design_structure(brief, catalogues)
    source = DocumentSource(structure, 1, Settings(client="Acme"), "Acme", [], dt.date(2026, 9, 30))
    values = document_values("strategy", source, catalogues, load_strategy_texts())
    template = (places.templates() / "documents" / "strategy.html.j2").read_text(encoding="utf-8")
    wanted = set(re.findall(r"\{\{ (\w+) \}\}", template)) | set(re.findall(r"\], (\w+), \[", template))
    assert wanted <= values.keys()
    assert all(values[name] for name in ("purpose", "mandate", "governance", "kpis", "processes", "first_year", "jobs"))
    assert values["findings"] == []
