"""From responses to scores: one pass over the tally, then a rule rolls the questions up."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.cells import NOT_APPLICABLE, Cells, aggregate
from pmokit.assess.raters import agreement_frame
from pmokit.assess.responses import Bools, Floats, Ints, Tally, tally
from pmokit.assess.results import Scores
from pmokit.errors import ScoringError, did_you_mean
from pmokit.model.maturity import MaturityModel

RULES = {"weighted-mean": "1"}
QUICK_REASON = "the quick set gives one indicative overall level, no domain levels"


def score(
    model: MaturityModel,
    responses: pd.DataFrame,
    *,
    rule: str | None = None,
    scope: str | Sequence[str] = "all",
    units: Sequence[str] | None = None,
) -> Scores:
    """Score all units of an assessment.

    Parameters
    ----------
    model
        The maturity model; its rule counts when ``rule`` is None.
    responses
        Tidy frame: unit, respondent, role, question, status, value, provider; rows in the order given.
    rule
        One of ``RULES``.
    scope
        ``all``, ``quick`` or question ids.
    units
        Units to score, also those without responses; by default those that occur.

    Raises
    ------
    ScoringError
        If the rule is unknown or the scope holds no question.
    """
    name = rule or model.meta.rule
    if name not in RULES:
        raise ScoringError(f"unknown rule '{name}'. {did_you_mean(name, RULES)}")
    questions = model.scope(scope)
    if not questions:
        raise ScoringError(f"the scope {scope!r} holds no question of model {model.id}")
    tallied = tally(model, responses, questions, units)
    cells = aggregate(tallied)
    kind = scope if isinstance(scope, str) else "list"
    sums = _Sums(model, tallied, cells)
    domains = _domain_frame(sums, model, kind)
    return Scores(
        model=model.id,
        version=model.version,
        rule=name,
        rule_version=RULES[name],
        scope=kind,
        overall=_overall_frame(sums, model),
        domains=domains,
        questions=_question_frame(sums, model),
    )


class _Sums:
    """The weighted sums that domains and overall share: value, weight with a value, applicable weight."""

    def __init__(self, model: MaturityModel, tallied: Tally, cells: Cells) -> None:
        self.tallied, self.cells = tallied, cells
        weight = np.array([model.question_by_id[q].weight for q in tallied.questions])
        self.domains = tuple(d for d in model.domains if any(model.domain_of[q] == d.id for q in tallied.questions))
        member = np.array([[model.domain_of[q] == d.id for d in self.domains] for q in tallied.questions], dtype=float)
        valued = ~np.isnan(cells.value)
        self.weight_valued: Floats = (valued * weight) @ member
        self.weight_applicable: Floats = (cells.applicable * weight) @ member
        self.weighted: Floats = (np.where(valued, cells.value, 0) * weight) @ member
        self.any_applicable: Bools = (cells.applicable.astype(float) @ member) > 0
        self.raters_by_domain = self._people([d.id for d in self.domains], model)
        self.raters_overall = self._people(None, model)

    def _people(self, domains: list[str] | None, model: MaturityModel) -> Ints:
        """Count people with at least one answer, by unit (and domain); inherited values bring nobody of this unit."""
        people = self.tallied.respondents
        rows = pd.Index(list(self.tallied.units))
        if domains is None:
            seen = people[["unit", "respondent"]].drop_duplicates()
            return np.bincount(rows.get_indexer(pd.Index(seen["unit"])), minlength=len(rows)).astype(np.int64)
        seen = people[["unit", "respondent"]].assign(domain=people["question"].map(model.domain_of)).drop_duplicates()
        cell = rows.get_indexer(pd.Index(seen["unit"])) * len(domains) + pd.Index(domains).get_indexer(
            pd.Index(seen["domain"])
        )
        return np.bincount(cell, minlength=len(rows) * len(domains)).reshape(len(rows), len(domains)).astype(np.int64)


def _weighted_mean(weighted: Floats, valued: Floats, applicable: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return score, low, high and coverage: open weight counts at its worst and at its best for the bounds."""
    with np.errstate(invalid="ignore", divide="ignore"):
        score_ = np.where(valued > 0, weighted / valued, np.nan)
        low = np.where(applicable > 0, weighted / applicable, np.nan)
        high = np.where(applicable > 0, (weighted + applicable - valued) / applicable, np.nan)
        coverage = np.where(applicable > 0, valued / applicable, np.nan)
    # The quotients of one and the same sum may differ in the last bit; the bounds enclose the score by definition.
    return score_, np.fmin(low, score_), np.fmax(high, score_), coverage


