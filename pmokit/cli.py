"""The ``pmokit`` command: thin; every line of work is done in a room below."""

import datetime as dt
import json
import logging
import os
import platform
import secrets
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

import pmokit
from pmokit.errors import InputError, PmokitError, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from pmokit.assess.variants import Setting

app = typer.Typer(
    name="pmokit",
    help="Design, launch and scale a strategic Project Management Office.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
MapOption = Annotated[str | None, typer.Option("--map", help="Column mapping: an id of templates/mappings, or a file.")]
EngagementFile = Annotated[Path, typer.Argument(metavar="FILE", help="The engagement file, such as acme.pmokit.")]
OUR_FAULT = 3


def main() -> NoReturn:
    """Run the command line: 0 done, 1 the input is at fault, 2 usage, 3 a fault of ours."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except PmokitError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has enough; writing on would only complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001
        _own_fault(error)
    sys.exit(0)


def _own_fault(error: Exception) -> NoReturn:
    import platformdirs  # noqa: PLC0415

    number = secrets.token_hex(3).upper()
    folder = Path(platformdirs.user_log_dir("pmokit"))
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=folder / "pmokit.log", format="%(asctime)s %(message)s")
    logging.getLogger("pmokit").error("fault %s", number, exc_info=error)
    typer.echo(
        f"Something went wrong inside pmokit (code {number}). The details are in {folder / 'pmokit.log'}.", err=True
    )
    sys.exit(OUR_FAULT)


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"pmokit {pmokit.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Design, launch and scale a strategic Project Management Office."""


@app.command()
def demo(
    *,
    serve: Annotated[bool, typer.Option(help="Open the workshop at the end.")] = True,
    out: Annotated[Path | None, typer.Option(help="Folder for the sample; the user's data folder by default.")] = None,
) -> None:
    """Make the sample engagement, its reports, and open its workshop."""
    import platformdirs  # noqa: PLC0415

    from pmokit.content import places  # noqa: PLC0415
    from pmokit.exchange.sample import make_engagement  # noqa: PLC0415

    folder = out or Path(platformdirs.user_data_dir("pmokit", appauthor=False)) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "sample.pmokit"
    if file.exists():
        typer.echo(f"Using the sample engagement that is there: {file}")
    else:
        make_engagement(places.templates() / "sample", file).close()
        typer.echo(f"Sample engagement: {file}")
    _run_batch(file, folder / "reports", workers=os.cpu_count() or 1)
    if serve:
        _serve(file, port=8765, lan=False, as_json=False)


@app.command()
def init(
    file: EngagementFile,
    client: Annotated[str, typer.Option(help="The client's name.")],
    units: Annotated[
        Path, typer.Option(help="CSV of business units (code, name, parent), or a project list with --map.")
    ],
    mapping: MapOption = None,
    *,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Withhold figures of fewer than three people; fixed once chosen.")
    ] = False,
) -> None:
    """Start an engagement."""
    from pmokit.exchange.start import start_engagement  # noqa: PLC0415

    if not client.strip():
        raise PmokitError("--client is empty. Expected: the client's name.")
    engagement, brought = start_engagement(file, client.strip(), units, mapping, anonymous=anonymous)
    engagement.close()
    for part in brought:
        typer.echo(f"{part.rows} {part.kind} from {part.file}" + (f" ({part.note})" if part.note else ""))
    typer.echo(f"Engagement: {file}")


@app.command()
def lint(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Content files or folders.")] = None,
) -> None:
    """Check questionnaires and catalogues: file:line:column: what. expected. hint. Only faults make it fail."""
    from pmokit.content.lint import lint as check  # noqa: PLC0415

    report = check(paths or [])
    for found in report.findings:
        typer.echo(str(found))
    counts = ((len(report.files), "content file"), (len(report.faults), "fault"), (len(report.warnings), "warning"))
    summary = ", ".join(f"{number or 'no'} {word}{'' if number == 1 else 's'}" for number, word in counts)
    typer.echo(summary, err=bool(report.faults))
    if report.faults:
        raise typer.Exit(1)


