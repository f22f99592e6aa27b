"""The kit's look for charts: one configuration, from the theme."""

from typing import Any

from pmokit.model.colours import WHITE, clearest
from pmokit.model.content import Theme
from pmokit.model.printing import NumberForm
from pmokit.views.marks import View

WIDTH = 820
BAR = 26


def finish(chart: View, theme: Theme, description: str) -> dict[str, Any]:
    """Return the chart as a Vega-Lite specification in the kit's look.

    Parameters
    ----------
    chart
        The chart.
    theme
        Colours, font and the signs in numbers.
    description
        The chart's text alternative.
    """
    return dress(chart.to_dict(), theme, description)


def dress(spec: dict[str, Any], theme: Theme, description: str) -> dict[str, Any]:
    """Return a Vega-Lite specification in the kit's look; parameters as for :func:`finish`.

    Parameters
    ----------
    spec
        The specification with its data.
    theme, description
        As for :func:`finish`.
    """
    label = {"labelColor": theme.ink, "titleColor": theme.muted, "labelFontSize": 12, "titleFontSize": 12}
    given = spec.get("config", {})
    look = {
        "view": {**given.get("view", {}), "stroke": None},
        "axis": {
            **label,
            "gridColor": theme.line,
            "domainColor": theme.line,
            "tickColor": theme.line,
            "titleFontWeight": "normal",
            "labelLimit": 320,
        },
        "font": theme.font,
        **_locale(theme.numbers),
        "header": {"labelColor": theme.ink, "titleColor": theme.muted},
        "legend": {**label, "orient": "top", "titleFontWeight": "normal", "symbolStrokeWidth": 1},
    }
    return {**spec, "config": {**given, **look}, "background": "transparent", "description": description}


def _locale(signs: NumberForm) -> dict[str, Any]:
    """Return the signs for axes and texts that Vega formats, so that they read as in tables."""
    number = {"decimal": signs.decimal, "thousands": signs.thousands, "grouping": [3], "currency": ["", ""]}
    return {"locale": {"number": {**number, "minus": "-", "percent": " %"}}}


def contrast_ink(colour: str, dark: str) -> str:
    """Return white or ``dark``, whichever reads better on ``colour``."""
    return clearest(colour, WHITE, dark)
