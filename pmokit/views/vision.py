"""Exhibits of step 1: objectives, the statement, what the checks found, and the fields and services behind each objective."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmokit.errors import Fault
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.fields import FIELD_CODES, FIELD_NAMES
from pmokit.model.printing import print_day
from pmokit.model.services import ServiceCatalogue
from pmokit.model.statement import StatementTexts
from pmokit.model.vision import Measure, Vision, horizon_label
from pmokit.strategy.alignment import ServiceAlignment
from pmokit.strategy.statement import StatementPart
from pmokit.strategy.vision import importance
from pmokit.views import marks
from pmokit.views.chart import WIDTH, contrast_ink, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit

LABELS = 300
LETTERS = {"main": "M", "support": "S", "lacking": "x", "": ""}


def objective_list(vision: Vision) -> Exhibit:
    """List the objectives, the most important first: owner, horizon, measure, what the PMO adds.

    Parameters
    ----------
    vision
        Perhaps unfinished; what is missing prints as a dash.
    """
    weights = importance(vision)
    ordered = sorted(vision.objectives, key=lambda o: -weights.get(o.id, 0))
    rows = [
        (
            o.name,
            str(o.owner) if o.owner else NOTHING,
            horizon_label(o.horizon) if o.horizon else NOTHING,
            show_measure(o.measure),
            weights.get(o.id),
            o.pmo.contribution if o.pmo else NOTHING,
        )
        for o in ordered
    ]
    return Exhibit(
        id="objectives",
        title="What the organisation wants to reach",
        description="The business objectives, the most important first; weights follow from their order or are as given, and add up to 100 %.",
        frame=pd.DataFrame(rows, columns=["name", "owner", "horizon", "measure", "weight", "pmo"]),
        columns=(
            Column("name", "Objective"),
            Column("owner", "Owner"),
            Column("horizon", "By"),
            Column("measure", "Measure"),
            Column("weight", "Weight", "share"),
            Column("pmo", "What the PMO adds"),
        ),
    )


def show_measure(measure: Measure | None) -> str:
    """Return a measure as a line: "late deliveries: 16 to 4 %"; a dash where there is none.

    Parameters
    ----------
    measure
        With or without baseline.
    """
    if measure is None:
        return NOTHING
    baseline = "not measured yet" if measure.baseline is None else f"{measure.baseline:,.10g}"
    return f"{measure.name}: {baseline} to {measure.target:,.10g} {measure.unit}".rstrip()


def benefit_list(vision: Vision) -> Exhibit:
    """List the benefits that are expected, and their price.

    Parameters
    ----------
    vision
        With any number of benefits.
    """
    names = {o.id: o.name for o in vision.objectives}
    rows = [
        (
            names.get(b.objective, b.objective),
            show_measure(b.measure),
            print_day(b.due, "numeric"),
            str(b.owner) if b.owner else NOTHING,
            b.dis_benefit,
        )
        for b in vision.benefits
    ]
    return Exhibit(
        id="benefits",
        title="Which benefits are expected",
        description="From today's value to the one promised, by when, and what gets worse for somebody.",
        frame=pd.DataFrame(rows, columns=["objective", "measure", "due", "owner", "note"]),
        columns=(
            Column("objective", "Objective"),
            Column("measure", "Benefit"),
            Column("due", "Due"),
            Column("owner", "Owner"),
            Column("note", "Price"),
        ),
    )


def statement_list(parts: Sequence[StatementPart], texts: StatementTexts, language: str = "en") -> Exhibit:
    """List the parts of the strategy statement, and which ones people rewrote.

    Parameters
    ----------
    parts
        Of :func:`pmokit.strategy.statement.assemble_statement`.
    texts, language
        Headings, and their language.
    """
    headings = {str(section): text for section, text in texts.headings.items()}
    rows = [(say(headings[p.section], language), p.text, _state(p)) for p in parts if p.text]
    edited = sum(part.is_edited for part in parts)
    return Exhibit(
        id="statement",
        title="The strategy in words",
        description=f"{edited or 'None'} of {len(parts)} parts rewritten; all others are proposals of the kit that follow the vision.",
        frame=pd.DataFrame(rows, columns=["section", "text", "note"]),
        columns=(Column("section", "Section"), Column("text", "Text"), Column("note", "Note")),
    )


def finding_list(findings: Sequence[Fault], name: str, title: str = "What the checks found") -> Exhibit:
    """List what a review found: where, what, what was expected, what to do; what has to be mended comes first.

    Parameters
    ----------
    findings
        Faults, and warnings about what has to be talked about.
    name
        Id of the exhibit.
    title
        Its heading.
    """
    ordered = sorted(findings, key=lambda fault: fault.severity != "fault")
    rows = [("mend" if f.severity == "fault" else "talk about", f.where, f.what, f.expected, f.hint) for f in ordered]
    mend = sum(fault.severity == "fault" for fault in findings)
    told = f"{mend} to mend, {len(findings) - mend} to talk about." if findings else "All checks pass."
    return Exhibit(
        id=name,
        title=title,
        description=told,
        frame=pd.DataFrame(rows, columns=["kind", "where", "what", "expected", "todo"]),
        columns=(
            Column("kind", "Next"),
            Column("where", "Where"),
            Column("what", "Finding"),
            Column("expected", "Expected"),
            Column("todo", "What to do"),
        ),
    )


def field_matrix(alignment: ServiceAlignment, names: Mapping[str, str], theme: Theme) -> Exhibit:
    """Show in which of the five fields the PMO works for each objective.

    Parameters
    ----------
    alignment
        Objectives against services.
    names
        Names of objectives by id.
    theme
        Look.
    """
    frame = alignment.fields.assign(name=alignment.fields["objective"].map(names))
    frame["note"] = [alignment.uncovered.get(objective, "") for objective in frame["objective"]]
    cells = frame.melt(id_vars=["name"], value_vars=list(FIELD_CODES), var_name="column", value_name="state")
    cells["column"] = cells["column"].map(FIELD_NAMES)
    covered = len(frame) - len(alignment.uncovered)
    description = (
        f"M: the field in which the PMO's part mainly lies, S: one that supports it. {covered} of {len(frame)} objectives are reached by at "
        "least one service that the PMO gives."
    )
    return Exhibit(
        id="objective-fields",
        title="Where the PMO works for which objective",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Objective"),
            *(Column(field, FIELD_NAMES[field]) for field in FIELD_CODES),
            Column("services", "Services given", "integer"),
            Column("note", "Note"),
        ),
        draw=lambda: _grid(cells, list(frame["name"]), list(FIELD_NAMES.values()), 84, theme, description),
    )


def service_matrix(
    alignment: ServiceAlignment,
    names: Mapping[str, str],
    catalogue: ServiceCatalogue,
    theme: Theme,
    language: str = "en",
) -> Exhibit:
    """Show which service serves which objective; one that is counted on and not given stands out.

    Parameters
    ----------
    alignment
        Objectives against services.
    names
        Names of objectives by id.
    catalogue, theme, language
        Names of services, look, language.
    """
    services = {s.id: say(s.name, language) for s in catalogue.services}
    links = alignment.links
    state = links["strength"].where(~links["is_given"].isin([False]), "lacking")
    looked = links.assign(state=state, name=links["objective"].map(names), column=links["service"].map(services))
    order = [services[service] for service in services if service in set(links["service"])]
    objectives = list(dict.fromkeys(alignment.fields["objective"].map(names)))
    table = looked.pivot_table(index="column", columns="objective", values="state", aggfunc="first", observed=True)
    ids = [name for name in alignment.fields["objective"] if name in table.columns]
    frame = table.reindex(index=order, columns=ids).astype(object).fillna("").rename_axis(columns=None).reset_index()
    description = (
        "M: the objective leans on this service's field above all, S: the service supports it, x: counted on, but not part of the mandate. "
        f"{len(alignment.idle)} services of the mandate serve no objective."
    )
    return Exhibit(
        id="objective-services",
        title="Which services carry which objective",
        description=description,
        frame=frame,
        columns=(Column("column", "Service"), *(Column(name, names[name]) for name in ids)),
        draw=(lambda: _grid(looked, objectives, order, 30, theme, description, angle=-50)) if len(frame) else None,
    )


def service_gap_list(
    alignment: ServiceAlignment, names: Mapping[str, str], catalogue: ServiceCatalogue, language: str = "en"
) -> Exhibit:
    """List services that objectives count on and do not get, and services that serve no objective.

    Parameters
    ----------
    alignment
        Objectives against services.
    names
        Names of objectives by id.
    catalogue, language
        Names of services and kinds of objective, and their language.
    """
    services = {s.id: say(s.name, language) for s in catalogue.services}
    kinds = {kind: say(text, language) for kind, text in catalogue.objectives.items()}
    rows = [
        (
            "not given",
            services[service],
            ", ".join(names[o] for o in wanted),
            "Add it to the mandate, or change the PMO's part",
        )
        for service, wanted in alignment.not_given.items()
    ]
    rows += [
        (
            "serves no objective",
            services[service],
            ", ".join(kinds[kind] for kind in could) or "no kind of objective",
            "Tie it to an objective, or ask whether anybody would miss it",
        )
        for service, could in alignment.idle.items()
    ]
    return Exhibit(
        id="service-gaps",
        title="Services that do not meet an objective",
        description="What objectives count on and the mandate lacks; and what the mandate holds and no objective counts on, with the kinds that it could serve.",
        frame=pd.DataFrame(rows, columns=["state", "service", "objectives", "todo"]),
        columns=(
            Column("state", "State"),
            Column("service", "Service"),
            Column("objectives", "Objectives or kinds"),
            Column("todo", "What to do"),
        ),
    )


def _state(part: StatementPart) -> str:
    if not part.is_edited:
        return ""
    return "rewritten; the vision has changed since" if part.is_outdated else "rewritten"


def _grid(
    cells: pd.DataFrame, rows: list[str], columns: list[str], step: int, theme: Theme, description: str, angle: int = 0
) -> dict[str, Any]:
    fills = {"main": theme.brand, "support": theme.levels[1], "lacking": "#FFFFFF", "": theme.surface}
    every = pd.MultiIndex.from_product([rows, columns], names=["name", "column"]).to_frame(index=False)
    looked = every.merge(cells[["name", "column", "state"]], how="left").fillna({"state": ""})
    looked["fill"], looked["letter"] = looked["state"].map(fills), looked["state"].map(LETTERS)
    looked["ink"] = [contrast_ink(fill, theme.ink) for fill in looked["fill"]]
    looked["lacking"] = looked["state"] == "lacking"
    axis = marks.Axis(
        orient="top",
        labelAngle=angle,
        labelAlign="left" if angle else "center",
        title=None,
        labelLimit=200,
        domain=False,
        ticks=False,
    )
    base = marks.Chart(looked).encode(
        x=marks.X("column:N", sort=columns, axis=axis),
        y=marks.Y("name:N", sort=rows, axis=marks.Axis(title=None, labelLimit=LABELS, domain=False, ticks=False)),
    )
    rects = base.mark_rect().encode(
        fill=marks.Fill("fill:N", scale=None),
        stroke=marks.StrokeValue(theme.line, condition={"test": "datum.lacking", "value": theme.ratings["red"]}),
        strokeWidth=marks.StrokeWidthValue(1, condition={"test": "datum.lacking", "value": 2}),
    )
    letters = base.mark_text(fontSize=12).encode(text=marks.Text("letter:N"), color=marks.Color("ink:N", scale=None))
    wide = min(step * len(columns), WIDTH - LABELS)
    return finish((rects + letters).properties(width=wide, height=marks.Step(26)), theme, description)
