"""The slides of a comparison: both rounds, what has changed and what was promised, units beside each other."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pmokit.assess.variants import OVERALL
from pmokit.model.printing import print_day
from pmokit.reports.comparison_pages import TITLE, ComparisonPages
from pmokit.reports.deck.parts import Builder, Cell, Chart, Line, Series, Slide
from pmokit.reports.deck.stage import Stage, Table
from pmokit.study.comparison import UnitRounds
from pmokit.views.comparison_rounds import change_sentences
from pmokit.views.exhibit import Exhibit, show
from pmokit.views.page import Page

MOST_SLIDES = 6
"""Units get slides of their own, those that changed most first, as far as that allows; the page and the workbook have all of them."""
PROMISED = "promised-levels"
NARROW = (16.0, 14.0, 13.0, 12.0, 11.0)


def comparison_slides(comparison: ComparisonPages, stage: Stage) -> list[Slide]:
    """Return the slides of a comparison, four to six where there are two rounds.

    Parameters
    ----------
    comparison, stage
        Its pages, and the room.
    """
    overview, *units = comparison.with_numbers().rounds()
    slides = [_title(comparison, stage)]
    rounds = _exhibit(overview, "rounds-overview")
    if rounds is None:
        words, rest = stage.words("why", [Line(text, bullet=True, gap=6) for text in overview.lead], stage.area)
        slides.append(Builder("rounds", overview.title).add(words).tell(*rest).slide())
    else:
        slides.append(_rounds(comparison, overview, rounds, stage))
        most = MOST_SLIDES - 4 - any(_exhibit(page, PROMISED) for page in units)
        slides += [_unit(comparison, page, one, stage) for page, one in _most_changed(comparison, units, most)]
    promised = [(page.title, found) for page in units if (found := _exhibit(page, PROMISED))]
    if promised:
        slides.append(_promises(promised, stage))
    if comparison.units:
        slides.append(_units(comparison, stage))
    return [*slides, _method(comparison, stage)]


def _exhibit(page: Page, name: str) -> Exhibit | None:
    return next((one for one in page.exhibits if one.id == name and len(one.frame)), None)


def _title(comparison: ComparisonPages, stage: Stage) -> Slide:
    cover = comparison.cover()
    subtitle = f"{comparison.study.settings.client} · {print_day(stage.today)}"
    return Slide("title", f"{TITLE} of business units", layout="title", subtitle=subtitle, notes=cover.lead)


def _rounds(comparison: ComparisonPages, page: Page, rounds: Exhibit, stage: Stage) -> Slide:
    frame = rounds.frame
    moved = int((frame["firm"] != "none").sum())
    slide = Builder("rounds", f"{moved} of {len(frame)} units changed beyond the noise of their raters")
    rows = tuple(
        (
            Cell(str(row["name"])),
            Cell(show(row["change"], "signed"), bold=True, align="right"),
            Cell(str(row["words"])),
            Cell(str(row["firm"])),
        )
        for row in frame.to_dict("records")
    )
    head = (Cell("Unit"), Cell("Change", align="right"), Cell("Verdict"), Cell("Domains beyond noise"))
    table = Table("table", head, rows, (2.6, 1.3, 2.4, 3.6), f"{rounds.title}. {rounds.description}")
    grid, cut = stage.grid(table, stage.area.right(0.6))
    slide.add(_before_after("chart", frame, rounds, comparison, stage.area.left(0.4))).add(grid)
    return slide.tell(*page.lead, rounds.description, *cut).slide()


def _before_after(part: str, frame: pd.DataFrame, told: Exhibit, comparison: ComparisonPages, box: Any) -> Chart:
    """Return bars of both rounds, row by row."""
    headings = {column.name: column.heading for column in told.columns}
    series = tuple(
        Series(headings[name], _figures(frame[name]), colour)
        for name, colour in (("before", "level1"), ("after", "accent"))
    )
    lowest, highest = comparison.study.scale
    text = f"{told.title}. {told.description}"
    return Chart(part, box, "bar", tuple(frame["name"]), series, text, "0.0", lowest, highest, labelled=True)


def _most_changed(comparison: ComparisonPages, pages: list[Page], most: int) -> Iterator[tuple[Page, UnitRounds]]:
    """Yield the pages of the units with most domains beyond noise, with their rounds; of equal ones the first."""
    by_page = {f"rounds-{one.unit.code.lower()}": one for one in comparison.study.by_unit.values()}
    told = [(page, by_page[page.id]) for page in pages if _exhibit(page, "changes")]
    firm = {page.id: len(comparison.firm(one)) for page, one in told}
    yield from sorted(told, key=lambda pair: -firm[pair[0].id])[:most]


def _unit(comparison: ComparisonPages, page: Page, rounds: UnitRounds, stage: Stage) -> Slide:
    changes = next(one for one in page.exhibits if one.id == "changes")
    number = len(comparison.firm(rounds))
    what = f"{number} {'domain' if number == 1 else 'domains'} changed beyond noise" if number else "no change is firm"
    slide = Builder(page.id, f"{rounds.unit.name}: {what}")
    known = changes.frame.dropna(subset=["before", "after"])
    if len(known):
        slide.add(_before_after("chart", known, changes, comparison, stage.area.left(0.58)))
    said = change_sentences(changes.frame, comparison.names)
    words, rest = stage.words("words", [Line(text, gap=8) for text in said], stage.area.right(0.42), NARROW)
    return slide.add(words).tell(*page.lead, changes.description, *rest).slide()


def _promises(promised: list[tuple[str, Exhibit]], stage: Stage) -> Slide:
    rows = [(title.rpartition(", ")[0], row) for title, exhibit in promised for row in exhibit.frame.to_dict("records")]
    due = [row for _, row in rows if row["verdict"] != "not due"]
    kept = sum(row["verdict"] == "kept" for row in due)
    title = f"{kept} of {len(due)} promised levels that are due {'is' if kept == 1 else 'are'} kept"
    slide = Builder(
        "promises", title if len(due) != 1 else f"The promised level that is due is {'' if kept else 'not '}kept"
    )
    cells = tuple(
        (
            Cell(unit),
            Cell(str(row["domain"])),
            Cell(str(row["by"])),
            Cell(show(row["promised"], "score"), align="right"),
            Cell(show(row["score"], "score"), align="right"),
            Cell(f"{row['letter']}, {row['verdict']}", bold=row["verdict"] == "not kept"),
        )
        for unit, row in rows
    )
    head = tuple(Cell(text) for text in ("Unit", "Domain", "By", "Promised", "Reached", "Verdict"))
    table = Table("table", head, cells, (2.8, 3.2, 1.2, 1.2, 1.2, 1.6), "Promised levels beside those of this round")
    grid, cut = stage.grid(table, stage.area)
    return slide.add(grid).tell(*(exhibit.description for _, exhibit in promised[:1]), *cut).slide()


def _units(comparison: ComparisonPages, stage: Stage) -> Slide:
    page, names = comparison.side_by_side(), list(comparison.units)
    parts = comparison.study.parts
    whole = parts[parts["part"] == OVERALL].set_index("unit").reindex(names)
    slide = Builder("units", "Units beside each other: ranges that meet tell no units apart")
    lowest, highest = comparison.study.scale
    shown = tuple(comparison.units.values())
    text = "Overall score of each unit in the last round."
    bars = (Series("Overall", _figures(whole["score"]), "accent"),)
    box = stage.area.left(0.45)
    slide.add(Chart("chart", box, "bar", shown, bars, text, "0.0", lowest, highest, labelled=True))
    rows = tuple(_range_row(name, row) for name, row in zip(shown, whole.to_dict("records"), strict=True))
    head = (Cell("Unit"), Cell("Range of 95 in 100 draws"), Cell("Raters", align="right"))
    grid, cut = stage.grid(Table("ranges", head, rows, (3.2, 3.0, 1.2), text), stage.area.right(0.55))
    return slide.add(grid).tell(*page.lead, *cut).slide()


def _range_row(name: str, row: Mapping[Any, Any]) -> tuple[Cell, ...]:
    low, high = (show(row[end], "score") for end in ("interval_low", "interval_high"))
    return Cell(name), Cell(f"{low} to {high}"), Cell(show(row["raters"], "integer"), align="right")


def _method(comparison: ComparisonPages, stage: Stage) -> Slide:
    page = comparison.method()
    words, rest = stage.words("how", [Line(text, bullet=True, gap=6) for text in page.lead], stage.area, NARROW)
    return Builder("method", page.title).add(words).tell(*comparison.others().lead, *rest).slide()


def _figures(column: pd.Series) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(value) else round(float(value), 6) for value in column)
