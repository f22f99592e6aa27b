"""The order of a board talk, slide by slide."""

from pmokit.reports.deck.parts import Slide
from pmokit.reports.deck.slides_board import ask_slide, options_slide, problem_slide, title_slide
from pmokit.reports.deck.slides_end import method_slide, risk_slide
from pmokit.reports.deck.slides_maturity import profile_slide, roles_slide
from pmokit.reports.deck.slides_office import raci_slide, structure_slide, type_slide
from pmokit.reports.deck.slides_plan import capacity_slide, kpi_slide, roadmap_slide
from pmokit.reports.deck.stage import Stage
from pmokit.study.board_case import board_case, has_plan
from pmokit.study.unit import UnitStudy

MISSING = {
    "problem": "No project list has been imported. Next: bring one in, pmokit import.",
    "options": "There is no plan to choose from. Next: measure the gaps in step 2, then plan the roadmap.",
    "profile": "Nobody has answered the questionnaire yet. Next: invite the respondents in step 2.",
    "roles": "There are no answers by role. Next: let people answer with their role.",
    "types": "There is no advice on the type of PMO. Next: answer the organisation profile in step 4.",
    "org-chart": "No structure has been designed. Next: design it in step 4.",
    "kpis": "No KPIs have been agreed or proposed. Next: agree on them in step 3.",
    "board-roadmap": "There is no roadmap. Next: plan it once the gaps are measured.",
}
"""What to do where a slide has nothing to show."""


def deck_title(study: UnitStudy) -> str:
    """Return how the file calls itself.

    Parameters
    ----------
    study
        The unit's story.
    """
    return f"{study.settings.client}, {study.unit.name}: PMO"


def deck_slides(study: UnitStudy, stage: Stage) -> tuple[list[Slide], list[str]]:
    """Return the slides of a unit's deck, and what was left out for want of data, as sentences with the next step.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    case = board_case(study)
    is_planned = has_plan(study)
    made: dict[str, Slide | None] = {
        "title": title_slide(study, stage),
        "ask": ask_slide(study, stage, case),
        "problem": problem_slide(study, stage),
        "options": options_slide(study, stage, case),
        "profile": profile_slide(study, stage),
        "roles": roles_slide(study, stage),
        "types": type_slide(study, stage),
        "org-chart": structure_slide(study, stage),
        "raci": raci_slide(study, stage),
        "kpis": kpi_slide(study, stage),
        "board-roadmap": roadmap_slide(study, stage) if is_planned else None,
        "capacity": capacity_slide(study, stage) if is_planned else None,
        "decisions": risk_slide(study, stage, case),
    }
    left_out = [MISSING[name] for name, slide in made.items() if slide is None and name in MISSING]
    slides = [slide for slide in made.values() if slide is not None]
    return [*slides, method_slide(study, stage, tuple(left_out))], left_out
