"""The catalogue of KPIs: which question each answers, how it is reckoned, and what it takes to measure it honestly."""

from functools import cached_property
from typing import Literal

from pydantic import Field

from pmokit.model.base import Frozen, Name, Slug, Text, Version
from pmokit.model.cadence import Recurring
from pmokit.model.maturity import DomainId
from pmokit.model.pmo import PmoType
from pmokit.model.printing import print_number

KpiUnit = Literal["count", "share", "ratio", "money", "days", "months", "score", "fte"]
Direction = Literal["higher", "lower", "range"]
KpiLevel = Literal["project", "portfolio", "pmo"]
Timing = Literal["leading", "lagging"]
Verdict = Literal["green", "amber", "red"]
# As with levels: 0.85 that was computed as 0.8499999999 has reached 0.85.
DIGITS = 9


class Edges(Frozen):
    """Where green and amber end, in the KPI's unit; what lies beyond amber is red.

    Where more is better, green is at ``green`` and above, amber at ``amber`` and above. Where less is better, green is up to
    ``green``, amber up to ``amber``. In a range, green is ``green`` to ``green_high`` and amber ``amber`` to ``amber_high``.
    """

    green: float
    amber: float
    green_high: float | None = Field(default=None, description="Upper end of green; only in a range")
    amber_high: float | None = Field(default=None, description="Upper end of amber; only in a range")


class Thresholds(Frozen):
    """The kit's own edges, and how to set those of a client."""

    edges: Edges | None = Field(description="null: a figure of context that is neither good nor bad in itself")
    logic: Text


class KpiExample(Frozen):
    """A worked example: what is given, the reckoning, its result in the KPI's unit."""

    given: Text
    working: str = Field(
        min_length=1,
        description="Numbers with + - * / and brackets, median(), min(), max(), mean(), quantile(share, ...)",
    )
    result: float


class KpiDefinition(Frozen):
    """One KPI of the catalogue."""

    id: Name
    name: Text
    question: Text = Field(description="What its reader wants to know")
    definition: Text
    formula: Text = Field(description="Exact: what is counted, what is left out, over what")
    unit: KpiUnit = Field(description="share and ratio are plain numbers: 0.85, not 85")
    direction: Direction = Field(description="Which way is better")
    level: KpiLevel = Field(description="What the figure speaks about")
    family: Slug
    topic: Slug | None = Field(
        default=None,
        description="KPIs of one topic answer the same question: a set has one of them; null: none like it",
    )
    timing: Timing
    cadence: Recurring
    importance: int = Field(ge=1, le=3, description="3 = most executives ask for it, 1 = few do")
    computed: bool = Field(default=False, description="Whether the kit reckons it from what is imported")
    fields: tuple[Name, ...] = Field(default=(), description="Fields of a project that it needs")
    records: tuple[Slug, ...] = Field(min_length=1, description="What has to be kept for it, of the head's list")
    data: Text = Field(description="The data needed, in words")
    baseline: Text = Field(description="How its first value is taken")
    needs: dict[DomainId, int] = Field(
        default_factory=dict, description="Level by domain from which it can be measured honestly; absent: any"
    )
    serves: tuple[DomainId, ...] = Field(min_length=1, description="Domains whose gap it shows closing")
    promises: tuple[Slug, ...] = Field(default=(), description="Promised benefits of a PMO that it can prove")
    types: tuple[PmoType, ...] = Field(default=(), description="Types of PMO in which it is at the core")
    objectives: tuple[Slug, ...] = Field(default=(), description="Kinds of objective that it serves, of services.yaml")
    thresholds: Thresholds
    decision_at_red: Text
    gaming: Text = Field(description="How it is made to look better than it is, and what shows it")
    traps: tuple[Text, ...] = Field(min_length=1, max_length=3)
    example: KpiExample
    source: str = Field(min_length=3)


class KpiCatalogue(Frozen):
    """The file ``kpis.yaml``."""

    version: Version
    model: Name = Field(description="The maturity model whose domains are named")
    source: str = Field(min_length=3)
    families: dict[Slug, Text] = Field(min_length=1)
    promises: dict[Slug, Text] = Field(min_length=1)
    records: dict[Slug, Text] = Field(min_length=1)
    kpis: tuple[KpiDefinition, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, KpiDefinition]:
        """KPIs by id."""
        return {kpi.id: kpi for kpi in self.kpis}

    @cached_property
    def computed(self) -> tuple[KpiDefinition, ...]:
        """KPIs that the kit reckons itself."""
        return tuple(kpi for kpi in self.kpis if kpi.computed)


def verdict_of(value: float, edges: Edges, direction: Direction) -> Verdict:
    """Return on which side of its edges a value lies; a value on an edge counts as the better side.

    Parameters
    ----------
    value
        In the KPI's unit.
    edges
        In order for the direction: see :func:`edges_fault`.
    direction
        Which way is better.
    """
    value = round(value, DIGITS)
    if direction == "higher":
        return "green" if value >= edges.green else "amber" if value >= edges.amber else "red"
    if direction == "lower":
        return "green" if value <= edges.green else "amber" if value <= edges.amber else "red"
    green_high = edges.green if edges.green_high is None else edges.green_high
    amber_high = edges.amber if edges.amber_high is None else edges.amber_high
    if edges.green <= value <= green_high:
        return "green"
    return "amber" if edges.amber <= value <= amber_high else "red"


def edges_fault(edges: Edges, direction: Direction) -> tuple[str, str] | None:
    """Return what is wrong with edges and what was expected, or None.

    Parameters
    ----------
    edges
        The edges; NaN where one could not be read, which is never complained of.
    direction
        Which way is better.
    """
    told = f"green {print_number(edges.green, 'g')}, amber {print_number(edges.amber, 'g')}"
    if direction == "range":
        return _range_fault(edges, told)
    if edges.green_high is not None or edges.amber_high is not None:
        return "upper ends on a KPI that is no range", "green and amber alone"
    if direction == "higher" and edges.amber > edges.green:
        return f"{told}, where higher is better", "amber at or below green"
    if direction == "lower" and edges.amber < edges.green:
        return f"{told}, where lower is better", "amber at or above green"
    return None


def _range_fault(edges: Edges, told: str) -> tuple[str, str] | None:
    if edges.green_high is None or edges.amber_high is None:
        return f"{told} without their upper ends", "green_high and amber_high, as a range has two sides"
    if edges.amber > edges.green or edges.green > edges.green_high or edges.green_high > edges.amber_high:
        green, amber = (
            f"{print_number(edges.green, 'g')} to {print_number(edges.green_high, 'g')}",
            f"{print_number(edges.amber, 'g')} to {print_number(edges.amber_high, 'g')}",
        )
        return f"amber {amber} does not lie around green {green}", "amber <= green <= green_high <= amber_high"
    return None
