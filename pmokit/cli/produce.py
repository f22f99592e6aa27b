"""Commands that make reports, serve the workshop and look at the machine."""

import datetime as dt
import json
import platform
import shutil
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import pmokit
from pmokit.cli.app import AsJson, EngagementFile, ThemeOption, app, check_folder, today, use_theme
from pmokit.cli.batch import FORMATS_HELP, make_reports
from pmokit.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from pmokit.store.engagement import Engagement


KB = 1000
NEXT_ROUND = dt.date(2027, 9, 30)
COMPARED = "Two rounds compared, the second a year later"


@app.command()
def demo(
    *,
    serve: Annotated[bool, typer.Option(help="Open the workshop at the end.")] = True,
    out: Annotated[Path | None, typer.Option(help="Folder for the sample; the user's data folder by default.")] = None,
) -> None:
    """Make the sample engagement, its reports and documents, and open its workshop."""
    import platformdirs  # noqa: PLC0415

    from pmokit.batch.tasks import Batch  # noqa: PLC0415
    from pmokit.content import places  # noqa: PLC0415
    from pmokit.exchange.sample import make_engagement  # noqa: PLC0415

    folder = out or Path(platformdirs.user_data_dir("pmokit", appauthor=False)) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "sample.pmokit"
    use_theme(None, file)
    if file.exists():
        typer.echo(f"Using the sample engagement that is there: {file}")
    else:
        make_engagement(places.templates() / "sample", file).close()
        typer.echo(f"Sample engagement: {file}")
        _make_comparison(file, folder / "comparison")
    make_reports(file, folder / "reports", Batch(plan=True))
    _make_documents(file, folder)
    if serve:
        _serve(file, port=8765, lan=False, as_json=False)


@app.command()
def report(
    file: EngagementFile,
    unit: Annotated[str, typer.Option(help="Code of the business unit.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the files.")] = None,
    formats: Annotated[str, typer.Option("--format", help=FORMATS_HELP)] = "html",
    template: Annotated[
        Path | None, typer.Option(metavar="PPTX", help="The client's own master for the deck, .pptx or .potx.")
    ] = None,
    update: Annotated[
        Path | None, typer.Option(metavar="PPTX", help="Refresh this deck instead, and keep what people changed in it.")
    ] = None,
    theme: ThemeOption = None,
    *,
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Charts of the page answer to the pointer.")
    ] = False,
) -> None:
    """Make one unit's report, or refresh a deck that was made of it before."""
    from pmokit.reports.formats import read_formats  # noqa: PLC0415

    wanted = read_formats(formats)
    use_theme(theme, file)
    if update is not None:
        _refresh(file, unit, update, out)
    elif out is None:
        raise typer.BadParameter("name a folder for the files, or a deck with --update", param_hint="--out")
    else:
        _make_report(file, unit, out, wanted, template, interactive=interactive)


def _make_report(
    file: str, unit: str, out: Path, formats: tuple[str, ...], template: Path | None, *, interactive: bool
) -> None:
    from pmokit.batch.task import check_parameters, place, run_task  # noqa: PLC0415
    from pmokit.batch.tasks import unit_task  # noqa: PLC0415
    from pmokit.errors import ReportError  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    with open_engagement(file) as engagement:
        code = engagement.unit(unit).code
    task = replace(unit_task(file, code, today=today(), formats=formats, template=template), interactive=interactive)
    check_parameters(task)
    other = _unit_in(out / task.copy)
    made = place(run_task(task), out)
    if other not in {"", code}:
        # Two units' files beside each other look like one report.
        typer.echo(f"{out} held the report of {other}: a folder for each unit keeps them apart.", err=True)
    for name in sorted(made.files):
        if name != task.copy:
            typer.echo(f"Report: {out / name}, {len(made.files[name]) / KB:,.0f} KB")
    for sentence in made.told:
        typer.echo(sentence, err=True)
    if made.error:
        copy = f" See {out / task.copy}." if task.copy in made.files else ""
        raise ReportError(f"the report of {code} could not be finished: {made.error}{copy}")


