"""Charts as inline SVG: drawn offline, readable by screen readers, with ids that are unique in a page."""

import json
import re
from collections.abc import Callable
from html import escape
from typing import Any

from pmokit.reports.renderer import RENDERER
from pmokit.reports.xml_text import visible, visible_within

Drawer = Callable[[str], str]
"""From a specification as JSON to SVG."""

_ID = re.compile(r'\bid="([^"]+)"')
_SIZE = re.compile(r'<svg([^>]*?) width="([\d.]+)" height="([\d.]+)"')


def draw_svg(spec: dict[str, Any], *, prefix: str, title: str, description: str, drawer: Drawer = RENDERER.draw) -> str:
    """Draw a Vega-Lite specification as one inline ``<svg>``.

    Parameters
    ----------
    spec
        The specification with its data inside.
    prefix
        Put before every id; must be unique in the page. The same chart with the same prefix gives the same text.
    title, description
        Text alternative.
    drawer
        Draws; by default the renderer of this process.
    """
    # The renderer ends with its process over a sign that XML lacks.
    svg = drawer(json.dumps(visible_within(spec), default=str))
    # The drawing process numbers its clip paths upwards for ever; counting anew makes equal charts equal.
    for number, name in enumerate(dict.fromkeys(_ID.findall(svg)), start=1):
        fresh = f"{prefix}-{number}"
        svg = re.sub(rf'\bid="{re.escape(name)}"', f'id="{fresh}"', svg)
        svg = svg.replace(f"url(#{name})", f"url(#{fresh})").replace(f'href="#{name}"', f'href="#{fresh}"')
    # Marks are read out one by one otherwise; the table beside the chart says it better.
    svg = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", svg)
    words = f'<title id="{prefix}-title">{escape(visible(title))}</title><desc id="{prefix}-desc">{escape(visible(description))}</desc>'
    svg = _SIZE.sub(
        rf'<svg\1 width="\2" height="\3" role="img" aria-labelledby="{prefix}-title {prefix}-desc"', svg, count=1
    )
    head, _, tail = svg.partition(">")
    return f"{head}>{words}{tail}"
