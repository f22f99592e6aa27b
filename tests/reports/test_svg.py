"""Charts as inline SVG."""

import re
import xml.etree.ElementTree as ET

from pmokit.reports.svg import draw_svg

SPEC = {
    "data": {"values": [{"a": "x & y", "b": 3}]},
    "mark": {"type": "bar", "clip": True},
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}


def draw(prefix="p", title="T", description="D"):
    return draw_svg(SPEC, prefix=prefix, title=title, description=description)


def test_text_alternative_stands_in_the_svg():
    """Role image, title and description, escaped; no mark is read out on its own."""
    svg = draw(title="Scores <b>", description='say "no"')
    assert 'role="img" aria-labelledby="p-title p-desc"' in svg
    assert '<title id="p-title">Scores &lt;b&gt;</title>' in svg
    assert svg.count("aria-") == 1
    ET.fromstring(svg)  # noqa: S314


def test_ids_are_unique_between_charts_and_equal_for_equal_charts():
    """Two charts of a page share no id; the same chart drawn again is the same text, later in the process too."""
    one, two, again = draw("one"), draw("two"), draw("one")
    assert one == again
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for reference in re.findall(r"url\(#([^)]+)\)", one):
        assert reference in ids[0]


def test_no_outside_address():
    """Nothing but the SVG namespace looks like an address."""
    addresses = set(re.findall(r"https?://[^\"' )]+", draw()))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
