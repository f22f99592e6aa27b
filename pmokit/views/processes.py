"""Exhibits of the methodology: tailoring matrix, card of a class, card of a process, escalation ladder, what to set up first."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.methodology import Methodology
from pmokit.model.printing import print_number
from pmokit.model.processes import CLASS_IDS, DUTIES, ClassId, Process, ProcessCatalogue
from pmokit.model.services import RoleCatalogue
from pmokit.strategy.processes.cards import ClassCard
from pmokit.strategy.processes.escalation import LIMITS, ladder
from pmokit.views import marks
from pmokit.views.chart import WIDTH, contrast_ink, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit

WAYS = {"planned": "fixed plan", "agile": "short cycles", "hybrid": ""}
LABELS = 300
MINUTES_PER_HOUR = 60


def role_names(roles: RoleCatalogue, catalogue: ProcessCatalogue, language: str = "en") -> dict[str, str]:
    """Return the names of all roles that processes know: inside the PMO, outside it, and of one project."""
    own = {role.id: say(role.name, language) for role in catalogue.project_roles}
    return {role: say(text, language) for role, text in roles.names.items()} | own


def process_name(process: Process, language: str = "en") -> str:
    """Return the name of a process, with the way of working that it is meant for where it is not meant for all."""
    way = WAYS[process.way]
    return f"{say(process.name, language)} ({way})" if way else say(process.name, language)


def tailoring_chart(tailoring: pd.DataFrame, methodology: Methodology, theme: Theme, language: str = "en") -> Exhibit:
    """Show what each class must, should or may do, process by process.

    Parameters
    ----------
    tailoring
        Of :func:`pmokit.strategy.processes.tailoring.tailoring_matrix`.
    methodology
        Names the classes.
    theme, language
        Look and language.
    """
    ways = tailoring["way"].map(WAYS)
    names = [f"{name} ({way})" if way else name for name, way in zip(tailoring["name"], ways, strict=True)]
    frame = tailoring.assign(name=names)
    heads: dict[str, str] = {one: f"{one} {say(methodology.class_by_id[one].name, language)}" for one in CLASS_IDS}
    musts = ", ".join(f"{(frame[one] == 'must').sum()} for class {one}" for one in CLASS_IDS)
    description = (
        f"{len(frame)} processes. Musts: {musts}. An empty cell means that the class does not run the process."
    )
    return Exhibit(
        id="tailoring",
        title="What each class of project does",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Process"),
            Column("phase", "Phase"),
            *(Column(one, heads[one]) for one in CLASS_IDS),
            Column("gate", "Leads to the gate"),
            Column("artefacts", "Leaves behind"),
        ),
        draw=(lambda: _draw_matrix(frame, heads, theme, description)) if len(frame) else None,
    )


def class_overview(
    cards: Mapping[ClassId, ClassCard], tailoring: pd.DataFrame, classed: pd.DataFrame, language: str = "en"
) -> Exhibit:
    """Show class by class what a project has to do: its gates, the papers, the processes of each phase.

    Parameters
    ----------
    cards
        Of :func:`pmokit.strategy.processes.cards.class_card`, from the lightest class.
    tailoring
        Of :func:`pmokit.strategy.processes.tailoring.tailoring_matrix`.
    classed
        Of :func:`pmokit.strategy.processes.classes.classify_projects`; may be empty.
    language
        Language of the names.
    """
    heads = {one: f"{one} {say(card.project_class.name, language)}" for one, card in cards.items()}
    rows: list[dict[str, str]] = [
        {"about": "Meant for"} | {one: say(card.project_class.meaning, language) for one, card in cards.items()},
        {"about": "Projects of the unit today"}
        | {one: str(int((classed["project_class"] == one).sum())) for one in cards},
        {"about": "Gates"}
        | {one: ", ".join(say(gate.gate.name, language) for gate in card.gates) for one, card in cards.items()},
        {"about": "Papers to fill"}
        | {
            one: f"about {print_number(card.must_minutes / MINUTES_PER_HOUR, '.0f')} hours"
            for one, card in cards.items()
        },
    ]
    for phase, processes in tailoring.groupby("phase", sort=False):
        rows.append({"about": f"Processes: {phase}"} | {one: _duties(processes[one].tolist()) for one in cards})
    unclear = int(classed["project_class"].isna().sum())
    told = (
        f" {unclear} project{'' if unclear == 1 else 's'} of the unit cannot be put into one class yet. Next: answer their open questions."
        if unclear
        else ""
    )
    return Exhibit(
        id="classes",
        title="What each class of project has to do",
        description=f"Number of processes that a class must, should or may run, phase by phase; hours are expert judgement.{told}",
        frame=pd.DataFrame(rows, columns=["about", *cards]),
        columns=(Column("about", "About"), *(Column(one, heads[one]) for one in cards)),
    )


def _duties(duties: list[str]) -> str:
    counts = [(duties.count(duty), duty) for duty in DUTIES]
    return ", ".join(f"{number} {duty}" for number, duty in counts if number) or NOTHING


def escalation_list(escalations: pd.DataFrame) -> Exhibit:
    """List the running projects on which somebody above the project manager has to decide.

    Parameters
    ----------
    escalations
        Of :func:`pmokit.strategy.processes.escalation.escalate_projects`.
    """
    levels = [level.replace("-", " ").capitalize() for level in escalations["level"]]
    return Exhibit(
        id="escalations",
        title="Projects beyond the tolerance of their project manager",
        description=f"{len(escalations)} to decide on, each within five working days.",
        frame=escalations.assign(level=levels, note=escalations["reason"].fillna("")),
        columns=(
            Column("name", "Project"),
            Column("project_class", "Class"),
            Column("level", "Decides"),
            Column("weeks_late", "Late", "score", "weeks"),
            Column("cost_over", "Over cost", "share"),
            Column("note", "Note"),
        ),
    )


def class_sheet(card: ClassCard, roles: dict[str, str], language: str = "en") -> Exhibit:
    """Show the gates of a class with what has to be seen at each; the description tells the rest in a sentence.

    Parameters
    ----------
    card
        Of :func:`pmokit.strategy.processes.cards.class_card`.
    roles
        Names by role id, see :func:`role_names`.
    language
        Language of the texts.
    """
    rows = [
        (
            say(one.gate.name, language),
            say(one.gate.question, language),
            roles.get(one.decider or "", one.decider or NOTHING),
            " ".join(say(criterion.text, language) for criterion in one.criteria),
        )
        for one in card.gates
    ]
    counts = ", ".join(f"{len(processes)} {duty}" for duty, processes in card.processes.items())
    name = f"{card.project_class.id} {say(card.project_class.name, language)}"
    return Exhibit(
        id=f"class-{card.project_class.id.lower()}",
        title=f"Class {name}",
        description=(
            f"{say(card.project_class.meaning, language)} Processes: {counts}. {len(card.gates)} gates. The papers that are a must "
            f"take about {print_number(card.must_minutes / MINUTES_PER_HOUR, '.0f')} hours to fill once (expert judgement)."
        ),
        frame=pd.DataFrame(rows, columns=["gate", "question", "decider", "criteria"]),
        columns=(
            Column("gate", "Gate"),
            Column("question", "Question"),
            Column("decider", "Decides"),
            Column("criteria", "What has to be seen"),
        ),
    )


def process_card(process: Process, catalogue: ProcessCatalogue, roles: dict[str, str], language: str = "en") -> Exhibit:
    """Show the steps of a process with trigger, inputs, outputs and its variants.

    Parameters
    ----------
    process, catalogue
        The process, and the artefacts and policies that it names.
    roles
        Names by role id, see :func:`role_names`.
    language
        Language of the texts.
    """
    artefacts = {artefact.id: say(artefact.name, language) for artefact in catalogue.artefacts}
    taken, left = (", ".join(artefacts[name] for name in names) for names in (process.inputs, process.outputs))
    rows = [
        ("Starts", "", say(process.trigger, language)),
        ("Takes up", "", taken),
        *(
            (f"Step {at}", roles.get(step.role, step.role), say(step.does, language))
            for at, step in enumerate(process.steps, start=1)
        ),
        ("Leaves", "", left),
        ("Light", "", say(process.light, language)),
        ("Short cycles", "", say(process.agile, language)),
        ("Both ways", "", say(process.hybrid, language)),
    ]
    policy = say(catalogue.policy_by_id[process.policy].name, language)
    return Exhibit(
        id=f"process-{process.id}",
        title=process_name(process, language),
        description=f"Carries out the policy '{policy}'. {say(process.question, language)}",
        frame=pd.DataFrame(rows, columns=["part", "role", "text"]),
        columns=(Column("part", "Part"), Column("role", "Role"), Column("text", "What")),
    )


def escalation_ladder(methodology: Methodology) -> Exhibit:
    """Show who decides up to which deviation, class by class from the bottom up.

    Parameters
    ----------
    methodology
        With the tolerances.
    """
    rows = []
    agreed = {tolerance.project_class for tolerance in methodology.tolerances}
    for project_class in CLASS_IDS:
        for level, limits in ladder(methodology, project_class) if project_class in agreed else []:
            name = level.replace("-", " ").capitalize()
            if limits is None:
                rows.append((project_class, name, None, None, None, "All beyond that"))
                continue
            values = [getattr(limits, limit) for limit in LIMITS if limit != "scope_share"]
            scope = f"{limits.scope} (up to {print_number(100 * limits.scope_share, 'g')} %)"
            rows.append((project_class, name, *values, scope))
    frame = pd.DataFrame(rows, columns=["class", "level", "weeks_late", "cost_over", "benefit_lost", "scope"])
    limits_ = ["weeks_late", "cost_over", "benefit_lost"]
    return Exhibit(
        id="escalation",
        title="Who decides when a project leaves its baseline",
        description=(
            "Each level decides up to and including its limits; what passes one of them goes one level up within five working days."
        ),
        frame=frame.astype(dict.fromkeys(limits_, float)),
        columns=(
            Column("class", "Class"),
            Column("level", "Decides"),
            Column("weeks_late", "Late up to", "score", "weeks"),
            Column("cost_over", "Over cost up to", "share"),
            Column("benefit_lost", "Benefit lost up to", "share"),
            Column("scope", "Scope"),
        ),
    )


def process_gap_list(ranked: pd.DataFrame, top: int = 10) -> Exhibit:
    """List the processes that lift most of today's gap, with the weakest question behind each.

    Parameters
    ----------
    ranked
        Of :func:`pmokit.strategy.processes.gaps.rank_processes`.
    top
        Rows at most.
    """
    frame = ranked[ranked["gain"] > 0].head(top)
    if len(frame):
        first = frame.iloc[0]
        description = (
            f"Set up '{first['name']}' first: it bears on {first['lifts']}. Gain: levels missing to the target, added up over "
            "the questions that a process lifts."
        )
    else:
        description = "No process lifts a question below its target."
    return Exhibit(
        id="process-gaps",
        title="Which processes to set up first",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Process"),
            Column("gain", "Gain", "score", "levels"),
            Column("weakest_text", "Weakest question behind it"),
            Column("score", "Score", "score"),
            Column("target", "Target", "score"),
            Column("lifts", "Lifts"),
        ),
    )


def _draw_matrix(frame: pd.DataFrame, heads: dict[str, str], theme: Theme, description: str) -> dict[str, Any]:
    fills = {"must": theme.brand, "should": theme.levels[1], "may": theme.surface, "": "#FFFFFF"}
    names, columns = list(frame["name"]), [heads[one] for one in CLASS_IDS]
    cells = pd.DataFrame(
        [
            {"name": row["name"], "class": heads[one], "duty": row[one], "fill": fills[row[one]]}
            | {"ink": contrast_ink(fills[row[one]], theme.ink)}
            for row in frame.to_dict("records")
            for one in CLASS_IDS
        ]
    )
    axis = marks.Axis(orient="top", labelAngle=0, title=None, domain=False, ticks=False)
    side = marks.Axis(title=None, labelLimit=LABELS - 10, domain=False, ticks=False)
    base = marks.Chart(cells).encode(
        x=marks.X("class:N", sort=columns, axis=axis), y=marks.Y("name:N", sort=names, axis=side)
    )
    rects = base.mark_rect(stroke=theme.line).encode(fill=marks.Fill("fill:N", scale=None))
    words = base.mark_text(fontSize=11).encode(text=marks.Text("duty:N"), color=marks.Color("ink:N", scale=None))
    chart = (rects + words).properties(width=WIDTH - LABELS, height=marks.Step(19))
    return finish(chart, theme, description)
