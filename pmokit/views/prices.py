"""The tornado of constraints: what each looser limit would bring, the largest gain first."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.plan_findings import Price, Proof
from pmokit.model.printing import print_number
from pmokit.views.canvas import LINE, Canvas, wrap
from pmokit.views.chart import WIDTH
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.plan_frame import PlanFrame

KNOWN: Mapping[Proof, str] = {
    "proved": "proven",
    "at least": "at least that",
    "at most": "at most that",
    "not proved": "not proven",
}
LABELS, FIGURES = 300, 150
NOTHING_BOUGHT = 0.0005


def price_list(frame: PlanFrame, prices: Sequence[Price], names: Mapping[str, str]) -> Exhibit:
    """Show what one more of each limit would bring; limits that bring nothing are told together.

    Parameters
    ----------
    frame
        The plan.
    prices
        The largest gain first.
    names
        Of initiatives and skills, by id.
    """
    shown = [price for price in prices if price.gain is None or price.gain > NOTHING_BOUGHT]
    table = pd.DataFrame(
        [
            {
                "text": _say(price, names),
                "gain": price.gain,
                "known": KNOWN[price.proof] if price.gain is not None else "no plan was found in time",
                "added": "; ".join(names.get(one, one) for one in price.added),
            }
            for price in shown
        ],
        columns=["text", "gain", "known", "added"],
    )
    idle = [_say(price, names) for price in prices if price not in shown]
    description = frame.told(
        "Each limit is loosened by itself and the plan solved again; the gain is in the plan's value, weighted levels times quarters.",
        f"Brings nothing: {'; '.join(idle)}." if idle else "",
    )
    return Exhibit(
        id="prices",
        title="What holds the plan back",
        description=description,
        frame=table,
        columns=(
            Column("text", "One limit looser"),
            Column("gain", "Gain", "ratio"),
            Column("known", "Known how well"),
            Column("added", "Would come in"),
        ),
        draw=(lambda: _draw(table, frame.theme, description)) if table["gain"].notna().any() else None,
    )


def _say(price: Price, names: Mapping[str, str]) -> str:
    """Return the change with the skill by its name."""
    return (
        price.text.replace(f" of {price.skill} ", f" of {names.get(price.skill, price.skill)} ")
        if price.skill
        else price.text
    )


def _draw(table: pd.DataFrame, theme: Theme, description: str) -> dict[str, Any]:
    rows = [
        (str(row["text"]), float(row["gain"]), str(row["known"]))
        for row in table.dropna(subset=["gain"]).to_dict("records")
    ]
    labels = [wrap(text, LABELS - 12) for text, _, _ in rows]
    heights = [max(26.0, LINE * len(lines) + 8) for lines in labels]
    canvas = Canvas(WIDTH, sum(heights) + 8, theme)
    longest = max(gain for _, gain, _ in rows)
    top = 4.0
    for (_, gain, known), lines, height in zip(rows, labels, heights, strict=True):
        y = top + height / 2
        end = LABELS + (WIDTH - LABELS - FIGURES) * gain / longest
        canvas.words(0, y, lines)
        canvas.rectangle((LABELS, y - 9, end, y + 9), theme.accent if known == KNOWN["proved"] else theme.levels[1])
        canvas.words(end + 8, y, f"+{print_number(gain, '.2f')}, {known}")
        top += height
    canvas.line([(LABELS, 2), (LABELS, top + 2)], theme.muted)
    return canvas.specification(description)
