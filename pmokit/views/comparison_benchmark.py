"""Exhibits of units against figures of other organisations, each with its source, year and number."""

from collections.abc import Mapping

import pandas as pd

from pmokit.assess.benchmark import ABOVE, BELOW, INSIDE, LOWER_EDGE, UPPER_EDGE, place
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.maturity import MaturityModel
from pmokit.views.comparison_panels import draw_panels, panels_of
from pmokit.views.comparison_units import MOST_ACROSS, MOST_ROWS, figure_of, firm_ranges, unit_parts
from pmokit.views.exhibit import Column, Exhibit, Format, show

NO_RANGE = "no range to go by"
SHORT = {ABOVE: "above", INSIDE: "inside", BELOW: "below", UPPER_EDGE: "upper edge", LOWER_EDGE: "lower edge"}
UNTOLD = "not told"


def benchmark_positions(
    number: int,
    bands: pd.DataFrame,
    parts: pd.DataFrame,
    units: Mapping[str, str],
    names: Mapping[str, str],
    scale: tuple[float, float],
    theme: Theme,
    *,
    as_numbers: bool = False,
) -> Exhibit:
    """Show each unit's score and range against the middle half of others, from one source.

    Parameters
    ----------
    number
        Of the source in this report, from 1.
    bands
        part, version, source, year, n, p25, median, p75: the figures of one source, for the whole or for domains.
    parts, units, names, scale, theme, as_numbers
        As for :func:`pmokit.views.comparison_units.units_side_by_side`.
    """
    figure = figure_of(scale)
    tall = bands.merge(unit_parts(parts, units, names, figure), on="part", how="inner")
    firm = firm_ranges(tall)
    ends = zip(firm["interval_low"], firm["interval_high"], firm["p25"], firm["p75"], strict=True)
    tall["lies"] = [place(*four) or NO_RANGE for four in ends]
    is_tall = as_numbers or len(units) > MOST_ACROSS
    source, year = bands["source"].iloc[0], bands["year"].iloc[0]
    description = (
        f"Figures of others: {source}, {year}; how many are behind each stands beside it. The band is their middle half, the dashed "
        "line their median. A unit is above or below where its whole range is; at an edge where its range reaches over it; not told where its range "
        "is wider than the band or rests on fewer than five raters. Whether "
        "those others are like these units nobody here has checked."
    )
    is_single = not bands["part"].duplicated().any()

    def draw() -> dict[str, object]:
        panels = panels_of(tall, list(units), names, bands)
        return draw_panels(panels, list(units.values()), scale, figure, theme, description)

    return Exhibit(
        id=f"benchmark-{number}",
        title=f"Against others: {source}, {year}",
        description=description,
        frame=tall if is_tall else _wide(tall, bands, units, names, figure),
        columns=_tall_columns(figure) if is_tall else _wide_columns(units, figure),
        draw=draw if is_single and 0 < len(units) <= MOST_ROWS and tall["score"].notna().any() else None,
    )


def _others(figure: Format) -> tuple[Column, ...]:
    return (
        Column("p25", "Others: p25", figure),
        Column("median", "Median", figure),
        Column("p75", "p75", figure),
        Column("n", "n", "integer"),
        Column("from", "Source"),
    )


def _tall_columns(figure: Format) -> tuple[Column, ...]:
    return (
        Column("name", "Domain"),
        Column("where", "Unit"),
        Column("score", "Score", figure),
        Column("interval_low", "Range from", figure),
        Column("interval_high", "Range to", figure),
        Column("p25", "Others: p25", figure),
        Column("median", "Others: median", figure),
        Column("p75", "Others: p75", figure),
        Column("n", "Others: n", "integer"),
        Column("source", "Source"),
        Column("year", "Year"),
        Column("lies", "Lies"),
    )


def _wide_columns(units: Mapping[str, str], figure: Format) -> tuple[Column, ...]:
    return (Column("name", "Domain"), *_others(figure), *(Column(f"u:{unit}", name) for unit, name in units.items()))


def _wide(
    tall: pd.DataFrame, bands: pd.DataFrame, units: Mapping[str, str], names: Mapping[str, str], figure: Format
) -> pd.DataFrame:
    """Return a line for each set of figures, with a cell for each unit."""
    wide = bands.reset_index(drop=True).copy()
    wide["name"] = wide["part"].map(names)
    wide["from"] = [f"{source}, {year}" for source, year in zip(wide["source"], wide["year"], strict=True)]
    for unit in units:
        cells = {
            (row["part"], row["n"]): f"{show(row['score'], figure)}, {SHORT.get(row['lies'], UNTOLD)}"
            for row in tall[tall["unit"] == unit].to_dict("records")
            if pd.notna(row["score"])
        }
        keys = zip(wide["part"], wide["n"], strict=True)
        wide[f"u:{unit}"] = [cells.get(key, "no score") for key in keys]
    return wide


def benchmark_questions(
    sets: pd.DataFrame,
    questions: pd.DataFrame,
    units: Mapping[str, str],
    model: MaturityModel,
    scale: tuple[float, float],
    language: str = "en",
) -> Exhibit:
    """List each unit's value beside those of others, for the questions that a benchmark has figures for.

    Parameters
    ----------
    sets
        part (a question), version, source, year, n, p25, median, p75.
    questions
        unit, question, score, n, reason.
    units
        Names by code, in order.
    model, language
        Texts of the questions.
    scale
        Of the rule.
    """
    figure = figure_of(scale)
    mine = questions[questions["unit"].isin(list(units))].rename(columns={"question": "part", "n": "raters"})
    frame = sets.merge(mine, on="part", how="inner")
    frame["where"] = frame["unit"].map(units)
    frame["text"] = [say(model.question_by_id[part].text, language) for part in frame["part"]]
    frame["from"] = [f"{source}, {year}" for source, year in zip(frame["source"], frame["year"], strict=True)]
    frame["note"] = frame["reason"].fillna("")
    return Exhibit(
        id="benchmark-questions",
        title="Questions against others",
        description="Middle answers beside the figures of others. A single question has no range, so nothing is said of where it lies.",
        frame=frame,
        columns=(
            Column("part", "Id"),
            Column("text", "Question"),
            Column("where", "Unit"),
            Column("score", "Value", figure),
            Column("raters", "Raters", "integer"),
            *_others(figure),
            Column("note", "Note"),
        ),
    )


def benchmark_left_out(left_out: pd.DataFrame) -> Exhibit:
    """List the figures of a benchmark that could not be compared, each with the reason.

    Parameters
    ----------
    left_out
        part, version, source, year, statistic, reason.
    """
    return Exhibit(
        id="benchmark-left-out",
        title="Figures that could not be compared",
        description="Nothing was guessed for them.",
        frame=left_out,
        columns=(
            Column("part", "Id"),
            Column("statistic", "Figure"),
            Column("version", "Version"),
            Column("source", "Source"),
            Column("year", "Year"),
            Column("reason", "Why"),
        ),
    )
