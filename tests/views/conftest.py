"""The structures of the sample's six units, and one large one."""

import pytest

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues
from pmokit.content.library import load_theme, read_file
from pmokit.model.structure import SampleStructures, ServedUnit
from pmokit.strategy.structure import design_structure


@pytest.fixture(scope="session")
def catalogues():
    return load_catalogues()


@pytest.fixture(scope="session")
def theme():
    return load_theme()


@pytest.fixture(scope="session")
def briefs():
    read, _, faults = read_file(places.templates() / "sample" / "structures.yaml", SampleStructures)
    assert not faults
    return read.root


@pytest.fixture(scope="session")
def structures(briefs, catalogues):
    return {unit: design_structure(brief, catalogues) for unit, brief in briefs.items()}


@pytest.fixture(scope="session")
def large(briefs, catalogues):
    brief = briefs["ROADS"]
    units = tuple(ServedUnit(code=f"U{n}", name=f"Unit {n}", counterpart=f"Head {n}") for n in range(20))
    demand = {name: count * 12 for name, count in brief.demand.items()}
    return design_structure(brief.model_copy(update={"demand": demand, "units": units}), catalogues)
