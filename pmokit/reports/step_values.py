"""What the documents on vision and communication say, as plain values that HTML and DOCX fill in alike."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmokit.content.step_texts import load_communication, load_statement
from pmokit.errors import Fault
from pmokit.model.base import say
from pmokit.model.communication import Communication, PlanLine, Stakeholder
from pmokit.model.printing import print_day
from pmokit.model.vision import horizon_label
from pmokit.strategy.candidates import STANDARD
from pmokit.strategy.communication_checks import check_communication
from pmokit.study.vision import VisionStudy
from pmokit.views.communication import shown_name
from pmokit.views.exhibit import NOTHING
from pmokit.views.vision import show_measure

STEP_TITLES = {"vision": "Strategy statement", "communication": "Stakeholders and communication"}


@dataclass(frozen=True)
class StepSource:
    """What a document of a step is made from.

    Parameters
    ----------
    study
        Vision, alignment and communication of the unit or the whole.
    version
        Version of the document that is printed.
    agreements
        Who said what to this version: name, role, state, reservation.
    today, as_of
        Date that is printed, and date up to which project figures count.
    """

    study: VisionStudy
    version: int
    agreements: Sequence[Mapping[str, str]]
    today: dt.date
    as_of: dt.date


def step_values(kind: str, source: StepSource, pictures: Mapping[str, Any]) -> dict[str, Any]:
    """Return every value of a document by the name the templates use.

    Parameters
    ----------
    kind
        ``vision`` or ``communication``.
    source
        Where the values come from.
    pictures
        Exhibits by name, whose descriptions are printed.
    """
    study = source.study
    common = {
        "title": STEP_TITLES[kind],
        "client": study.engagement.settings().client,
        "owner": study.owner,
        "version": source.version,
        "date": print_day(source.today),
        "agreements": [dict(row) for row in source.agreements],
    }
    return common | (_vision(source, pictures) if kind == "vision" else _communication(source, pictures))


def _vision(source: StepSource, pictures: Mapping[str, Any]) -> dict[str, Any]:
    study = source.study
    vision, texts = study.vision, load_statement()
    sections: dict[str, list[str]] = {}
    for part in study.statement:
        if part.text:
            sections.setdefault(part.section, []).append(part.text)
    headings = {str(name): say(text, study.language) for name, text in texts.headings.items()}
    edited = [part.id for part in study.statement if part.is_edited]
    candidates = study.candidates(source.as_of)
    return {
        "lead": f"Looked at on {source.as_of}. Parts of the statement that people rewrote: {len(edited) or 'none'}.",
        "statement": [{"heading": headings[name], "texts": lines} for name, lines in sections.items()],
        "edited": ", ".join(edited),
        "objectives": [
            {
                "name": one.name,
                "measure": show_measure(one.measure),
                "by": horizon_label(one.horizon) if one.horizon else NOTHING,
                "owner": str(one.owner) if one.owner else NOTHING,
                "pmo": one.pmo.contribution if one.pmo else NOTHING,
            }
            for one in (vision.objectives if vision else ())
        ],
        "is_tied": "objective_spend" in pictures,
        "spend": pictures["objective_spend"].description if "objective_spend" in pictures else "",
        "candidates": candidates[["name", "reasons"]].to_dict("records"),
        "rule": str(STANDARD),
        "findings": _findings(study.review(source.as_of)),
    }


def _communication(source: StepSource, pictures: Mapping[str, Any]) -> dict[str, Any]:
    catalogue, language = load_communication(), source.study.language
    plan = source.study.communication or Communication()
    names = {audience.id: say(audience.name, language) for audience in catalogue.audiences}
    order = dict.fromkeys([*names, *(line.audience for line in plan.lines)])
    lines = {audience: [line for line in plan.lines if line.audience == audience] for audience in order}
    return {
        "lead": f"{len(plan.stakeholders)} stakeholders, {len(plan.lines)} lines of the plan; looked at on {source.as_of}.",
        "stances_text": pictures["stances"].description,
        "stakeholders": [
            _stakeholder(one) for one in sorted(plan.stakeholders, key=lambda one: (-one.influence, -one.gap))
        ],
        "audiences": [
            {"name": names.get(audience, audience), "lines": [_line(line) for line in listed]}
            for audience, listed in lines.items()
            if listed
        ],
        "findings": _findings(check_communication(plan, source.as_of, names, catalogue.most_per_month)),
    }


def _stakeholder(one: Stakeholder) -> dict[str, str]:
    step = (
        f"{one.next_step.rstrip('.')} ({print_day(one.next_date, 'numeric')})"
        if one.next_step and one.next_date
        else one.next_step or NOTHING
    )
    return {
        "name": f"{shown_name(one)} ({one.role})",
        "stance": one.stance if one.gap == 0 else f"{one.stance} → {one.needed}",
        "wants": one.wants or NOTHING,
        "fears": one.fears or NOTHING,
        "next": f"{step}. Kept by: {one.owner}" if one.owner else step,
    }


def _line(line: PlanLine) -> dict[str, str]:
    return {
        "when": f"{line.first}, {line.cadence}",
        "message": line.message,
        "channel": line.channel,
        "owner": line.owner or NOTHING,
        "feedback": f"{line.feedback}: {line.feedback_target}" if line.feedback_target else line.feedback or NOTHING,
    }


def _findings(found: Sequence[Fault]) -> list[dict[str, str]]:
    ordered = sorted(found, key=lambda fault: fault.severity != "fault")
    return [{"where": fault.where, "what": fault.what, "todo": fault.hint} for fault in ordered]
