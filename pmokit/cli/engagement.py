"""Commands that make an engagement and bring things into it and out of it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmokit.cli.app import EngagementFile, MapOption, app, use_theme
from pmokit.cli.guess import Accept, SaveMap, confirm_guess, save_guess
from pmokit.errors import InputError, PmokitError
from pmokit.exchange.readable import IMPORTS

if TYPE_CHECKING:
    from pmokit.store.engagement import Engagement

ScopeOption = Annotated[str, typer.Option(help="all, quick, or a scope that the model declares.")]
Anonymous = Annotated[
    bool, typer.Option("--anonymous", help="Withhold figures of fewer than three people; fixed once chosen.")
]
EXPORTS = ("xlsx", "booklet", "pack", "responses", "results", "links", "feedback", "workload")


@app.command()
def init(
    file: EngagementFile,
    client: Annotated[str, typer.Option(help="The client's name.")],
    units: Annotated[
        Path,
        typer.Option(
            help="Business units (code, name, parent; CSV, .xlsx), or a project list: its units and projects are taken."
        ),
    ],
    mapping: MapOption = None,
    save_map: SaveMap = None,
    model: Annotated[
        str, typer.Option(help="Maturity model of the first round: pmokit models lists them.")
    ] = "ppm_maturity",
    scope: ScopeOption = "all",
    *,
    accept: Accept = False,
    anonymous: Anonymous = False,
) -> None:
    """Start an engagement."""
    from pmokit.exchange.start import start_engagement  # noqa: PLC0415
    from pmokit.model.units import LONGEST_NAME  # noqa: PLC0415

    if not client.strip():
        raise PmokitError("--client is empty. Expected: the client's name.")
    if len(client.strip()) > LONGEST_NAME:
        raise PmokitError(f"--client has {len(client.strip())} characters. Expected: at most {LONGEST_NAME}.")
    if re.search("[\x00-\x1f\x7f\ud800-\udfff]", client):
        # Bytes that are no text come as halves of characters, which no file can hold.
        raise PmokitError(f"--client {client!a} holds signs that cannot be printed. Expected: the client's name.")
    if save_map is not None:
        save_guess(units, save_map)
        return
    engagement, brought = start_engagement(
        file,
        client.strip(),
        units,
        mapping,
        confirm=confirm_guess(accept=accept),
        model=model,
        scope=scope,
        anonymous=anonymous,
    )
    engagement.close()
    for part in brought:
        typer.echo(f"{part.rows} {part.kind} from {part.file}" + (f" ({part.note})" if part.note else ""))
    typer.echo(f"Engagement: {file}")


@app.command()
def release(
    file: EngagementFile,
    by: Annotated[str, typer.Option(help="Who says so.")],
    unit: Annotated[
        list[str] | None, typer.Option(metavar="A,B,C", help="Codes of business units; all by default.")
    ] = None,
    state: Annotated[str, typer.Option(help="draft, validated or released.")] = "released",
) -> None:
    """Release the results of units to the page over all units, or take them back to draft or validated."""
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    if not by.strip():
        raise PmokitError("--by is empty. Expected: the name of who says so.")
    with open_engagement(file) as engagement:
        assessment = engagement.assessment()
        if assessment is None:
            raise PmokitError(f"{file}: there is no assessment yet, so there are no results.")
        given = [code.strip() for codes in unit or () for code in codes.split(",") if code.strip()]
        codes = [engagement.unit(code).code for code in given or [found.code for found in engagement.units()]]
        engagement.set_unit_states(assessment.id, codes, state, author=by.strip())
    typer.echo(f"{len(codes)} {'unit' if len(codes) == 1 else 'units'} {state}: {', '.join(codes)}")


@app.command(name="round")
def round_(
    file: EngagementFile,
    model: Annotated[
        str | None, typer.Option(help="Maturity model of the next round; the same again by default.")
    ] = None,
    scope: ScopeOption = "all",
    *,
    anonymous: Anonymous = False,
    close: Annotated[bool, typer.Option("--close", help="Only close the round that is open.")] = False,
) -> None:
    """Close the open round, its results frozen, and open the next one."""
    from pmokit.content.library import load_model  # noqa: PLC0415
    from pmokit.exchange.rounds import close_round, open_round  # noqa: PLC0415
    from pmokit.exchange.scope import read_scope  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    with open_engagement(file) as engagement:
        last = engagement.assessment()
        asked = load_model(model or (last.model if last else "ppm_maturity"))
        read_scope(asked, scope)
        closed = close_round(engagement, author="pmokit round")
        if closed is not None:
            typer.echo(f"Closed: {closed.model} round {closed.round}. Its results stay as they are.")
        elif close:
            raise InputError(f"{file}: no round is open.")
        if not close:
            opened = open_round(engagement, asked, scope=scope, anonymous=anonymous, author="pmokit round")
            typer.echo(f"Opened: {opened.model} round {opened.round}.")


@app.command(name="import")
def import_(
    file: EngagementFile,
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            help=f"{IMPORTS[0].upper()}{IMPORTS[1:]}.",
        ),
    ],
    mapping: MapOption = None,
    unit: Annotated[str | None, typer.Option(help="Business unit of projects that name none.")] = None,
    save_map: SaveMap = None,
    *,
    accept: Accept = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="A form's answer wins over one that the same person gave after it was made."),
    ] = False,
) -> None:
    """Bring responses, feedback, filled forms and project lists into an engagement, and say what changes."""
    from pmokit.exchange.start import import_files  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    if save_map is not None:
        if len(inputs) != 1:
            raise InputError(f"--save-map takes one project list, not {len(inputs)}.")
        save_guess(inputs[0], save_map)
        return
    with open_engagement(file) as engagement:
        confirm = confirm_guess(accept=accept)
        for part in import_files(engagement, inputs, mapping, unit=unit, confirm=confirm, overwrite=overwrite):
            typer.echo(f"{part.rows} {part.kind} from {part.file}" + (f" ({part.note})" if part.note else ""))
            for line in part.details:
                typer.echo(f"  {line}")


@app.command()
def export(
    file: EngagementFile,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for the files, or the one file to write.")],
    form: Annotated[
        str | None,
        typer.Option(
            help="xlsx: a questionnaire for each respondent; booklet: the questions of each role, to print; pack: all "
            "questions, for the facilitator; responses, results, links (projects and their objectives), feedback (its figures): as CSV and XLSX; "
            "workload: a form for demand and capacity. Without it: responses and results."
        ),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(
            help="The roadmap of --unit: mspdi for MS Project (.xml), jira for Jira's CSV importer, xlsx as a workbook."
        ),
    ] = None,
    unit: Annotated[str, typer.Option(help="xlsx, workload, --plan: code of the business unit.")] = "",
    respondent: Annotated[
        list[str] | None, typer.Option(help="xlsx: who is asked, also several times; all of the unit by default.")
    ] = None,
    role: Annotated[str, typer.Option(help="xlsx: only the questions that this role can judge.")] = "",
    contact: Annotated[str, typer.Option(help="xlsx: who asks, and where the form goes back.")] = "",
    language: Annotated[str, typer.Option(help="Language of the texts.")] = "en",
) -> None:
    """Write files to hand out, what was answered and scored, and plans for the client's own tool."""
    from pmokit.exchange.export import export_forms  # noqa: PLC0415
    from pmokit.exchange.workload_form import write_workload_form  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415
    from pmokit.store.parts import utc_now  # noqa: PLC0415

    use_theme(None, file)
    if plan is not None:
        typer.echo(f"Written: {_export_plan(file, out, plan, form, unit, language)}")
        return
    if form not in {None, *EXPORTS}:
        raise InputError(f"--form {form}: unknown form '{form}'. Known: {', '.join(EXPORTS)}.")
    if form == "xlsx" and not unit:
        raise InputError("--form xlsx needs --unit. Expected: the code of the business unit that is asked.")
    with open_engagement(file) as engagement:
        if form == "xlsx":
            files = export_forms(
                engagement,
                out,
                unit=unit,
                respondents=respondent or (),
                role=role,
                language=language,
                contact=contact,
                now=utc_now(),
            )
        elif form in {"booklet", "pack"}:
            assessment = engagement.assessment()
            files = _print_pages(assessment.model if assessment else "ppm_maturity", form, out, language)
        elif form == "workload":
            files = [write_workload_form(engagement, out, unit)]
        else:
            files = _write_tables(engagement, form, out)
    for written in files:
        typer.echo(f"Written: {written}")


