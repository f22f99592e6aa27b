"""The command that compares rounds, units and figures of other organisations."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmokit.cli.app import EngagementFile, ThemeOption, app, check_folder, today, use_theme

if TYPE_CHECKING:
    from pmokit.reports.comparison_pages import ComparisonPages
    from pmokit.study.comparison import ComparisonStudy

PAGE, COPY, STEM = "comparison.html", "comparison.ipynb", "comparison"
CALLED = {"html": "Report", "xlsx": "Workbook", "pptx": "Deck", "pdf": "PDF"}


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
    formats: Annotated[
        str, typer.Option("--format", help="One or more of html, xlsx, pdf, pptx, with commas between.")
    ] = "html,xlsx",
    template: Annotated[
        Path | None, typer.Option(metavar="PPTX", help="The client's own master for the deck, .pptx or .potx.")
    ] = None,
    theme: ThemeOption = None,
) -> None:
    """Compare two rounds of units, units with each other, and both with figures that you bring."""
    from pmokit.exchange.benchmark_file import benchmark_for  # noqa: PLC0415
    from pmokit.reports.formats import read_formats  # noqa: PLC0415
    from pmokit.reports.notebook import comparison_pages  # noqa: PLC0415
    from pmokit.store.location import full_address  # noqa: PLC0415

    wanted = read_formats(formats, ("html", "xlsx", "pdf", "pptx"))
    use_theme(theme, file)
    check_folder(out)
    given = {
        "engagement": full_address(file),
        "units": unit,
        "rounds": rounds,
        "benchmark": "" if benchmark is None else str(benchmark.resolve()),
        "today": today().isoformat(),
    }
    # What is wrong with the input is told here, before any kernel starts.
    pages = comparison_pages(given["engagement"], units=unit, rounds=rounds, today=given["today"])
    with pages.study.engagement:
        compared = pages.beside(benchmark_for(pages.study, given["benchmark"]))
        told = [*_write(compared, given, wanted, out, template), *_left_out(pages.study)]
    for name in wanted:
        typer.echo(f"{CALLED[name]}: {out / f'{STEM}.{name}'}")
    for sentence in told:
        typer.echo(sentence, err=True)


def _left_out(study: "ComparisonStudy") -> list[str]:
    """Say which units the comparison does without, and what to do where their results only wait for a word."""
    told = [f"Left out: {study.names[unit]}, as {reason}." for unit, reason in study.left_out.items()]
    waiting = [unit for unit, reason in study.left_out.items() if reason.endswith("not released")]
    return [*told, f"Next: pmokit release FILE --by NAME --unit {','.join(waiting)}"] if waiting else told


def _write(
    compared: "ComparisonPages", given: dict[str, str], wanted: Sequence[str], out: Path, template: Path | None
) -> list[str]:
    """Write the files, all or none of page, workbook and deck, and return what should be said."""
    from pmokit.batch.files import make_pdf  # noqa: PLC0415
    from pmokit.batch.task import check_parameters, place, read_task, run_task  # noqa: PLC0415
    from pmokit.content import places  # noqa: PLC0415
    from pmokit.errors import ReportError  # noqa: PLC0415

    task = read_task("(comparison)", places.notebooks() / "comparison_report.ipynb", given, page=PAGE, copy=COPY)
    check_parameters(task)
    needs_page = bool({"html", "pdf"} & set(wanted))
    made = run_task(task) if needs_page else None
    told: list[str] = []
    if made is None or not made.error:
        # Before the page is put in place: one without the other would be half a comparison.
        told += write_beside(compared, wanted, out, template, dt.date.fromisoformat(given["today"]))
    if made is None:
        return told
    if "pdf" in wanted and not made.error:
        printed = make_pdf(made.files[PAGE])
        made = replace(made, files={**made.files, **{f"{STEM}.pdf": raw for raw in printed.files.values()}})
        if printed.problems:
            made = replace(made, error="; ".join(printed.problems))
    if "html" not in wanted and not made.error:
        made = replace(made, files={f"{STEM}.pdf": made.files[f"{STEM}.pdf"]})
    made = place(made, out)
    if made.error:
        copy = f" See {out / COPY}." if COPY in made.files else ""
        raise ReportError(f"the comparison could not be finished: {made.error}{copy}")
    return told


def write_beside(
    compared: "ComparisonPages", wanted: Sequence[str], out: Path, template: Path | None, day: dt.date
) -> list[str]:
    """Write workbook and deck of a comparison, as far as they are wanted, and return what should be said."""
    told: list[str] = []
    if "xlsx" in wanted:
        from pmokit.reports.comparison_book import write_comparison_book  # noqa: PLC0415

        write_comparison_book(compared.with_numbers(), out / f"{STEM}.xlsx", today=day)
    if "pptx" in wanted:
        from pmokit.reports.deck.write import write_comparison_deck  # noqa: PLC0415

        told += write_comparison_deck(compared, out / f"{STEM}.pptx", template=template, today=day).told
    return told
