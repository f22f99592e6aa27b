"""All units of an engagement: reports, manifest, index and the page over all units."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jinja2

from pmokit.batch.task import Outcome, Task, check_parameters, run_task, write_text
from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.errors import ReportError
from pmokit.reports.index import index_rows
from pmokit.store.engagement import open_engagement
from pmokit.store.location import Address, full_address
from pmokit.study.portfolio import PortfolioStudy

Progress = Callable[[Outcome], None]


def unit_task(engagement: Address, unit: str, folder: Path, *, today: dt.date, language: str = "en") -> Task:
    """Return the task of one unit's report.

    Parameters
    ----------
    engagement
        The engagement file.
    unit
        Code of the unit.
    folder
        Folder for its files.
    today
        Status date where the project list has none.
    language
        Language of the texts.
    """
    parameters = {
        "engagement": full_address(engagement),
        "unit": unit,
        "language": language,
        "today": today.isoformat(),
    }
    return Task(unit, places.notebooks() / "unit_report.ipynb", parameters, folder)


def run_batch(
    engagement: Address,
    out: Path,
    *,
    today: dt.date,
    workers: int = 2,
    units: Sequence[str] | None = None,
    on_done: Progress = lambda _: None,
) -> list[Outcome]:
    """Make the reports of all units; one failing unit stops nothing else.

    Parameters
    ----------
    engagement
        The engagement file.
    out
        Folder for ``units/CODE/``, ``index.html``, ``portfolio.html`` and ``manifest.json``.
    today
        Status date where the project list has none.
    workers
        Notebooks that run at once, 1 or more.
    units
        Codes to run; by default all.
    on_done
        Called after each unit.

    Raises
    ------
    StoreError
        If the engagement cannot be read.
    ReportError
        If the output folder cannot be written, or the notebook lacks a parameter.
    """
    out = out.resolve()
    with open_engagement(engagement) as opened:
        names = {unit.code: unit.name for unit in opened.units()}
        if units is not None:
            names = {opened.unit(code).code: opened.unit(code).name for code in units}
    try:
        (out / "units").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(
            f"{out}: the folder cannot be made ({error.strerror}). Choose another one with --out."
        ) from None
    tasks = [unit_task(engagement, code, out / "units" / code, today=today) for code in names]
    summary = Task(
        "portfolio",
        places.notebooks() / "portfolio_report.ipynb",
        {"engagement": full_address(engagement), "language": "en", "today": today.isoformat()},
        out / ".portfolio",
        "portfolio.html",
    )
    for task in (*tasks[:1], summary):
        check_parameters(task)
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for outcome in pool.map(run_task, tasks):
            outcomes.append(outcome)
            on_done(outcome)
    whole = run_task(summary)
    if "html" in whole.outputs:
        whole.outputs["html"].replace(out / "portfolio.html")
    write_text(out / "manifest.json", json.dumps(manifest(outcomes, out), indent=1, ensure_ascii=False) + "\n")
    write_text(out / "index.html", _index(engagement, outcomes, today, has_portfolio="html" in whole.outputs))
    return outcomes


def manifest(outcomes: Sequence[Outcome], out: Path) -> dict[str, Any]:
    """Return what was made: status, hashes and time by unit; paths relative to ``out``."""
    return {
        "units": {
            o.task.name: {
                "status": o.status,
                "params_sha256": o.task.parameters_hash,
                "outputs": {
                    file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
                    for file in o.outputs.values()
                },
                "seconds": round(o.seconds, 2),
                "error": o.error,
            }
            for o in outcomes
        }
    }


def _index(engagement: Address, outcomes: Sequence[Outcome], today: dt.date, *, has_portfolio: bool) -> str:
    with open_engagement(engagement) as opened:
        study = PortfolioStudy(opened, today=today)
        rows = index_rows(study, {o.task.name: o.error for o in outcomes})
        client = study.settings.client
    loader = jinja2.FileSystemLoader(str(places.templates() / "report" / "pmokit"))
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.get_template("batch_index.html.j2")
    return template.render(client=client, rows=rows, theme=load_theme().model_dump(), has_portfolio=has_portfolio)
