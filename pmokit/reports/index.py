"""The list of units that a batch ends with."""

from collections.abc import Mapping
from typing import Any

from pmokit.assess.results import closeness
from pmokit.model.records import Run
from pmokit.study.portfolio import PortfolioStudy
from pmokit.views.exhibit import show

STATUS = {"done": "done", "failed": "failed", "interrupted": "stopped before its end"}


def index_rows(study: PortfolioStudy, runs: Mapping[str, Run]) -> list[dict[str, Any]]:
    """Return one row per unit: code, name, level, score, coverage, projects, how its report came out, links.

    Parameters
    ----------
    study
        All units.
    runs
        What became of each report, by unit.
    """
    overall = {} if study.scores is None else study.scores.overall.set_index("unit").to_dict("index")
    projects = study.engagement.projects()[0]["unit"].value_counts()
    rows = []
    for unit, run in runs.items():
        found = overall.get(unit, {})
        page = next((path for path in run.output if path.endswith(".html")), "")
        notebook = next((path for path in run.output if path.endswith(".ipynb")), "")
        rows.append(
            {
                "code": unit,
                "name": study.names[unit],
                "level": closeness(found.get("score"), found.get("level")) if found else "not assessed",
                "score": show(found.get("score"), "score"),
                "coverage": show(found.get("coverage"), "share"),
                "projects": int(projects.get(unit, 0)),
                "status": STATUS[run.status],
                "took": f"{run.seconds:.1f} s" + (f", {run.peak_mb:,.0f} MB" if run.peak_mb else ""),
                "page": page,
                "notebook": notebook,
                "error": run.error,
            }
        )
    return rows
