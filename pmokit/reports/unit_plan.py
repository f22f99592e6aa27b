"""The page of a unit's report on its roadmap."""

from dataclasses import replace

import pandas as pd

from pmokit.model.content import Theme
from pmokit.study.plan_frame import plan_frame
from pmokit.study.unit import UnitStudy
from pmokit.views.board import board_roadmap
from pmokit.views.exhibit import Exhibit, show
from pmokit.views.gantt import gantt, reason_list
from pmokit.views.milestones import milestone_list
from pmokit.views.page import Page
from pmokit.views.projected import projected_profile

TITLE = "Roadmap"


def plan_page(study: UnitStudy, theme: Theme) -> Page:
    """Return what to do in which quarter and what it leads to; what is missing is said.

    Parameters
    ----------
    study
        The unit's story.
    theme
        Look.
    """
    nothing = _nothing_to_plan(study)
    if nothing:
        return Page("plan", TITLE, (nothing,))
    lead = (
        *_thin_ground(study),
        "Chosen and placed so that the weighted gap closes as early as capacity, money and prerequisites allow. "
        f"Capacity and budget: {study.frame.source}.",
    )
    return Page("plan", TITLE, lead, (), tuple(_exhibits(study, theme)))


def _nothing_to_plan(study: UnitStudy) -> str:
    """Return why there is no roadmap, or nothing."""
    if not study.is_assessed:
        return "A roadmap needs measured gaps; there are none yet."
    if not study.can_be_planned:
        return f"The kit has no initiatives for the model {study.model.id} yet."
    if study.gaps["gap"].isna().all():
        return "No domain has a level yet, so there is no gap to plan for."
    if not study.planning_problem.initiatives:
        return "Every domain has reached its target. Next: agree higher targets, or hold the level."
    if study.plan.value is None:
        return study.pin_clash or "No plan keeps all limits at once. Next: loosen one of them in the planning frame."
    return ""


def _exhibits(study: UnitStudy, theme: Theme) -> list[Exhibit]:
    frame = plan_frame(study, theme)
    # The board's page draws it; here stands its table.
    found = [replace(board_roadmap(frame), draw=None)]
    if study.milestones:
        found.append(milestone_list(frame, study.milestones, study.robustness))
    found += [
        gantt(frame),
        reason_list(frame, study.explanations),
        projected_profile(frame, study.projection, study.projection_by_wave, study.model.level_range),
    ]
    return found


def _thin_ground(study: UnitStudy) -> tuple[str, ...]:
    """Warn where a plan rests on too few answers to name a level."""
    row = study.scores.of(study.unit.code)
    if not pd.isna(row["level"]):
        return ()
    share = show(row["coverage"], "share")
    return (
        f"A sketch, not a plan: only {share} of the questions, by weight, have an answer so far. It covers the domains that "
        "were answered and will change as answers come in.",
    )
