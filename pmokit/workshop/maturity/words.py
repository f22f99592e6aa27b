"""What stands around step 2 in words: what earlier steps left, what is missing, what the result means."""

from collections.abc import Iterator
from html import escape

import pandas as pd

from pmokit.assess.results import print_level
from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.store.engagement import Engagement
from pmokit.study.office import UnitOffice
from pmokit.study.vision import VisionStudy
from pmokit.views.vision import show_measure
from pmokit.workshop.maturity.unrevealed import left_out_note

MOST_OBJECTIVES, MOST_GAPS = 5, 3
FEW = 3


def before_markup(engagement: Engagement, unit: str) -> str:
    """Return the mission and the objectives of step 1 as markup; empty where there are none.

    Parameters
    ----------
    engagement, unit
        Whose vision; that of the whole organisation where the unit has none.
    """
    vision = VisionStudy(engagement, unit).vision
    if vision is None or not vision.objectives:
        return ""
    items = "".join(
        f"<li><strong>{escape(one.name)}</strong>: {escape(show_measure(one.measure))}</li>"
        for one in vision.objectives[:MOST_OBJECTIVES]
    )
    more = len(vision.objectives) - MOST_OBJECTIVES
    rest = f'<p class="pk-note">And {more} more.</p>' if more > 0 else ""
    return f"<p>The objectives that the PMO has to serve, from step 1:</p><ul>{items}</ul>{rest}"


def missing_sentences(study: UnitOffice, *, targets_are_set: bool) -> list[str]:
    """Return what is still to do in step 2, the most pressing first.

    Parameters
    ----------
    study
        The unit's assessment.
    targets_are_set
        Whether somebody has agreed or taken over targets.
    """
    return list(_missing(study, targets_are_set=targets_are_set))


def _missing(study: UnitOffice, *, targets_are_set: bool) -> Iterator[str]:
    if study.assessment is not None and study.assessment.closed is not None:
        yield f"Round {study.assessment.round} is closed; open the next one on the start page to ask again."
    if not study.is_assessed:
        if not study.unheard:
            yield "Nobody has answered yet: ask the room, answer yourself, or take over forms."
    else:
        yield from _open_answers(study)
    if not targets_are_set:
        yield "The targets are a proposal: look at them, and take them or change them."


def _open_answers(study: UnitOffice) -> Iterator[str]:
    people = sum(study.people_by_role.values())
    if 0 < people < FEW:
        said = "one person has" if people == 1 else f"{people} people have"
        yield f"Only {said} answered: that is an opinion, not yet a picture of the unit."
    coverage = study.scores.of(study.unit.code)["coverage"]
    if pd.notna(coverage) and coverage < study.model.meta.coverage_threshold:
        yield f"{print_number(coverage, '.0%')} of the questions, by weight, have an answer; a level is named from {print_number(study.model.meta.coverage_threshold, '.0%')} on."
    said_together = study.voices.agreed
    agreed = set()
    if said_together is not None:
        agreed = set(said_together.loc[said_together["unit"] == study.unit.code, "question"])
    differ = [question for question in study.agenda["question"] if question not in agreed]
    if differ:
        yield (
            "People differ on 1 question."
            if len(differ) == 1
            else f"People differ on {len(differ)} questions; the costliest stand first under 'To discuss'."
        )


def meaning_markup(study: UnitOffice) -> str:
    """Return in plain words what the result says about the unit and what follows from it.

    Parameters
    ----------
    study
        The unit's assessment.
    """
    note = left_out_note(tuple(study.unheard))
    if not study.is_assessed and note:
        return note
    if not study.is_assessed:
        return "<p>The assessment shows how the unit chooses, staffs, pays for and steers its projects today, and which gaps are worth closing first. It says nothing yet.</p>"
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in _meaning(study)) + note


def _meaning(study: UnitOffice) -> Iterator[str]:
    overall = study.scores.of(study.unit.code).to_dict()
    name = study.unit.name
    levels = {level.number: level for level in study.model.meta.levels}
    if pd.notna(overall["level"]) and int(overall["level"]) in levels:
        level = levels[int(overall["level"])]
        reached = print_level(overall | {"claimed": None})
        yield f"{name} stands at level {reached}. Level {level.number} is '{say(level.name)}': {say(level.meaning)}"
    elif pd.notna(overall["score"]):
        yield f"{name} scores {print_number(overall['score'], '.1f')} so far; too much is open to name a level."
    else:
        yield f"{name} has no overall score: {overall['reason']}."
    names = {domain.id: say(domain.name) for domain in study.model.domains}
    gaps = study.priorities[study.priorities["gap"] > 0].head(MOST_GAPS)
    if len(gaps):
        listed = ", ".join(
            f"{names[d]} ({print_number(g, '.1f')})" for d, g in zip(gaps["domain"], gaps["gap"], strict=True)
        )
        yield f"Closing these gaps brings the most, in levels to the target: {listed}. The roadmap starts from them."
    elif study.gaps["score"].notna().any():
        yield "Every domain that could be measured has reached its target. Higher targets, or keeping the level, is the next talk."
    if overall.get("claimed") is True or overall.get("claimed") == True:  # noqa: E712 -- may be a missing value
        yield "Part of this is claimed: nobody has shown the evidence yet. Ask to see it before the board does."