@app.command()
def score(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Model id, or a folder.")],
    responses: Annotated[Path, typer.Argument(metavar="RESPONSES.csv")],
    rule: Annotated[str | None, typer.Option(help="Scoring rule, or all; the model's own by default.")] = None,
    scope: Annotated[str, typer.Option(help="all, quick, or a scope that the model declares.")] = "all",
    mandate: Annotated[
        Path | None, typer.Option(help="YAML file with scope, services, source: only these services count.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT[/PART]", help="Explain one score instead: a unit's, or that of a domain or question."
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Score responses: unit, respondent, question, answer (and role, comment, evidence)."""
    from pmokit.assess.mandate import document_with_approaches, score_approaches  # noqa: PLC0415
    from pmokit.assess.rules.registry import applicable_rules  # noqa: PLC0415
    from pmokit.assess.scoring import score as score_responses  # noqa: PLC0415
    from pmokit.assess.variants import Setting  # noqa: PLC0415
    from pmokit.content.library import load_model  # noqa: PLC0415
    from pmokit.exchange.responses_csv import read_responses  # noqa: PLC0415
    from pmokit.exchange.scope import read_scope  # noqa: PLC0415
    from pmokit.exchange.text import score_text  # noqa: PLC0415

    loaded = load_model(model)
    asked = read_scope(loaded, scope, mandate)
    frame = read_responses(responses, loaded)
    if explain is not None:
        _explain(Setting(loaded, rule, asked), frame, explain, as_json=as_json)
        return
    able, left_out = applicable_rules(loaded)
    names = list(able) if rule == "all" else [rule or loaded.meta.rule]
    scored = {name: score_responses(loaded, frame, rule=name, scope=asked) for name in names}
    if not as_json:
        lines = [f"Left out: {name}, as {why}" for name, why in left_out.items()] if rule == "all" else []
        typer.echo("\n\n".join([*(score_text(one, score_approaches(loaded, one)) for one in scored.values()), *lines]))
    elif rule == "all":
        documents = {name: document_with_approaches(loaded, one) for name, one in scored.items()}
        head = {"model": loaded.id, "version": loaded.version}
        _print_json({**head, "rules": documents, "left_out": left_out})
    else:
        _print_json(document_with_approaches(loaded, scored[names[0]]))


@app.command()
def kpis(
    projects: Annotated[Path, typer.Argument(metavar="PROJECTS")],
    mapping: MapOption = None,
    by: Annotated[str, typer.Option(help="unit: one line of figures for each business unit.")] = "all",
    *,
    as_json: AsJson = False,
) -> None:
    """Measure the indicators that a project list allows."""
    from pmokit.content.library import load_mapping  # noqa: PLC0415
    from pmokit.exchange.projects import read_projects  # noqa: PLC0415
    from pmokit.exchange.text import kpi_text  # noqa: PLC0415
    from pmokit.strategy.kpis import kpi_document, measure_by_unit  # noqa: PLC0415

    if by not in {"all", "unit"}:
        raise PmokitError(f"--by {by}: unknown grouping. Known: all, unit.")
    listed = read_projects(projects, load_mapping(mapping or "pmokit"))
    as_of = dt.date.fromisoformat(listed.mapping.status_date) if listed.mapping.status_date else _today()
    frame = listed.frame if by == "unit" else listed.frame.assign(unit="all")
    measured = measure_by_unit(frame, listed.withheld, as_of)
    if as_json:
        _print_json(kpi_document(measured))
    else:
        typer.echo(kpi_text(measured))


@app.command()
def recommend(
    profile: Annotated[
        Path, typer.Argument(metavar="PROFILE.yaml", help="Option by criterion of the organisation profile, or null.")
    ],
    weights: Annotated[
        Path | None, typer.Option(help="YAML file with order, swing or ahp; the profile's own importance by default.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws; the same seed gives the same advice.")] = 1,
    *,
    as_json: AsJson = False,
) -> None:
    """Advise on the type of PMO and the level of control, with reasons and what would change the advice."""
    from pmokit.content.library import load_guides, load_profile  # noqa: PLC0415
    from pmokit.exchange.profile_yaml import read_answers, read_weights  # noqa: PLC0415
    from pmokit.exchange.recommendation_text import recommendation_document, recommendation_text  # noqa: PLC0415
    from pmokit.strategy.pmo_type import recommend as advise  # noqa: PLC0415

    asked = load_profile()
    answers = read_answers(profile, asked)
    given = read_weights(weights, asked) if weights else None
    advice = advise(asked, answers, weights=given, seed=seed, guides=load_guides())
    if as_json:
        _print_json(recommendation_document(advice))
    else:
        typer.echo(recommendation_text(advice))


@app.command()
def roadmap(problem: Annotated[Path, typer.Argument(metavar="PROBLEM.json")], *, as_json: AsJson = False) -> None:
    """Solve a planning problem: which initiatives, in which quarter."""
    from pmokit.exchange.problem_json import plan_document, read_problem  # noqa: PLC0415
    from pmokit.exchange.text import plan_text  # noqa: PLC0415
    from pmokit.roadmap.solve import solve  # noqa: PLC0415

    read = read_problem(problem)
    plan = solve(read)
    if as_json:
        _print_json(plan_document(plan))
    else:
        typer.echo(plan_text(plan, read))


@app.command(name="import")
def import_(
    file: EngagementFile,
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="CSV files of responses or projects.")],
    mapping: MapOption = None,
) -> None:
    """Bring responses and project lists into an engagement."""
    from pmokit.exchange.start import import_files  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    with open_engagement(file) as engagement:
        for part in import_files(engagement, inputs, mapping):
            typer.echo(f"{part.rows} {part.kind} from {part.file}" + (f" ({part.note})" if part.note else ""))


@app.command()
def export(
    file: EngagementFile,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for the files.")],
    form: Annotated[str, typer.Option(help="booklet: the questions of each role, to print.")],
    language: Annotated[str, typer.Option(help="Language of the texts.")] = "en",
) -> None:
    """Write files to hand out."""
    from pmokit.content.library import load_model  # noqa: PLC0415
    from pmokit.reports.booklet import write_booklets  # noqa: PLC0415
    from pmokit.reports.browser import find_browser, print_pdf  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    if form != "booklet":
        raise InputError(f"--form {form}: unknown form. Known: booklet.")
    with open_engagement(file) as engagement:
        assessment = engagement.assessment()
    pages = write_booklets(load_model(assessment.model if assessment else "ppm_maturity"), out, language)
    for page in pages:
        if find_browser():
            print_pdf(page, page.with_suffix(".pdf"))
        typer.echo(f"Booklet: {page}")
    if not find_browser():
        typer.echo("No PDF: neither Chromium, Chrome nor Edge was found. Open the HTML files and print them.")


@app.command()
def report(
    file: EngagementFile,
    unit: Annotated[str, typer.Option(help="Code of the business unit.")],
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    formats: Annotated[str, typer.Option("--format", help="html")] = "html",
) -> None:
    """Make one unit's report."""
    from pmokit.batch.run import unit_task  # noqa: PLC0415
    from pmokit.batch.task import check_parameters, run_task  # noqa: PLC0415
    from pmokit.errors import ReportError  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    _check_formats(formats)
    with open_engagement(file) as engagement:
        code = engagement.unit(unit).code
    task = unit_task(file, code, out, today=_today())
    check_parameters(task)
    outcome = run_task(task)
    if outcome.error:
        raise ReportError(
            f"the report of {code} could not be finished: {outcome.error}. See {outcome.outputs.get('notebook', out)}."
        )
    typer.echo(f"Report: {outcome.outputs['html']}")


@app.command()
def batch(
    file: EngagementFile,
    out: Annotated[Path, typer.Option(help="Folder for the reports.")],
    workers: Annotated[int, typer.Option(min=1, help="Reports that are made at once.")] = os.cpu_count() or 1,
    formats: Annotated[str, typer.Option("--format", help="html")] = "html",
) -> None:
    """Make the reports of all units, with an index."""
    _check_formats(formats)
    _run_batch(file, out, workers)


@app.command()
def workshop(
    file: EngagementFile,
    port: Annotated[
        int, typer.Option(min=1, max=65534, help="The participants' port; the facilitator's is the next one.")
    ] = 8765,
    *,
    lan: Annotated[bool, typer.Option("--lan", help="Let participants in the same network join.")] = False,
    as_json: AsJson = False,
) -> None:
    """Open the workshop in a browser."""
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    open_engagement(file).close()
    _serve(file, port, lan=lan, as_json=as_json)


@app.command()
def models() -> None:
    """List the maturity models."""
    from pmokit.content.library import load_model, model_ids  # noqa: PLC0415
    from pmokit.exchange.text import model_text  # noqa: PLC0415

    typer.echo("\n\n".join(model_text(load_model(name)) for name in model_ids()))


@app.command()
def doctor() -> None:
    """Say what this machine has and what it lacks."""
    from pmokit.content import places  # noqa: PLC0415
    from pmokit.exchange.text import table  # noqa: PLC0415
    from pmokit.reports.browser import find_browser  # noqa: PLC0415

    browser = find_browser()
    rows = [
        ["pmokit", pmokit.__version__],
        ["Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"],
        ["SQLite", sqlite3.sqlite_version],
        ["content", str(places.kit_folder())],
        ["browser", browser or "none found on PATH; PDF reports need Chromium, Chrome or Edge"],
    ]
    typer.echo(table(["part", "state"], rows))


def _explain(setting: "Setting", frame: "pd.DataFrame", asked: str, *, as_json: bool) -> None:
    from pmokit.assess.explain import explain as explain_score  # noqa: PLC0415
    from pmokit.assess.explain import explanation_document  # noqa: PLC0415

    unit, _, part = asked.partition("/")
    known = list(dict.fromkeys(frame["unit"]))
    if unit not in known:
        raise InputError(f"--explain {asked}: there is no business unit '{unit}'. {did_you_mean(unit, known)}")
    found = explain_score(setting, frame, unit, part)
    if as_json:
        _print_json(explanation_document(found))
    else:
        typer.echo("\n".join(found.words))


def _check_formats(formats: str) -> None:
    unknown = [name for name in formats.split(",") if name.strip() != "html"]
    if unknown:
        raise InputError(f"--format {formats}: unknown format '{unknown[0]}'. Known: html.")


def _run_batch(file: Path, out: Path, workers: int) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    from pmokit.batch.run import run_batch  # noqa: PLC0415
    from pmokit.store.engagement import open_engagement  # noqa: PLC0415

    with open_engagement(file) as engagement:
        total = len(engagement.units())
    columns = (TextColumn("Reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        line = progress.add_task("reports", total=total)
        outcomes = run_batch(file, out, today=_today(), workers=workers, on_done=lambda _: progress.advance(line))
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        typer.echo(
            f"{outcome.task.name}: {outcome.error} (see {outcome.outputs.get('notebook', outcome.task.folder)})",
            err=True,
        )
    typer.echo(f"{len(outcomes) - len(failed)} of {len(outcomes)} reports in {out}")
    typer.echo(f"Index: {out / 'index.html'}")
    if failed:
        raise typer.Exit(1)


def _serve(file: Path, port: int, *, lan: bool, as_json: bool) -> None:
    from pmokit.workshop.server import serve  # noqa: PLC0415

    def announce(doors: dict[str, Any]) -> None:
        if as_json:
            typer.echo(json.dumps(doors))
        else:
            typer.echo(f"The workshop is open. Facilitator: {doors['facilitator']}\nStop it with Ctrl-C.")

    serve(file, port=port, lan=lan, announce=announce)
