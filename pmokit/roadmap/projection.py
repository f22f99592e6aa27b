"""What a plan should do to the scores, under the model's own rule: answers are raised and scored anew.

A finished initiative raises the questions of the domains that it lifts to the level that it lifts to. A step that several initiatives serve
is done in the share of them that is finished. Questions that belong to a level themselves, as in staged models, are met in full once a step
reaches their level. Nothing is ever lowered, and a question that nobody has answered stays open: a plan is no answer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmokit.assess.nodes import Evaluated
from pmokit.assess.responses import Floats
from pmokit.assess.scoring import evaluate
from pmokit.assess.variants import OVERALL, Setting
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.maturity import MaturityModel
from pmokit.model.roadmap import Wave


@dataclass(frozen=True)
class Milestone:
    """A domain reaches a level.

    Parameters
    ----------
    domain
        Its id; empty for overall.
    level
        Number of the level.
    quarter
        In which it is reached: the last quarter of the initiatives that bring it.
    initiatives
        Chosen initiatives that lift the domain up to this level and have ended by then; for overall all that have.
    """

    domain: str
    level: int
    quarter: int
    initiatives: tuple[str, ...]


def project(
    setting: Setting,
    responses: pd.DataFrame,
    unit: str,
    catalogue: InitiativeCatalogue,
    stages: Sequence[Collection[str]],
) -> pd.DataFrame:
    """Return scores and levels after each of some sets of finished initiatives.

    Parameters
    ----------
    setting
        Model, rule, scope and voices.
    responses
        Of the unit, and of those it inherits answers from.
    unit
        Code of the unit.
    catalogue
        The initiatives.
    stages
        Ids of the finished initiatives, one set for each stage; an empty one gives the scores of today.

    Returns
    -------
    pandas.DataFrame
        stage (position), domain (empty for overall), score (on the model's levels; the capability level where the rule scores in per
        cent), level; NaN where there is none.
    """
    units = list(dict.fromkeys([unit, *responses["unit"]]))
    evaluated = evaluate(
        setting.model, responses, rule=setting.rule, scope=setting.scope, units=units, voices=setting.voices
    )
    row = evaluated.tallied.units.index(unit)
    shares = step_shares(catalogue, stages)
    found: list[tuple[int, str, float, float]] = []
    for at, done in enumerate(shares):
        value = evaluated.cells.value.copy()
        value[row] = raise_answers(setting.model, evaluated.tallied.questions, value[row], done)
        found += [(at, *scored) for scored in _scores(evaluated.with_values(value), unit)]
    return pd.DataFrame(found, columns=["stage", "domain", "score", "level"])


def step_shares(
    catalogue: InitiativeCatalogue, stages: Iterable[Collection[str]]
) -> list[dict[tuple[str, int], float]]:
    """Return for each stage how much of each step (domain, level that it leads to) is done: finished / all that serve it."""
    served: dict[tuple[str, int], list[str]] = {}
    for initiative in catalogue.initiatives:
        for lift in initiative.lifts:
            served.setdefault((lift.domain, lift.to), []).append(initiative.id)
    return [
        {step: sum(name in done for name in names) / len(names) for step, names in served.items()} for done in stages
    ]


def raise_answers(
    model: MaturityModel, questions: Sequence[str], value: Floats, shares: Mapping[tuple[str, int], float]
) -> Floats:
    """Return answers after some steps, lowest step first.

    Parameters
    ----------
    model
        Gives the levels, and those that questions belong to.
    questions
        Ids, in the order of the values.
    value
        Share of the best answer, 0 to 1; NaN = open, and stays so.
    shares
        How much of each step (domain, level) is done, 0 to 1.
    """
    raised = value.copy()
    lowest, highest = model.level_range
    places: dict[str, list[int]] = {}
    for place, question in enumerate(questions):
        places.setdefault(model.domain_of[question], []).append(place)
    levels = np.array([model.question_by_id[q].level for q in questions], dtype=float)
    for (domain, to), share in sorted(shares.items(), key=lambda pair: pair[0][1]):
        if share and domain in places:
            own = places[domain]
            plain = (to - lowest) / (highest - lowest)
            goal = np.where(np.isnan(levels[own]), plain, levels[own] <= to)
            raised[own] += share * np.maximum(goal - raised[own], 0)
    # A sum of shares may miss the goal by the last bit, and a level with it.
    return np.round(raised, 12)


def find_milestones(
    projected: pd.DataFrame, ends: Mapping[str, int], catalogue: InitiativeCatalogue
) -> list[Milestone]:
    """Return every level that a domain, or the whole, reaches for the first time, in the order of the quarters.

    Parameters
    ----------
    projected
        From :func:`project`; stage n holds what has ended by the start of quarter n, so that stage 0 is today.
    ends
        The quarter after the last one, by chosen initiative.
    catalogue
        The initiatives.
    """
    lifts = {
        name: {(lift.domain, lift.to) for lift in catalogue.by_id[name].lifts}
        for name in ends
        if name in catalogue.by_id
    }
    found = []
    for domain, rows in projected.dropna(subset=["level"]).groupby("domain", sort=False):
        reached: int | None = None
        for stage, level in zip(rows["stage"], rows["level"].astype(int), strict=True):
            for step in range(reached + 1 if reached is not None else level + 1, level + 1):
                names = tuple(
                    sorted(
                        name
                        for name, steps in lifts.items()
                        if ends[name] <= stage
                        and (domain == OVERALL or any(where == domain and to <= step for where, to in steps))
                    )
                )
                found.append(Milestone(str(domain), step, int(stage) - 1, names))
            reached = level if reached is None else max(reached, level)
    return sorted(found, key=lambda milestone: (milestone.quarter, milestone.domain, milestone.level))


def done_by_quarter(quarters: int, ends: Mapping[str, int]) -> list[frozenset[str]]:
    """Return what has ended by the start of each quarter, and at the horizon last."""
    return [frozenset(name for name, end in ends.items() if end <= quarter) for quarter in range(quarters + 1)]


def done_by_wave(waves: Sequence[Wave]) -> list[frozenset[str]]:
    """Return what has ended after each wave."""
    done: frozenset[str] = frozenset()
    stages = []
    for wave in waves:
        done |= set(wave.initiatives)
        stages.append(done)
    return stages


def _scores(evaluated: Evaluated, unit: str) -> Iterator[tuple[str, float, float]]:
    """Yield domain, score on the model's levels and level, the overall one first."""
    on_levels = evaluated.scale[1] == evaluated.model.level_range[1]
    for frame in (evaluated.frame("overall").assign(domain=OVERALL), evaluated.frame("domain")):
        scores, levels = (frame[name].to_numpy(dtype=float, na_value=np.nan) for name in ("score", "level"))
        for whose, domain, score, level in zip(frame["unit"], frame["domain"], scores, levels, strict=True):
            if whose == unit:
                yield domain, float(score if on_levels else level), float(level)
