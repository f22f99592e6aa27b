"""Two rounds of a unit: the change of each score, kept apart from what other raters or other moods would have given."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.model_diff import ModelDiff, diff_models
from pmokit.assess.permutation import ALPHA, DRAWS, deal_anew, judge, swap_pairs
from pmokit.assess.privacy import withhold
from pmokit.assess.responses import Floats
from pmokit.assess.variants import OVERALL, Setting, own_responses, people_by_part, raters_of, score_variants
from pmokit.errors import Fault, ScoringError
from pmokit.model.maturity import MaturityModel

MIN_PAIRED = 2
VALUES = ("before", "after", "change", "tested_change", "p", "verdict")
COLUMNS = ["unit", "domain", *VALUES, "smallest_p", "raters", "reason"]


@dataclass(frozen=True)
class Round:
    """One assessment of a round.

    Parameters
    ----------
    model
        The model as it was then.
    responses
        Tidy frame of all units of the round.
    anonymous
        Whether respondents cannot be recognised in another round.
    scope
        What was asked: a name or question ids, as for :func:`pmokit.assess.scoring.score`.
    """

    model: MaturityModel
    responses: pd.DataFrame
    anonymous: bool = False
    scope: str | Sequence[str] = "all"


@dataclass(frozen=True)
class RoundComparison:
    """The comparison of two rounds of a unit.

    Parameters
    ----------
    changes
        unit, domain (empty for overall), before, after, change (levels, all raters), tested_change (levels, mean of the
        single raters under test), p (how often rater noise alone gives at least as much), verdict (None where it cannot be
        told), smallest_p (that these raters could give), raters (of the smaller round), reason.
    method
        ``paired`` (the same raters) or ``unpaired``.
    questions
        Questions compared: asked in both rounds with the same answers.
    diff
        What changed in the model.
    """

    changes: pd.DataFrame
    method: str
    questions: tuple[str, ...]
    diff: ModelDiff


def shared_questions(before: Round, after: Round, diff: ModelDiff) -> tuple[str, ...]:
    """Return the questions that both rounds asked with the same answers, in the order of the newer model.

    Parameters
    ----------
    before, after
        The rounds, the earlier first.
    diff
        What changed in the model between them.
    """
    asked = set(before.model.scope(before.scope)) & set(after.model.scope(after.scope))
    return tuple(question for question in diff.comparable if question in asked)


def compare_rounds(
    before: Round,
    after: Round,
    unit: str,
    *,
    seed: int,
    draws: int = DRAWS,
    rule: str | None = None,
    alpha: float = ALPHA,
    k: int = DEFAULT_K,
) -> RoundComparison:
    """Compare two rounds of one unit by a permutation test over raters.

    Each rater is scored alone, and the test is about the mean of these scores: the median of the unit would jump from
    one majority to the other. Where at least half of the smaller round's raters, two or more, took part in both, these
    are paired over the questions that they answered twice: without a change their rounds could be swapped. Otherwise
    raters are dealt anew to the two rounds. All deals are tried if there are no more than ``draws``; else p = (1 + extreme draws) / (1 + draws), Phipson and Smyth
    2010. Both rounds are scored with the newer model over the questions that both asked; stored scores stay as they are.

    Parameters
    ----------
    before, after
        The rounds, the earlier first.
    unit
        Id of the unit.
    seed
        The same seed gives the same p.
    draws
        Number of draws where not all deals are tried.
    rule
        None for the newer model's rule.
    alpha
        Up to this p a change is beyond rater noise.
    k
        Smallest number of people that is shown where a round is anonymous.

    Raises
    ------
    ScoringError
        If the models differ, or no question compares.
    """
    diff = diff_models(before.model, after.model)
    shared = shared_questions(before, after, diff)
    if not shared:
        raise ScoringError(
            Fault(
                what=f"the rounds, of versions {diff.old_version} and {diff.new_version}, share no question",
                hint="Compare by hand",
            )
        )
    setting = Setting(after.model, rule, shared)
    mine = [own_responses(r.responses[r.responses["question"].isin(shared)], unit) for r in (before, after)]
    anonymous = before.anonymous or after.anonymous
    paired = () if anonymous else paired_raters(mine[0], mine[1])
    changes = _changes(setting, mine, (before, after), paired, np.random.default_rng(seed), draws, alpha)
    changes.insert(0, "unit", unit)
    if anonymous:
        changes = withhold(changes, within="unit", people="raters", values=VALUES, k=k)
    return RoundComparison(changes[COLUMNS], "paired" if paired else "unpaired", shared, diff)


def paired_raters(before: pd.DataFrame, after: pd.DataFrame) -> tuple[str, ...]:
    """Return the raters of both rounds, or none where they are too few to speak for the unit.

    Parameters
    ----------
    before, after
        The unit's own responses of each round.
    """
    early, late = set(raters_of(before)), set(raters_of(after))
    both = tuple(sorted(early & late))
    return both if len(both) >= MIN_PAIRED and 2 * len(both) >= min(len(early), len(late)) else ()


def _changes(
    setting: Setting,
    mine: list[pd.DataFrame],
    rounds: tuple[Round, Round],
    paired: tuple[str, ...],
    rng: np.random.Generator,
    draws: int,
    alpha: float,
) -> pd.DataFrame:
    """Score both rounds as they were, then each rater alone, and judge each part."""
    if not all(len(raters_of(frame)) for frame in mine):
        row = {"domain": OVERALL, "reason": "nobody answered in one of the rounds", "raters": 0}
        return pd.DataFrame([row]).reindex(columns=COLUMNS[1:]).astype({"verdict": object, "reason": object})
    whole = [score_variants(setting, [f], r.responses) for f, r in zip(mine, rounds, strict=True)]
    tested = _asked_twice(mine, paired) if paired else mine
    alone = [_score_alone(setting, f, paired or raters_of(f), r) for f, r in zip(tested, rounds, strict=True)]
    people = [people_by_part(setting, frame, whole[0].parts) for frame in mine]
    rows = []
    for at, part in enumerate(whole[0].parts):
        then, now = float(whole[0].score[0, at]), float(whole[1].score[0, at])
        early, late = alone[0][:, at], alone[1][:, at]
        dealt, smallest = swap_pairs(late - early, rng, draws) if paired else deal_anew(early, late, rng, draws)
        observed, p, verdict, reason = judge(dealt, smallest, alpha)
        raters = min(people[0][part], people[1][part])
        rows.append((part, then, now, now - then, observed, p, verdict, smallest, raters, reason))
    return pd.DataFrame(rows, columns=COLUMNS[1:]).astype({"verdict": object, "reason": object})


def _asked_twice(mine: list[pd.DataFrame], paired: tuple[str, ...]) -> list[pd.DataFrame]:
    """Keep what a paired rater answered in both rounds, so that other questions do not pass for a change."""
    valued = [f[f["status"].isin(("answered", "inherited")) & f["respondent"].isin(paired)] for f in mine]
    keys = [pd.MultiIndex.from_frame(f[["respondent", "question"]]) for f in valued]
    return [valued[0][keys[0].isin(keys[1])], valued[1][keys[1].isin(keys[0])]]


def _score_alone(setting: Setting, frame: pd.DataFrame, raters: tuple[str, ...], of: Round) -> Floats:
    """Return each rater's own scores, shape (raters, parts)."""
    return score_variants(setting, [frame[frame["respondent"] == rater] for rater in raters], of.responses).score
