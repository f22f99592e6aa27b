"""The client's logo: a picture that Office takes, on pages, workbook and decks of a theme that has one."""

import base64
import io

import openpyxl
import pytest
from pptx.parts.image import Image

from pmokit.content.library import load_theme
from pmokit.errors import ReportError
from pmokit.reports.book.parts import Sheet
from pmokit.reports.book.write import book_bytes
from pmokit.reports.logo import logo_of
from pmokit.reports.pages_html import pages_html
from pmokit.views.page import Page

from .deck.conftest import TODAY


def test_a_drawing_becomes_a_picture_of_the_same_shape():
    logo = logo_of(load_theme("ember"))
    assert logo.suffix == "png"
    assert logo.content == logo_of(load_theme("ember")).content
    assert logo.width / logo.height == pytest.approx(120 / 32, abs=0.05)
    assert logo.fitted(200, 20) == pytest.approx((75, 20), rel=0.02)
    assert logo.fitted(30, 20) == pytest.approx((30, 8), rel=0.02)


def test_a_theme_without_one_has_none():
    assert logo_of(load_theme("default")) is None


@pytest.mark.parametrize("kind", ["png", "jpeg", "svg+xml"])
def test_what_is_no_picture_is_told(kind):
    logo = f"data:image/{kind};base64,{base64.b64encode(b'no picture').decode()}"
    with pytest.raises(ReportError, match="theme ember: the logo is no picture"):
        logo_of(load_theme("ember").model_copy(update={"logo": logo}))


def test_pages_carry_it_inside(monkeypatch):
    monkeypatch.setenv("PMOKIT_THEME", "ember")
    page = pages_html([Page("cover", "Title")], "Footer")
    assert f'<img class="logo" src="{load_theme("ember").logo}" alt="Logo">' in page
    monkeypatch.setenv("PMOKIT_THEME", "default")
    assert "<img" not in pages_html([Page("cover", "Title")], "Footer")


def test_the_first_sheet_shows_it_above_the_title(tmp_path):
    sheets = [Sheet("One", "First", ("Words",)), Sheet("Two", "Second", ("Words",))]
    content = book_bytes(sheets, load_theme("ember"), "Title", "Footer", TODAY)
    assert content == book_bytes(sheets, load_theme("ember"), "Title", "Footer", TODAY)
    book = openpyxl.load_workbook(io.BytesIO(content))
    (picture,) = book["One"]._images
    assert picture.anchor._from.row == 0
    assert Image.from_blob(picture._data()).size == (logo_of(load_theme("ember")).width, picture.height)
    assert [cell.value for cell in book["One"]["A"]][:3] == [None, "First", "Words"]
    assert not book["Two"]._images
