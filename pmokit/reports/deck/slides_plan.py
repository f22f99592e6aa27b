"""What is steered by, and what is done when: KPIs, roadmap, people and money."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pmokit.content.library import load_theme
from pmokit.model.kpi_set import KpiSet
from pmokit.model.printing import print_number
from pmokit.model.roadmap import STAGES
from pmokit.reports.deck.parts import Box, Builder, Chart, Drawing, Line, Link, Rule, Series, Slide, Words
from pmokit.reports.deck.stage import Stage, Table, table_of
from pmokit.study.plan_frame import plan_frame, spend_by_quarter, use_by_skill
from pmokit.study.unit import UnitStudy
from pmokit.views import kpis
from pmokit.views.board import BoardBar, board_bars, board_roadmap
from pmokit.views.capacity import capacity_strip
from pmokit.views.exhibit import Exhibit
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.value_spend import value_over_spend

MOST_KPIS = 10
LABELS = 0.34
WAVE_ROW, HEAD_ROW = 22.0, 22.0
TALLEST_ROW = 54.0
ROOMY_STEP = 50.0


def kpi_slide(study: UnitStudy, stage: Stage) -> Slide | None:
    """Return the agreed KPIs with state and target, else the proposal; None where there is neither.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    agreed = study.kpi_set
    title, exhibit, table, notes = _proposed(study, stage) if agreed is None else _agreed(study, agreed, stage)
    if exhibit.frame.empty:
        return None
    area, foot = stage.area, 36.0
    below = Box(area.x, area.y + area.height - foot + 6, area.width, foot - 6)
    note, rest = stage.words("reading", (Line(exhibit.description, 12, colour="muted"),), below, (12.0, 11.0, 10.0))
    grid, cut = stage.grid(table, area.top(area.height - foot))
    return Builder("kpis", title).add(grid).add(note).tell(*notes, *cut, *rest).slide()


def _agreed(study: UnitStudy, agreed: KpiSet, stage: Stage) -> tuple[str, Exhibit, Table, list[str]]:
    """Return title, exhibit, table and notes of the set as agreed."""
    history = {entry.kpi: study.kpi_known(entry.kpi) for entry in agreed.entries}
    exhibit = kpis.kpi_set_table(
        agreed,
        study.kpi_catalogue,
        history,
        reasons=study.kpi_reasons,
        currency=study.settings.currency,
        language=stage.language,
    )
    shown = exhibit.only("name", "baseline", "now", "verdict", "target", "owner", rows=MOST_KPIS)
    notes = [f"{row[0]}: {row[1]} Why: {row[-1]}" for row in exhibit.only("name", "question", "note").cells()]
    count = len(exhibit.frame)
    part = f", here the first {MOST_KPIS}" if count > MOST_KPIS else ""
    title = f"{count} {'KPI' if count == 1 else 'KPIs'} by which the PMO is judged{part}"
    return title, exhibit, table_of(shown, "table", (4, 1.6, 1.6, 1, 1.6, 2.6)), notes


def _proposed(study: UnitStudy, stage: Stage) -> tuple[str, Exhibit, Table, list[str]]:
    """Return title, exhibit, table and notes of the proposal."""
    exhibit = kpis.proposal_table(
        study.kpi_proposal, study.kpi_catalogue, currency=study.settings.currency, language=stage.language
    )
    shown = exhibit.only("name", "question", "now", "looks", rows=MOST_KPIS)
    notes = [f"{row[0]}: {row[1]}" for row in exhibit.only("name", "why").cells()]
    title = f"{len(exhibit.frame)} KPIs proposed, not agreed yet: target and owner are the next step"
    return title, exhibit, table_of(shown, "table", (3, 5, 1.5, 1)), notes


