"""The command that compares rounds, units and figures of other organisations."""

from pathlib import Path
from typing import Annotated

import typer

from pmokit.cli.app import EngagementFile, ThemeOption, app, today, use_theme

PAGE, BOOK, COPY = "comparison.html", "comparison.xlsx", "comparison.ipynb"


@app.command()
def compare(
    file: EngagementFile,
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    unit: Annotated[
        str,
        typer.Option(metavar="A,B,C", help="Codes of business units, with commas between; all released by default."),
    ] = "",
    rounds: Annotated[
        str, typer.Option(metavar="1,2", help="The earlier and the later round; the last two by default.")
    ] = "",
    benchmark: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Figures of other organisations, CSV or XLSX: model, version, part, statistic, value, n, source, year.",
        ),
    ] = None,
    theme: ThemeOption = None,
) -> None:
    """Compare two rounds of units, units with each other, and both with figures that you bring, as HTML and XLSX."""
    from pmokit.batch.task import check_parameters, place, read_task, run_task  # noqa: PLC0415
    from pmokit.content import places  # noqa: PLC0415
    from pmokit.errors import ReportError  # noqa: PLC0415
    from pmokit.exchange.benchmark_file import benchmark_for  # noqa: PLC0415
    from pmokit.reports.comparison_book import write_comparison_book  # noqa: PLC0415
    from pmokit.reports.notebook import comparison_pages  # noqa: PLC0415
    from pmokit.store.location import full_address  # noqa: PLC0415

    use_theme(theme, file)
    day = today()
    given = {
        "engagement": full_address(file),
        "units": unit,
        "rounds": rounds,
        "benchmark": "" if benchmark is None else str(benchmark.resolve()),
        "today": day.isoformat(),
    }
    # What is wrong with the input is told here, before any kernel starts.
    pages = comparison_pages(given["engagement"], units=unit, rounds=rounds, today=given["today"])
    with pages.study.engagement:
        figures = benchmark_for(pages.study, given["benchmark"])
        notebook = places.notebooks() / "comparison_report.ipynb"
        task = read_task("(comparison)", notebook, given, page=PAGE, copy=COPY)
        check_parameters(task)
        made = run_task(task)
        if not made.error:
            # Before the page is put in place: one without the other would be half a comparison.
            write_comparison_book(pages.beside(figures).with_numbers(), out / BOOK, today=day)
    made = place(made, out)
    if made.error:
        copy = f" See {out / COPY}." if COPY in made.files else ""
        raise ReportError(f"the comparison could not be finished: {made.error}{copy}")
    typer.echo(f"Report: {out / PAGE}\nWorkbook: {out / BOOK}")
