"""What the methodology pack says, as plain values that the HTML and the DOCX template fill in alike."""

from collections.abc import Sequence
from typing import Any

from pmokit.model.base import say
from pmokit.model.methodology import Methodology
from pmokit.model.printing import print_number
from pmokit.model.processes import CLASS_IDS, DUTIES, ClassId, Process, ProcessCatalogue
from pmokit.model.services import RoleCatalogue
from pmokit.strategy.processes.cards import ClassCard, class_card
from pmokit.strategy.processes.escalation import ladder
from pmokit.strategy.processes.findings import check_methodology
from pmokit.strategy.processes.tailoring import tailoring_matrix
from pmokit.views.exhibit import show
from pmokit.views.processes import MINUTES_PER_HOUR, process_name, role_names

WAYS = {"planned": "fixed plans", "agile": "short cycles", "hybrid": "fixed plans and short cycles side by side"}
PROMISES = {"must": "Must", "should": "Should", "may": "May"}
EVERYTHING = "no limit"


def methodology_values(
    methodology: Methodology, catalogue: ProcessCatalogue, roles: RoleCatalogue, language: str = "en"
) -> dict[str, Any]:
    """Return every value of the methodology pack by the name the templates use, but for what the engagement adds.

    Parameters
    ----------
    methodology, catalogue
        What was agreed, and the processes that it is about.
    roles
        Names of roles.
    language
        Language of the texts.
    """
    names = role_names(roles, catalogue, language)
    cards = {one: class_card(methodology, catalogue, one) for one in CLASS_IDS}
    running = [process for process in catalogue.processes if methodology.duties.get(process.id)]
    # A hand-edited methodology may know processes, gates or roles that are gone; the findings say so.
    matrix = tailoring_matrix(methodology, catalogue, language)
    return {
        "title": "How projects are run",
        "way": WAYS[methodology.way],
        "control": methodology.control,
        "source": methodology.source,
        "catalogue": methodology.catalogue,
        "counts": f"{len(running)} processes, {len(methodology.gates)} gates, {len(CLASS_IDS)} classes",
        "thresholds": _thresholds(methodology, language),
        "criteria": _criteria(methodology, language),
        "classes": [_class(methodology, catalogue, cards[one], names, language) for one in CLASS_IDS],
        "matrix": [{str(key): str(value) for key, value in row.items()} for row in matrix.to_dict("records")],
        "quality": _quality(catalogue, language),
        "policies": [
            {"name": say(policy.name, language), "rules": [say(rule, language) for rule in policy.rules]}
            for policy in catalogue.policies
        ],
        **_appetite(methodology),
        "guidelines": [
            {
                "department": one.department,
                "decides": one.decides,
                "limit": f"{print_number(100 * one.lent_share, '.0f')} % of a person's time, {_count(one.most_projects, 'project')} at once",
                "notice": _count(one.notice_weeks, "week"),
                "escalation": one.escalation,
                "agreed_by": one.agreed_by or "not agreed yet",
            }
            for one in methodology.guidelines
        ],
        "processes": [_process(process, methodology, catalogue, names, language) for process in running],
        "findings": [str(finding) for finding in check_methodology(methodology, catalogue, roles)],
    }


def _thresholds(methodology: Methodology, language: str) -> str:
    spans = [
        f"class {one.id} ({say(one.name, language).lower()}) from {one.from_points}" for one in methodology.classes
    ]
    return f"Points: {', '.join(spans)}. An answer may call for a class by itself."


def _criteria(methodology: Methodology, language: str) -> list[dict[str, str]]:
    rows = []
    for criterion in methodology.classification:
        options = [
            f"{say(option.text, language)}: {option.points}"
            + (f" (at least class {option.at_least})" if option.at_least else "")
            for option in criterion.options
        ]
        rows.append(
            {
                "question": say(criterion.question, language),
                "dimension": criterion.dimension,
                "options": "; ".join(options),
            }
        )
    return rows


