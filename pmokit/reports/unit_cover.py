"""Where a unit stands, in short: a sentence and the figures that stand on their own."""

import re

import pandas as pd

from pmokit.assess.results import print_level
from pmokit.model.base import say
from pmokit.model.printing import print_day, print_number
from pmokit.model.steps import quarter_label
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import show
from pmokit.views.page import Fact, Page

MOVED = 0.05


def cover_page(study: UnitStudy, language: str) -> Page:
    """Return where the unit stands: a sentence and the figures that stand on their own.

    Parameters
    ----------
    study
        The unit's story.
    language
        Language of the texts.
    """
    facts = [*_maturity_facts(study), *_roadmap_facts(study)]
    if len(study.projects):
        facts.append(Fact("Projects", str(len(study.projects)), f"as of {print_day(study.as_of)}"))
    lead = [_headline(study, language)]
    if study.unit.story:
        lead.append(study.unit.story)
    return Page("cover", "Where we stand, in short", tuple(lead), tuple(facts))


def _headline(study: UnitStudy, language: str) -> str:
    if not study.is_assessed:
        return f"{study.unit.name} has not been assessed yet. This report shows what its project list tells."
    row = study.scores.of(study.unit.code).to_dict()
    if pd.isna(row["score"]) or study.scores.rule == "ratio":
        return f"{study.unit.name}: {row['reason']}."
    if pd.isna(row["level"]):
        return f"{study.unit.name}: too few answers to name a level; once all are in, it lies between {print_number(row['low'], '.1f')} and {print_number(row['high'], '.1f')}."
    names = {lv.number: say(lv.name, language) for lv in study.model.meta.levels}
    called = names.get(int(row["level"]))
    level = print_level(row)
    if called:
        # The name belongs to the level reached and not to what is said of it behind.
        level = re.sub(r"\d+", lambda number: f"{number[0]} ({called})", level, count=1)
    sentence = f"{study.unit.name} stands at level {level}."
    gaps = study.gaps.dropna(subset=["gap"]).sort_values("weighted_gap", ascending=False)
    if len(gaps) and gaps.iloc[0]["gap"] > 0:
        worst = gaps.iloc[0]
        domain = next(say(d.name, language) for d in study.model.domains if d.id == worst["domain"])
        sentence += f" The longest way to go is in {domain[0].lower() + domain[1:]}: {print_number(worst['gap'], '.1f')} levels to the target."
    return sentence


def _maturity_facts(study: UnitStudy) -> list[Fact]:
    if not study.is_assessed:
        return []
    row = study.scores.of(study.unit.code).to_dict()
    return [
        Fact(
            "Overall score",
            show(row["score"], "ratio" if study.scores.scale[1] == 1 else "score"),
            _bounds(row["low"], row["high"], study.scores.scale[1]),
        ),
        Fact(
            "Coverage",
            show(row["coverage"], "share"),
            "withheld"
            if pd.isna(row["raters"])
            else f"{row['raters']} {'person' if row['raters'] == 1 else 'people'} answered",
        ),
    ]


def _roadmap_facts(study: UnitStudy) -> list[Fact]:
    if not study.can_be_planned or not study.problem.initiatives or study.plan.value is None:
        return []
    tasks = {task.id: task for task in study.problem.initiatives}
    chosen = {name: start for name, start in study.plan.schedule.items() if start is not None}
    if not chosen:
        return []
    cost = sum(tasks[name].cost * tasks[name].duration for name in chosen)
    last = max(start + tasks[name].duration for name, start in chosen.items())
    until = quarter_label(study.settings.first_quarter, last - 1)
    scored = int(study.projection["score"].notna().sum())
    gain = (study.projection["projected"] - study.projection["score"]).mean()
    return [
        Fact("Initiatives", str(len(chosen)), f"until {until}, of {len(tasks)} that would help"),
        Fact(
            f"Cost, thousand {study.settings.currency}",
            show(cost, "money"),
            "likely, beside own people; expert judgement",
        ),
        Fact(
            "Expected lift",
            f"+{print_number(gain, '.1f')}",
            f"levels on average over the {scored} scored domains; expert judgement",
        ),
    ]


def _bounds(low: float, high: float, highest: float) -> str:
    """Say how far the open answers could still move a score."""
    if low != low:  # noqa: PLR0124 -- NaN: withheld, or there is none
        return ""
    if high - low < MOVED:
        return (
            f"of {print_number(highest, 'g')}; open answers could move it by less than {print_number(2 * MOVED, 'g')}"
        )
    return f"of {print_number(highest, 'g')}; between {print_number(low, '.1f')} and {print_number(high, '.1f')} while answers are open"
