"""One process that draws: its faults in words, started again when it dies, the same chart whatever fonts are installed."""

import io
import json
import os
import re
import signal
from pathlib import Path

import pytest
from PIL import Image

from pmokit.errors import ReportError
from pmokit.reports.drawing_door import DOOR
from pmokit.reports.renderer import KEPT, NO_FONTS, Renderer
from pmokit.reports.svg import draw_svg

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": 1, "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "b", "type": "quantitative"}},
}
WORDS = {"prefix": "p", "title": "t", "description": "d"}


@pytest.fixture(scope="module")
def renderer():
    made = Renderer()
    yield made
    made.close()


def wide(pixels):
    return json.dumps({**SPEC, "width": pixels})


def labelled(text):
    title = {"field": "a", "type": "ordinal", "title": text}
    return json.dumps({**SPEC, "encoding": {"x": title}})


def test_an_equal_chart_is_equal_text(renderer):
    """Ids are counted anew in each chart, so that it does not matter how many were drawn before."""
    first = draw_svg(SPEC, **WORDS, drawer=renderer.draw)
    renderer.forget()
    assert draw_svg(SPEC, **WORDS, drawer=renderer.draw) == first


def test_one_process_draws_all(renderer):
    for pixels in (100, 101, 102):
        renderer.draw(wide(pixels))
    assert renderer.charts.starts == 1


def test_installed_fonts_do_not_matter(renderer, tmp_path, monkeypatch):
    """A chart is measured alike where the system has other fonts, or none.

    The configuration has to name a folder that is not there: without any, the usual ones are looked through.
    """
    assert re.findall("<dir>(.*)</dir>", NO_FONTS.read_text(encoding="utf-8")) == ["/nonexistent"]
    assert not Path("/nonexistent").exists()
    own = Renderer()
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "none.conf"))
    try:
        assert own.draw(labelled("Wide words, and an Ämendment")) == renderer.draw(
            labelled("Wide words, and an Ämendment")
        )
    finally:
        own.close()


@pytest.mark.parametrize("text", ["中文字 名前", "مكتب المشاريع", "משרד"])
def test_signs_that_the_renderers_own_font_lacks_stay_whole(renderer, text):
    """They are measured a little wrong only; nothing is cut off."""
    assert text in renderer.draw(labelled(text))


def test_an_equal_chart_is_not_drawn_again():
    """Only so many are kept; the oldest goes first."""
    own = Renderer()
    try:
        first = own.draw(wide(100))
        own.close()
        assert own.draw(wide(100)) == first
        assert own.charts.starts == 1
        for pixels in range(101, 101 + KEPT):
            own._drawn[wide(pixels).encode()] = own._drawn[wide(100).encode()]
        own.draw(wide(99))
        assert wide(100).encode() not in own._drawn
        assert len(own._drawn) == KEPT + 1
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
        os.kill(own.charts.pid, signal.SIGKILL)
        assert own.draw(wide(100)).startswith("<svg")
        assert own.charts.starts == 2
    finally:
        own.close()
    assert own.charts.pid is None


def test_a_picture_is_the_chart_on_white(renderer):
    picture = Image.open(io.BytesIO(renderer.picture(wide(60), 2.0)))
    assert f' width="{picture.width // 2}"' in renderer.draw(wide(60)).partition(">")[0]
    assert picture.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)


def test_a_picture_of_plain_letters_needs_no_installed_font(renderer):
    """Latin and Cyrillic letters are drawn by the process of the charts, three times as fast; it draws each sign that it is trusted with."""
    signs = "ÄşЖ–…€→−≤▲▼■●"
    pictures = {renderer.picture(labelled(f"x{sign}x"), 1.0) for sign in signs}
    assert len(pictures) == len(signs)
    assert renderer.picture(labelled("xx"), 1.0) not in pictures
    assert renderer.pictures.starts == 0


@pytest.mark.parametrize("change", [{"title": "中文字"}, {"config": {"font": "Georgia, serif"}}])
def test_a_picture_of_other_signs_or_faces_is_drawn_with_installed_fonts(change):
    """The renderer's own font would leave boxes, and nothing at all of a face with serifs."""
    own = Renderer()
    try:
        own.picture(json.dumps({**SPEC, **change}), 1.0)
        assert own.pictures.starts == 1
    finally:
        own.close()


def test_a_kernel_has_its_charts_drawn_outside(renderer, monkeypatch):
    """It starts no process; complaints come through the door, too."""
    own = Renderer()
    monkeypatch.setenv(DOOR, renderer.door())
    assert renderer.door() == renderer.door()
    assert "<svg" in own.draw(wide(120))
    with pytest.raises(ReportError, match="a chart could not be drawn: "):
        own.draw('{"mark": "no such mark"}')
    assert own.charts.starts == 0


def test_a_kernel_draws_itself_where_nobody_answers(renderer, monkeypatch):
    """The batch has ended, or the address is another's."""
    own = Renderer()
    address, _, key = renderer.door().rpartition("|")
    try:
        for door in ("/nowhere|00", f"{address}|{key[::-1]}"):
            monkeypatch.setenv(DOOR, door)
            own.draw(wide(100))
        assert own.charts.starts == 1
    finally:
        own.close()