def _write_tables(engagement: "Engagement", form: str | None, out: Path) -> list[Path]:
    """Write what is in the engagement as CSV and XLSX; without a form the responses, where they may be told, and the results."""
    from pmokit.exchange.export import export_responses, export_results, is_anonymous, table_files  # noqa: PLC0415
    from pmokit.exchange.feedback_csv import export_feedback  # noqa: PLC0415
    from pmokit.exchange.objective_links import export_links  # noqa: PLC0415

    if form == "feedback":
        return export_feedback(engagement, out)
    if form == "links":
        return export_links(engagement, table_files(out, "objective_links"))
    files: list[Path] = []
    if form == "responses" or (form is None and not is_anonymous(engagement)):
        files += export_responses(engagement, out)
    elif form is None:
        typer.echo("No responses: the assessment is anonymous, a row would tell what one person said.")
    return files if form == "responses" else [*files, *export_results(engagement, out)]


def _export_plan(file: EngagementFile, out: Path, plan: str, form: str | None, unit: str, language: str) -> Path:
    from pmokit.exchange.plan_export import export_plan  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415
    from pmokit.store.parts import utc_now  # noqa: PLC0415
    from pmokit.study.unit import UnitStudy  # noqa: PLC0415

    if form is not None:
        raise InputError(f"--form {form} and --plan {plan} are two different files. Export one after the other.")
    if not unit:
        raise InputError(
            f"--plan {plan} needs --unit. Expected: the code of the business unit whose roadmap is written."
        )
    with open_engagement(file) as engagement:
        code = engagement.unit(unit).code
        return export_plan(UnitStudy(engagement, code, today=utc_now().date(), language=language), out, plan)