def _domain_frame(sums: _Sums, model: MaturityModel, scope: str) -> pd.DataFrame:
    values = _weighted_mean(sums.weighted, sums.weight_valued, sums.weight_applicable)
    reason = np.full(values[0].shape, None, dtype=object)
    reason[np.isnan(values[0])] = "not assessed: no applicable question has a value"
    reason[(sums.weight_applicable == 0) & sums.any_applicable] = "only questions of weight 0 are applicable"
    reason[~sums.any_applicable] = NOT_APPLICABLE
    index = pd.MultiIndex.from_product([sums.tallied.units, [d.id for d in sums.domains]], names=["unit", "domain"])
    return _frame(index, values, sums.raters_by_domain, reason, model, QUICK_REASON if scope == "quick" else None)


def _overall_frame(sums: _Sums, model: MaturityModel) -> pd.DataFrame:
    valued, applicable = sums.weight_valued.sum(axis=1), sums.weight_applicable.sum(axis=1)
    if model.meta.roll_up == "by-question-weight":
        values = _weighted_mean(sums.weighted.sum(axis=1), valued, applicable)[:3]
    else:
        values = _equal_roll_up(sums)
    with np.errstate(invalid="ignore", divide="ignore"):
        coverage = np.where(applicable > 0, valued / applicable, np.nan)
    reason = np.full(values[0].shape, None, dtype=object)
    reason[np.isnan(values[0])] = "not assessed: no applicable question has a value"
    reason[~sums.any_applicable.any(axis=1)] = NOT_APPLICABLE
    index = pd.Index(sums.tallied.units, name="unit")
    return _frame(index, (*values, coverage), sums.raters_overall, reason, model, None)


def _equal_roll_up(sums: _Sums) -> tuple[Floats, Floats, Floats]:
    """Mean of the domain scores by domain weight; a domain without a value widens the bounds only."""
    weight = np.array([d.weight for d in sums.domains])
    score_, low, high, _ = _weighted_mean(sums.weighted, sums.weight_valued, sums.weight_applicable)
    scored, applicable = ~np.isnan(score_) * weight, (sums.weight_applicable > 0) * weight
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (np.nan_to_num(score_) * scored).sum(axis=1) / scored.sum(axis=1)
        lowest = (np.nan_to_num(low) * applicable).sum(axis=1) / applicable.sum(axis=1)
        highest = (np.where(np.isnan(high), 1, high) * applicable).sum(axis=1) / applicable.sum(axis=1)
    return mean, np.fmin(lowest, mean), np.fmax(highest, mean)


def _question_frame(sums: _Sums, model: MaturityModel) -> pd.DataFrame:
    cells, tallied = sums.cells, sums.tallied
    value = cells.value
    low = np.where(cells.applicable, np.where(np.isnan(value), 0, value), np.nan)
    high = np.where(cells.applicable, np.where(np.isnan(value), 1, value), np.nan)
    coverage = np.where(cells.applicable, (~np.isnan(value)).astype(float), np.nan)
    index = pd.MultiIndex.from_product([tallied.units, tallied.questions], names=["unit", "question"])
    frame = _frame(index, (value, low, high, coverage), cells.raters, cells.reason, model, None)
    return frame.merge(agreement_frame(tallied), on=["unit", "question"], sort=False)


def _frame(
    index: pd.Index,
    values: tuple[Floats, Floats, Floats, Floats],
    raters: Ints,
    reason: npt.NDArray[np.object_],
    model: MaturityModel,
    withhold_levels: str | None,
) -> pd.DataFrame:
    """Put scores on the model's scale and print a level only where the coverage allows it."""
    lowest, highest = model.level_range
    score_, low, high = (lowest + v.ravel() * (highest - lowest) for v in values[:3])
    coverage = values[3].ravel()
    reasons = reason.ravel().copy()
    threshold = model.meta.coverage_threshold
    thin = ~np.isnan(score_) & (np.nan_to_num(coverage) < threshold - 1e-9)
    shown = ~np.isnan(score_) & ~thin
    for at in np.flatnonzero(thin):
        reasons[at] = (
            f"no level: coverage {coverage[at]:.2f} is below {threshold:g}, the bounds are {low[at]:.2f} to {high[at]:.2f}"
        )
    if withhold_levels is not None:
        reasons[shown] = withhold_levels
        shown = np.zeros_like(shown)
    level = pd.array(np.where(shown, np.floor(np.nan_to_num(score_) + 1e-9), 0).astype(int), dtype="Int64")
    level[~shown] = pd.NA
    frame = pd.DataFrame(
        {"score": score_, "level": level, "low": low, "high": high, "coverage": coverage, "raters": raters.ravel()},
        index=index,
    )
    frame["reason"] = pd.Series(reasons, index=index, dtype=object)
    return frame.reset_index()
