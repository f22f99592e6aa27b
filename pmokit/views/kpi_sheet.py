"""The sheet of one KPI: what it asks, how it is reckoned, where it stands, what follows at red, how it moved."""

import re
from collections.abc import Mapping

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.kpi_set import KpiEntry
from pmokit.model.kpis import KpiCatalogue, KpiDefinition
from pmokit.model.printing import print_day, print_number
from pmokit.views.exhibit import NOTHING, Column, Exhibit
from pmokit.views.kpi_charts import draw_band, draw_trend
from pmokit.views.kpi_values import BETTER, agreed_words, entry_edges, print_edges, print_kpi, sign_of, value_now
from pmokit.views.page import Fact, Page

_LONG = re.compile(r"(?<![\d.])\d{5,}")


def kpi_sheet(
    kpi: KpiDefinition,
    catalogue: KpiCatalogue,
    theme: Theme,
    *,
    entry: KpiEntry | None = None,
    series: pd.DataFrame | None = None,
    known: pd.DataFrame | None = None,
    currency: str = "",
    language: str = "en",
    domain_names: Mapping[str, str] | None = None,
) -> Page:
    """Return the page of one indicator: what it asks, how it is reckoned, where it stands, what follows at red.

    Parameters
    ----------
    kpi, catalogue
        The KPI, and the catalogue with the names of its records.
    theme
        Look.
    entry
        What the unit agreed; None = the catalogue alone.
    series
        period, value, n, reason; None or empty = no trend.
    known
        The same with today's figure where only another page knows it; None = as ``series``.
    currency, language
        Of amounts, and of the texts.
    domain_names
        What people read for a domain's id; None = the ids.
    """
    today = series if known is None else known
    exhibits = [_card(kpi, catalogue, theme, entry, today, currency, language, domain_names or {})]
    if series is not None and len(series):
        exhibits.append(_trend(kpi, entry, series, theme, currency, language))
    return Page(
        id=f"kpi-{kpi.id.replace('_', '-')}",
        title=say(kpi.name, language),
        lead=(say(kpi.question, language), say(kpi.definition, language)),
        facts=_facts(kpi, entry, today, currency) if entry is not None else (),
        exhibits=tuple(exhibits),
    )


def _facts(kpi: KpiDefinition, entry: KpiEntry, series: pd.DataFrame | None, currency: str) -> tuple[Fact, ...]:
    now = value_now(entry, series)
    sign = sign_of(now, entry_edges(kpi, entry), kpi.direction)
    goal = (
        f"by {print_day(entry.target_by, 'numeric')}"
        if entry.target_by
        else ("" if entry.target is not None else "not agreed yet")
    )
    return (
        Fact("Baseline", print_kpi(entry.baseline.value, kpi.unit, currency), _taken(entry)),
        Fact(
            "Today",
            f"{print_kpi(now, kpi.unit, currency)}  {sign}" if now is not None else NOTHING,
            BETTER[kpi.direction],
        ),
        Fact("Target", print_kpi(entry.target, kpi.unit, currency), goal),
    )


def _card(
    kpi: KpiDefinition,
    catalogue: KpiCatalogue,
    theme: Theme,
    entry: KpiEntry | None,
    series: pd.DataFrame | None,
    currency: str,
    language: str,
    domain_names: Mapping[str, str],
) -> Exhibit:
    edges = entry_edges(kpi, entry)
    needs = [f"level {level} in {domain_names.get(domain, domain)}" for domain, level in kpi.needs.items()]
    result = print_kpi(kpi.example.result, kpi.unit, currency)
    working = _LONG.sub(lambda digits: print_number(int(digits[0]), ","), kpi.example.working.replace("*", "x"))
    rows = [
        ("Formula", say(kpi.formula, language)),
        ("Data needed", say(kpi.data, language)),
        ("Records", "; ".join(say(catalogue.records[record], language) for record in kpi.records)),
        ("Measured honestly from", ", ".join(needs) or "any level"),
        ("How the baseline is taken", say(kpi.baseline, language)),
        ("Green, amber, red", print_edges(edges, kpi.direction, kpi.unit, currency)),
        ("How to set them", say(kpi.thresholds.logic, language)),
        ("Decision at red", say(kpi.decision_at_red, language)),
        ("How it is made to look better", say(kpi.gaming, language)),
        *(("Trap", say(trap, language)) for trap in kpi.traps),
        ("Example", f"{say(kpi.example.given, language)} {working} = {result}"),
        ("How often", entry.cadence if entry else kpi.cadence),
        *((("Owner", entry.owner or "open"), ("Agreed by", agreed_words(entry))) if entry else ()),
        *((("Note", entry.note),) if entry and entry.note else ()),
        ("Source", kpi.source),
    ]
    marks = _marks(entry, series) if entry is not None else []
    description = (
        f"{say(kpi.name, language)}, {BETTER[kpi.direction]}: {print_edges(edges, kpi.direction, kpi.unit, currency)}."
    )
    return Exhibit(
        id=f"kpi-card-{kpi.id.replace('_', '-')}",
        title="What it is and what follows from it",
        description=description,
        frame=pd.DataFrame(rows, columns=["what", "text"]),
        columns=(Column("what", "Entry"), Column("text", "In words")),
        draw=None if edges is None else lambda: draw_band(marks, edges, kpi.direction, kpi.unit, theme, description),
    )


def _marks(entry: KpiEntry, series: pd.DataFrame | None) -> list[tuple[str, float]]:
    now = value_now(entry, series)
    known = [("baseline", entry.baseline.value), ("target", entry.target)]
    if now != entry.baseline.value:
        known.append(("today", now))
    return [(label, value) for label, value in known if value is not None]


def _trend(
    kpi: KpiDefinition,
    entry: KpiEntry | None,
    series: pd.DataFrame,
    theme: Theme,
    currency: str,
    language: str,
) -> Exhibit:
    edges, target = entry_edges(kpi, entry), entry.target if entry else None
    values = series["value"].astype(float).tolist()
    frame = pd.DataFrame(
        {
            "period": series["period"],
            "value": [print_kpi(value, kpi.unit, currency) for value in values],
            "verdict": [sign_of(value, edges, kpi.direction) for value in values],
            "n": series["n"],
            "note": series["reason"].fillna(""),
        }
    )
    description = f"{say(kpi.name, language)} by period, {BETTER[kpi.direction]}; a hole is a period without a value."
    return Exhibit(
        id=f"kpi-trend-{kpi.id.replace('_', '-')}",
        title="How it moved",
        description=description,
        frame=frame,
        columns=(
            Column("period", "Period"),
            Column("value", "Value"),
            Column("verdict", "State"),
            Column("n", "Rests on", "integer"),
            Column("note", "Note"),
        ),
        draw=lambda: draw_trend(series, target, edges, kpi.direction, kpi.unit, theme, description),
    )


def _taken(entry: KpiEntry) -> str:
    baseline = entry.baseline
    if baseline.value is None:
        return baseline.reason
    parts = [
        f"on {print_day(baseline.on, 'numeric')}" if baseline.on else "",
        f"from {baseline.n}" if baseline.n is not None else "",
    ]
    return ", ".join(part for part in parts if part)
