"""The kit's look for charts: one configuration, from the theme."""

from typing import Any

from pmokit.model.colours import WHITE, contrast
from pmokit.model.content import Theme

WIDTH = 820
BAR = 26


def finish(chart: Any, theme: Theme, description: str) -> dict[str, Any]:
    """Return the chart as a Vega-Lite specification in the kit's look.

    Parameters
    ----------
    chart
        An Altair chart.
    theme
        Colours and font.
    description
        The chart's text alternative.
    """
    label = {"labelColor": theme.ink, "titleColor": theme.muted, "labelFontSize": 12, "titleFontSize": 12}
    styled = (
        chart.properties(description=description, background="transparent")
        .configure(font=theme.font)
        .configure_view(stroke=None)
        .configure_axis(
            **label,
            gridColor=theme.line,
            domainColor=theme.line,
            tickColor=theme.line,
            titleFontWeight="normal",
            labelLimit=320,
        )
        .configure_legend(**label, orient="top", titleFontWeight="normal", symbolStrokeWidth=1)
        .configure_header(labelColor=theme.ink, titleColor=theme.muted)
    )
    spec: dict[str, Any] = styled.to_dict()
    return spec


def contrast_ink(colour: str, dark: str) -> str:
    """Return white or ``dark``, whichever reads better on ``colour``."""
    return WHITE if contrast(WHITE, colour) >= contrast(dark, colour) else dark
