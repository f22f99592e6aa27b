"""Triggers: the rules that call for a re-assessment before its time, and the facts that they are held against."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from pydantic import Field

from pmokit.errors import Fault
from pmokit.model.base import Frozen, Slug, Text, Version
from pmokit.model.checks import double_ids

FactName = Literal[
    "red_kpis",
    "reorganised",
    "sponsor_changed",
    "late_initiative_share",
    "nps_drop",
    "contradicted_evidence",
    "overdue_reviews",
]
FACT_NAMES: tuple[FactName, ...] = get_args(FactName)
YES_OR_NO: frozenset[str] = frozenset({"reorganised", "sponsor_changed", "nps_drop"})
SHARES: frozenset[str] = frozenset({"late_initiative_share"})
Test = Literal["at least", "more than"]


class TriggerRule(Frozen):
    """When one fact calls for a re-assessment before its time."""

    id: Slug
    name: Text
    fact: FactName
    test: Test = "at least"
    threshold: float = Field(
        default=1, ge=0, description="Of a yes-or-no fact 1; shares from 0 to 1, other facts are counts"
    )
    periods: int = Field(default=1, ge=1, le=8, description="Periods in a row in which a KPI is red; 1 for other facts")
    reassess: Literal["all", "domains concerned"]
    why: Text
    todo: Text


class TriggerRules(Frozen):
    """The file ``triggers.yaml``."""

    version: Version
    source: str = Field(min_length=3)
    rules: tuple[TriggerRule, ...] = Field(min_length=1)

    @cached_property
    def periods_red(self) -> int:
        """Periods in a row in which a KPI has to be red to count."""
        return max((rule.periods for rule in self.rules if rule.fact == "red_kpis"), default=1)


@dataclass(frozen=True)
class Fact:
    """One fact as it stands.

    Parameters
    ----------
    value
        A count, a share from 0 to 1, 1 or 0 for yes or no; None where it is not known.
    rests_on
        What it was taken from, with the names.
    reason
        Why it is not known.
    """

    value: float | None
    rests_on: str = ""
    reason: str = ""


def find_trigger_faults(rules: TriggerRules) -> Iterator[Fault]:
    """Yield double ids, and thresholds and periods that cannot be meant for their fact.

    Parameters
    ----------
    rules
        The file, or a draft (see :mod:`pmokit.model.checks`).
    """
    yield from double_ids([rule.id for rule in rules.rules], ("rules",), "rule")
    for at, rule in enumerate(rules.rules):
        path = ("rules", at, "threshold")
        if rule.fact in YES_OR_NO and (rule.threshold < 1 or rule.threshold > 1 or rule.test == "more than"):
            what = f"{rule.id}: {rule.test} {rule.threshold:g} of a fact that is yes or no"
            yield Fault(what=what, expected="at least 1", path=path)
        elif rule.test == "at least" and rule.threshold <= 0:
            what = f"{rule.id}: at least {rule.threshold:g} is always true"
            yield Fault(what=what, expected="a threshold above 0", path=path)
        if rule.fact in SHARES and rule.threshold > 1:
            what = f"{rule.id}: a share of {rule.threshold:g}"
            yield Fault(what=what, expected="0 to 1, such as 0.3 for 30 %", path=path)
        if rule.fact != "red_kpis" and rule.fact and rule.periods > 1:
            what = f"{rule.id}: {rule.periods} periods of the fact {rule.fact}"
            yield Fault(what=what, expected="1: only red KPIs are counted over periods", path=("rules", at, "periods"))
