"""One process that draws: the same charts as here, its faults in words, started again when it dies."""

import json
import os
import signal

import pytest

from pmokit.errors import ReportError
from pmokit.reports.renderer import KEPT, Renderer
from pmokit.reports.svg import draw_svg

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": 1, "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "b", "type": "quantitative"}},
}


@pytest.fixture(scope="module")
def renderer():
    made = Renderer()
    yield made
    made.close()


def test_charts_are_those_of_this_process(renderer):
    """Ids are counted anew in each chart, so that it does not matter how many were drawn before, or where."""
    words = {"prefix": "p", "title": "t", "description": "d"}
    renderer.draw(json.dumps(SPEC))
    assert draw_svg(SPEC, **words, drawer=renderer.draw) == draw_svg(SPEC, **words)


def wide(pixels):
    return json.dumps({**SPEC, "width": pixels})


def test_one_process_draws_all(renderer):
    for pixels in (100, 101, 102):
        renderer.draw(wide(pixels))
    assert renderer.starts == 1


def test_an_equal_chart_is_not_drawn_again():
    """Only so many are kept; the oldest goes first."""
    own = Renderer()
    try:
        first = own.draw(wide(100))
        own.close()
        assert own.draw(wide(100)) == first
        assert own.starts == 1
        for number in range(KEPT):
            own._keep(str(number), "")
        assert wide(100) not in own._drawn
    finally:
        own.close()


def test_faulty_specification(renderer):
    """The process stays, and the next chart is drawn."""
    with pytest.raises(ReportError, match="a chart could not be drawn: "):
        renderer.draw('{"mark": "no such mark"}')
    assert renderer.draw(json.dumps(SPEC)).startswith("<svg")


def test_started_again_when_it_dies():
    """Killed between two charts, or for good."""
    own = Renderer()
    try:
        own.draw(json.dumps(SPEC))
        os.kill(own._process.pid, signal.SIGKILL)
        assert own.draw(wide(100)).startswith("<svg")
        assert own.starts == 2
    finally:
        own.close()
    assert own._process is None
