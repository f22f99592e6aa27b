"""Small multiples: one panel for each domain, one row for each unit, each score with its range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmokit.assess.withheld import WITHHELD
from pmokit.model.content import Theme
from pmokit.views.canvas import LINE, Canvas, wrap
from pmokit.views.chart import WIDTH
from pmokit.views.exhibit import Format, show

LABELS, ACROSS, GAP, VALUE = 196, 3, 12, 28
LEGEND, ROW, AXIS = 26, 20.0, 22


@dataclass(frozen=True)
class Panel:
    """One panel.

    Parameters
    ----------
    title
        Name of the domain.
    rows
        One for each unit, in order: score, interval_low, interval_high, reason.
    band
        p25, median and p75 of others, NaN where there is none; None for no benchmark.
    source
        How many are behind the band and of when it is, printed under the title.
    """

    title: str
    rows: pd.DataFrame
    band: tuple[float, float, float] | None = None
    source: str = ""


def draw_panels(
    panels: Sequence[Panel],
    units: Sequence[str],
    levels: tuple[float, float],
    figure: Format,
    theme: Theme,
    description: str,
) -> dict[str, Any]:
    """Draw panels side by side, three in a row, with the names of the units at the left.

    Parameters
    ----------
    panels
        In order.
    units
        Names, one for each row.
    levels
        Lowest and highest score.
    figure
        How scores are printed.
    theme, description
        Look and text alternative.
    """
    wide = (WIDTH - LABELS) / ACROSS
    lines = max(len(_title_lines(panel, wide - GAP)) for panel in panels)
    title = LINE * (lines + any(panel.source for panel in panels)) + 8
    height = title + ROW * len(units) + AXIS + GAP
    down = -(-len(panels) // ACROSS)
    canvas = Canvas(WIDTH, LEGEND + down * height, theme)
    _legend(canvas, has_band=any(panel.band for panel in panels))
    for at, panel in enumerate(panels):
        left, top = LABELS + wide * (at % ACROSS), LEGEND + height * (at // ACROSS)
        if at % ACROSS == 0:
            for number, name in enumerate(units):
                canvas.words(0, top + title + ROW * (number + 0.5), wrap(name, LABELS - 10, 1))
        _panel(canvas, panel, (left, top, left + wide - GAP, title), levels, figure)
    return canvas.specification(description)


def _panel(
    canvas: Canvas, panel: Panel, place: tuple[float, float, float, float], levels: tuple[float, float], figure: Format
) -> None:
    left, top, right, title = place
    theme, first = canvas.theme, top + title
    last = first + ROW * len(panel.rows)
    lowest, highest = levels

    def x(score: float) -> float:
        return left + 6 + (right - VALUE - left - 12) * (score - lowest) / (highest - lowest)

    # Titles stand right above their panels, whether they take one line or two.
    lines = _title_lines(panel, right - left)
    below = LINE if panel.source else 0
    canvas.words(left, first - 8 - below - LINE * (len(lines) - 1) / 2, lines, is_bold=True)
    if panel.source:
        canvas.words(left, first - 8, wrap(panel.source, right - left, 1), colour=theme.muted)
    if panel.band is not None:
        low, middle, high = panel.band
        if low == low and high == high:  # noqa: PLR0124 - NaN
            canvas.rectangle((x(low), first, x(high), last), theme.line, rounding=0)
        if middle == middle:  # noqa: PLR0124
            canvas.line([(x(middle), first), (x(middle), last)], theme.ink, is_dashed=True, width=1.5)
    for step in range(5):
        level = lowest + (highest - lowest) * step / 4
        canvas.line([(x(level), last), (x(level), last + 4)], theme.muted, width=1)
        canvas.words(x(level), last + 12, f"{level:g}", align="center", colour=theme.muted)
    canvas.line([(x(lowest), last), (x(highest), last)], theme.muted, width=1)
    for number, row in enumerate(panel.rows.to_dict("records")):
        y = first + ROW * (number + 0.5)
        if pd.isna(row["score"]):
            words = WITHHELD if str(row["reason"] or "").startswith(WITHHELD) else "no score"
            canvas.words(x(lowest), y, words, colour=theme.muted)
            continue
        if pd.notna(row["interval_low"]):
            canvas.line([(x(row["interval_low"]), y), (x(row["interval_high"]), y)], theme.accent, width=3)
        canvas.mark(x(row["score"]), y, "circle", theme.accent, stroke=theme.surface, size=80)
        canvas.words(right, y, show(row["score"], figure), align="right")


def _title_lines(panel: Panel, width: float) -> list[str]:
    return wrap(panel.title, width - 10, 2)


def _legend(canvas: Canvas, *, has_band: bool) -> None:
    """Explain the signs; what is drawn here first lies lowest in all panels, so the band comes before the dots."""
    theme, x = canvas.theme, float(LABELS)
    if has_band:
        canvas.rectangle((x + 330, 3, x + 356, 16), theme.line, rounding=0)
        canvas.line([(x + 343, 3), (x + 343, 16)], theme.ink, is_dashed=True, width=1.5)
        canvas.words(x + 364, 9, "middle half and median of others")
    canvas.line([(x, 9), (x + 26, 9)], theme.accent, width=3)
    canvas.mark(x + 13, 9, "circle", theme.accent, stroke=theme.surface, size=80)
    canvas.words(x + 34, 9, "score, and what other raters might have given")


def panels_of(
    parts: pd.DataFrame, units: Sequence[str], names: Mapping[str, str], bands: pd.DataFrame | None = None
) -> list[Panel]:
    """Return a panel for each part, or for each part that has a band.

    Parameters
    ----------
    parts
        unit, part, score, interval_low, interval_high, reason.
    units
        Codes in order.
    names
        Of the parts, by id, in order.
    bands
        part, n, year, source, p25, median, p75, one row for each part; None for no benchmark.
    """
    by_part = dict(iter(parts.groupby("part", sort=False)))
    found = {} if bands is None else {row["part"]: row for row in bands.to_dict("records")}
    panels = []
    for part, name in names.items():
        if part not in by_part or (bands is not None and part not in found):
            continue
        rows = by_part[part].set_index("unit").reindex(list(units)).reset_index()
        if bands is None:
            panels.append(Panel(name, rows))
            continue
        band = found[part]
        triple = (float(band["p25"]), float(band["median"]), float(band["p75"]))
        panels.append(Panel(name, rows, triple, f"others: n {band['n']}, {band['year']}"))
    return panels
