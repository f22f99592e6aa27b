"""Exhibits of units beside each other; never a rank, always a range."""

from collections.abc import Mapping

import pandas as pd

from pmokit.assess.bootstrap import FEW_RATERS
from pmokit.assess.withheld import WITHHELD
from pmokit.model.content import Theme
from pmokit.views.comparison_panels import draw_panels, panels_of
from pmokit.views.exhibit import NOTHING, Column, Exhibit, Format, show
from pmokit.views.page import Listing

MOST_ROWS = 12
"""Units in a chart; with more of them the table stays."""
MOST_ACROSS = 6
"""Units beside each other in a table of a page."""


def figure_of(scale: tuple[float, float]) -> Format:
    """Return how scores of a rule are printed."""
    return "ratio" if scale[1] == 1 else "score"


def range_words(low: float, high: float, figure: Format) -> str:
    """Return a range as it is printed, or a dash."""
    return NOTHING if pd.isna(low) or pd.isna(high) else f"{show(low, figure)} to {show(high, figure)}"


def firm_ranges(parts: pd.DataFrame) -> pd.DataFrame:
    """Return the parts without the ranges of few raters: these are too narrow to tell anything apart.

    Parameters
    ----------
    parts
        As for :func:`unit_parts`.
    """
    few = parts["raters"] < FEW_RATERS
    return parts.assign(**{name: parts[name].mask(few) for name in ("interval_low", "interval_high")})


def unit_parts(parts: pd.DataFrame, units: Mapping[str, str], names: Mapping[str, str], figure: Format) -> pd.DataFrame:
    """Return the parts of some units in the order of the model, with their names, printed ranges and remarks.

    Parameters
    ----------
    parts
        unit, part, score, interval_low, interval_high, raters, reason.
    units, names
        Names of the units and of the parts, in order.
    figure
        How scores are printed.
    """
    order = {part: at for at, part in enumerate(names)}
    frame = parts[parts["unit"].isin(list(units))].copy()
    frame = frame.assign(order=frame["part"].map(order)).sort_values("order", kind="stable", ignore_index=True)
    frame["name"], frame["where"] = frame["part"].map(names), frame["unit"].map(units)
    ends = zip(frame["interval_low"], frame["interval_high"], strict=True)
    frame["range"] = [range_words(low, high, figure) for low, high in ends]
    frame["note"] = frame["reason"].fillna("")
    return frame


def units_side_by_side(
    parts: pd.DataFrame,
    units: Mapping[str, str],
    names: Mapping[str, str],
    scale: tuple[float, float],
    theme: Theme,
    *,
    as_numbers: bool = False,
) -> Exhibit:
    """Show the score of each unit in each domain with the range that other raters might have given.

    Parameters
    ----------
    parts, units, names
        As for :func:`unit_parts`.
    scale
        Lowest and highest score of the rule.
    theme
        The look.
    as_numbers
        Whether the table has a line for each unit and domain with all figures as numbers, as a workbook wants it.
    """
    figure = figure_of(scale)
    tall = unit_parts(parts, units, names, figure)
    is_tall = as_numbers or len(units) > MOST_ACROSS
    frame = tall if is_tall else _wide(tall, units, figure)
    description = (
        "One panel for each domain, one row for each unit, in the order of the engagement and not of the figures. The dot is the "
        "score, the line the range in which 95 of 100 draws of other raters of the same kind would lie. Units whose lines meet "
        "are not told apart."
    )

    def draw() -> dict[str, object]:
        return draw_panels(panels_of(tall, list(units), names), list(units.values()), scale, figure, theme, description)

    return Exhibit(
        id="units-compared",
        title="Units, domain by domain",
        description=description,
        frame=frame,
        columns=_tall_columns(figure)
        if is_tall
        else (Column("name", "Domain"), *(Column(unit, name) for unit, name in units.items())),
        draw=draw if 0 < len(units) <= MOST_ROWS and tall["score"].notna().any() else None,
    )


def _tall_columns(figure: Format) -> tuple[Column, ...]:
    return (
        Column("name", "Domain"),
        Column("where", "Unit"),
        Column("score", "Score", figure),
        Column("interval_low", "Range from", figure),
        Column("interval_high", "Range to", figure),
        Column("raters", "Raters", "integer"),
        Column("note", "Note"),
    )


def _wide(tall: pd.DataFrame, units: Mapping[str, str], figure: Format) -> pd.DataFrame:
    cells = [_cell(row, figure) for row in tall.to_dict("records")]
    wide = tall.assign(cell=cells).pivot_table(index="name", columns="unit", values="cell", aggfunc="first", sort=False)
    return wide.reindex(index=list(dict.fromkeys(tall["name"])), columns=list(units)).reset_index()


def _cell(row: Mapping[object, object], figure: Format) -> str:
    if pd.isna(row["score"]):  # type: ignore[call-overload]
        return WITHHELD if str(row["reason"] or "").startswith(WITHHELD) else "no score"
    shown = show(row["score"], figure)
    return shown if row["range"] == NOTHING else f"{shown} ({row['range']})"


def pairs_told_apart(parts: pd.DataFrame, units: Mapping[str, str], names: Mapping[str, str]) -> Exhibit:
    """Show for each pair of units in how many domains their ranges do not meet.

    Parameters
    ----------
    parts, units, names
        As for :func:`unit_parts`; the whole, an empty part, is not counted.
    """
    firm, domains = firm_ranges(parts), [part for part in names if part]
    low, high = (
        firm.pivot_table(index="part", columns="unit", values=name, sort=False).reindex(domains, columns=list(units))
        for name in ("interval_low", "interval_high")
    )
    rows = []
    for mine, name in units.items():
        row = {"name": name}
        for other in units:
            above, below = int((low[mine] > high[other]).sum()), int((high[mine] < low[other]).sum())
            both = int((low[mine].notna() & low[other].notna()).sum())
            row[other] = NOTHING if mine == other else _pair(above, below, both)
        rows.append(row)
    return Exhibit(
        id="told-apart",
        title="Which units are told apart",
        description=(
            "In how many domains the range of the unit in the row lies wholly above or below that of the unit in the column. In the "
            "others their ranges meet: other raters might have turned the order round."
        ),
        frame=pd.DataFrame(rows, columns=["name", *units]),
        columns=(Column("name", "Unit"), *(Column(unit, name) for unit, name in units.items())),
    )


def _pair(above: int, below: int, both: int) -> str:
    if both == 0:
        return "too few raters"
    found = [f"{word} in {count}" for word, count in (("above", above), ("below", below)) if count]
    return f"{', '.join(found)} of {both}" if found else f"in none of {both}"


def domains_not_told_apart(
    parts: pd.DataFrame, units: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Listing, ...]:
    """Name the domains in which the ranges of all units meet; nothing where there is none.

    Parameters
    ----------
    parts, units, names
        As for :func:`unit_parts`.
    """
    found, firm = [], firm_ranges(parts)
    for part, name in names.items():
        mine = firm[(firm["part"] == part) & firm["unit"].isin(list(units))].dropna(subset=["interval_low"])
        if len(mine) > 1 and mine["interval_low"].max() <= mine["interval_high"].min():
            found.append(name)
    return (Listing("All ranges meet: no two units told apart", (", ".join(found),)),) if found else ()
