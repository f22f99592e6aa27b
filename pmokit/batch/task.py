"""One report: run its notebook with papermill, export it, and put the files in place at once."""

import hashlib
import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pmokit.errors import ReportError, did_you_mean
from pmokit.reports.output import DRAW_LATER

# vl-convert keeps one JavaScript engine per process; two threads must not draw at once.
_DRAWING = threading.Lock()


@dataclass(frozen=True)
class Task:
    """A notebook, its parameters and the folder for its files.

    Parameters
    ----------
    name
        What the manifest calls it: the unit's code.
    notebook
        The notebook to run.
    parameters
        Values of its parameters cell.
    folder
        Where ``report.html`` and ``notebook.ipynb`` go.
    page
        File name of the HTML page.
    """

    name: str
    notebook: Path
    parameters: Mapping[str, Any]
    folder: Path
    page: str = "report.html"

    @property
    def parameters_hash(self) -> str:
        """SHA-256 of the parameters."""
        return hashlib.sha256(json.dumps(dict(self.parameters), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """What became of a task.

    Parameters
    ----------
    task
        The task.
    status
        ``done`` or ``failed``.
    seconds
        Wall time.
    outputs
        Files by what they are: ``html``, ``notebook``.
    error
        Why it failed, in words; None when it did not.
    """

    task: Task
    status: str
    seconds: float
    outputs: Mapping[str, Path] = field(default_factory=dict)
    error: str | None = None


def check_parameters(task: Task) -> None:
    """Refuse parameter names that the notebook does not have; papermill only warns and runs with its defaults.

    Raises
    ------
    ReportError
        With every unknown name and the nearest known one.
    """
    import papermill  # noqa: PLC0415

    known = papermill.inspect_notebook(str(task.notebook))
    unknown = [name for name in task.parameters if name not in known]
    if unknown:
        words = "; ".join(f"'{name}'. {did_you_mean(name, known)}" for name in unknown)
        raise ReportError(f"{task.notebook.name}: unknown parameter {words}")


def run_task(task: Task) -> Outcome:
    """Run one report; whatever goes wrong inside is told, and leaves the executed notebook to look into.

    Parameters
    ----------
    task
        What to run.
    """
    started = time.perf_counter()
    # papermill's own cwd changes the folder of the whole process, which other threads would feel: paths are absolute instead.
    task = replace(task, folder=task.folder.resolve())
    task.folder.mkdir(parents=True, exist_ok=True)
    notebook, page = task.folder / "notebook.ipynb", task.folder / task.page
    unfinished = task.folder / ".notebook.part.ipynb"
    error = _execute(task, unfinished)
    if not unfinished.exists():
        return Outcome(task, "failed", time.perf_counter() - started, {}, error)
    unfinished.replace(notebook)
    outputs = {"notebook": notebook}
    if error is None:
        write_text(page, _export(notebook))
        outputs["html"] = page
    else:
        page.unlink(missing_ok=True)
    return Outcome(task, "failed" if error else "done", time.perf_counter() - started, outputs, error)


def write_text(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(file)


def _execute(task: Task, target: Path) -> str | None:
    """Run the notebook; return why it failed, or None."""
    import papermill  # noqa: PLC0415
    from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    # Kernels inherit the environment: charts are drawn here, after them.
    os.environ[DRAW_LATER] = "1"
    try:
        papermill.execute_notebook(
            str(task.notebook),
            str(target),
            parameters=dict(task.parameters),
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            config=Config({"KernelManager": {"transport_encryption": "auto"}}),
        )
    except PapermillExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    return None


def _export(notebook: Path) -> str:
    from pmokit.reports.html import PmokitExporter  # noqa: PLC0415

    with _DRAWING:
        body, _ = PmokitExporter().from_filename(str(notebook))
    return str(body)
