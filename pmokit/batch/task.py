"""One report: run its notebook, export it, and hand over the files; the same function here and on a cluster."""

import datetime as dt
import hashlib
import json
import tempfile
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pmokit
from pmokit.batch.files import NAMES, Files, StoryFiles, make_files, make_pdf, needs_story, story_files
from pmokit.batch.watch import WATCH
from pmokit.content.library import load_theme
from pmokit.errors import InputError, ReportError, did_you_mean, say_error
from pmokit.model.records import RunStatus
from pmokit.reports.drawing_door import DOOR
from pmokit.reports.formats import WORD_FILES
from pmokit.reports.output import DRAW_LATER
from pmokit.reports.printer import PRINTER
from pmokit.reports.renderer import RENDERER
from pmokit.store.parts import utc_now

_EXPORTERS = threading.local()


@dataclass(frozen=True)
class Task:
    """A notebook and its parameters; holds all that another machine needs, beside the engagement.

    Parameters
    ----------
    name
        What the manifest calls it: the unit's code.
    source
        The notebook as JSON.
    notebook
        Its file name.
    parameters
        Values of its parameters cell.
    page
        File name of the HTML page.
    copy
        File name of the executed notebook.
    seconds
        Time limit; None for none.
    environment
        Variables for the kernel, beside those of its parent.
    formats
        What is made; the notebook is run where html or pdf is among them.
    template
        The client's master for the deck as a file; None = our plain one.
    interactive
        Whether the charts of the page answer to the pointer.
    """

    name: str
    source: str
    notebook: str
    parameters: Mapping[str, Any]
    page: str = "report.html"
    copy: str = "notebook.ipynb"
    seconds: float | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ("html",)
    template: bytes | None = None
    interactive: bool = False

    @property
    def needs_page(self) -> bool:
        """Whether the notebook has to be run."""
        return "html" in self.formats or "pdf" in self.formats

    @property
    def parameters_hash(self) -> str:
        """SHA-256 of the notebook, the parameters, the theme, the formats and the client's master."""
        said = [self.source, json.dumps(dict(self.parameters), sort_keys=True), *sorted(self.environment)]
        # A page's look is no parameter of its notebook.
        said.append(load_theme().model_dump_json())
        said += ["interactive"] if self.interactive else []
        said += [",".join(self.formats), hashlib.sha256(self.template or b"").hexdigest()]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()


@dataclass(frozen=True)
class Made:
    """What came of a task, not yet on the disk.

    Parameters
    ----------
    name, page
        Of the task.
    status
        ``done``, ``failed`` or ``interrupted``.
    started, ended
        UTC.
    seconds
        Wall time.
    files
        Bytes by file name.
    error
        Why it failed, in words; None when it did not.
    peak_mb
        The most memory that its kernel had; None where nobody could look.
    kit
        Version of pmokit that made it.
    told
        Sentences on what stands in for something else, or was left out.
    lacking
        Names of the files that were asked for and could not be made.
    """

    name: str
    page: str
    status: RunStatus
    started: dt.datetime
    ended: dt.datetime
    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict)
    error: str | None = None
    peak_mb: float | None = None
    kit: str = pmokit.__version__
    told: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def read_task(name: str, notebook: Path, parameters: Mapping[str, Any], **options: Any) -> Task:
    """Return the task of a notebook file.

    Parameters
    ----------
    name
        What the manifest calls it.
    notebook
        The file.
    parameters
        Values of its parameters cell.
    options
        As for :class:`Task`.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    try:
        source = notebook.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{notebook}: the notebook cannot be read ({error}).") from None
    return Task(name, source, notebook.name, parameters, **options)


def known_parameters(source: str, notebook: str) -> dict[str, str]:
    """Return the parameters of a notebook with the types that it gives them.

    Parameters
    ----------
    source
        The notebook as JSON.
    notebook
        Its file name, for a complaint.

    Raises
    ------
    InputError
        If it is no notebook.
    """
    import papermill  # noqa: PLC0415
    from nbformat.reader import NotJSONError  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="pmokit-") as folder:
        file = Path(folder) / "notebook.ipynb"
        file.write_text(source, encoding="utf-8")
        try:
            found = papermill.inspect_notebook(str(file))
        except (NotJSONError, AttributeError, KeyError) as error:
            raise InputError(f"{notebook}: this is no notebook ({error}).") from None
    return {name: about["inferred_type_name"] for name, about in found.items()}


def check_parameters(task: Task) -> None:
    """Refuse parameter names that the notebook does not have; papermill only warns and runs with its defaults.

    Parameters
    ----------
    task
        The task.

    Raises
    ------
    ReportError
        With every unknown name and the nearest known one.
    """
    known = known_parameters(task.source, task.notebook)
    unknown = [name for name in task.parameters if name not in known]
    if unknown:
        words = "; ".join(f"'{name}'. {did_you_mean(name, known)}" for name in unknown)
        raise ReportError(f"{task.notebook}: unknown parameter {words}")


def run_task(task: Task) -> Made:
    """Run one report; whatever goes wrong inside is told, and the executed notebook is there to look into.

    Parameters
    ----------
    task
        What to run.
    """
    started, clock = utc_now(), time.perf_counter()

    def made(status: RunStatus, **rest: Any) -> Made:
        return Made(task.name, task.page, status, started, utc_now(), time.perf_counter() - clock, **rest)

    if WATCH.must_end.is_set():
        return made("interrupted")
    try:
        with story_files(task.parameters, task.formats, task.template) as story:
            page, more = _make(task, story)
    except Exception as error:  # noqa: BLE001 - one report that cannot be made must not stop the others
        return made("failed", error=say_error(type(error).__name__, str(error)), lacking=_names(task, ()))
    files = {**page.files, **more.files}
    lacking, told = _names(task, files), {"told": more.told, "peak_mb": page.peak_mb}
    beside = [text for text in (*page.problems, *more.problems) if page.error is None or page.error not in text]
    problems = [*([page.error] if page.error else []), *beside]
    if problems:
        status: RunStatus = "interrupted" if WATCH.must_end.is_set() else "failed"
        return made(status, files=files, error=" ".join(problems), lacking=lacking, **told)
    if not set(files) - {task.copy}:
        # Every format that was asked for is refused; that nothing came of it is no success.
        return made("failed", files=files, error=" ".join(more.told), lacking=lacking, peak_mb=page.peak_mb)
    return made("done", files=files, lacking=lacking, **told)


@dataclass(frozen=True)
class _Page:
    """What came of the notebook: its files, why it failed, why it could not be printed."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    error: str | None = None
    problems: tuple[str, ...] = ()
    peak_mb: float | None = None


