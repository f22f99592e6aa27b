"""A brief, and the structure proposed for it, that the tests change one thing of."""

import pytest

from pmokit.content.catalogues import load_catalogues
from pmokit.model.structure import ServedUnit, StructureBrief
from pmokit.strategy.structure import design_structure

DEMAND = {
    "active_projects": 30,
    "new_requests": 60,
    "finished_projects": 20,
    "project_managers": 25,
    "supported_people": 300,
    "business_units": 2,
}


def make_brief(**changes):
    brief = StructureBrief(
        pmo_type="enterprise",
        control="controlling",
        reports_to="Chief operating officer",
        demand=DEMAND,
        units=(
            ServedUnit(code="NORTH", name="North", counterpart="Head of North"),
            ServedUnit(code="SOUTH", name="South", counterpart="Head of South"),
        ),
        supported_people=300,
        staff=900,
        yearly_spend=20e6,
        source="test",
    )
    return brief.model_copy(update=changes)


@pytest.fixture(scope="session")
def catalogues():
    return load_catalogues()


@pytest.fixture
def brief():
    return make_brief()


@pytest.fixture
def structure(brief, catalogues):
    return design_structure(brief, catalogues)


@pytest.fixture(scope="session")
def brief_with():
    return make_brief
