"""Rows of the tables of step 3 and the KPI set they stand for; pure. Shares are typed in per cent and kept as plain numbers."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pmokit.model.base import say
from pmokit.model.kpi_set import KpiAgreed, KpiBaseline, KpiEntry, KpiSet
from pmokit.model.kpis import Edges, KpiCatalogue, KpiDefinition, KpiUnit, edges_fault
from pmokit.strategy.kpi_choice import KpiProposal
from pmokit.strategy.kpi_context import Figure
from pmokit.views.kpi_values import entry_edges, print_kpi

Row = dict[str, Any]
PERCENT = 100
WORD_OF: dict[KpiUnit, str] = {"share": "%", "days": "days", "months": "months", "fte": "FTE", "score": "points"}
DIGITS = 9


def rows_of(kpi_set: KpiSet, catalogue: KpiCatalogue, currency: str) -> list[Row]:
    """Return the entries as rows; those that the catalogue does not know are left out.

    Parameters
    ----------
    kpi_set, catalogue
        The set, and where its KPIs are defined.
    currency
        Of amounts.
    """
    rows = []
    for entry in kpi_set.entries:
        kpi = catalogue.by_id.get(entry.kpi)
        if kpi is None:
            continue
        edges = entry_edges(kpi, entry) if kpi.direction != "range" else None
        rows.append(
            {
                "kpi": entry.kpi,
                "name": say(kpi.name),
                "now": _today(entry, kpi, currency),
                "target": _typed(entry.target, kpi),
                "target_by": entry.target_by,
                "green": _typed(edges.green, kpi) if edges else None,
                "amber": _typed(edges.amber, kpi) if edges else None,
                "owner": entry.owner,
                "cadence": entry.cadence,
            }
        )
    return rows


def with_rows(kpi_set: KpiSet, rows: Sequence[Mapping[str, Any]], catalogue: KpiCatalogue) -> tuple[KpiEntry, ...]:
    """Return the entries in the order of the rows; whoever agreed to an entry has to say so again when it changed.

    Parameters
    ----------
    kpi_set, rows, catalogue
        Before, as of :func:`rows_of`, and where the KPIs are defined.
    """
    entries = []
    for row in rows:
        before, kpi = kpi_set.by_kpi[row["kpi"]], catalogue.by_id[row["kpi"]]
        after = before.model_copy(
            update={
                "target": _kept(row["target"], kpi),
                "target_by": row["target_by"],
                "edges": _edges(row, before, kpi),
                "owner": row["owner"],
                "cadence": row["cadence"],
            }
        )
        entries.append(after if after == before else after.model_copy(update={"agreed_by": None}))
    shown = {row["kpi"] for row in rows}
    unknown = tuple(one for one in kpi_set.entries if one.kpi not in catalogue.by_id and one.kpi not in shown)
    return (*entries, *unknown)


def row_fault(row: Mapping[str, Any], entry: KpiEntry, kpi: KpiDefinition, currency: str) -> str:
    """Return what keeps a row from being saved, as a sentence; empty where nothing does.

    Parameters
    ----------
    row, entry, kpi
        As typed, as it is, and its definition.
    currency
        Of amounts.
    """
    name, target, baseline = say(kpi.name), _kept(row["target"], kpi), entry.baseline.value
    if target is not None and baseline is not None:
        worse = (kpi.direction == "higher" and target < baseline) or (kpi.direction == "lower" and target > baseline)
        if worse:
            shown, today = (print_kpi(value, kpi.unit, currency) for value in (target, baseline))
            return f"{name}: the target {shown} is worse than today's {today}, and {kpi.direction} is better."
    if kpi.direction != "range" and (row["green"] is None) != (row["amber"] is None):
        return f"{name}: enter both ends, of green and of amber, or neither."
    edges = _edges(row, entry, kpi)
    fault = edges_fault(edges, kpi.direction) if edges else None
    return f"{name}: {fault[0]}. Expected: {fault[1]}." if fault else ""


def with_choice(
    kpi_set: KpiSet | None,
    chosen: Sequence[str],
    drafts: Mapping[str, KpiEntry],
    *,
    version: str,
    source: str,
) -> KpiSet | None:
    """Return the set of the chosen KPIs: entries that were there stay as they are, new ones begin with their draft.

    Parameters
    ----------
    kpi_set
        Before; None = there was none.
    chosen
        Ids, in order.
    drafts
        An entry for each KPI that is new.
    version, source
        Of the catalogue, and where the set comes from, if it is new.

    Returns
    -------
    KpiSet or None
        None where nothing is chosen: a set has one KPI or more.
    """
    before = kpi_set.by_kpi if kpi_set else {}
    kept = [one for one in before if one in chosen]
    order = [*kept, *(one for one in chosen if one not in before)]
    entries = tuple(before.get(one) or drafts[one] for one in order)
    if not entries:
        return None
    if kpi_set is None:
        return KpiSet(entries=entries, catalogue=version, source=source)
    return kpi_set.model_copy(update={"entries": entries})


def draft_entry(kpi: KpiDefinition, figure: Figure | None, as_of: dt.date) -> KpiEntry:
    """Return the entry that a KPI begins with: its baseline where there is a figure, else how it is taken.

    Parameters
    ----------
    kpi, figure
        The KPI, and what the project data give for it today.
    as_of
        Date up to which the figure counts.
    """
    return KpiEntry(kpi=kpi.id, baseline=baseline_of(kpi, figure, as_of), cadence=kpi.cadence)


def baseline_of(kpi: KpiDefinition, figure: Figure | None, as_of: dt.date) -> KpiBaseline:
    """Return the baseline that a figure gives, or the reason why there is none; parameters as for :func:`draft_entry`."""
    if figure is None or figure.value is None:
        why = f"{figure.reason}. " if figure is not None and figure.reason else ""
        return KpiBaseline(value=None, reason=f"Not taken yet. {why[:1].upper()}{why[1:]}{say(kpi.baseline)}")
    return KpiBaseline(value=figure.value, on=as_of, n=figure.n)


def with_baselines(kpi_set: KpiSet, figures: Mapping[str, Figure], catalogue: KpiCatalogue, as_of: dt.date) -> KpiSet:
    """Return the set with the baselines that the project data give today; a KPI that they cannot give keeps its own.

    Parameters
    ----------
    kpi_set, figures, catalogue, as_of
        Before, figures by KPI, definitions, and the date up to which the figures count.
    """
    entries = []
    for entry in kpi_set.entries:
        kpi, figure = catalogue.by_id.get(entry.kpi), figures.get(entry.kpi)
        if kpi is None or figure is None or figure.value is None or figure.value == entry.baseline.value:
            entries.append(entry)
            continue
        entries.append(entry.model_copy(update={"baseline": baseline_of(kpi, figure, as_of), "agreed_by": None}))
    return kpi_set.model_copy(update={"entries": tuple(entries)})


def agreed(kpi_set: KpiSet, name: str, role: str, day: dt.date) -> KpiSet:
    """Return the set with every entry that has target and owner agreed by somebody.

    Parameters
    ----------
    kpi_set, name, role, day
        Before, who agrees, as what, and when.
    """
    said = KpiAgreed(name=name, role=role, on=day)
    return kpi_set.model_copy(
        update={
            "entries": tuple(
                one.model_copy(update={"agreed_by": said})
                if one.agreed_by is None and one.target is not None and one.owner
                else one
                for one in kpi_set.entries
            )
        }
    )


def served_kinds(kpis: Collection[str], catalogue: KpiCatalogue, kind: str) -> list[KpiDefinition]:
    """Return which of some KPIs serve objectives of a kind."""
    return [catalogue.by_id[one] for one in kpis if one in catalogue.by_id and kind in catalogue.by_id[one].objectives]


def reasons_of(proposal: KpiProposal, most: int = 2) -> dict[str, str]:
    """Return in words why each KPI of a proposal is in it."""
    return {one.kpi.id: ". ".join(one.reasons[:most]) for one in proposal.chosen}


def _today(entry: KpiEntry, kpi: KpiDefinition, currency: str) -> str:
    """Return today's value with the unit in which targets are typed."""
    unit = currency if kpi.unit == "money" else WORD_OF.get(kpi.unit, "")
    if entry.baseline.value is None:
        return f"not measured yet; in {unit}" if unit else "not measured yet"
    return print_kpi(entry.baseline.value, kpi.unit, currency)


def _typed(value: float | None, kpi: KpiDefinition) -> float | None:
    if value is None:
        return None
    return round(value * PERCENT, DIGITS) if kpi.unit == "share" else value


def _kept(value: float | None, kpi: KpiDefinition) -> float | None:
    if value is None:
        return None
    return round(value / PERCENT, DIGITS + 2) if kpi.unit == "share" else value


def _edges(row: Mapping[str, Any], entry: KpiEntry, kpi: KpiDefinition) -> Edges | None:
    """Return the unit's own edges; None where they are those of the catalogue."""
    if kpi.direction == "range":
        return entry.edges
    green, amber = _kept(row["green"], kpi), _kept(row["amber"], kpi)
    if green is None or amber is None:
        return None
    typed = Edges(green=green, amber=amber)
    return None if typed == kpi.thresholds.edges else typed
