"""The strategy statement and the communication plan as HTML and DOCX, from the documents in an engagement."""

import datetime as dt
from pathlib import Path

from pmokit.content.library import load_theme
from pmokit.errors import ReportError
from pmokit.model.content import Theme
from pmokit.reports.documents import write_pages
from pmokit.reports.step_values import STEP_TITLES, StepSource, step_values
from pmokit.store.engagement import Engagement
from pmokit.study.vision import VisionStudy
from pmokit.views.communication import stance_map
from pmokit.views.exhibit import Exhibit
from pmokit.views.objective_projects import spend_by_objective
from pmokit.views.vision import field_matrix

STEP_KINDS = tuple(STEP_TITLES)
NEXT = {
    "vision": "Agree on the objectives in step 1 of the workshop first",
    "communication": "Propose one in step 1 of the workshop first",
}


def gather_step(engagement: Engagement, kind: str, unit: str, today: dt.date) -> StepSource:
    """Collect what a document of a step is made from.

    Parameters
    ----------
    engagement
        The open engagement.
    kind
        ``vision`` or ``communication``.
    unit
        Code of a business unit, whose document is taken, else the engagement's; empty: the whole organisation.
    today
        Date to print; counts as the status date where the engagement has none.

    Raises
    ------
    ReportError
        If the document has not been written.
    StoreError
        If there is no such unit.
    """
    code = engagement.unit(unit).code if unit else ""
    study = VisionStudy(engagement, code)
    holder = next((one for one in dict.fromkeys((code, "")) if engagement.document_history(kind, one)), None)
    if holder is None:
        having = [one.code for one in engagement.units() if engagement.document_history(kind, one.code)]
        hint = f"Units with one: {', '.join(having)}" if having else NEXT[kind]
        raise ReportError(f"{study.owner} has no document '{kind}' yet. {hint}.")
    rows = engagement.agreements(kind, holder)[["name", "role", "state", "reservation"]].to_dict("records")
    return StepSource(
        study=study,
        version=engagement.document_history(kind, holder)[-1].version,
        agreements=[{str(key): str(value) for key, value in row.items()} for row in rows],
        today=today,
        as_of=engagement.settings().status_date or today,
    )


def write_step_document(kind: str, source: StepSource, folder: Path) -> list[Path]:
    """Write a document of a step as HTML and DOCX and return the files.

    Parameters
    ----------
    kind
        ``vision`` or ``communication``.
    source
        What :func:`gather_step` returned.
    folder
        Where; is made if missing.

    Raises
    ------
    ReportError
        If there is nothing to draw: a vision without objectives, a register without people.
    """
    exhibits = (
        _vision_exhibits(source, load_theme()) if kind == "vision" else _communication_exhibits(source, load_theme())
    )
    values = step_values(kind, source, exhibits)
    return write_pages(kind, values, exhibits, folder, source.study.language)


def _vision_exhibits(source: StepSource, theme: Theme) -> dict[str, Exhibit]:
    alignment, currency = source.study.alignment, source.study.engagement.settings().currency
    if alignment is None or not alignment.names:
        raise ReportError(f"the vision of {source.study.owner} has no objectives yet. {NEXT['vision']}.")
    exhibits = {"objective_fields": field_matrix(alignment.services, alignment.names, theme)}
    if len(alignment.projects.projects):
        exhibits["objective_spend"] = spend_by_objective(alignment.projects, alignment.names, currency, theme)
    return exhibits


def _communication_exhibits(source: StepSource, theme: Theme) -> dict[str, Exhibit]:
    plan = source.study.communication
    if plan is None or not plan.stakeholders:
        raise ReportError(
            f"nobody is in the stakeholder register of {source.study.owner} yet. {NEXT['communication']}."
        )
    return {"stances": stance_map(plan, theme)}
