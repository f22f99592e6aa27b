"""Two rounds of a unit, question by question: which answers have moved, when many are looked at together."""

import numpy as np
import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.model_diff import diff_models
from pmokit.assess.permutation import ALPHA, BEYOND, DRAWS, WITHIN, adjust_for_number, deal_anew, judge, swap_pairs
from pmokit.assess.responses import Floats
from pmokit.assess.rounds import Round, paired_raters, shared_questions
from pmokit.assess.scoring import score
from pmokit.assess.variants import own_responses
from pmokit.assess.withheld import WITHHELD, withhold_scores
from pmokit.model.maturity import MaturityModel

COLUMNS = [
    "question",
    "domain",
    "before",
    "after",
    "change",
    "tested_change",
    "p",
    "adjusted_p",
    "verdict",
    "raters",
    "reason",
]
FIGURES = ("before", "after", "change", "tested_change", "p", "adjusted_p")


def compare_questions(
    before: Round,
    after: Round,
    unit: str,
    *,
    seed: int,
    draws: int = DRAWS,
    alpha: float = ALPHA,
    k: int = DEFAULT_K,
) -> pd.DataFrame:
    """Compare the answers to each question that two rounds of a unit asked alike.

    The test is that of :func:`pmokit.assess.rounds.compare_rounds`, for one question at a time. Where fifty questions are
    looked at, two or three pass a test at 5 % by chance; so p is adjusted for their number (Benjamini and Hochberg 1995),
    and the verdict goes by that: of the changes called beyond rater noise at most the share ``alpha`` is chance.

    Parameters
    ----------
    before, after
        The rounds, the earlier first.
    unit
        Id of the unit.
    seed, draws, alpha, k
        As for :func:`pmokit.assess.rounds.compare_rounds`.

    Returns
    -------
    pandas.DataFrame
        question, domain (of the newer model), before, after, change (levels, the middle answers of all raters), tested_change
        (levels, mean of the raters under test), p, adjusted_p, verdict (None where it cannot be told), raters (of the smaller
        round), reason.

    Raises
    ------
    ScoringError
        If the models differ.
    """
    shared = shared_questions(before, after, diff_models(before.model, after.model))
    rounds = (before, after)
    mine = [own_responses(r.responses[r.responses["question"].isin(shared)], unit) for r in rounds]
    anonymous = before.anonymous or after.anonymous
    paired = () if anonymous else paired_raters(mine[0], mine[1])
    then, now = (_middles(after.model, r, unit, shared, k if anonymous else 0) for r in rounds)
    given = [_given(frame) for frame in mine]
    rng = np.random.default_rng(seed)
    rows = [
        (question, *_tested(given, question, paired, rng, draws, alpha), min(then.n[question], now.n[question]))
        for question in shared
    ]
    found = pd.DataFrame(rows, columns=["question", "tested_change", "p", "verdict", "reason", "raters"])
    found = found.astype({"verdict": object, "reason": object})
    found.insert(1, "domain", found["question"].map(after.model.domain_of))
    found["before"], found["after"] = (found["question"].map(part["middle"]) for part in (then, now))
    found["change"] = found["after"] - found["before"]
    return _adjusted(_without(found, (then, now)), alpha)[COLUMNS]


def _middles(model: MaturityModel, of: Round, unit: str, shared: tuple[str, ...], k: int) -> pd.DataFrame:
    """Return value, number of raters and reason by question; with k, what rests on too few people is withheld."""
    frame = of.responses[of.responses["question"].isin(shared)]
    units = list(dict.fromkeys([unit, *frame["unit"]]))
    scores = score(model, frame, scope=shared, units=units)
    shown = withhold_scores(scores, model, k) if k else scores
    mine = shown.questions[shown.questions["unit"] == unit].set_index("question")
    # Not the score, which may stand on another scale than the answers under test.
    return mine.assign(middle=(mine["median_low"] + mine["median_high"]) / 2)


def _given(mine: pd.DataFrame) -> pd.DataFrame:
    """Return the answered values by rater and question."""
    answered = mine[mine["status"] == "answered"]
    return answered.pivot_table(index="respondent", columns="question", values="value", aggfunc="last", observed=True)


def _tested(
    given: list[pd.DataFrame],
    question: str,
    paired: tuple[str, ...],
    rng: np.random.Generator,
    draws: int,
    alpha: float,
) -> tuple[float, float, str | None, str | None]:
    early, late = (
        frame[question] if question in frame else pd.Series(dtype=float, index=pd.Index([], dtype=object))
        for frame in given
    )
    if paired:
        dealt, smallest = swap_pairs(
            _values(late.reindex(list(paired))) - _values(early.reindex(list(paired))), rng, draws
        )
    else:
        dealt, smallest = deal_anew(_values(early), _values(late), rng, draws)
    return judge(dealt, smallest, alpha)


def _values(answers: pd.Series) -> Floats:
    values: Floats = answers.to_numpy(dtype=float)
    return values


def _without(found: pd.DataFrame, sides: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    """Blank what either round withholds: the figures of both, as a change gives away its other end."""
    for side in sides:
        told = found["question"].map(side["reason"].fillna("").astype(str))
        hidden = told.str.startswith(WITHHELD).to_numpy(dtype=bool)
        found.loc[hidden, [name for name in FIGURES if name in found]] = np.nan
        found.loc[hidden, "verdict"] = None
        found.loc[hidden, "reason"] = told[hidden]
    return found


def _adjusted(found: pd.DataFrame, alpha: float) -> pd.DataFrame:
    """Adjust p for the number of questions, and let the verdict go by it."""
    tested = found["p"].notna().to_numpy()
    found["adjusted_p"] = np.nan
    if tested.any():
        found.loc[tested, "adjusted_p"] = adjust_for_number(found.loc[tested, "p"].to_numpy())
    lost = (found["verdict"] == BEYOND) & (found["adjusted_p"] > alpha)
    found.loc[lost, "verdict"] = WITHIN
    texts = {name: found[name].astype(object).where(found[name].notna(), None) for name in ("verdict", "reason")}
    return found.assign(**texts)
