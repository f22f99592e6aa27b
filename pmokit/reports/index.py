"""The list of units that a batch ends with."""

from collections.abc import Mapping
from typing import Any

from pmokit.assess.results import closeness
from pmokit.study.portfolio import PortfolioStudy
from pmokit.views.exhibit import show


def index_rows(study: PortfolioStudy, errors: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """Return one row per unit: code, name, level, score, coverage, projects, and why its report is missing.

    Parameters
    ----------
    study
        All units.
    errors
        Why the report failed, by unit; None where it did not.
    """
    overall = {} if study.scores is None else study.scores.overall.set_index("unit").to_dict("index")
    rows = []
    for unit, error in errors.items():
        found = overall.get(unit, {})
        rows.append(
            {
                "code": unit,
                "name": study.names[unit],
                "level": closeness(found.get("score"), found.get("level")) if found else "not assessed",
                "score": show(found.get("score"), "score"),
                "coverage": show(found.get("coverage"), "share"),
                "projects": study.kpis[unit][0].n if unit in study.kpis else 0,
                "error": error,
            }
        )
    return rows