def _unit_in(notebook: Path) -> str:
    """Return the code of the unit that an executed notebook is of; empty where there is none."""
    try:
        told = json.loads(notebook.read_text(encoding="utf-8"))
        return str(told["metadata"]["papermill"]["parameters"]["unit"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _refresh(file: str, unit: str, deck: Path, out: Path | None) -> None:
    from pmokit.reports.deck.update import update_deck  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415
    from pmokit.study.unit import UnitStudy  # noqa: PLC0415

    place = deck if out is None else out / deck.name
    with open_engagement(file) as engagement:
        changes = update_deck(deck, UnitStudy(engagement, unit, today=today()), today=today(), out=place)
    for change in changes:
        typer.echo(str(change))
    refreshed = sum(change.kind == "refreshed" for change in changes)
    typer.echo(f"Deck: {place}. Refreshed: {refreshed}. Left as it is: {len(changes) - refreshed}.")


@app.command()
def document(
    file: EngagementFile,
    kind: Annotated[
        str,
        typer.Option(
            help="charter, strategy, vision (the strategy statement), kpis (a sheet for each), methodology, improvement, reviews, communication or brief (what an absent sponsor is asked)."
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    unit: Annotated[
        str,
        typer.Option(
            help="Code of the business unit; the whole organisation by default, each unit for kpis, improvement and reviews."
        ),
    ] = "",
    theme: ThemeOption = None,
) -> None:
    """Write a document of the PMO as HTML and DOCX; the communication as XLSX and ICS, the reviews as ICS, too."""
    from pmokit.reports.document_set import TITLES, write_kind  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    if kind not in TITLES:
        raise InputError(f"--kind {kind}: there is no such document. {did_you_mean(kind, TITLES)}")
    check_folder(out)
    use_theme(theme, file)
    with open_engagement(file) as engagement:
        files = write_kind(engagement, kind, unit, out, today())
        if kind == "communication":
            files += _communication_files(engagement, unit, out)
        elif kind == "reviews":
            files += _review_files(engagement, unit, out)
    for written in files:
        typer.echo(f"Document: {written}")


def _communication_files(engagement: "Engagement", unit: str, out: Path) -> list[Path]:
    from pmokit.exchange.communication_files import export_communication  # noqa: PLC0415
    from pmokit.store.parts import utc_now  # noqa: PLC0415

    return export_communication(engagement, unit, out, now=utc_now().replace(tzinfo=dt.UTC))


def _review_files(engagement: "Engagement", unit: str, out: Path) -> list[Path]:
    from pmokit.exchange.review_dates import export_review_dates  # noqa: PLC0415

    return export_review_dates(engagement, out, unit=unit, stamp=dt.datetime.now(tz=dt.UTC))


@app.command()
def workshop(
    file: EngagementFile,
    port: Annotated[
        int, typer.Option(min=1, max=65534, help="The participants' port; the facilitator's is the next one.")
    ] = 8765,
    theme: ThemeOption = None,
    *,
    lan: Annotated[bool, typer.Option("--lan", help="Let participants in the same network join.")] = False,
    as_json: AsJson = False,
) -> None:
    """Open the workshop in a browser."""
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    use_theme(theme, file)
    open_engagement(file).close()
    _serve(file, port, lan=lan, as_json=as_json)


@app.command()
def doctor(
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help="An engagement to look at.")] = None,
) -> None:
    """Say what this machine has and what it lacks, and how an engagement is."""
    from pmokit.content import places  # noqa: PLC0415
    from pmokit.exchange.text_table import table  # noqa: PLC0415
    from pmokit.reports.browser import find_browser  # noqa: PLC0415
    from pmokit.store.doctor import examine  # noqa: PLC0415
    from pmokit.warm.support import describe  # noqa: PLC0415

    browser = find_browser()
    rows = [
        ["pmokit", pmokit.__version__],
        ["Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"],
        ["SQLite", sqlite3.sqlite_version],
        ["content", str(places.kit_folder())],
        ["warm kernels", describe()],
        ["browser", browser or "none found on PATH; PDF reports need Chromium, Chrome or Edge"],
    ]
    found = examine(file) if file is not None else []
    typer.echo(table(["part", "state"], [*rows, *(list(line) for line in found)]))
    if any(part == "fault" for part, _ in found):
        raise typer.Exit(1)


def _make_comparison(file: Path, folder: Path) -> None:
    """Compare the sample with its next round, which is held in a copy: the sample itself is still in its first."""
    from pmokit.cli.compare import PAGE, write_beside  # noqa: PLC0415
    from pmokit.content import places  # noqa: PLC0415
    from pmokit.exchange.sample_rounds import hold_next_round  # noqa: PLC0415
    from pmokit.reports.comparison_pages import ComparisonPages  # noqa: PLC0415
    from pmokit.reports.pages_html import pages_html  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415
    from pmokit.study.comparison import ComparisonStudy  # noqa: PLC0415

    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pmokit-") as aside:
        copy = Path(aside) / file.name
        shutil.copyfile(file, copy)
        with open_engagement(copy) as engagement:
            hold_next_round(engagement, places.templates() / "sample", NEXT_ROUND)
            compared = ComparisonPages(ComparisonStudy(engagement, today=NEXT_ROUND))
            write_beside(compared, ("xlsx", "pptx"), folder, None, NEXT_ROUND)
            page = pages_html(compared.pages(), compared.footer())
    (folder / PAGE).write_text(page, encoding="utf-8", newline="\n")
    typer.echo(f"Comparison with a round a year later, as page, workbook and deck: {folder / PAGE}")


def _make_documents(file: Path, folder: Path) -> None:
    from pmokit.reports.document_set import WrittenDocument, write_documents, write_start_page  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    with open_engagement(file) as engagement:
        documents = write_documents(engagement, folder / "documents", today())
        compared = tuple((folder / "comparison").glob("comparison.*"))
        files = tuple(sorted(compared, key=lambda one: (one.suffix != ".html", one.suffix)))
        linked = [*documents, *([WrittenDocument("", "comparison", COMPARED, files)] if files else [])]
        page = write_start_page(engagement, linked, folder, folder / "reports")
    typer.echo(f"{len(documents)} documents in {folder / 'documents'}\nAll together: {page}")


def _serve(file: str | Path, port: int, *, lan: bool, as_json: bool) -> None:
    from pmokit.workshop.server import serve  # noqa: PLC0415

    def announce(doors: dict[str, Any]) -> None:
        if as_json:
            typer.echo(json.dumps(doors))
        else:
            typer.echo(
                f"The workshop is open. Facilitator: {doors['facilitator']}\n"
                f"Participants: {doors['participants']}, join code {doors['join_code']}\nStop it with Ctrl-C."
            )

    serve(file, port=port, lan=lan, announce=announce)
