"""The output folder of a batch: its manifest, what of an earlier batch still stands, and the index."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import jinja2

import pmokit
from pmokit.batch.task import Made, Task, write_bytes
from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.errors import ReportError
from pmokit.model.records import Run
from pmokit.reports.index import index_rows
from pmokit.study.portfolio import PortfolioStudy

TOOLS = ("papermill", "nbclient", "nbconvert", "ipykernel", "altair", "vl-convert-python", "pandas")


def make_folder(out: Path) -> Path:
    """Return the absolute output folder, made if missing.

    Raises
    ------
    ReportError
        If it cannot be made.
    """
    out = out.resolve()
    try:
        (out / "units").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(
            f"{out}: the folder cannot be made ({error.strerror}). Choose another one with --out."
        ) from None
    return out


def run_of(made: Made, task: Task, folder: Path, out: Path, inputs: str) -> Run:
    """Return the record of a report whose files are in place.

    Parameters
    ----------
    made, task
        What came of it, and what it was.
    folder, out
        Where its files are, and the folder that their paths are told from.
    inputs
        Hash of what the engagement held for it.
    """
    return Run(
        unit=task.name,
        params_sha256=task.parameters_hash,
        inputs=inputs,
        kit=pmokit.__version__,
        started=made.started,
        ended=made.ended,
        status=made.status,
        output={
            (folder / name).relative_to(out).as_posix(): hashlib.sha256(body).hexdigest()
            for name, body in made.files.items()
        },
        error=made.error or "",
        seconds=round(made.seconds, 2),
        peak_mb=None if made.peak_mb is None else round(made.peak_mb, 1),
    )


def still_stands(run: Run, task: Task, inputs: str, out: Path) -> bool:
    """Return whether an earlier run need not be done again: done, by this pmokit, from the same, and its files are there.

    Parameters
    ----------
    run
        The latest run of the unit.
    task
        What would be run now.
    inputs
        Hash of what the engagement holds for it now.
    out
        The output folder.
    """
    if run.status != "done":
        return False
    before = (run.params_sha256, run.inputs, run.kit)
    return before == (task.parameters_hash, inputs, pmokit.__version__) and all(
        _hash(out / path) == digest for path, digest in run.output.items()
    )


def write_manifest(out: Path, runs: Sequence[Run], *, seconds: float, workers: int) -> None:
    """Write what was made: status, hashes, time by unit; versions and the memory of each kernel beside.

    Parameters
    ----------
    out
        The output folder.
    runs
        One for each unit of the batch.
    seconds, workers
        Wall time of the whole batch, and how many reports were made at once.
    """
    document = {
        "units": {
            run.unit: {
                "status": run.status,
                "params_sha256": run.params_sha256,
                "outputs": run.output,
                "seconds": run.seconds,
                "error": run.error or None,
            }
            for run in runs
        },
        "versions": {"pmokit": pmokit.__version__, **{name: version(name) for name in TOOLS}},
        "batch": {
            "seconds": round(seconds, 2),
            "workers": workers,
            "inputs": {run.unit: run.inputs for run in runs},
            "peak_mb": {run.unit: run.peak_mb for run in runs},
        },
    }
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    write_bytes(out / "manifest.json", f"{text}\n".encode())


def write_index(out: Path, study: PortfolioStudy, runs: Mapping[str, Run], *, has_portfolio: bool) -> None:
    """Write the page that lists all units with level, status and links.

    Parameters
    ----------
    out
        The output folder.
    study
        All units.
    runs
        By unit, in the order of the page.
    has_portfolio
        Whether there is a page over all units.
    """
    loader = jinja2.FileSystemLoader(str(places.templates() / "report" / "pmokit"))
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    page = environment.get_template("batch_index.html.j2").render(
        client=study.settings.client,
        rows=index_rows(study, runs),
        theme=load_theme().model_dump(),
        has_portfolio=has_portfolio,
    )
    write_bytes(out / "index.html", page.encode())


def _hash(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None
