"""What XML cannot hold becomes a visible sign; all other text stays as it is."""

from pmokit.reports.svg import draw_svg
from pmokit.reports.xml_text import visible, visible_within


def test_forbidden_signs_become_visible_and_others_stay():
    assert visible("a\x00\x07\x1b\ud800\ufffe b\t\n\u202e🙂") == "a\ufffd\ufffd\ufffd\ufffd\ufffd b\t\n\u202e🙂"


def test_all_texts_within_a_value_are_taken_and_the_rest_stays():
    assert visible_within({"a\x07": ("b\x07", 1, None), 2: 3.5}) == {"a\ufffd": ["b\ufffd", 1, None], 2: 3.5}


def test_a_chart_of_such_a_text_is_drawn():
    """The renderer would end with its process over it."""
    spec = {"data": {"values": [{"x": "a\x07b"}]}, "mark": "text", "encoding": {"text": {"field": "x"}}}
    assert "a\ufffdb" in draw_svg(spec, prefix="p", title="T\x07", description="D")
