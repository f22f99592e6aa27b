"""The list of units that a batch ends with."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from pmokit.assess.results import print_level
from pmokit.model.printing import print_day
from pmokit.model.records import Run
from pmokit.model.roadmap import StoredRoadmap
from pmokit.model.steps import quarter_label
from pmokit.study.portfolio import PortfolioStudy
from pmokit.views.exhibit import show

STATUS = {"done": "", "failed": "failed", "interrupted": "stopped before its end"}
CALLED = {".html": "page", ".pptx": "deck", ".xlsx": "workbook", ".pdf": "PDF", ".docx": "Word"}
"""What a client calls the files of a report; the notebook is for those who look into a failure."""


def index_rows(study: PortfolioStudy, runs: Mapping[str, Run]) -> list[dict[str, Any]]:
    """Return one row per unit: code, name, level, coverage, roadmap, what went wrong with its report, and the files of it.

    Parameters
    ----------
    study
        All units.
    runs
        What became of each report, by unit.
    """
    overall = {} if study.scores is None else study.scores.overall.set_index("unit").to_dict("index")
    kept = study.engagement.latest_documents(["roadmap"], list(runs))
    bodies = {found.unit: found.body for found in kept}
    rows = []
    for unit, run in runs.items():
        found = overall.get(unit, {})
        notebook = next((path for path in run.output if path.endswith(".ipynb")), "")
        files = [(_called(path), path) for path in run.output if PurePosixPath(path).suffix in CALLED]
        rows.append(
            {
                "code": unit,
                "name": study.names[unit],
                "level": print_level(found) if found else "not assessed",
                "coverage": show(found.get("coverage"), "share"),
                "roadmap": _roadmap(bodies[unit], study.settings.first_quarter) if unit in bodies else "none kept",
                "status": STATUS[run.status],
                "files": sorted(files, key=lambda one: list(CALLED).index(PurePosixPath(one[1]).suffix)),
                "page": next((path for path in run.output if path.endswith(".html")), ""),
                "notebook": notebook if run.status != "done" else "",
                "error": run.error,
            }
        )
    return rows


def _called(path: str) -> str:
    file = PurePosixPath(path)
    return file.stem.removeprefix("pmo_").replace("_", " ") if file.suffix == ".docx" else CALLED[file.suffix]


def _roadmap(body: Any, first_quarter: str) -> str:
    """Return a kept roadmap in words; a damaged one is told here as well as in its report."""
    try:
        stored = StoredRoadmap.model_validate(body)
    except ValidationError:
        return "cannot be read"
    starts = [start for start in stored.plan.schedule.values() if start is not None]
    if not starts:
        return "no initiative"
    many = f"{len(starts)} initiative{'' if len(starts) == 1 else 's'}"
    return f"{many} from {quarter_label(first_quarter, min(starts))}, planned on {print_day(stored.made_on)}"
