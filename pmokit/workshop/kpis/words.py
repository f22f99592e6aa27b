"""What step 3 starts from and what its set means, in plain words."""

from collections.abc import Sequence
from html import escape

from pmokit.model.base import say
from pmokit.model.kpi_set import KpiSet
from pmokit.model.kpis import KpiCatalogue
from pmokit.model.printing import print_day
from pmokit.model.vision import Vision
from pmokit.strategy.kpi_context import MeasuredKpi
from pmokit.study.unit import UnitStudy
from pmokit.views.kpi_values import entry_edges, sign_of
from pmokit.views.vision import show_measure
from pmokit.workshop.kpis.state import served_kinds


def before_markup(study: UnitStudy) -> str:
    """Return objectives, widest gaps and type of PMO, on which the proposal rests."""
    context = study.kpi_context
    gaps = sorted(context.gaps.items(), key=lambda pair: -pair[1].weighted)[:2]
    widest = [context.domain_names.get(name, name) for name, gap in gaps if gap.weighted > 0]
    kinds = [context.objective_names.get(kind, kind) for kind in context.objectives]
    facts = (
        ("Objectives", "; ".join(kinds) or "none agreed yet (step 1)"),
        ("Widest gaps", "; ".join(widest) or "not assessed yet (step 2)"),
        ("Type of PMO", str(context.pmo_type or "not chosen yet (step 4); no harm")),
        ("Projects with figures", str(len(study.projects)) if len(study.projects) else "none imported yet"),
    )
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in facts)}</dl>"


def objectives_markup(vision: Vision | None, kpi_set: KpiSet | None, catalogue: KpiCatalogue) -> str:
    """Return each objective with its own measure and the KPIs of the set that serve it.

    Parameters
    ----------
    vision, kpi_set, catalogue
        The vision that holds for the unit, the set, and the definitions.
    """
    if vision is None or not vision.objectives:
        return "<p>No objectives are agreed yet. Step 1 does that; until then the proposal rests on gaps and project data.</p>"
    ids = list(kpi_set.by_kpi) if kpi_set else []
    rows = []
    for one in vision.objectives:
        names = [say(kpi.name) for kpi in served_kinds(ids, catalogue, one.kind)]
        told = (
            "; ".join(names) or "No KPI of the set serves it: take one more, or leave it to the objective's own measure"
        )
        rows.append(
            f'<tr><th scope="row">{escape(one.name)}</th><td data-label="Its own measure">{escape(show_measure(one.measure))}</td>'
            f'<td data-label="KPIs that serve it">{escape(told)}</td></tr>'
        )
    head = '<tr><th scope="col">Objective</th><th scope="col">Its own measure</th><th scope="col">KPIs that serve it</th></tr>'
    caption = "<caption>Objectives, and the KPIs by which one sees that they are reached</caption>"
    return f'<table class="pk-table">{caption}<thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def provenance_markup(kpi_set: KpiSet, catalogue: KpiCatalogue, figures: Sequence[MeasuredKpi]) -> str:
    """Return where each baseline comes from: how it is reckoned, on how many cases it rests, or why there is none.

    Parameters
    ----------
    kpi_set, catalogue, figures
        The set, the definitions, and what the project data give today.
    """
    notes = {one.kpi.id: str(getattr(one, "note", "") or "") for one in figures}
    items = []
    for entry in kpi_set.entries:
        kpi = catalogue.by_id.get(entry.kpi)
        if kpi is None:
            continue
        base = entry.baseline
        if base.value is None:
            told = base.reason
        else:
            told = " ".join(
                part
                for part in (
                    f"Rests on {base.n} case{'' if base.n == 1 else 's'}" if base.n is not None else "",
                    f"up to {print_day(base.on, 'numeric')}" if base.on else "",
                )
                if part
            )
            told = f"{told}. " if told else ""
            told += f"{say(kpi.formula)} {notes.get(kpi.id, '')}".strip()
        items.append(f"<details><summary>{escape(say(kpi.name))}</summary><p>{escape(told)}</p></details>")
    return "".join(items)


def meaning_markup(kpi_set: KpiSet | None, catalogue: KpiCatalogue, unit: str) -> str:
    """Return in plain words what the set tells its readers today, and what is still open.

    Parameters
    ----------
    kpi_set, catalogue, unit
        The set, the definitions, and the unit's name.
    """
    if kpi_set is None:
        return "<p>No KPIs are chosen. A set of eight to twelve, each with a target and a person who answers for it, is enough.</p>"
    known = [(one, catalogue.by_id[one.kpi]) for one in kpi_set.entries if one.kpi in catalogue.by_id]
    red = [
        say(kpi.name)
        for one, kpi in known
        if sign_of(one.baseline.value, entry_edges(kpi, one), kpi.direction).startswith("R")
    ]
    blind = sum(one.baseline.value is None for one, _ in known)
    unsettled = sum(one.target is None or not one.owner for one, _ in known)
    sentences = [f"{unit} is going to be read by {len(known)} KPIs."]
    if red:
        more = f" and {len(red) - 3} more" if len(red) > 3 else ""  # noqa: PLR2004
        sentences.append(f"Red today, so that a decision is due: {', '.join(red[:3])}{more}.")
    if blind:
        sentences.append(
            f"{blind} of them cannot be measured yet: their first value has to be taken before anybody can be held to a target."
        )
    if unsettled:
        sentences.append(f"{unsettled} have no target or no owner: until then nobody acts on them.")
    elif all(one.agreed_by for one, _ in known):
        sentences.append("Targets and owners are agreed: from now on each figure has somebody who explains it.")
    return "".join(f"<p>{escape(one)}</p>" for one in sentences)
