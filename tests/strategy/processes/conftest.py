"""A methodology that is small enough to reckon by hand, and the kit's catalogue."""

import pytest

from pmokit.content.catalogues import load_catalogues
from pmokit.content.processes import load_processes
from pmokit.model.methodology import MethodologyBrief, Tolerance
from pmokit.model.risks import Appetite, Band
from pmokit.strategy.processes.tailoring import propose_methodology


@pytest.fixture(scope="session")
def catalogue():
    return load_processes()


@pytest.fixture(scope="session")
def roles():
    return load_catalogues().roles


@pytest.fixture(scope="session")
def appetite():
    return Appetite(
        statement="little",
        bands=(
            Band(name="low", from_points=1, decides="PM", act_within_days=90),
            Band(name="moderate", from_points=5, decides="Sponsor", act_within_days=60),
            Band(name="high", from_points=10, decides="Group", act_within_days=30),
            Band(name="critical", from_points=16, decides="Board", act_within_days=10),
        ),
        most_exposure_k=500,
        most_joint_k=200,
        most_critical=0,
        impact_k=(10, 50, 150, 500, 1500),
        probability=(0.05, 0.15, 0.3, 0.5, 0.8),
    )


def tolerance(project_class, level, weeks, cost, benefit=0.1, scope=0.1):
    return Tolerance(
        project_class=project_class,
        level=level,
        weeks_late=weeks,
        cost_over=cost,
        benefit_lost=benefit,
        scope="small",
        scope_share=scope,
    )


@pytest.fixture(scope="session")
def brief(appetite):
    return MethodologyBrief(
        way="hybrid",
        control="controlling",
        tolerances=(
            tolerance("C", "project-manager", 4, 0.15),
            tolerance("B", "project-manager", 2, 0.05),
            tolerance("B", "sponsor", 8, 0.15),
            tolerance("A", "project-manager", 1, 0.02),
            tolerance("A", "sponsor", 4, 0.05),
            tolerance("A", "steering-group", 12, 0.1),
        ),
        appetite=appetite,
        source="by hand",
    )


@pytest.fixture(scope="session")
def methodology(brief, catalogue, roles):
    return propose_methodology(brief, catalogue, roles)
