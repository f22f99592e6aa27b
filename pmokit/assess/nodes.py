"""A rule applied to the cells: scores, bounds, coverage and reasons for questions, domains, groups and the whole."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.cells import NOT_APPLICABLE, Cells
from pmokit.assess.raters import agreement_frame
from pmokit.assess.responses import Bools, Floats, Ints, Tally
from pmokit.assess.rules.layout import Layout, Rolled, lay_out, pooled
from pmokit.assess.rules.limits import name_limits
from pmokit.assess.rules.means import is_met
from pmokit.assess.rules.nplf import capability_levels, letters
from pmokit.assess.rules.registry import Rule
from pmokit.assess.voices import CLAIMED_ABOVE
from pmokit.model.maturity import MaturityModel

QUICK_REASON = "the quick set gives one indicative overall level, no domain levels"
EPSILON = 1e-9


@dataclass(frozen=True)
class Numbers:
    """The numbers of one kind of node, all of one shape.

    Parameters
    ----------
    score, low, high
        On the scale of the rule; NaN where there is none.
    coverage
        Weight with a value over applicable weight, 0 to 1; NaN where nothing is applicable.
    level
        Level to print where the coverage allows it; NaN where the rule gives none.
    """

    score: Floats
    low: Floats
    high: Floats
    coverage: Floats
    level: Floats


class Evaluated:
    """One rule applied three times: to the answers, and to all open questions at their worst and at their best.

    Parameters
    ----------
    model, rule, tallied, cells, scope
        What is scored, how, and from what; ``scope`` is ``all``, ``quick`` or ``list``.
    """

    def __init__(self, model: MaturityModel, rule: Rule, tallied: Tally, cells: Cells, scope: str) -> None:
        self.model, self.rule, self.tallied, self.cells, self.scope = model, rule, tallied, cells, scope
        self.layout: Layout = lay_out(model, tallied.questions)
        self.valued: Bools = ~np.isnan(cells.value)
        self.scale = rule.range(model)
        self.any_applicable = self._counts(cells.applicable.astype(float))

    def with_values(self, value: Floats) -> "Evaluated":
        """Return the same with other values, shape (units, questions)."""
        return Evaluated(self.model, self.rule, self.tallied, replace(self.cells, value=value), self.scope)

    def frame(self, kind: str) -> pd.DataFrame:
        """Return the scores of a kind of node: ``overall``, ``group``, ``domain`` or ``question``."""
        frames = {
            "overall": _overall_frame,
            "group": _group_frame,
            "domain": _domain_frame,
            "question": _question_frame,
        }
        return frames[kind](self)

    def _counts(self, weights: Floats) -> Rolled:
        """Sum something of each question over the nodes."""
        sums = weights @ self.layout.member
        groups = [sums[:, self.layout.within(g)].sum(axis=1) for g in range(len(self.layout.groups))]
        return Rolled(sums, np.stack(groups, axis=1) if groups else np.zeros((len(sums), 0)), sums.sum(axis=1))

    @cached_property
    def weight_valued(self) -> Rolled:
        """Weight of the questions with a value."""
        return self._counts(self.valued * self.layout.weight)

    @cached_property
    def weight_applicable(self) -> Rolled:
        """Weight of the applicable questions."""
        return self._counts(self.cells.applicable * self.layout.weight)

    @cached_property
    def _rolled(self) -> tuple[Rolled, Rolled, Rolled, Rolled, Rolled]:
        value, applicable, layout = self.cells.value, self.cells.applicable, self.layout
        found = self.rule.roll(layout, value, applicable if self.rule.open_is_unmet else self.valued)
        low = self.rule.roll(layout, np.where(self.valued, value, 0), applicable)
        high = self.rule.roll(layout, np.where(self.valued, value, 1), applicable)
        coverage = pooled(self.weight_valued.domains, self.weight_applicable.domains, layout)
        level = capability_levels(layout, value, applicable) if self.rule.level == "capability" else found
        return found, low, high, coverage, level

    def numbers(self, kind: str) -> Numbers:
        """Return the numbers of the nodes of a kind: ``domains``, ``groups`` or ``overall``."""
        score, low, high, coverage, level = (getattr(rolled, kind) for rolled in self._rolled)
        # Where nothing has a value a rule that climbs would find everything unmet: that is no score.
        score = np.where(getattr(self.weight_valued, kind) > 0, score, np.nan)
        # The quotients of one and the same sum may differ in the last bit; the bounds enclose the score by definition.
        return Numbers(score, np.fmin(low, score), np.fmax(high, score), coverage, level)

    def reasons(self, kind: str) -> npt.NDArray[np.object_]:
        """Return why nodes of a kind have no score; None where they have one."""
        score = self.numbers(kind).score
        reason = np.full(score.shape, None, dtype=object)
        reason[np.isnan(score)] = "not assessed: no applicable question has a value"
        any_applicable = getattr(self.any_applicable, kind) > 0
        if kind == "domains":
            weightless = (self.weight_applicable.domains == 0) & any_applicable
            reason[weightless] = "only questions of weight 0 are applicable"
        reason[~any_applicable] = NOT_APPLICABLE
        return reason

    def people(self, node_of: dict[str, str] | None, nodes: tuple[str, ...]) -> Ints:
        """Count people with at least one answer, by unit and node; inherited values bring nobody of this unit.

        Hands are not told apart from question to question: a node has at least as many people as its fullest question.
        """
        people, hands = self.tallied.respondents, self.tallied.hands
        rows = pd.Index(list(self.tallied.units))
        if node_of is None:
            seen = people[["unit", "respondent"]].drop_duplicates()
            named = np.bincount(rows.get_indexer(pd.Index(seen["unit"])), minlength=len(rows))
            return np.asarray(named + hands.max(axis=1, initial=0), dtype=np.int64)
        seen = people[["unit", "respondent"]].assign(node=people["question"].map(node_of)).drop_duplicates()
        column = pd.Index(list(nodes)).get_indexer(pd.Index(seen["node"]))
        cell = rows.get_indexer(pd.Index(seen["unit"])) * len(nodes) + column
        named = np.bincount(cell, minlength=len(rows) * len(nodes)).reshape(len(rows), len(nodes))
        home = np.array([node_of[question] for question in self.tallied.questions], dtype=object)
        raised = np.stack([hands[:, home == node].max(axis=1, initial=0) for node in nodes], axis=1)
        return np.asarray(named + raised, dtype=np.int64)


def mark_claims(frame: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the level that evidence supports, and whether the printed level is more than that.

    Parameters
    ----------
    frame
        Of all answers.
    seen
        The same rows with what lies above level 2 and has no seen evidence held back.
    """
    level, seen_level = frame["level"], seen["level"]
    claimed = (level > CLAIMED_ABOVE) & (seen_level < level)
    return frame.assign(seen_level=seen_level, claimed=claimed.astype("boolean"))


