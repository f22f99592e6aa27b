"""What people write is shown as text, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from pmokit.reports.deck.master import Master
from pmokit.reports.deck.parts import Line
from pmokit.reports.deck.plain_text import plain
from pmokit.reports.deck.text_xml import paragraph_xml

ANY = st.text(st.characters(codec=None), max_size=200)


@pytest.fixture(scope="module")
def plain_palette():
    return Master().palette


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("a\x00b\x1bc", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"),
        ("lone \ud800 half", "lone \N{REPLACEMENT CHARACTER} half"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("=1+1", "=1+1"),
        ("<script>alert('x')</script>", "<script>alert('x')</script>"),
    ],
)
def test_what_a_file_cannot_hold_becomes_a_visible_sign(given_text, shown):
    assert plain(given_text) == shown


@given(text=ANY)
def test_every_text_makes_a_paragraph_that_reads_back(text, plain_palette):
    xml = paragraph_xml(Line(text, 12), plain_palette).replace("<a:p>", f"<a:p {nsdecls('a')}>", 1)
    assert "".join(said.text for said in parse_xml(xml).iter(qn("a:t"))) == plain(text)


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [("\u0645\u0634\u0631\u0648\u0639", True), ("PMO \u0645\u0634\u0631\u0648\u0639", False), ("12", False)],
)
def test_a_text_that_starts_from_the_right_is_set_so(text, is_rtl, plain_palette):
    assert ('rtl="1"' in paragraph_xml(Line(text, 12), plain_palette)) == is_rtl