def _make(task: Task, story: StoryFiles) -> tuple[_Page, Files]:
    """Make everything, the page and what comes of it while the kernel that ran the notebook writes the other files."""
    # What Word needs as a picture is drawn already, or drawn here.
    environment = {**({DOOR: RENDERER.door()} if "docx" in task.formats else {}), **task.environment}
    if not task.needs_page:
        return _Page(), make_files(story, environment=environment, seconds=task.seconds)
    from pmokit.batch.engine import Follow, execute  # noqa: PLC0415 - papermill takes a second

    told: list[Future[_Page]] = []
    # The charts of a cell are drawn while the kernel computes the next one.
    with ThreadPoolExecutor(1, thread_name_prefix="draw") as draws, ThreadPoolExecutor(1, "page") as prints:
        if "pdf" in task.formats:
            # A browser takes as long to start as a page takes to print.
            prints.submit(PRINTER.prepare)
        follow = Follow(
            cell=lambda cell: draws.submit(_draw_ahead, cell.get("outputs", ())),
            cells=lambda notebook: told.append(prints.submit(_print, task, notebook)),
            closing=story.code if needs_story(task.formats) else "",
        )
        done = execute(
            task.source,
            task.notebook,
            task.parameters,
            environment={DRAW_LATER: "1", **environment},
            seconds=task.seconds,
            follow=follow,
        )
        printed = told[0].result() if told and done.error is None else _Page()
    files = {task.copy: _notebook_bytes(done.notebook), **printed.files}
    made = story.read(done.closing_error) if follow.closing else Files()
    return _Page(files, done.error, printed.problems, done.peak_mb), made


def _draw_ahead(outputs: Sequence[Any]) -> None:
    """Have the renderer draw the charts of a cell; it hands them over again when the page needs them, and so does it with complaints."""
    from pmokit.reports.html import chart_specifications  # noqa: PLC0415 - nbconvert takes half a second

    for spec in chart_specifications(outputs):
        RENDERER.draw(spec)


def _print(task: Task, notebook: Any) -> _Page:
    """Make page and PDF of a notebook whose cells have run."""
    plain = _export(notebook) if "pdf" in task.formats or not task.interactive else ""
    page = _export(notebook, interactive=True) if task.interactive and "html" in task.formats else plain
    files = {task.page: page.encode()} if "html" in task.formats else {}
    # Paper has no use for charts that answer the mouse.
    pdf = make_pdf(plain.encode()) if "pdf" in task.formats else Files()
    return _Page({**files, **pdf.files}, problems=pdf.problems)


def _names(task: Task, made: Collection[str]) -> tuple[str, ...]:
    """Return the files of a task's formats that are not there."""
    names = {**{name: (file,) for name, file in NAMES.items()}, "html": (task.page,), "docx": WORD_FILES}
    return tuple(file for name in task.formats for file in names[name] if file not in made)


def place(made: Made, folder: Path) -> Made:
    """Put the files of a report in place, each whole or not at all, and return it without their bytes.

    Files of an earlier run that do not hold any more are removed.

    Parameters
    ----------
    made
        The report.
    folder
        Where its files go; is made if missing.
    """
    if made.status == "interrupted":
        return replace(made, files={})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in made.lacking or ((made.page,) if made.error is not None else ()):
            (folder / name).unlink(missing_ok=True)
        for name, body in made.files.items():
            write_bytes(folder / name, body)
    except OSError as error:
        return replace(
            made,
            status="failed",
            files={},
            error=f"{folder}: cannot be written ({error.strerror}). Choose another folder with --out.",
        )
    return made


def write_bytes(file: Path, body: bytes) -> None:
    """Write a file whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(body)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _notebook_bytes(notebook: Any) -> bytes:
    # Laid out in lines, as nbformat does it, this is done by Python and not by C, which takes far longer.
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True).encode()


def _export(notebook: Any, *, interactive: bool = False) -> str:
    from pmokit.reports.html import PmokitExporter  # noqa: PLC0415

    # Compiling its template takes longer than filling it.
    name = "interactive" if interactive else "plain"
    if not hasattr(_EXPORTERS, name):
        setattr(_EXPORTERS, name, PmokitExporter(drawer=RENDERER.draw, interactive=interactive))
    body, _ = getattr(_EXPORTERS, name).from_notebook_node(notebook)
    return str(body)
