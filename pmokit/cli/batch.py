"""The command that makes the reports of all units, with progress, and what it says at the end."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmokit.cli.app import EngagementFile, ThemeOption, app, today, use_theme

if TYPE_CHECKING:
    from pmokit.batch.run import Result, Step, Tell
    from pmokit.batch.tasks import Batch

STOPPED = 130
"""What shells expect of a program that Ctrl-C has ended."""
FORMATS_HELP = "One or more of html, pptx, xlsx, pdf, docx, with commas between."


@app.command()
def batch(
    file: EngagementFile,
    out: Annotated[Path, typer.Option(help="Folder for the reports.")],
    workers: Annotated[int, typer.Option(min=1, help="Reports that are made at once.")] = os.cpu_count() or 1,
    formats: Annotated[str, typer.Option("--format", help=FORMATS_HELP)] = "html",
    template: Annotated[
        Path | None, typer.Option(metavar="PPTX", help="The client's own master for the decks, .pptx or .potx.")
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(help="CSV or XLSX with a column 'unit' and perhaps one for each parameter of the notebook."),
    ] = None,
    notebook: Annotated[Path | None, typer.Option(help="Another notebook than the kit's unit report.")] = None,
    timeout: Annotated[float | None, typer.Option(min=1, help="Seconds that one unit may take.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler that the units are sent to.")
    ] = None,
    theme: ThemeOption = None,
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Leave what is done and unchanged as it is.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Solve and keep the roadmaps first.")] = False,
) -> None:
    """Make the reports of all units, with an index."""
    from pmokit.batch.tasks import Batch  # noqa: PLC0415
    from pmokit.reports.formats import read_formats  # noqa: PLC0415

    use_theme(theme, file)
    how = Batch(
        workers=workers,
        table=units,
        notebook=notebook,
        resume=resume,
        plan=plan,
        seconds=timeout,
        scheduler=scheduler,
        formats=read_formats(formats),
        template=template,
    )
    make_reports(file, out, how)


def make_reports(file: str | Path, out: Path, how: "Batch") -> None:
    """Run a batch with progress, and end the program as it went: 1 after failures, 130 after Ctrl-C.

    Parameters
    ----------
    file
        The engagement.
    out
        Folder for the reports.
    how
        Workers, units, and so on.
    """
    from pmokit.batch.run import run_batch  # noqa: PLC0415

    with _progress() as tell:
        result = run_batch(file, out, today=today(), how=how, tell=tell)
    _say_result(result, file, out)


@contextmanager
def _progress() -> "Iterator[Tell]":
    """Give what tells of each unit: a bar with the time left on a terminal, else a line."""
    if not sys.stderr.isatty():
        yield _say_step
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("Reports", total=None)
        failed = 0

        def move(step: "Step") -> None:
            nonlocal failed
            failed += step.run.status != "done"
            words = f"Reports, {failed} failed" if failed else "Reports"
            progress.update(bar, completed=step.number, total=step.total, description=words)

        yield move


def _say_step(step: "Step") -> None:
    done = f"done in {step.run.seconds:.1f} s" if step.is_fresh else "done before"
    typer.echo(f"{step.number}/{step.total} {step.run.unit}: {step.run.error or done}", err=True)


def _say_result(result: "Result", file: str | Path, out: Path) -> None:
    failed = [run for run in result.runs.values() if run.status != "done"]
    for sentence in result.unplanned:
        typer.echo(sentence, err=True)
    for run in failed:
        copy = next((out / path for path in run.output), out / "units" / run.unit)
        typer.echo(f"{run.unit}: {run.error} (see {copy})", err=True)
    if result.portfolio:
        typer.echo(f"The page over all units could not be made: {result.portfolio}", err=True)
    kept = len(result.runs) - len(result.fresh)
    before = f", {kept} of them from an earlier batch" if kept else ""
    typer.echo(f"{len(result.runs) - len(failed)} of {result.total} reports in {out}{before}")
    if result.is_stopped:
        typer.echo(f"Stopped. Go on with: pmokit batch {file} --out {out} --resume")
        raise typer.Exit(STOPPED)
    typer.echo(f"Index: {out / 'index.html'}")
    if failed or result.portfolio:
        raise typer.Exit(1)
