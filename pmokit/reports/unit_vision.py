"""The page of a unit's report on its direction: vision, objectives, and what serves them."""

from pmokit.model.content import Theme
from pmokit.model.vision import Vision
from pmokit.strategy.candidates import STANDARD
from pmokit.study.unit import UnitStudy
from pmokit.views import objective_projects
from pmokit.views import vision as vision_views
from pmokit.views.exhibit import Exhibit
from pmokit.views.page import Page

ID, TITLE = "vision", "Vision and objectives"


def vision_page(study: UnitStudy, theme: Theme) -> Page:
    """Return the vision with its objectives, the fields and the money behind each; what is missing is said.

    Parameters
    ----------
    study
        The unit's story.
    theme
        Look.
    """
    vision = study.vision
    if vision is None:
        return Page(
            ID, TITLE, ("No vision has been agreed yet. Next: agree mission, vision and objectives in step 1.",)
        )
    lead = [text for text in (vision.mission, vision.vision, *_provenance(study)) if text]
    if not vision.objectives:
        return Page(ID, TITLE, (*lead, "It names no objectives yet. Next: agree on three to seven in step 1."))
    lead += _still_open(study, vision)
    return Page(ID, TITLE, tuple(lead), (), tuple(_exhibits(study, vision, theme)))


def _provenance(study: UnitStudy) -> tuple[str, ...]:
    if study.vision_study.holder:
        return ()
    return (f"This is the vision of {study.settings.client}; {study.unit.name} has none of its own.",)


def _still_open(study: UnitStudy, vision: Vision) -> list[str]:
    found = sorted(study.vision_study.review(study.as_of), key=lambda fault: fault.severity != "fault")
    if not found:
        return []
    first = found[0]
    names = {one.id: f"'{one.name}'" for one in vision.objectives}
    where = " ".join(names.get(word, word) for word in first.where.split(" "))
    told = f"Still to be settled: {where}: {first.what}. {first.hint}."
    rest = len(found) - 1
    return [f"{told} {rest} more in the strategy statement." if rest else told]


def _exhibits(study: UnitStudy, vision: Vision, theme: Theme) -> list[Exhibit]:
    listed = vision_views.objective_list(vision).only("name", "measure", "horizon", "owner", "weight", "pmo")
    aligned, currency = study.alignment, study.settings.currency
    if aligned is None:
        return [listed]
    fields = vision_views.field_matrix(aligned.services, aligned.names, theme).only("name", "services", "note")
    exhibits = [listed, fields]
    if len(aligned.projects.projects):
        exhibits.append(objective_projects.spend_by_objective(aligned.projects, aligned.names, currency, theme))
    if len(aligned.projects.orphans):
        orphans = objective_projects.orphan_list(aligned.projects, currency)
        exhibits.append(orphans.only("project", "name", "status", "rating", "thousand"))
    candidates = study.vision_study.candidates(study.as_of)
    if len(candidates):
        to_decide = objective_projects.candidate_list(candidates, STANDARD, currency)
        exhibits.append(to_decide.only("name", "thousand", "reasons", "decide"))
    return exhibits