def roadmap_slide(study: UnitStudy, stage: Stage) -> Slide:
    """Return the board's roadmap: at most seven bars in three waves, with what waits for what.

    Parameters
    ----------
    study, stage
        The unit's story, and the room; there is a plan.
    """
    frame = plan_frame(study, load_theme())
    bars = board_bars(frame)
    exhibit = board_roadmap(frame)
    last = max(bar.span[1] for bar in bars)
    number = len(frame.initiatives)
    title = f"The roadmap: {number} {'initiative' if number == 1 else 'initiatives'} in three waves, {frame.quarter(0)} to {frame.quarter(last - 1)}"
    slide = Builder("board-roadmap", title)
    foot = 30.0
    room = Box(stage.area.x, stage.area.y, stage.area.width, stage.area.height - foot)
    drawing, cut = _gantt(bars, frame, stage, room, exhibit.description)
    told = frame.told(frame.certainty)
    note, rest = stage.words(
        "sureness", (Line(told, 12, colour="muted"),), stage.area.below(room.height + 10), (12.0, 11.0, 10.0)
    )
    words = [
        f"{bar.name} ({frame.quarter(bar.span[0])} to {frame.quarter(bar.span[1] - 1)}, {bar.accountable}): "
        + "; ".join(f"{one.name}, done when: {one.done_when}" for one in bar.initiatives)
        for bar in bars
    ]
    return slide.add(drawing).add(note).tell(exhibit.description, *words, *cut, *rest).slide()


@dataclass(frozen=True)
class _Calendar:
    """Where quarters and rows of the roadmap stand."""

    room: Box
    quarters: int
    row: float
    currency: str

    @property
    def left(self) -> float:
        """Where the first quarter starts."""
        return self.room.x + self.room.width * LABELS

    @property
    def step(self) -> float:
        """Width of a quarter."""
        return self.room.width * (1 - LABELS) / self.quarters

    def x(self, quarter: int) -> float:
        """Return where a quarter starts."""
        return self.left + quarter * self.step


def _gantt(
    bars: Sequence[BoardBar], frame: PlanFrame, stage: Stage, room: Box, description: str
) -> tuple[Drawing, list[str]]:
    waves = len({bar.stage for bar in bars})
    row = min(TALLEST_ROW, (room.height - HEAD_ROW - WAVE_ROW * waves) / len(bars))
    calendar = _Calendar(room, frame.quarters, row, frame.currency)
    shapes, cut = _quarters(calendar, frame), []
    drawn: list[Words] = []
    top = room.y + HEAD_ROW
    y = top
    for at, bar in enumerate(bars):
        if not at or bars[at - 1].stage != bar.stage:
            shapes.append(_wave(bar, Box(room.x, y, room.width, WAVE_ROW - 2)))
            y += WAVE_ROW
        lines = (Line(bar.name, 13), Line(bar.accountable, 11, colour="muted"))
        place = Box(room.x + 4, y, room.width * LABELS - 12, row)
        words, rest = stage.words(f"label-{at}", lines, place, (13.0, 12.0, 11.0, 10.0), anchor="middle")
        shapes.append(words)
        cut += rest
        drawn.append(_bar(f"bar-{at}", bar, y, calendar, stage))
        y += row
    rules = tuple(Rule(f"rule-{at}", calendar.x(at), top, calendar.x(at), y) for at in range(frame.quarters + 1))
    return Drawing("chart", (*shapes, *drawn), description, tuple(_waits(bars)), rules), cut


def _quarters(calendar: _Calendar, frame: PlanFrame) -> list[Words]:
    """Return the calendar above the bars."""
    size = 11 if calendar.step > ROOMY_STEP else 10
    return [
        Words(
            f"quarter-{quarter}",
            Box(calendar.x(quarter), calendar.room.y, calendar.step, HEAD_ROW),
            (Line(frame.quarter(quarter), size, colour="muted", align="center"),),
            anchor="middle",
        )
        for quarter in range(frame.quarters)
    ]


def _wave(bar: BoardBar, box: Box) -> Words:
    line = Line(STAGES[bar.stage][0], 13, bold=True, colour="brand")
    return Words(f"wave-{bar.stage}", box, (line,), fill="surface", anchor="middle", inset=2)


def _bar(part: str, bar: BoardBar, y: float, calendar: _Calendar, stage: Stage) -> Words:
    """Return a bar with its money, and the number of its initiatives where there is room for it."""
    start, end = bar.span
    number = len(bar.initiatives)
    money = f"{print_number(sum(one.cost for one in bar.initiatives), ',.0f')}\N{NO-BREAK SPACE}k"
    whole = f"{money}\N{NO-BREAK SPACE}{calendar.currency}"
    width = (end - start) * calendar.step - 4
    ways = [f"{whole}, {number} initiatives"] * (number > 1) + [whole]
    told = next((one for one in ways if stage.letters.width(one, 11) < width - 8), money)
    line = Line(told, 11, colour="paper", align="center")
    box = Box(calendar.x(start) + 2, y + calendar.row * 0.22, width, calendar.row * 0.56)
    return Words(part, box, (line,), fill="accent", anchor="middle", round=True)


