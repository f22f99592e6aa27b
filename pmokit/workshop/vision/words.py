"""What step 1 means, what earlier steps left for it, and what is still missing, in plain words."""

from collections.abc import Sequence
from html import escape

from pmokit.errors import Fault
from pmokit.model.base import say
from pmokit.model.fields import FIELD_CODES, FIELD_NAMES
from pmokit.model.vision import Vision, horizon_label
from pmokit.study.vision import VisionStudy
from pmokit.views.exhibit import show

MOST_FINDINGS = 5


def before_markup(study: VisionStudy) -> str:
    """Return what the page starts from: the units, the projects, and for a unit the vision of the whole."""
    engagement = study.engagement
    projects = len(engagement.projects(study.unit or None)[0])
    facts = [("Who", study.owner), ("Projects in the list", str(projects) if projects else "none imported yet")]
    if study.unit:
        whole = study.whole
        facts.append(
            ("The whole organisation wants", whole.vision or "no vision written yet" if whole else "no vision yet")
        )
    return f"<dl>{''.join(f'<dt>{escape(a)}</dt><dd>{escape(b)}</dd>' for a, b in facts)}</dl>"


def findings_markup(findings: Sequence[Fault], vision: Vision) -> str:
    """Return what the checks found, what has to be mended first.

    Parameters
    ----------
    findings, vision
        Of :func:`pmokit.strategy.vision.review_vision`, and the vision they speak of.
    """
    ordered = sorted(findings, key=lambda fault: fault.severity != "fault")
    if not ordered:
        return "<p>The checks found nothing to mend.</p>"
    items = "".join(f"<li>{escape(finding_words(one, vision))}</li>" for one in ordered)
    return f'<ul class="pk-found">{items}</ul>'


def finding_words(fault: Fault, vision: Vision) -> str:
    """Return a finding as a sentence, with the names of objectives in place of their ids."""
    names = {one.id: f"'{one.name}'" for one in vision.objectives}
    where = " ".join(names.get(word, word) for word in fault.where.split())
    told = f"{where}: {fault.what}." if where else f"{fault.what}."
    return f"{told[:1].upper()}{told[1:]} {fault.hint.rstrip('.')}." if fault.hint else f"{told[:1].upper()}{told[1:]}"


def meaning_markup(study: VisionStudy) -> str:
    """Return in plain words what the vision asks of the PMO, and where it does not reach yet."""
    vision = study.vision
    if vision is None or not vision.objectives:
        return (
            "<p>Without objectives nobody can say what the PMO is for. Three to seven are enough: each with a measure, a date "
            "and a person who answers for it.</p>"
        )
    sentences = [_aims(study.owner, vision), _fields(vision), *_reach(study, vision)]
    return "".join(f"<p>{escape(one)}</p>" for one in sentences if one)


def _aims(owner: str, vision: Vision) -> str:
    first = min(vision.objectives, key=lambda one: one.priority or len(vision.objectives) + 1)
    by = f" by {horizon_label(first.horizon)}" if first.horizon else ""
    count = len(vision.objectives)
    measured = sum(one.measure is not None for one in vision.objectives)
    every = "Every one can be measured" if measured == count else f"{measured} of them can be measured today"
    noun = "one objective" if count == 1 else f"{count} objectives"
    return f"{owner} has {noun}; first comes “{first.name}”{by}. {every}."


def _fields(vision: Vision) -> str:
    mains = [code for code in FIELD_CODES if any(o.pmo and o.pmo.fields.get(code) == "main" for o in vision.objectives)]
    if not mains:
        return "What the PMO adds to them has not been said yet, so nobody can tell which services it needs."
    names = [FIELD_NAMES[code].lower() for code in mains]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"For these, the PMO works above all in {listed}."


def _reach(study: VisionStudy, vision: Vision) -> list[str]:
    aligned = study.alignment
    if aligned is None:
        return []
    found = []
    uncovered = [one.name for one in vision.objectives if one.id in aligned.services.uncovered]
    if uncovered:
        found.append(f"No service of the PMO reaches {_quoted(uncovered)} so far.")
    orphans = len(aligned.projects.orphans)
    running = len(aligned.projects.projects)
    if running and orphans:
        share = aligned.projects.orphan_share
        money = f", with {show(share, 'share')} of the money" if share is not None and share == share else ""  # noqa: PLR0124
        found.append(
            f"{orphans} of {running} projects serve no objective{money}: each of them needs a reason, or an end."
        )
    return found


def _quoted(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:3]]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004
    return ", ".join(shown) + more


def kind_names(kinds: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Return name and id of each kind of objective, as choices."""
    return [(say(text), kind) for kind, text in kinds.items()]
