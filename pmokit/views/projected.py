"""The projected profile: each field today, after each wave, and its target."""

from typing import Any

import pandas as pd

from pmokit.model.roadmap import wave_title
from pmokit.views.canvas import LINE, Canvas, wrap
from pmokit.views.chart import WIDTH
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.timeline import MARK

LABELS, HEAD, ROW = 236, 44, 30.0
SAME = 0.05


def projected_profile(frame: PlanFrame, today: pd.DataFrame, by_wave: pd.DataFrame, levels: tuple[int, int]) -> Exhibit:
    """Show the score of each domain today and after each wave in which something ends, beside its target.

    Parameters
    ----------
    frame
        The plan.
    today
        domain, score, target; NaN where there is none.
    by_wave
        wave, domain, score.
    levels
        Lowest and highest level of the model.
    """
    busy: list[str] = [wave.name for wave in frame.waves if wave.initiatives]
    scores = by_wave.pivot_table(index="domain", columns="wave", values="score").reindex(columns=busy)
    known = today.dropna(subset=["score"])
    table = known[["score", "target"]].reset_index(drop=True).astype(float)
    table["name"] = [frame.field(domain) for domain in known["domain"]]
    for wave in busy:
        table[wave] = scores[wave].reindex(known["domain"]).to_numpy(dtype=float)
    last = table[busy[-1]] if busy else table["score"]
    short = int((last < table["target"] - SAME).sum())
    missing = len(today) - len(known)
    reach = (
        "Every field reaches its target." if not short else f"{short} of {len(table)} fields stay below their target."
    )
    description = frame.told(
        "Scores under the model's own rule if the plan's initiatives raise the answers as the catalogue says; expert judgement.",
        reach,
        f"{missing} without a score are left out." if missing else "",
    )
    return Exhibit(
        id="projected",
        title="Where the plan leads",
        description=description,
        frame=table,
        columns=(
            Column("name", "Field"),
            Column("score", "Today", "score"),
            *(Column(wave, f"After {wave_title(wave)}", "score") for wave in busy),
            Column("target", "Target", "score"),
        ),
        draw=(lambda: _draw(table, busy, levels, frame, description)) if len(table) else None,
    )


def _draw(
    table: pd.DataFrame, waves: list[str], levels: tuple[int, int], frame: PlanFrame, description: str
) -> dict[str, Any]:
    theme = frame.theme
    labels = [wrap(name, LABELS - 14) for name in table["name"]]
    heights = [max(ROW, LINE * len(lines) + 6) for lines in labels]
    canvas = Canvas(WIDTH, HEAD + sum(heights) + 4, theme)
    lowest, highest = levels

    def x(score: float) -> float:
        return LABELS + 8 + (WIDTH - LABELS - 24) * (score - lowest) / (highest - lowest)

    _legend(canvas)
    if frame.illustrative:
        canvas.words(0, 10, MARK, colour=theme.muted, is_bold=True)
    for level in range(lowest, highest + 1):
        canvas.line([(x(level), HEAD), (x(level), canvas.height - 4)], theme.line, width=1)
        canvas.words(x(level), HEAD - 9, str(level), align="center", colour=theme.muted)
    top = float(HEAD)
    for row, lines, height in zip(table.to_dict("records"), labels, heights, strict=True):
        y = top + height / 2
        after = [float(row[wave]) for wave in waves]
        canvas.words(0, y, lines)
        is_lifted = bool(after) and after[-1] > row["score"] + SAME / 2
        if is_lifted:
            canvas.line([(x(row["score"]), y), (x(after[-1]), y)], theme.accent, width=3)
            for score in {s for s in after if row["score"] + SAME / 2 < s < after[-1] - SAME / 2}:
                canvas.line([(x(score), y - 5), (x(score), y + 5)], theme.accent, width=2)
            canvas.mark(x(after[-1]), y, "circle", theme.accent, size=70)
        canvas.mark(x(row["score"]), y, "circle", "#FFFFFF", stroke=theme.accent, size=90)
        if row["target"] == row["target"]:
            canvas.mark(x(row["target"]), y, "diamond", theme.surface, stroke=theme.ink, size=100)
            if is_lifted:
                canvas.mark(x(after[-1]), y, "circle", theme.accent, size=26)
        top += height
    return canvas.specification(description)


def _legend(canvas: Canvas) -> None:
    theme = canvas.theme
    entries = (
        ("circle", "#FFFFFF", theme.accent, "today"),
        ("circle", theme.accent, theme.accent, "after the last wave"),
        ("diamond", theme.surface, theme.ink, "target"),
    )
    x = float(LABELS + 8)
    for shape, fill, stroke, words in entries:
        canvas.mark(x, 10, shape, fill, stroke=stroke)
        canvas.words(x + 10, 10, words)
        x += 34 + 6.3 * len(words)
    canvas.line([(x, 5), (x, 15)], theme.accent, width=2)
    canvas.words(x + 8, 10, "after a wave")
