"""What would lift the level: single answers moved one step, and the fewest of them that do it together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pmokit.assess.responses import Ints, Tally, tally
from pmokit.assess.scoring import questions_in
from pmokit.assess.variants import OVERALL, Setting, VariantScores, own_responses, score_choices
from pmokit.errors import Fault, ScoringError, did_you_mean

AGREED = "agreed value"
STEP_COLUMNS = ["question", "domain", "gain_domain", "gain_overall", "lifts_domain", "lifts_overall"]


@dataclass(frozen=True)
class StepsUp:
    """The way to the next level.

    Parameters
    ----------
    domain
        Id of the domain, empty for overall.
    level, next_level
        Printed level now and with the steps; None where there is none.
    questions
        Questions to be moved one step, the most effective first; none of them can be spared.
    reason
        Why there is no such way; None where there is one.
    """

    domain: str
    level: int | None
    next_level: int | None
    questions: tuple[str, ...] = ()
    reason: str | None = None


def single_steps(setting: Setting, responses: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return what each question would bring if all its raters moved one answer option up.

    Parameters
    ----------
    setting
        Model, rule and scope.
    responses
        Tidy frame of the assessment.
    unit
        Id of the unit.

    Returns
    -------
    pandas.DataFrame
        question, domain, gain_domain and gain_overall in levels, lifts_domain and lifts_overall (whether the printed
        level rises); the largest gain first. Open questions, inherited ones and those at the best answer cannot move.
    """
    return _single_steps(_Moves(setting, responses, unit))


def _single_steps(moves: "_Moves") -> pd.DataFrame:
    setting, movable = moves.setting, moves.movable
    scored = moves.score([[], *([q] for q in movable)])
    rows = []
    for at, question in enumerate(movable, 1):
        domain = setting.model.domain_of[question]
        column = scored.parts.index(domain)
        gains = (scored.score[at, part] - scored.score[0, part] for part in (column, 0))
        lifts = (bool(scored.level[at, part] > scored.level[0, part]) for part in (column, 0))
        rows.append((question, domain, *gains, *lifts))
    frame = pd.DataFrame(rows, columns=STEP_COLUMNS)
    order = np.lexsort((-frame["gain_domain"].to_numpy(float), -frame["gain_overall"].round(12).to_numpy(float)))
    return frame.iloc[order].reset_index(drop=True)


def steps_to_next_level(setting: Setting, responses: pd.DataFrame, unit: str, domain: str = OVERALL) -> StepsUp:
    """Return questions that together, each moved one step, lift the printed level; works under every rule.

    The steps are taken in the order of their gain until the level rises; then each that is not needed is put back.

    Parameters
    ----------
    setting
        Model, rule and scope.
    responses
        Tidy frame of the assessment.
    unit
        Id of the unit.
    domain
        Id of a domain, or empty for overall.

    Raises
    ------
    ScoringError
        If the scope has no such domain.
    """
    domains = {setting.model.domain_of[question] for question in setting.model.scope(setting.scope)}
    if domain not in domains | {OVERALL}:
        raise ScoringError(Fault(what=f"the scope has no domain '{domain}'", hint=did_you_mean(domain, domains)))
    moves = _Moves(setting, responses, unit)
    steps = _single_steps(moves)
    if domain != OVERALL:
        steps = steps[steps["domain"] == domain].sort_values("gain_domain", ascending=False, kind="stable")
    ordered = list(steps["question"])
    sets = [ordered[:n] for n in range(len(ordered) + 1)]
    scored = moves.score(sets)
    column = scored.parts.index(domain)
    level = _level(scored, 0, column)
    if level is None:
        return StepsUp(domain, None, None, reason="no level is printed, so none can be lifted: see the score's reason")
    if level >= setting.model.level_range[1]:
        return StepsUp(domain, level, None, reason="the highest level is reached")
    lifted = np.flatnonzero(scored.level[:, column] > level)
    if not len(lifted):
        return StepsUp(domain, level, None, reason="all answers one step up together do not reach the next level")
    needed = _spare(moves, sets[int(lifted[0])], column, level)
    return StepsUp(domain, level, _level(scored, int(lifted[0]), column), tuple(needed))


def _spare(moves: "_Moves", questions: list[str], column: int, level: int) -> list[str]:
    """Put back, the least effective first, what the lift does not need."""
    needed = list(questions)
    while needed:
        fewer = [[q for q in needed if q != spared] for spared in reversed(needed)]
        scored = moves.score(fewer)
        still = np.flatnonzero(scored.level[:, column] > level)
        if not len(still):
            break
        needed = fewer[int(still[0])]
    return needed


def _level(scored: VariantScores, variant: int, column: int) -> int | None:
    level = scored.level[variant, column]
    return None if np.isnan(level) else int(level)


def _settled(setting: Setting, mine: pd.DataFrame, unit: str) -> tuple[Setting, pd.DataFrame]:
    """Put a unit's agreed values in the place of its ratings, so that they can be moved like answers."""
    agreed = setting.voices.agreed
    if agreed is None or not (agreed["unit"] == unit).any():
        return setting, mine
    own = agreed[agreed["unit"] == unit]
    answers = own[["unit", "question", "value"]].assign(respondent=AGREED, role="", status="answered", provider="")
    kept = mine[~mine["question"].isin(own["question"])]
    voices = replace(setting.voices, agreed=agreed[agreed["unit"] != unit])
    return replace(setting, voices=voices), pd.concat([kept, answers], ignore_index=True)


class _Moves:
    """The answers of a unit as they are and one option up, each counted once, from which any set of moves is scored."""

    def __init__(self, setting: Setting, responses: pd.DataFrame, unit: str) -> None:
        self.setting, mine = _settled(setting, own_responses(responses, unit), unit)
        self.others = responses
        self.questions = questions_in(setting.model, setting.scope)
        self.now = tally(setting.model, mine, self.questions, [unit])
        self.up = replace(self.now, counts=_one_up(self.now))

    @property
    def movable(self) -> list[str]:
        """Questions in scope with an answer below the best option."""
        below = (self.now.counts != self.up.counts).any(axis=(0, 2))
        return [question for question, moves in zip(self.questions, below, strict=True) if moves]

    def score(self, sets: Sequence[Collection[str]]) -> VariantScores:
        """Score the unit once for each set of questions, all of whose answers are moved."""
        chosen = np.array([[question in moved for question in self.questions] for moved in map(frozenset, sets)])
        return score_choices(self.setting, self.now, self.up, chosen, self.others)


def _one_up(tallied: Tally) -> Ints:
    """Return the counts with all answers one option up, the best staying where it is."""
    is_best = np.arange(tallied.counts.shape[-1]) == tallied.options[:, None] - 1
    up = np.where(is_best, tallied.counts, 0)
    up[..., 1:] += (tallied.counts - up)[..., :-1]
    return up