def _print_pages(model: str, form: str, out: Path, language: str) -> list[Path]:
    from pmokit.content.library import load_model  # noqa: PLC0415
    from pmokit.reports.booklet import write_booklets, write_pack  # noqa: PLC0415
    from pmokit.reports.browser import find_browser, print_pdf  # noqa: PLC0415

    loaded = load_model(model)
    pages = write_booklets(loaded, out, language) if form == "booklet" else [write_pack(loaded, out, language)]
    if not find_browser():
        typer.echo("No PDF: neither Chromium, Chrome nor Edge was found. Open the HTML files and print them.")
        return pages
    for page in pages:
        print_pdf(page, page.with_suffix(".pdf"))
    return [file for page in pages for file in (page, page.with_suffix(".pdf"))]


@app.command()
def backup(
    file: EngagementFile, out: Annotated[Path, typer.Argument(metavar="OUT", help="The copy, such as acme.bak.")]
) -> None:
    """Copy an engagement into one file, while others go on writing."""
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    with open_engagement(file) as engagement:
        engagement.backup(out)
    typer.echo(f"Copy: {out}")


@app.command()
def erase(
    file: EngagementFile,
    respondent: Annotated[str, typer.Option(help="Name or code of the person, to the letter.")],
    unit: Annotated[str | None, typer.Option(help="Only the person of this name in this unit.")] = None,
) -> None:
    """Remove a person's name and words from an engagement; the figures stay."""
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    with open_engagement(file) as engagement:
        code = engagement.unit(unit).code if unit else None
        erased = engagement.erase_respondent(respondent, unit=code, author="pmokit erase")
    typer.echo(f"Replaced by '{erased.pseudonym}'" + (f" in {', '.join(erased.units)}" if erased.units else ""))
    typer.echo(f"Responses that stay as figures: {erased.responses}. Texts removed: {erased.texts}.")
    for mention in erased.mentions:
        typer.echo(f"Look at it yourself: {mention}")
    typer.echo("Reports, exports and copies that lie elsewhere are not touched.")
