"""Texts that every format of a plan can hold."""

from xml.etree.ElementTree import Element, fromstring, tostring

from hypothesis import given
from hypothesis import strategies as st

from pmokit.exchange.plan_text import clean, shorten


@given(text=st.text(st.characters(codec=None), max_size=60))
def test_what_is_cleaned_goes_through_xml(text):
    """Whatever the text, XML brings it back, but for the ends of lines."""
    element = Element("a")
    element.text = clean(text)
    back = fromstring(tostring(element, encoding="utf-8")).text or ""  # noqa: S314 -- our own text
    assert back == clean(text).replace("\r\n", "\n").replace("\r", "\n")


@given(text=st.text(max_size=80), most=st.integers(4, 40))
def test_shortened_texts_fit_and_stand_on_one_line(text, most):
    """A text that fits is whole, but for its spaces."""
    short = shorten(text, most)
    assert len(short) <= most
    assert "\n" not in short
    if len(text) <= most:
        assert short == " ".join(text.split())