def _waits(bars: Sequence[BoardBar]) -> list[Link]:
    """Return an arrow from each bar to those that need it; only where the one ends before the other starts."""
    bar_of = {one.id: at for at, bar in enumerate(bars) for one in bar.initiatives}
    pairs = {
        (bar_of[needed], at)
        for at, bar in enumerate(bars)
        for one in bar.initiatives
        for needed in one.requires
        if needed in bar_of and bar_of[needed] != at and bars[bar_of[needed]].span[1] <= bar.span[0]
    }
    return [Link(f"needs-{start}-{end}", f"bar-{start}", f"bar-{end}") for start, end in sorted(pairs)]


def capacity_slide(study: UnitStudy, stage: Stage) -> Slide:
    """Return people taken and free by quarter beside value over spend.

    Parameters
    ----------
    study, stage
        The unit's story, and the room; there is a plan.
    """
    frame, theme = plan_frame(study, load_theme()), load_theme()
    used = use_by_skill(study)
    capacity = study.planning_problem.capacity
    skills = {name: text.get(stage.language, text["en"]) for name, text in study.catalogue.skills.items()}
    strip = capacity_strip(frame, used, capacity, skills)
    curve = value_over_spend(plan_frame(study, theme), spend_by_quarter(study))
    slide = Builder("capacity", _capacity_title(curve.description, frame))
    head, room = 24.0, stage.area.below(28)
    people, money = Box(room.x, room.y, room.width, room.height - 44), Box(room.x, room.y, room.width, room.height - 44)
    for part, text, box in (
        ("people-head", "People: FTE taken and free, all skills", stage.area.left(0.5).top(head)),
        ("money-head", "Money: value at work over money spent", stage.area.right(0.5).top(head)),
    ):
        slide.add(stage.words(part, (Line(text, bold=True, colour="brand"),), box, (15.0, 14.0, 13.0, 12.0))[0])
    slide.add(_people(frame, used, capacity, people.left(0.5), strip.description))
    if sum(one.value for one in frame.initiatives) > 0:
        slide.add(_value(curve.frame, frame, money.right(0.5), curve.description))
    foot, rest = stage.words(
        "tight",
        (Line(strip.description.removesuffix(frame.illustrative).strip().rpartition("there is. ")[2], 13),),
        stage.area.below(stage.area.height - 40),
        (13.0, 12.0, 11.0),
    )
    rows = [": ".join((row[0], ", ".join(row[1:]))) for row in strip.cells()]
    return slide.add(foot).tell(strip.description, *rows, curve.description, *rest).slide()


def _capacity_title(description: str, frame: PlanFrame) -> str:
    half = next((sentence for sentence in description.split(". ") if sentence.startswith("Half of the value")), "")
    return half.rstrip(".") if half else f"People and money, {frame.quarter(0)} to {frame.quarter(frame.quarters - 1)}"


def _people(
    frame: PlanFrame,
    used: dict[str, tuple[float, ...]],
    capacity: dict[str, tuple[float, ...]],
    box: Box,
    description: str,
) -> Chart:
    quarters = range(frame.quarters)
    taken = tuple(round(sum(row[at] for row in used.values()), 6) for at in quarters)
    free = tuple(round(sum(row[at] for row in capacity.values()) - taken[at], 6) for at in quarters)
    series = (Series("FTE taken", taken, "accent"), Series("FTE free", free, "muted", outlined=True))
    return Chart(
        "people", box, "stacked", tuple(frame.quarter(at) for at in quarters), series, description, "0.0", lowest=0
    )


def _value(table: pd.DataFrame, frame: PlanFrame, box: Box, description: str) -> Chart:
    spent = tuple(round(float(value), 6) for value in table["spent"])
    value = tuple(round(float(one), 6) for one in table["value"])
    return Chart(
        "value",
        box,
        "scatter",
        (),
        (Series("Value at work", value, "accent", x=spent),),
        description,
        "0.0",
        lowest=0,
        x_title=f"spent, thousand {frame.currency}",
        y_title="weighted levels at work",
    )
