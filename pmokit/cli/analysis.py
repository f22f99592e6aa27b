"""Commands that calculate from files, without an engagement."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmokit.cli.app import AsJson, MapOption, app, print_json, today
from pmokit.cli.guess import Accept, SaveMap, confirm_guess, save_guess
from pmokit.errors import InputError, PmokitError, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from pmokit.assess.variants import Setting


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
def models() -> None:
    """List the maturity models."""
    from pmokit.content.library import load_model, model_ids  # noqa: PLC0415
    from pmokit.exchange.model_text import model_text  # noqa: PLC0415

    typer.echo("\n\n".join(model_text(load_model(name)) for name in model_ids()))


@app.command()
def questions(
    model: Annotated[str, typer.Argument(metavar="[MODEL]", help="Model id, or a folder.")] = "ppm_maturity",
    scope: Annotated[str, typer.Option(help="all, quick, or a scope that the model declares.")] = "all",
    form: Annotated[str, typer.Option("--format", help="text, csv or json.")] = "text",
    *,
    as_json: AsJson = False,
) -> None:
    """List the questions of a model: id, domain, text, and what may answer them in a file of responses."""
    from pmokit.content.library import load_model  # noqa: PLC0415
    from pmokit.exchange.question_list import FORMATS, question_csv, question_document, question_text  # noqa: PLC0415
    from pmokit.exchange.scope import read_scope  # noqa: PLC0415

    if form not in FORMATS:
        raise InputError(f"--format {form}: unknown format. {did_you_mean(form, FORMATS)}")
    loaded = load_model(model)
    listed = loaded.scope(read_scope(loaded, scope))
    if as_json or form == "json":
        print_json(question_document(loaded, listed))
    elif form == "csv":
        typer.echo(question_csv(loaded, listed), nl=False)
    else:
        typer.echo(question_text(loaded, listed))


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
        print_json({**head, "rules": documents, "left_out": left_out})
    else:
        print_json(document_with_approaches(loaded, scored[names[0]]))


def _explain(setting: "Setting", frame: "pd.DataFrame", asked: str, *, as_json: bool) -> None:
    from pmokit.assess.explain import explain as explain_score  # noqa: PLC0415
    from pmokit.assess.explain import explanation_document  # noqa: PLC0415

    unit, _, part = asked.partition("/")
    known = list(dict.fromkeys(frame["unit"]))
    if unit not in known:
        raise InputError(f"--explain {asked}: there is no business unit '{unit}'. {did_you_mean(unit, known)}")
    found = explain_score(setting, frame, unit, part)
    if as_json:
        print_json(explanation_document(found))
    else:
        typer.echo("\n".join(found.words))


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
        print_json(recommendation_document(advice))
    else:
        typer.echo(recommendation_text(advice))


@app.command()
def kpis(
    projects: Annotated[Path, typer.Argument(metavar="PROJECTS")],
    mapping: MapOption = None,
    by: Annotated[
        str, typer.Option(help="unit: the figures of each business unit; all: of all projects together.")
    ] = "all",
    units: Annotated[
        Path | None,
        typer.Option(
            help="CSV of business units (code, name): projects of a unit by its code and by its name are joined."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Date up to which figures count; the mapping's status date, or today."),
    ] = None,
    save_map: SaveMap = None,
    *,
    accept: Accept = False,
    as_json: AsJson = False,
) -> None:
    """Measure every indicator that a project list allows, and say why the others have no value."""
    from pmokit.content.catalogues import load_kpis  # noqa: PLC0415
    from pmokit.exchange.mapping_choice import choose_mapping  # noqa: PLC0415
    from pmokit.exchange.project_import import in_units  # noqa: PLC0415
    from pmokit.exchange.projects import read_projects  # noqa: PLC0415
    from pmokit.exchange.text import kpi_text  # noqa: PLC0415
    from pmokit.exchange.units_csv import read_units  # noqa: PLC0415
    from pmokit.strategy.measures.facts import Facts, together  # noqa: PLC0415
    from pmokit.strategy.measures.measuring import kpi_document, measure_units  # noqa: PLC0415

    if by not in {"all", "unit"}:
        raise PmokitError(f"--by {by}: unknown grouping. Known: all, unit.")
    if save_map is not None:
        save_guess(projects, save_map)
        return
    listed = read_projects(projects, choose_mapping(projects, mapping, confirm_guess(accept=accept, quiet=as_json)))
    if units is not None:
        listed = in_units(projects, listed, read_units(units))
    facts = Facts(
        projects=listed.frame,
        withheld=listed.withheld,
        periods=listed.periods if len(listed.periods) else None,
        events=listed.events if len(listed.events) else None,
    )
    status_date = as_of or listed.mapping.status_date
    measured = measure_units(facts if by == "unit" else together(facts), _date(status_date) if status_date else today())
    if as_json:
        print_json(kpi_document(measured))
    else:
        typer.echo(kpi_text(measured, load_kpis()))


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise PmokitError(f"--as-of {text}: no date. Expected YYYY-MM-DD, such as 2026-09-30.") from None


def _say_progress(value: float, bound: float, seconds: float) -> None:
    typer.echo(f"{seconds:6.1f} s: value {value:g}, no plan can exceed {bound:g}. Ctrl-C ends the search.", err=True)


@app.command()
def roadmap(problem: Annotated[Path, typer.Argument(metavar="PROBLEM.json")], *, as_json: AsJson = False) -> None:
    """Solve a planning problem: which initiatives, in which quarter."""
    from pmokit.exchange.problem_json import plan_document, read_problem  # noqa: PLC0415
    from pmokit.exchange.text import plan_text  # noqa: PLC0415
    from pmokit.roadmap.solve import solve  # noqa: PLC0415

    read = read_problem(problem)
    plan = solve(read, on_progress=_say_progress if sys.stderr.isatty() else None)
    if as_json:
        print_json(plan_document(plan))
    else:
        typer.echo(plan_text(plan, read))
