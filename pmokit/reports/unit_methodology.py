"""The page of a unit's report on how its projects are run: classes, gates, escalation, what to set up first."""

from pmokit.model.methodology import Methodology
from pmokit.reports.methodology_values import WAYS
from pmokit.study.unit import UnitStudy
from pmokit.views import processes
from pmokit.views.exhibit import Exhibit
from pmokit.views.page import Page

ID, TITLE = "methodology", "How projects are run"
FIRST = 5


def methodology_page(study: UnitStudy, language: str) -> Page:
    """Return the classes with gates and processes, who decides on deviations, and which processes come first.

    Parameters
    ----------
    study
        The unit's story.
    language
        Language of the texts.
    """
    methodology, classed = study.methodology, study.classed_projects
    first = _first(study)
    if methodology is None or classed is None:
        lead = "No methodology has been agreed yet. Next: agree classes, gates and tolerances in step 5."
        return Page(ID, TITLE, (lead,), (), first)
    exhibits = [
        processes.class_overview(study.class_cards, study.tailoring, classed, language),
        processes.escalation_ladder(methodology),
    ]
    if study.escalations is not None and len(study.escalations):
        exhibits.append(processes.escalation_list(study.escalations))
    return Page(ID, TITLE, tuple(_lead(study, methodology)), (), (*exhibits, *first))


def _lead(study: UnitStudy, methodology: Methodology) -> list[str]:
    own = bool(study.engagement.document_history("methodology", study.unit.code))
    whose = "" if own else f"{study.unit.name} works by the methodology of {study.settings.client}. "
    lead = [
        f"{whose}Way of working: {WAYS[methodology.way]}; control level: {methodology.control}. {methodology.source}. "
        "Gate criteria and every process in steps stand in the methodology pack."
    ]
    found = study.method_findings
    if found:
        rest = f" {len(found) - 1} more in the pack." if len(found) > 1 else ""
        lead.append(f"Still to be mended: {found[0]}{rest}")
    return lead


def _first(study: UnitStudy) -> tuple[Exhibit, ...]:
    """Return the processes that lift most of today's gap; nothing where there is no gap to lift."""
    ranked = study.process_gaps
    if ranked is None or not (ranked["gain"] > 0).any():
        return ()
    return (processes.process_gap_list(ranked, FIRST).only("name", "gain", "weakest_text", "score", "target"),)
