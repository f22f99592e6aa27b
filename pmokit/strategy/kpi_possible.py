"""Whether a KPI can be measured in a unit today, and if not, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pmokit.model.base import say
from pmokit.model.kpis import KpiCatalogue, KpiDefinition
from pmokit.strategy.kpi_context import Situation
from pmokit.strategy.kpi_words import listed

Why = Literal["later", "no-data", "same-question", "full", "family", "lagging", "context"]


@dataclass(frozen=True)
class LeftOut:
    """A KPI that is not proposed.

    Parameters
    ----------
    kpi
        Which one.
    why
        ``later`` (needs more maturity), ``no-data``, ``same-question``, ``full``, ``family``, ``lagging``, ``context``.
    reason
        The same in words.
    """

    kpi: KpiDefinition
    why: Why
    reason: str


def why_not(
    kpi: KpiDefinition, catalogue: KpiCatalogue, situation: Situation, domain_names: Mapping[str, str]
) -> LeftOut | None:
    """Return why a KPI cannot be measured today, or None.

    Parameters
    ----------
    kpi, catalogue
        The KPI, and the catalogue with the names of its records.
    situation
        What there is to measure with.
    domain_names
        What people read for a domain's id.
    """
    if kpi.direction == "range" and kpi.thresholds.edges is None:
        return LeftOut(
            kpi, "context", "A figure of context: neither good nor bad in itself, so nothing is decided by it"
        )
    missing = [
        f"from level {level} in {domain_names.get(domain, domain)} (today {today})"
        for domain, level in kpi.needs.items()
        if (today := situation.levels.get(domain)) is not None and today < level
    ]
    if missing:
        return LeftOut(kpi, "later", f"Later: {listed(missing)}")
    lacking = _lacking(kpi, catalogue, situation)
    return LeftOut(kpi, "no-data", f"No data: {lacking}") if lacking else None


def _lacking(kpi: KpiDefinition, catalogue: KpiCatalogue, situation: Situation) -> str:
    figure = situation.figures.get(kpi.id)
    if figure is not None:
        return "" if figure.value is not None else figure.reason or "nothing was measured"
    unknown_is_kept = situation.can_begin and not kpi.computed
    absent = [record for record in kpi.records if not situation.records.get(record, unknown_is_kept)]
    if absent:
        names = [say(catalogue.records[record]) for record in absent]
        return f"this is not kept: {'; '.join(name[0].lower() + name[1:] for name in names)}"
    empty = [name for name in kpi.fields if name not in situation.fields] if kpi.computed else []
    return f"the project list has no {listed([name.replace('_', ' ') for name in empty])}" if empty else ""
