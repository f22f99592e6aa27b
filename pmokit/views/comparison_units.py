"""Exhibits of units beside each other and beside figures of other organisations; never a rank, always a range."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pmokit.assess.benchmark import place
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.maturity import MaturityModel
from pmokit.views.comparison_panels import draw_panels, panels_of
from pmokit.views.exhibit import NOTHING, Column, Exhibit, Format, show
from pmokit.views.page import Listing

MOST_ROWS = 12
"""Units in a chart; with more of them the table stays."""
NO_RANGE = "no range to go by"


def figure_of(scale: tuple[float, float]) -> Format:
    """Return how scores of a rule are printed."""
    return "ratio" if scale[1] == 1 else "score"


def range_words(low: float, high: float, figure: Format) -> str:
    """Return a range as it is printed, or a dash."""
    return NOTHING if pd.isna(low) or pd.isna(high) else f"{show(low, figure)} to {show(high, figure)}"


def units_side_by_side(
    parts: pd.DataFrame,
    units: Mapping[str, str],
    names: Mapping[str, str],
    scale: tuple[float, float],
    theme: Theme,
) -> Exhibit:
    """Show the score of each unit in each domain with the range that other raters might have given.

    Parameters
    ----------
    parts
        unit, part, score, interval_low, interval_high, raters, reason.
    units
        Names by code, in order.
    names
        Of the parts by id, in order.
    scale
        Lowest and highest score of the rule.
    theme
        The look.
    """
    figure = figure_of(scale)
    order = {part: at for at, part in enumerate(names)}
    frame = parts[parts["unit"].isin(list(units))].copy()
    frame = frame.assign(order=frame["part"].map(order)).sort_values("order", kind="stable", ignore_index=True)
    frame["name"], frame["where"] = frame["part"].map(names), frame["unit"].map(units)
    frame["range"] = _ranges(frame, figure)
    frame["note"] = frame["reason"].fillna("")
    description = (
        "One panel for each domain, one row for each unit, in the order of the engagement and not of the figures. The dot is the "
        "score, the line the range in which 95 of 100 draws of other raters of the same kind would lie. Units whose lines meet "
        "are not told apart."
    )
    return Exhibit(
        id="units-compared",
        title="Units beside each other",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("where", "Unit"),
            Column("score", "Score", figure),
            Column("range", "Range over raters"),
            Column("raters", "Raters", "integer"),
            Column("note", "Note"),
        ),
        draw=(
            lambda: draw_panels(
                panels_of(frame, list(units), names), list(units.values()), scale, figure, theme, description
            )
        )
        if 0 < len(units) <= MOST_ROWS and frame["score"].notna().any()
        else None,
    )


def _ranges(frame: pd.DataFrame, figure: Format) -> list[str]:
    ends = zip(frame["interval_low"], frame["interval_high"], strict=True)
    return [range_words(low, high, figure) for low, high in ends]


def told_apart(parts: pd.DataFrame, units: Mapping[str, str], names: Mapping[str, str]) -> tuple[Listing, ...]:
    """Say in words which units are told apart in a domain: those whose ranges do not meet.

    Parameters
    ----------
    parts, units, names
        As for :func:`units_side_by_side`.
    """
    points, alike = [], []
    for part, name in names.items():
        mine = parts[(parts["part"] == part) & parts["unit"].isin(list(units))].dropna(subset=["interval_low"])
        rows = mine.sort_values("score", ascending=False, kind="stable").to_dict("records")
        pairs: dict[str, list[str]] = {}
        for upper in rows:
            below = [units[row["unit"]] for row in rows if row["interval_high"] < upper["interval_low"]]
            if below:
                pairs[units[upper["unit"]]] = below
        if pairs:
            points.append(f"{name}: " + "; ".join(f"{unit} above {_and(below)}" for unit, below in pairs.items()))
        elif len(rows) > 1:
            alike.append(name)
    lists = [Listing("Told apart: their ranges do not meet", tuple(points))] if points else []
    if alike:
        lists.append(Listing("No two units told apart", (", ".join(alike),)))
    return tuple(lists)


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def benchmark_positions(
    number: int,
    bands: pd.DataFrame,
    parts: pd.DataFrame,
    units: Mapping[str, str],
    names: Mapping[str, str],
    scale: tuple[float, float],
    theme: Theme,
) -> Exhibit:
    """Show each unit's score and range against the middle half of others, from one source.

    Parameters
    ----------
    number
        Of the source in this report, from 1.
    bands
        part, version, source, year, n, p25, median, p75: the figures of one source, for the whole or for domains.
    parts, units, names, scale, theme
        As for :func:`units_side_by_side`.
    """
    figure = figure_of(scale)
    frame = bands.merge(parts[parts["unit"].isin(list(units))], on="part", how="inner")
    frame["name"], frame["where"] = frame["part"].map(names), frame["unit"].map(units)
    frame["range"] = _ranges(frame, figure)
    ends = zip(frame["interval_low"], frame["interval_high"], frame["p25"], frame["p75"], strict=True)
    frame["lies"] = [place(*four) or NO_RANGE for four in ends]
    source, year = bands["source"].iloc[0], bands["year"].iloc[0]
    description = (
        f"Figures of others: {source}, {year}; how many are behind each stands beside it. The band is their middle half, the dashed "
        "line their median. The figures are as the file gives them; whether those others are like these units nobody here has checked."
    )
    is_single = not bands["part"].duplicated().any()

    def draw() -> dict[str, object]:
        panels = panels_of(parts, list(units), names, bands)
        return draw_panels(panels, list(units.values()), scale, figure, theme, description)

    return Exhibit(
        id=f"benchmark-{number}",
        title=f"Against others: {source}, {year}",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("where", "Unit"),
            Column("score", "Score", figure),
            Column("range", "Range over raters"),
            Column("p25", "Others, p25", figure),
            Column("median", "Others, median", figure),
            Column("p75", "Others, p75", figure),
            Column("n", "Others, n", "integer"),
            Column("source", "Source"),
            Column("year", "Year"),
            Column("lies", "Lies"),
        ),
        draw=draw if is_single and 0 < len(units) <= MOST_ROWS and frame["score"].notna().any() else None,
    )


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
            Column("p25", "Others, p25", figure),
            Column("median", "Others, median", figure),
            Column("p75", "Others, p75", figure),
            Column("n", "Others, n", "integer"),
            Column("source", "Source"),
            Column("year", "Year"),
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