def _class(
    methodology: Methodology, catalogue: ProcessCatalogue, card: ClassCard, names: dict[str, str], language: str
) -> dict[str, Any]:
    class_id = card.project_class.id
    # The page is for who leads a project; what is done for the portfolio stands in the matrix.
    own = {
        duty: [process_name(one, language) for one in card.processes[duty] if catalogue.cycle_of(one) == "project"]
        for duty in DUTIES
    }
    offered = [_listed(PROMISES[duty], own[duty]) for duty in DUTIES if duty != "must" and own[duty]]
    papers = [say(artefact.name, language) for artefact, duty in card.artefacts if duty == "must"]
    agreed = any(one.project_class == class_id for one in methodology.tolerances)
    hours = card.must_minutes / MINUTES_PER_HOUR
    return {
        "id": class_id,
        "name": say(card.project_class.name, language),
        "meaning": say(card.project_class.meaning, language),
        "effort": f"{_count(len(card.gates), 'gate')}; the papers that are a must take about {print_number(hours, '.0f')} hours to fill once.",
        "must": _listed(PROMISES["must"], own["must"]),
        "offered": " ".join(offered) or "Nothing is left to choice.",
        "gates": [
            {
                "name": say(one.gate.name, language),
                "question": say(one.gate.question, language),
                "decider": names.get(one.decider or "", one.decider or "nobody yet"),
                "criteria": " ".join(say(criterion.text, language) for criterion in one.criteria),
            }
            for one in card.gates
        ],
        "ladder": _ladder(methodology, class_id) if agreed else [],
        "artefacts": _listed("Papers that are a must", papers),
    }


def _quality(catalogue: ProcessCatalogue, language: str) -> list[dict[str, str]]:
    quality = catalogue.quality
    standards = [
        *(("Request", f"{say(o.name, language)}: {say(o.complete_when, language)}", o.classes) for o in quality.intake),
        *(("Acceptance", say(one.text, language), one.classes) for one in quality.acceptance),
        *(
            (
                "Product",
                f"{say(o.name, language)}: {say(o.formula, language)}. Target: {say(o.target, language)}.",
                o.classes,
            )
            for o in quality.measures
        ),
    ]
    return [
        {"about": about, "standard": text, "classes": ", ".join(sorted(classes))} for about, text, classes in standards
    ]


def _ladder(methodology: Methodology, class_id: ClassId) -> list[dict[str, str]]:
    rows = []
    for level, limits in ladder(methodology, class_id):
        name = level.replace("-", " ").capitalize()
        if limits is None:
            beyond = dict.fromkeys(("late", "cost", "benefit"), EVERYTHING)
            rows.append({"level": name, **beyond, "scope": "Everything beyond that"})
            continue
        rows.append(
            {
                "level": name,
                "late": _count(limits.weeks_late, "week"),
                "cost": show(limits.cost_over, "share"),
                "benefit": show(limits.benefit_lost, "share"),
                "scope": f"{limits.scope} (up to {show(limits.scope_share, 'share')})",
            }
        )
    return rows


def _appetite(methodology: Methodology) -> dict[str, Any]:
    appetite = methodology.appetite
    ends = [band.from_points - 1 for band in appetite.bands[1:]] + [25]
    limits = (
        f"Open risks together may carry {print_number(appetite.most_exposure_k, ',.0f')} thousand of expected loss, one shared cause "
        f"{print_number(appetite.most_joint_k, ',.0f')} thousand; {_count(appetite.most_critical, 'critical risk')} may be open at once."
    )
    return {
        "appetite": f"{appetite.statement} {limits}",
        "bands": [
            {
                "name": band.name,
                "points": f"{band.from_points} to {end}",
                "decides": band.decides,
                "within": _count(band.act_within_days, "day"),
            }
            for band, end in zip(appetite.bands, ends, strict=True)
        ],
    }


def _process(
    process: Process, methodology: Methodology, catalogue: ProcessCatalogue, names: dict[str, str], language: str
) -> dict[str, Any]:
    artefacts = {artefact.id: say(artefact.name, language) for artefact in catalogue.artefacts}
    taken, left = (", ".join(artefacts[name] for name in ids) for ids in (process.inputs, process.outputs))
    owner = methodology.owners.get(process.id)
    policy = say(catalogue.policy_by_id[process.policy].name, language)
    duties = ", ".join(f"{one} {methodology.duty(process.id, one) or 'not asked'}" for one in CLASS_IDS)
    return {
        "name": process_name(process, language),
        "head": f"Class {duties}. Kept in order by: {names.get(owner or '', owner or 'nobody yet')}. Policy: {policy}.",
        "trigger": f"Starts: {say(process.trigger, language)} Asks: {say(process.question, language)}",
        "steps": [
            {"number": str(at), "role": names.get(step.role, step.role), "does": say(step.does, language)}
            for at, step in enumerate(process.steps, start=1)
        ],
        "papers": f"Takes up: {taken}. Leaves behind: {left}.",
        "variants": (
            f"Light: {say(process.light, language)} Short cycles: {say(process.agile, language)} "
            f"Both ways: {say(process.hybrid, language)}"
        ),
    }


def _listed(head: str, texts: Sequence[str]) -> str:
    return f"{head}: {'; '.join(texts) or 'nothing'}."


def _count(number: float, word: str) -> str:
    return f"{print_number(number, 'g')} {word}{'' if number == 1 else 's'}"
