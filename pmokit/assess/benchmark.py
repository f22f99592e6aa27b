"""Which figures of other organisations a unit may be held against, and what they say about it."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pmokit.assess.model_diff import ModelDiff, diff_models
from pmokit.model.benchmark import OVERALL, BenchmarkFigure
from pmokit.model.maturity import MaturityModel

SET_COLUMNS = ["part", "version", "source", "year", "n", "p25", "median", "p75"]
LEFT_OUT_COLUMNS = ["part", "version", "source", "year", "statistic", "reason"]
ABOVE, INSIDE, BELOW = "above the middle half", "inside the middle half", "below the middle half"
UPPER_EDGE, LOWER_EDGE = "at the upper edge of the middle half", "at the lower edge of the middle half"
WIDER = "not to be told: its range is wider than the middle half"
STATISTICS = ("p25", "median", "p75")


def comparable_figures(
    figures: Sequence[BenchmarkFigure], model: MaturityModel, versions: Mapping[str, MaturityModel]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the figures of a benchmark into those that compare with a model, and those that do not.

    A figure of the model's own version compares. One of another version compares by id: a question as long as its answers
    have the same values, a domain or the whole only where questions, weights and rule are the same in both versions. Of a
    version that is not at hand only the questions are taken, as their ids never get a new meaning.

    Parameters
    ----------
    figures
        The benchmark.
    model
        That the units were assessed with.
    versions
        Other versions of it that are at hand, by version.

    Returns
    -------
    tuple
        Sets of figures: part, version, source, year, n, p25, median, p75, NaN where the benchmark has none; in the order of
        the model. Then what was left out: part, version, source, year, statistic, reason.
    """
    diffs = {version: diff_models(other, model) for version, other in versions.items()}
    kept: dict[tuple[str, str, str, int, int], dict[str, float]] = {}
    left_out = []
    for one in figures:
        reason = None if one.version == model.version else _why_not(one, model, diffs.get(one.version))
        if reason is None:
            kept.setdefault((one.part, one.version, one.source, one.year, one.n), {})[one.statistic] = one.value
        else:
            left_out.append((one.part, one.version, one.source, one.year, one.statistic, reason))
    order = {part: at for at, part in enumerate([OVERALL, *(d.id for d in model.domains), *model.question_by_id])}
    rows = [
        (*key, *(values.get(name, np.nan) for name in STATISTICS))
        for key, values in sorted(kept.items(), key=lambda entry: (order[entry[0][0]], *entry[0][1:]))
    ]
    sets = pd.DataFrame(rows, columns=SET_COLUMNS).astype(dict.fromkeys(STATISTICS, float))
    return sets, pd.DataFrame(left_out, columns=LEFT_OUT_COLUMNS)


def _why_not(one: BenchmarkFigure, model: MaturityModel, diff: ModelDiff | None) -> str | None:
    """Return why a figure of another version does not compare, or None."""
    is_question = one.part in model.question_by_id
    if not is_question and one.part != OVERALL and one.part not in {domain.id for domain in model.domains}:
        return f"version {model.version} has no domain or question {one.part}"
    if diff is None:
        return None if is_question else f"version {one.version} is not at hand, so nobody can say what it asked there"
    if is_question:
        return None if one.part in diff.comparable else "its answers have other values, or it is new"
    if diff.settings_changed:
        return f"scores come about another way: {', '.join(diff.settings_changed)}"
    changed = {*diff.added, *diff.moved, *diff.reweighted, *diff.answers_changed}
    mine = changed if one.part == OVERALL else {q for q in changed if model.domain_of[q] == one.part}
    # Where a question was retired, or moved away, from cannot be read off the new version.
    gone = {*diff.retired, *diff.moved}
    if mine or gone:
        return f"other questions or weights: {', '.join(sorted(mine | gone))}"
    return None


def place(low: float, high: float, p25: float, p75: float) -> str | None:
    """Say where a unit lies against the middle half of others, as far as its range allows; None where nothing can be said.

    Parameters
    ----------
    low, high
        The range of the unit's score that other raters might have given; NaN where there is none.
    p25, p75
        Ends of the middle half; NaN where the benchmark has none.
    """
    if any(np.isnan(value) for value in (low, high, p25, p75)):
        return None
    if low > p75:
        return ABOVE
    if high < p25:
        return BELOW
    words = {(False, False): INSIDE, (True, False): LOWER_EDGE, (False, True): UPPER_EDGE, (True, True): WIDER}
    return words[low < p25, high > p75]
