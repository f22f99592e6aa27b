"""The board's roadmap: at most seven bars in three waves, one accountable executive each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

import pandas as pd

from pmokit.model.roadmap import STAGES
from pmokit.roadmap.outline import PlannedInitiative
from pmokit.views.canvas import LINE, wrap
from pmokit.views.chart import WIDTH
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.timeline import LABELS, Timeline

MOST_BARS = 7
SENTENCE = 1.15
"""Running words are narrower than the names that canvases are measured for."""
SPLIT_RULE = (
    "A bar stands for the initiatives of one field that end in the same wave; where that gives more than seven bars, the two with the "
    "least work in the fullest wave are joined until seven are left. Accountable for a bar is whoever owns most of its work."
)


@dataclass(frozen=True)
class BoardBar:
    """One bar: the names of its fields, its place in ``STAGES``, and the initiatives that it stands for."""

    fields: tuple[str, ...]
    stage: int
    initiatives: tuple[PlannedInitiative, ...]

    @property
    def name(self) -> str:
        """The initiative's name where it is one, else the fields'."""
        return self.initiatives[0].name if len(self.initiatives) == 1 else "; ".join(self.fields)

    @property
    def span(self) -> tuple[int, int]:
        """First quarter, and the quarter after the last one."""
        return min(one.start for one in self.initiatives), max(one.end for one in self.initiatives)

    @property
    def work(self) -> float:
        """FTE times quarters."""
        return sum(one.work for one in self.initiatives)

    @property
    def accountable(self) -> str:
        """Who owns most of the work; of equal ones the first by name."""
        shares: dict[str, float] = {}
        for one in self.initiatives:
            shares[one.owner] = shares.get(one.owner, 0) + one.work
        return min(shares, key=lambda owner: (-shares[owner], owner))


def board_roadmap(frame: PlanFrame, checkpoints: Mapping[int, str] = MappingProxyType({})) -> Exhibit:
    """Show a plan in at most seven bars.

    Parameters
    ----------
    frame
        The plan.
    checkpoints
        What is said beside the name of a stage, by its place in ``STAGES``: when its money is looked at again.
    """
    bars = board_bars(frame)
    is_grouped = any(len(bar.initiatives) > 1 for bar in bars)
    table = pd.DataFrame(
        [
            {
                "wave": STAGES[bar.stage][0],
                "name": bar.name,
                "from": frame.quarter(bar.span[0]),
                "until": frame.quarter(bar.span[1] - 1),
                "owner": bar.accountable,
                "cost": sum(one.cost for one in bar.initiatives),
                "holds": "; ".join(one.name for one in bar.initiatives),
            }
            for bar in bars
        ],
        columns=["wave", "name", "from", "until", "owner", "cost", "holds"],
    )
    description = frame.told(
        _count(frame),
        SPLIT_RULE if is_grouped else "",
        *(f"{STAGES[at][0]}: {words}." for at, words in checkpoints.items()),
        frame.certainty,
    )
    return Exhibit(
        id="board-roadmap",
        title="The roadmap at a glance",
        description=description,
        frame=table,
        columns=(
            Column("wave", "Wave"),
            Column("name", "What"),
            Column("from", "From"),
            Column("until", "Until"),
            Column("owner", "Accountable"),
            Column("cost", "Cost", "money", f"thousand {frame.currency}, likely"),
            *((Column("holds", "Initiatives"),) if is_grouped else ()),
        ),
        draw=(lambda: _draw(bars, frame, description, checkpoints)) if bars else None,
    )


def board_bars(frame: PlanFrame) -> list[BoardBar]:
    """Return the bars, wave by wave, at most seven: each initiative by itself where they are no more.

    Parameters
    ----------
    frame
        The plan.
    """
    stage_of = {wave: at for at, (_, waves) in enumerate(STAGES) for wave in waves}
    if len(frame.initiatives) <= MOST_BARS:
        alone = [BoardBar((), stage_of[one.wave], (one,)) for one in frame.initiatives]
        return sorted(alone, key=lambda bar: (bar.stage, bar.span, bar.name))
    order = list(frame.domains)

    def place(one: PlannedInitiative) -> tuple[int, int, str]:
        field = one.domains[0]
        return stage_of[one.wave], order.index(field) if field in order else len(order), field

    bars = []
    for (stage, _, field), members in groupby(sorted(frame.initiatives, key=place), key=place):
        bars.append(BoardBar((frame.field(field),), stage, tuple(members)))
    while len(bars) > MOST_BARS:
        bars = _join_two(bars)
    return sorted(bars, key=lambda bar: (bar.stage, bar.span, bar.name))


def _join_two(bars: Sequence[BoardBar]) -> list[BoardBar]:
    """Join the two bars with the least work in the wave that has most bars; of equal waves in the last one."""
    stage = max(range(len(STAGES)), key=lambda at: (sum(bar.stage == at for bar in bars), at))
    small = sorted((bar for bar in bars if bar.stage == stage), key=lambda bar: (bar.work, bar.name))[:2]
    first, second = (bar for bar in bars if bar in small)
    joined = BoardBar((*first.fields, *second.fields), stage, (*first.initiatives, *second.initiatives))
    return [joined if bar is first else bar for bar in bars if bar is not second]


def _count(frame: PlanFrame) -> str:
    number = len(frame.initiatives)
    waves = ", ".join(f"{name} ({' and '.join(waves)})" if len(waves) > 1 else name for name, waves in STAGES)
    return f"{number} {'initiative' if number == 1 else 'initiatives'} in three waves: {waves}."


def _draw(
    bars: Sequence[BoardBar], frame: PlanFrame, description: str, checkpoints: Mapping[int, str]
) -> dict[str, Any]:
    theme = frame.theme
    labels = [wrap(bar.name, LABELS - 8) for bar in bars]
    rows: list[tuple[str, int]] = []
    for at, bar in enumerate(bars):
        if not at or bars[at - 1].stage != bar.stage:
            rows.append(("wave", bar.stage))
        rows.append(("bar", at))
    heights = [24.0 if kind == "wave" else max(40.0, LINE * (len(labels[at]) + 1) + 8) for kind, at in rows]
    timeline = Timeline(frame, heights)
    for row, (kind, at) in enumerate(rows):
        if kind == "wave":
            top = timeline.tops[row]
            timeline.canvas.line([(0, top + 1), (timeline.canvas.width, top + 1)], theme.muted, width=1)
            timeline.canvas.words(0, timeline.middle(row) + 1, STAGES[at][0], is_bold=True, size=12, colour=theme.brand)
            if at in checkpoints:
                timeline.canvas.mark(LABELS - 128, timeline.middle(row) + 1, "diamond", theme.ink)
                timeline.canvas.words(
                    LABELS - 118, timeline.middle(row) + 1, wrap(checkpoints[at], (WIDTH - LABELS + 118) * SENTENCE, 1)
                )
            continue
        y, bar = timeline.middle(row), bars[at]
        timeline.canvas.words(0, y - LINE / 2, labels[at])
        timeline.canvas.words(
            0, y + LINE * len(labels[at]) / 2, wrap(bar.accountable, LABELS - 8, 1), colour=theme.muted
        )
        timeline.bar(row, bar.span, fill=theme.accent, half=11)
    return timeline.specification(description)
