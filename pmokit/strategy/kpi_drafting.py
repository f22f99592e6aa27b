"""From a proposal to the document that a workshop fills in: baselines taken where there are figures, the rest still open."""

import datetime as dt

from pmokit.model.base import say
from pmokit.model.kpi_set import KpiBaseline, KpiEntry, KpiSet
from pmokit.model.kpis import KpiCatalogue
from pmokit.strategy.kpi_choice import KpiProposal, ProposedKpi


def draft_set(
    proposal: KpiProposal, catalogue: KpiCatalogue, as_of: dt.date, *, source: str, language: str = "en"
) -> KpiSet:
    """Return a set with baselines and cadence; target, owner and agreement are left to the workshop.

    Parameters
    ----------
    proposal
        With one KPI or more.
    catalogue
        Supplies the version and how a baseline is taken.
    as_of
        Date up to which the figures count.
    source
        Where the set comes from, such as a workshop and its date.
    language
        Of the words that say how a baseline is taken.
    """
    entries = tuple(
        KpiEntry(kpi=one.kpi.id, baseline=_baseline(one, as_of, language), cadence=one.kpi.cadence)
        for one in proposal.chosen
    )
    return KpiSet(entries=entries, catalogue=catalogue.version, source=source)


def _baseline(proposed: ProposedKpi, as_of: dt.date, language: str) -> KpiBaseline:
    figure = proposed.figure
    if figure is None or figure.value is None:
        return KpiBaseline(value=None, reason=f"Not taken yet. {say(proposed.kpi.baseline, language)}")
    return KpiBaseline(value=figure.value, on=as_of, n=figure.n)
