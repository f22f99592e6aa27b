"""What an engagement knows about its projects, gathered for the KPIs."""

import pandas as pd

from pmokit.store.engagement import Engagement
from pmokit.strategy.measures.facts import Facts


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
    return Facts(
        projects=projects,
        withheld=withheld,
        periods=_of_unit(engagement.project_periods(unit), unit),
        links=_of_unit(engagement.objective_links(), unit),
        benefits=_of_unit(engagement.benefits(), unit),
    )


def _of_unit(frame: pd.DataFrame, unit: str | None) -> pd.DataFrame | None:
    if frame.empty:
        return None
    return frame if unit is None else frame[frame["unit"] == unit]
