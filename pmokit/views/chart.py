"""The kit's look for charts: one configuration, from the theme."""

from typing import Any

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
    """Return white or ``dark``, whichever reads better on ``colour`` (WCAG relative luminance)."""

    def luminance(hex_colour: str) -> float:
        parts = [int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    white, ink, ground = 1.0, luminance(dark), luminance(colour)
    on_white = (white + 0.05) / (ground + 0.05)
    on_ink = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
    return "#FFFFFF" if on_white >= on_ink else dark
