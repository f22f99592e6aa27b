"""A rule applied to the cells: scores, bounds, coverage and reasons for questions, domains, groups and the whole."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.cells import NOT_APPLICABLE, Cells
from pmokit.assess.counted import Counted
from pmokit.assess.responses import Bools, Floats, Ints
from pmokit.assess.rules.layout import Layout, Rolled, pooled
from pmokit.assess.rules.limits import name_limits
from pmokit.assess.rules.means import is_met
from pmokit.assess.rules.nplf import capability_levels, letters
from pmokit.assess.rules.registry import Rule
from pmokit.assess.voices import CLAIMED_ABOVE
from pmokit.model.printing import print_number

QUICK_REASON = "the quick set gives one indicative overall level, no domain levels"
QUICK_WITHHOLDS = frozenset({"groups", "domains"})
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
    counted
        The responses, and what the rules share.
    rule
        How they are scored.
    cells
        One value for each unit and question.
    """

    def __init__(self, counted: Counted, rule: Rule, cells: Cells) -> None:
        self.counted, self.rule, self.cells = counted, rule, cells
        self.model, self.tallied, self.scope = counted.model, counted.tallied, counted.scope
        self.layout: Layout = counted.layout
        self.valued: Bools = ~np.isnan(cells.value)
        self.scale = rule.range(counted.model)
        self._made: dict[str, pd.DataFrame] = {}

    def with_values(self, value: Floats) -> "Evaluated":
        """Return the same with other values, shape (units, questions)."""
        return Evaluated(self.counted, self.rule, replace(self.cells, value=value))

    def with_rule(self, rule: Rule) -> "Evaluated":
        """Return another rule applied to the same answers."""
        return Evaluated(self.counted, rule, self.cells)

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
    def any_applicable(self) -> Rolled:
        """Number of applicable questions."""
        return self._counts(self.cells.applicable.astype(float))

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
        """Return the numbers of the nodes of a kind: ``questions``, ``domains``, ``groups`` or ``overall``."""
        if kind == "questions":
            return self._question_numbers()
        score, low, high, coverage, level = (getattr(rolled, kind) for rolled in self._rolled)
        # Where nothing has a value a rule that climbs would find everything unmet: that is no score.
        score = np.where(getattr(self.weight_valued, kind) > 0, score, np.nan)
        # The quotients of one and the same sum may differ in the last bit; the bounds enclose the score by definition.
        return Numbers(score, np.fmin(low, score), np.fmax(high, score), coverage, level)

    def _question_numbers(self) -> Numbers:
        """Return each answer on the scale of the rule."""
        value, applicable = self.cells.value, self.cells.applicable
        lowest, highest = self.scale

        def place(share: Floats) -> Floats:
            placed = is_met(self.layout, share).astype(float) if self.rule.name == "ratio" else share
            return np.where(np.isnan(share) | ~applicable, np.nan, lowest + placed * (highest - lowest))

        score, low, high = (place(np.where(self.valued, value, fill)) for fill in (np.nan, 0, 1))
        coverage = np.where(applicable, self.valued.astype(float), np.nan)
        level = np.full(score.shape, np.nan) if self.rule.level == "capability" else score
        return Numbers(score, low, high, coverage, level)

    def printed_levels(self, kind: str) -> Floats:
        """Return the levels of a kind of node as they are printed: whole numbers, NaN where none is."""
        numbers = self.numbers(kind)
        if kind in QUICK_WITHHOLDS and self.scope == "quick":
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


def mark_claims(frame: pd.DataFrame, seen: Floats) -> pd.DataFrame:
    """Return a frame with the level that evidence supports, and whether the printed level is more than that.

    Parameters
    ----------
    frame
        Of all answers.
    seen
        The printed levels of the same rows with what lies above level 2 and has no seen evidence held back.
    """
    level, seen_level = frame["level"].array, _as_column(seen.ravel())
    return frame.assign(seen_level=seen_level, claimed=(level > CLAIMED_ABOVE) & (seen_level < level))


def _overall_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit; under the rule minimum the reason names what limits it."""
    frame = _frame(of, "overall", {}, of.counted.people["overall"], of.reasons("overall"))
    if of.rule.name == "minimum":
        limits = name_limits(of.layout, of.numbers("domains").score, of.scale[1])
        shown = frame["reason"].isna() & frame["score"].notna()
        frame["reason"] = frame["reason"].where(~shown, pd.Series(limits, index=frame.index, dtype=object))
    return frame


def _group_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and group; no row without groups."""
    return _frame(of, "groups", {"group": of.layout.groups}, of.counted.people["groups"], of.reasons("groups"))


def _domain_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and domain in scope."""
    return _frame(of, "domains", {"domain": of.layout.domains}, of.counted.people["domains"], of.reasons("domains"))


def _question_frame(of: Evaluated) -> pd.DataFrame:
    """Return one row per unit and question: its answer on the scale of the rule, and the agreement of its raters."""
    frame = _frame(of, "questions", {"question": of.tallied.questions}, of.cells.raters, of.cells.reason)
    return frame.assign(**of.counted.agreement)


def _frame(
    of: Evaluated, kind: str, nodes: dict[str, tuple[str, ...]], raters: Ints, reason: npt.NDArray[np.object_]
) -> pd.DataFrame:
    """Return one row per unit and node of the one kind named in ``nodes``; per unit where there is none.

    A level is printed only where the coverage allows it, and the reason says why where it does not.
    """
    numbers, level = of.numbers(kind), of.printed_levels(kind).ravel()
    flat = Numbers(*(x.ravel() for x in (numbers.score, numbers.low, numbers.high, numbers.coverage, numbers.level)))
    reasons = _level_reasons(of, kind, flat, reason.ravel().copy())
    # Arrays that know they hold text: a look at each of a million labels is spared.
    units = pd.Index(of.tallied.units).array
    columns: dict[str, object] = {"unit": units.repeat(len(reasons) // max(len(units), 1))}
    for name, labels in nodes.items():
        columns[name] = pd.Index(labels).array.take(np.tile(np.arange(len(labels)), len(units)))
    columns |= {
        "score": flat.score,
        "level": _as_column(level),
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


def _as_column(level: Floats) -> pd.arrays.IntegerArray:
    """Return printed levels as whole numbers, missing where none is printed."""
    return pd.arrays.IntegerArray(np.nan_to_num(level).astype(np.int64), np.isnan(level))


def _level_reasons(
    of: Evaluated, kind: str, flat: Numbers, reasons: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:
    """Return the reasons, with those why a level is not printed or not higher."""
    threshold = of.model.meta.coverage_threshold
    scored, thin, shown = ~np.isnan(flat.score), _thin(of, flat), ~np.isnan(_printed_levels(of, flat))
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
    if kind in QUICK_WITHHOLDS and of.scope == "quick":
        reasons[shown] = QUICK_REASON
    return reasons
