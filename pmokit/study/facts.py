"""What an engagement knows about its projects, gathered for the KPIs."""

import pandas as pd

from pmokit.content.catalogues import load_catalogues
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision
from pmokit.model.workload import Workload
from pmokit.store.engagement import Engagement
from pmokit.strategy.measures.facts import WORKLOAD_FIELDS, Facts
from pmokit.strategy.running_cost import running_cost

WHOLE = ""


def facts_of(engagement: Engagement, unit: str | None = None) -> Facts:
    """Return the facts on which KPIs are measured, of one unit or of all.

    What the engagement has nothing of is absent; a unit without links is different from an engagement without any.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of a unit; None for all.
    """
    projects, withheld = engagement.projects(unit)
    codes = [one.code for one in engagement.units()] if unit is None else [unit]
    return Facts(
        projects=projects,
        withheld=withheld,
        periods=_of_unit(engagement.project_periods(unit), unit),
        links=_of_unit(engagement.objective_links(), unit),
        benefits=_of_unit(engagement.benefits(), unit),
        workload=_of_unit(_workload(engagement), unit),
        objectives=_objectives(engagement, codes),
        pmo_cost=_pmo_cost(engagement, codes),
    )


def _of_unit(frame: pd.DataFrame, unit: str | None) -> pd.DataFrame | None:
    if frame.empty:
        return None
    return frame if unit is None else frame[frame["unit"] == unit]


def _workload(engagement: Engagement) -> pd.DataFrame:
    """Return demand and capacity by unit, role and quarter: a role that two departments share counts once."""
    stored = engagement.read_document("workload", Workload)
    rows = [(one.unit, one.role, one.quarter, one.demand, one.capacity) for one in (stored.lines if stored else ())]
    frame = pd.DataFrame(rows, columns=list(WORKLOAD_FIELDS))
    return frame.groupby(["unit", "role", "quarter"], as_index=False, sort=False)[["demand", "capacity"]].sum()


def _objectives(engagement: Engagement, codes: list[str]) -> dict[str, dict[str, str]] | None:
    """Return id and name of each unit's own objectives; where it has none of its own, those of the whole organisation."""
    visions = engagement.read_documents("vision", Vision)
    owned = {code: visions.get(code, visions.get(WHOLE)) for code in codes}
    found = {
        code: {one.id: one.name for one in vision.objectives}
        for code, vision in owned.items()
        if vision and vision.objectives
    }
    return found or None


def _pmo_cost(engagement: Engagement, codes: list[str]) -> dict[str, float] | None:
    """Return the likely running cost of each unit's own PMO; what the whole organisation's costs is no unit's alone."""
    structures = engagement.read_documents("structure", Structure)
    days = load_catalogues().roles.days_per_fte
    found = {code: running_cost(structures[code], days)[1].likely for code in codes if code in structures}
    return found or None
