"""A rule applied to the cells: scores, bounds, coverage and reasons for questions, domains, groups and the whole."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.cells import NOT_APPLICABLE, Cells
from pmokit.assess.raters import agreement_columns
from pmokit.assess.responses import Bools, Floats, Ints, Tally
from pmokit.assess.rules.layout import Layout, Rolled, lay_out, pooled
from pmokit.assess.rules.limits import name_limits
from pmokit.assess.rules.means import is_met
from pmokit.assess.rules.nplf import capability_levels, letters
from pmokit.assess.rules.registry import Rule
from pmokit.assess.voices import CLAIMED_ABOVE
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number

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
        self._made: dict[str, pd.DataFrame] = {}

    def with_values(self, value: Floats) -> "Evaluated":
        """Return the same with other values, shape (units, questions)."""
        return Evaluated(self.model, self.rule, self.tallied, replace(self.cells, value=value), self.scope)

    def with_rule(self, rule: Rule) -> "Evaluated":
        """Return another rule applied to the same answers."""
        return Evaluated(self.model, rule, self.tallied, self.cells, self.scope)

    def frame(self, kind: str) -> pd.DataFrame:
        """Return the scores of a kind of node: ``overall``, ``group``, ``domain`` or ``question``; made once, not to be written to."""
        frames = {
            "overall": _overall_frame,
            "group": _group_frame,
            "domain": _domain_frame,
            "question": _question_frame,
        }
        if kind not in self._made:
            self._made[kind] = frames[kind](self)
        return self._made[kind]

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

    def printed_levels(self, kind: str) -> Floats:
        """Return the levels of a kind of node as they are printed: whole numbers, NaN where none is."""
        numbers = self.numbers(kind)
        if kind != "overall" and self.scope == "quick":
            return np.full(numbers.score.shape, np.nan)
        return _printed_levels(self, numbers)

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

    def people(self, node: Ints, number: int) -> Ints:
        """Count people with at least one answer, by unit and node; inherited values bring nobody of this unit.

        Hands are not told apart from question to question: a node has at least as many people as its fullest question.

        Parameters
        ----------
        node
            Position of each question's node; -1 where it has none.
        number
            Of nodes.
        """
        of = self.tallied
        found = np.zeros((len(of.units), number), dtype=np.int64)
        for at in range(number):
            mine = node == at
            answered = of.answered[:, mine].any(axis=1)
            found[:, at] = np.bincount(of.person_unit[answered], minlength=len(of.units))
            found[:, at] += of.hands[:, mine].max(axis=1, initial=0)
        return found


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
    people = of.people(np.zeros(len(of.tallied.questions), dtype=np.int64), 1)
    frame = _frame(of, {}, of.numbers("overall"), people, of.reasons("overall"))
    if of.rule.name == "minimum":
        limits = name_limits(of.layout, of.numbers("domains").score, of.scale[1])
        shown = frame["reason"].isna() & frame["score"].notna()
        frame["reason"] = frame["reason"].where(~shown, pd.Series(limits, index=frame.index, dtype=object))
    return frame


def _group_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and group; no row without groups."""
    layout = of.layout
    group = layout.group[layout.domain] if layout.groups else np.full(len(layout.domain), -1)
    return _node_frame(of, "group", layout.groups, group)


def _domain_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and domain in scope."""
    return _node_frame(of, "domain", of.layout.domains, of.layout.domain)


def _node_frame(of: Evaluated, name: str, nodes: tuple[str, ...], node: Ints) -> pd.DataFrame:
    kind, withheld = f"{name}s", QUICK_REASON if of.scope == "quick" else None
    return _frame(of, {name: nodes}, of.numbers(kind), of.people(node, len(nodes)), of.reasons(kind), withheld)


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
    numbers = Numbers(score, low, high, coverage, level)
    frame = _frame(of, {"question": of.tallied.questions}, numbers, of.cells.raters, of.cells.reason)
    agreement = {name: column.ravel() for name, column in agreement_columns(of.tallied).items()}
    return pd.concat([frame, pd.DataFrame(agreement)], axis=1)


def _frame(
    of: Evaluated,
    nodes: dict[str, tuple[str, ...]],
    numbers: Numbers,
    raters: Ints,
    reason: npt.NDArray[np.object_],
    withhold_levels: str | None = None,
) -> pd.DataFrame:
    """Return one row per unit and node of the one kind named in ``nodes``; per unit where there is none.

    A level is printed only where the coverage allows it, and the reason says why where it does not.
    """
    flat = Numbers(*(x.ravel() for x in (numbers.score, numbers.low, numbers.high, numbers.coverage, numbers.level)))
    level = _printed_levels(of, flat)
    shown = ~np.isnan(level)
    reasons = _level_reasons(of, flat, shown, reason.ravel().copy())
    if withhold_levels is not None:
        reasons[shown] = withhold_levels
        shown = np.zeros_like(shown)
    units = pd.Index(of.tallied.units)
    columns: dict[str, object] = {"unit": units.repeat(len(reasons) // max(len(units), 1))}
    for name, labels in nodes.items():
        columns[name] = pd.Index(labels).take(np.tile(np.arange(len(labels)), len(units)))
    columns |= {
        "score": flat.score,
        "level": pd.arrays.IntegerArray(np.where(shown, level, 0).astype(np.int64), ~shown),
        "low": flat.low,
        "high": flat.high,
        "coverage": flat.coverage,
        "raters": raters.ravel(),
        "reason": pd.Series(reasons, dtype=object),
    }
    if of.rule.name == "nplf":
        columns["letter"] = pd.Series(letters(flat.score), dtype=object)
    return pd.DataFrame(columns)


def _thin(of: Evaluated, numbers: Numbers) -> Bools:
    """Return where there is a score of too few answers for a level."""
    coverage = np.nan_to_num(numbers.coverage)
    thin: Bools = ~np.isnan(numbers.score) & (coverage < of.model.meta.coverage_threshold - EPSILON)
    return thin


def _printed_levels(of: Evaluated, numbers: Numbers) -> Floats:
    """Return the levels that rule and coverage allow, whole numbers; NaN where there is none."""
    hidden = np.isnan(numbers.score) | _thin(of, numbers) | (of.rule.level == "none")
    return np.where(hidden, np.nan, np.floor(numbers.level + EPSILON))


def _level_reasons(
    of: Evaluated, flat: Numbers, shown: Bools, reasons: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:
    """Return the reasons, with those why a level is not printed or not higher."""
    threshold = of.model.meta.coverage_threshold
    scored, thin = ~np.isnan(flat.score), _thin(of, flat)
    bounds = (x[thin].tolist() for x in (flat.coverage, flat.low, flat.high))
    reasons[thin] = [
        f"no level: coverage {print_number(coverage, '.2f')} is below {print_number(threshold, 'g')}, the bounds are {print_number(low, '.2f')} to {print_number(high, '.2f')}"
        for coverage, low, high in zip(*bounds, strict=True)
    ]
    if of.rule.level == "none":
        reasons[scored] = f"the rule {of.rule.name} gives no level"
    elif of.rule.level == "capability":
        reasons[scored & ~thin & ~shown] = "a capability level belongs to a domain, not to a question"
    if of.rule.open_is_unmet:
        below = shown & (flat.high > flat.score + EPSILON)
        reasons[below] = [
            f"open questions count as not met; at best {print_number(high, '.2f')}"
            for high in flat.high[below].tolist()
        ]
    return reasons
