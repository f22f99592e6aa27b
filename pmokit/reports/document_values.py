"""What a charter and a PMO strategy say, as plain values that the HTML and the DOCX template fill in alike."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmokit.content.library import load_guides
from pmokit.model.base import say
from pmokit.model.kpi_set import KpiEntry, KpiSet
from pmokit.model.kpis import KpiCatalogue, KpiDefinition
from pmokit.model.printing import print_day, print_number
from pmokit.model.recommendation import Recommendation, TypeChoice
from pmokit.model.services import Catalogues
from pmokit.model.steps import Settings
from pmokit.model.strategy_texts import StrategyTexts, TypeTexts
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision, horizon_label
from pmokit.strategy.jobs import outline_job
from pmokit.strategy.running_cost import running_cost
from pmokit.strategy.sizing import rules_of_thumb
from pmokit.strategy.structure import check_structure
from pmokit.strategy.type_chosen import type_chosen
from pmokit.strategy.vision import importance
from pmokit.views.exhibit import NOTHING, show
from pmokit.views.kpi_values import print_kpi
from pmokit.views.structure import STAFFING
from pmokit.views.vision import show_measure

TITLES = {"charter": "PMO charter", "strategy": "PMO strategy"}
FALLBACK_DAY = 28


@dataclass(frozen=True)
class DocumentSource:
    """What a document is made from.

    Parameters
    ----------
    structure, version
        The structure and the number of its version in the engagement.
    settings
        Client and currency.
    owner
        Name of the business unit, or of the client for the whole organisation.
    agreements
        Who said what to this version: name, role, state, reservation.
    today
        Date that is printed and from which the review date is reckoned.
    vision
        Of the owner, else of the whole organisation; None where nobody has entered one: the texts of the type take its place.
    vision_of
        Name of the organisation whose vision it is where the owner has none; empty: the owner's own.
    advice
        On the type of PMO; None where nobody has answered the organisation profile.
    choice
        The type that was chosen and why; None where nobody has chosen yet.
    kpi_set
        What the owner agreed; None where nobody has: the usual figures of the type take its place.
    kpi_catalogue
        Of the set's KPIs.
    """

    structure: Structure
    version: int
    settings: Settings
    owner: str
    agreements: Sequence[Mapping[str, str]]
    today: dt.date
    vision: Vision | None = None
    vision_of: str = ""
    advice: Recommendation | None = None
    choice: TypeChoice | None = None
    kpi_set: KpiSet | None = None
    kpi_catalogue: KpiCatalogue | None = None


def document_values(
    kind: str, source: DocumentSource, catalogues: Catalogues, texts: StrategyTexts, language: str = "en"
) -> dict[str, Any]:
    """Return every value of a document by the name the templates use.

    Parameters
    ----------
    kind
        ``charter`` or ``strategy``.
    source
        The structure and where it comes from.
    catalogues, texts
        Names of services and roles; texts by type and control level.
    language
        Language of the texts.
    """
    structure, brief = source.structure, source.structure.brief
    by_type, by_control = texts.types[brief.pmo_type], texts.controls[brief.control]
    # Of type and control level the earlier review counts, as in the advice.
    months = min(by_type.review_months, load_guides().controls[brief.control].review_after_months)
    review = add_months(source.today, months)
    _, total = running_cost(structure, catalogues.roles.days_per_fte)
    return {
        "title": TITLES[kind],
        "client": source.settings.client,
        "owner": source.owner,
        "version": source.version,
        "date": print_day(source.today),
        "review_date": print_day(review),
        "type": brief.pmo_type,
        "control": brief.control,
        "reports_to": brief.unit_head or brief.reports_to,
        "executive": brief.reports_to,
        **_direction(source, say(by_type.purpose, language)),
        "serves": say(by_type.serves, language),
        "mandate": say(by_control.mandate, language),
        "limits": say(by_control.limits, language),
        **{
            name: [say(text, language) for text in getattr(by_type, name)]
            for name in ("principles", "governance", "processes", "first_year", "review_triggers")
        },
        "kpis": _kpis(source, by_type, language),
        "fte": f"{print_number(structure.fte.low, '.1f')} to {print_number(structure.fte.high, '.1f')} FTE (likely {print_number(structure.fte.likely, '.1f')})",
        "cost": f"{print_number(total.low / 1000, ',.0f')} to {print_number(total.high / 1000, ',.0f')} thousand {source.settings.currency} "
        f"(likely {print_number(total.likely / 1000, ',.0f')})",
        **_services(structure, catalogues, language),
        **_people(source, catalogues, language),
        "findings": [str(finding) for finding in check_structure(structure, catalogues)],
        "agreements": [dict(row) for row in source.agreements],
        "catalogues": structure.catalogues,
        "source": brief.source,
    }


def _direction(source: DocumentSource, usual_purpose: str) -> dict[str, Any]:
    """Return purpose, vision, objectives and the sentence of advice; the type's purpose where the vision has none of this PMO's own."""
    vision, advice, whole = source.vision, source.advice, source.vision_of
    objectives = vision.objectives if vision else ()
    weights = importance(vision) if vision else {}
    return {
        "purpose": (vision.mandate if vision and not whole else "") or usual_purpose,
        "mission": vision.mission if vision else "",
        "vision": vision.vision if vision else "",
        "objectives_title": f"Business objectives of {whole}, to which this PMO adds its part"
        if whole
        else "Business objectives",
        "objectives_pmo": f"What the PMOs of {whole} add" if whole else "What the PMO adds",
        "objectives": [
            {
                "name": objective.name,
                "measure": show_measure(objective.measure),
                "by": horizon_label(objective.horizon) if objective.horizon else NOTHING,
                "owner": str(objective.owner) if objective.owner else NOTHING,
                "pmo": objective.pmo.contribution if objective.pmo else NOTHING,
            }
            for objective in sorted(objectives, key=lambda one: -weights.get(one.id, 0))
        ],
        "advice": type_chosen(source.structure.brief, source.choice, advice),
    }


def _kpis(source: DocumentSource, usual: TypeTexts, language: str) -> list[dict[str, str]]:
    """Return the agreed KPIs with where they stand and where they shall go; without a set, the usual figures of the type."""
    if source.kpi_set is None or source.kpi_catalogue is None:
        return [
            {"name": say(k.name, language), "measures": say(k.measures, language), "target": say(k.target, language)}
            for k in usual.kpis
        ]
    known = source.kpi_catalogue.by_id
    return [
        {
            "name": say(known[entry.kpi].name, language) if entry.kpi in known else entry.kpi,
            "measures": say(known[entry.kpi].question, language) if entry.kpi in known else NOTHING,
            "target": target_words(entry, known.get(entry.kpi), source.settings.currency),
        }
        for entry in source.kpi_set.entries
    ]


def target_words(entry: KpiEntry, kpi: KpiDefinition | None, currency: str) -> str:
    """Return baseline, target, day and owner of a KPI in one line; what is open is said.

    Parameters
    ----------
    entry
        What was agreed.
    kpi
        Of the catalogue; None where its version does not have it any more: no unit is known then.
    currency
        Of amounts.
    """
    if kpi is None or entry.target is None:
        return "not agreed yet"
    value = entry.baseline.value
    start = "not measured yet" if value is None else f"from {print_kpi(value, kpi.unit, currency)}"
    then = print_kpi(entry.target, kpi.unit, currency)
    day = f" by {print_day(entry.target_by)}" if entry.target_by else ""
    moved = f"{start} to {then}{day}" if start != f"from {then}" else f"stays at {then}{day.replace(' by ', ' until ')}"
    return f"{moved}; {entry.owner or 'no owner yet'}"


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later; where that month is shorter, its 28th.

    Parameters
    ----------
    day
        The first date.
    months
        0 or more.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return day.replace(year=year, month=month + 1, day=FALLBACK_DAY)


def _services(structure: Structure, catalogues: Catalogues, language: str) -> dict[str, Any]:
    names = {service.id: say(service.name, language) for service in catalogues.services.services}
    known = [(line, catalogues.services.by_id.get(line.service)) for line in structure.services]
    services = [
        {
            "name": say(service.name, language),
            "deliverable": say(service.deliverable, language),
            "level": say(service.service_level, language),
            "needs": say(service.needs, language),
            "exclusions": " ".join(say(text, language) for text in service.exclusions),
            "hours": show(line.hours.likely, "integer"),
            "why": "; ".join(line.reasons),
        }
        for line, service in known
        if service is not None
    ]
    units = {unit.code: unit.name for unit in structure.brief.units}
    agreements = [
        {
            "unit": units.get(agreement.unit, agreement.unit),
            "counterpart": agreement.counterpart,
            "meetings": agreement.meetings,
            "escalation": agreement.escalation,
            "promises": [
                {
                    "service": names.get(promise.service, promise.service),
                    "gives": promise.gives,
                    "level": promise.service_level,
                    "gets": promise.gets,
                }
                for promise in agreement.promises
            ],
        }
        for agreement in structure.agreements
    ]
    left_out = [{"name": names.get(left.service, left.service), "reason": left.reason} for left in structure.left_out]
    return {"services": services, "left_out": left_out, "units": agreements}


def _people(source: DocumentSource, catalogues: Catalogues, language: str) -> dict[str, Any]:
    structure, roles = source.structure, {k: say(v, language) for k, v in catalogues.roles.names.items()}
    lines, _ = running_cost(structure, catalogues.roles.days_per_fte)
    kinds = {kind.id: say(kind.name, language) for kind in catalogues.roles.decisions}
    rules = rules_of_thumb(structure, catalogues.roles.days_per_fte)
    posts = [
        {
            "name": roles.get(line.post.role, line.post.role),
            "fte": print_number(line.post.fte.likely, ".1f"),
            "fte_range": f"{print_number(line.post.fte.low, '.1f')} to {print_number(line.post.fte.high, '.1f')}",
            "staffing": STAFFING[line.post.staffing],
            "cost": f"{print_number(line.cost.low / 1000, ',.0f')} to {print_number(line.cost.high / 1000, ',.0f')}",
        }
        for line in lines
    ]
    decisions = [
        {
            "name": kinds.get(right.decision, right.decision),
            "decides": roles.get(right.decides, right.decides),
            "prepares": roles.get(right.prepares, right.prepares),
            "within": right.within,
        }
        for right in structure.decisions
    ]
    jobs = [outline_job(structure, post.role, catalogues, language) for post in structure.posts]
    return {
        "posts": posts,
        "decisions": decisions,
        "rules": [{"name": r.name, "fte": show(r.fte, "fte"), "says": r.says, "source": r.source} for r in rules],
        "jobs": [
            {
                "title": job.title,
                "purpose": job.purpose,
                "reports_to": job.reports_to,
                "does": ", ".join(job.does),
                "answers_for": ", ".join(job.answers_for) or "its own work",
                "duties": list(job.duties),
                "decides": list(job.decides),
                "skills": list(job.skills),
            }
            for job in jobs
        ],
    }