def _overall_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit; under the rule minimum the reason names what limits it."""
    frame = _frame(
        of, pd.Index(of.tallied.units, name="unit"), of.numbers("overall"), of.people(None, ()), of.reasons("overall")
    )
    if of.rule.name == "minimum":
        limits = name_limits(of.layout, of.numbers("domains").score, of.scale[1])
        shown = frame["reason"].isna() & frame["score"].notna()
        frame["reason"] = frame["reason"].where(~shown, pd.Series(limits, index=frame.index, dtype=object))
    return frame


def _group_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and group; no row without groups."""
    group_of = {d.id: d.group for d in of.model.domains}
    node_of = {q: group_of[d] or "" for q, d in of.model.domain_of.items()}
    return _node_frame(of, "group", of.layout.groups, node_of)


def _domain_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and domain in scope."""
    return _node_frame(of, "domain", of.layout.domains, of.model.domain_of)


def _node_frame(of: Evaluated, name: str, nodes: tuple[str, ...], node_of: dict[str, str]) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([of.tallied.units, nodes], names=["unit", name])
    kind, withheld = f"{name}s", QUICK_REASON if of.scope == "quick" else None
    people = of.people(node_of, nodes) if nodes else np.zeros((len(of.tallied.units), 0), dtype=np.int64)
    return _frame(of, index, of.numbers(kind), people, of.reasons(kind), withheld)


def _question_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and question: its answer on the scale of the rule, and the agreement of its raters."""
    value, applicable = of.cells.value, of.cells.applicable
    lowest, highest = of.scale

    def place(share: Floats) -> Floats:
        placed = is_met(of.layout, share).astype(float) if of.rule.name == "ratio" else share
        return np.where(np.isnan(share) | ~applicable, np.nan, lowest + placed * (highest - lowest))

    score, low, high = (place(np.where(of.valued, value, fill)) for fill in (np.nan, 0, 1))
    coverage = np.where(applicable, of.valued.astype(float), np.nan)
    level = np.full(score.shape, np.nan) if of.rule.level == "capability" else score
    index = pd.MultiIndex.from_product([of.tallied.units, of.tallied.questions], names=["unit", "question"])
    frame = _frame(of, index, Numbers(score, low, high, coverage, level), of.cells.raters, of.cells.reason)
    return frame.merge(agreement_frame(of.tallied), on=["unit", "question"], sort=False)


def _frame(
    of: Evaluated,
    index: pd.Index,
    numbers: Numbers,
    raters: Ints,
    reason: npt.NDArray[np.object_],
    withhold_levels: str | None = None,
) -> pd.DataFrame:
    """Print a level only where the coverage allows it, and say why where it does not."""
    score, low, high, coverage, number = (
        x.ravel() for x in (numbers.score, numbers.low, numbers.high, numbers.coverage, numbers.level)
    )
    reasons = reason.ravel().copy()
    threshold = of.model.meta.coverage_threshold
    scored = ~np.isnan(score)
    thin = scored & (np.nan_to_num(coverage) < threshold - EPSILON)
    shown = scored & ~thin & ~np.isnan(number)
    for at in np.flatnonzero(thin):
        reasons[at] = (
            f"no level: coverage {coverage[at]:.2f} is below {threshold:g}, the bounds are {low[at]:.2f} to {high[at]:.2f}"
        )
    if of.rule.level == "none":
        reasons[scored] = f"the rule {of.rule.name} gives no level"
        shown = np.zeros_like(shown)
    elif of.rule.level == "capability":
        reasons[scored & ~thin & ~shown] = "a capability level belongs to a domain, not to a question"
    if of.rule.open_is_unmet:
        for at in np.flatnonzero(shown & (high > score + EPSILON)):
            reasons[at] = f"open questions count as not met; at best {high[at]:.2f}"
    if withhold_levels is not None:
        reasons[shown] = withhold_levels
        shown = np.zeros_like(shown)
    level = pd.array(np.where(shown, np.floor(np.nan_to_num(number) + EPSILON), 0).astype(int), dtype="Int64")
    level[~shown] = pd.NA
    columns = {"score": score, "level": level, "low": low, "high": high, "coverage": coverage, "raters": raters.ravel()}
    frame = pd.DataFrame(columns, index=index)
    frame["reason"] = pd.Series(reasons, index=index, dtype=object)
    if of.rule.name == "nplf":
        frame["letter"] = pd.Series(letters(score), index=index, dtype=object)
    return frame.reset_index()
