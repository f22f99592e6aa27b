"""The command that makes the reports of all units, with progress, and what it says at the end."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmokit.cli.app import EngagementFile, ThemeOption, app, today, use_theme
from pmokit.errors import MOST_LISTED

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
        yield _say_steps()
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


def _say_steps() -> "Tell":
    """Return what prints a line for each unit; a reason that many units share is printed with the first of them."""
    first: dict[str, str] = {}

    def say(step: "Step") -> None:
        run = step.run
        done = f"done in {run.seconds:.1f} s" if step.is_fresh else "done before"
        before = first.setdefault(run.error, run.unit) if run.error else run.unit
        told = (run.error or done) if before == run.unit else f"failed for the same reason as {before}"
        typer.echo(f"{step.number}/{step.total} {run.unit}: {told}", err=True)

    return say


def _say_result(result: "Result", file: str | Path, out: Path) -> None:
    failed = {run.unit: run for run in result.runs.values() if run.status != "done"}
    for units, reason in _by_reason(result.unplanned).items():
        typer.echo(f"{units}: no roadmap: {reason}", err=True)
    reasons = {unit: run.error for unit, run in failed.items()}
    for units, reason in _by_reason(reasons).items():
        run = failed[next(unit for unit, why in reasons.items() if why == reason)]
        copy = next((f" (see {out / path})" for path in run.output), "")
        typer.echo(f"{units}: {reason}{copy}", err=True)
    if result.portfolio:
        why = ", for the same reason." if result.portfolio in reasons.values() else f": {result.portfolio}"
        typer.echo(f"The page over all units could not be made{why}", err=True)
    elif result.is_unreleased:
        typer.echo(
            f"{out / 'portfolio.html'} compares no units, as none of their results are released. "
            f"Next: pmokit release {file} --by NAME, and the batch again.",
            err=True,
        )
    kept = len(result.runs) - len(result.fresh)
    before = f", {kept} of them from an earlier batch" if kept else ""
    typer.echo(f"{len(result.runs) - len(failed)} of {result.total} reports in {out}{before}")
    if result.is_stopped:
        typer.echo(f"Stopped. Go on with: pmokit batch {file} --out {out} --resume")
        raise typer.Exit(STOPPED)
    typer.echo(f"Index: {out / 'index.html'}")
    if failed or result.portfolio:
        raise typer.Exit(1)


def _by_reason(reasons: "Mapping[str, str]") -> dict[str, str]:
    """Return each reason once, by the units that it holds for: many of them are not all named."""
    units: dict[str, list[str]] = {}
    for unit, reason in reasons.items():
        units.setdefault(reason, []).append(unit)
    named = {}
    for reason, those in units.items():
        more = len(those) - MOST_LISTED
        listed = ", ".join(those[:MOST_LISTED])
        named[f"{listed} and {more} more" if more > 0 else listed] = reason
    return named
