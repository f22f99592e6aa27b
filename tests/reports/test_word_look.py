"""Word files in the theme's look: its colours, its logo above each page, the page's number below."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx.parts.image import Image

from pmokit.content.library import load_theme
from pmokit.reports.documents import gather, write_document
from pmokit.reports.logo import logo_of
from pmokit.reports.pages_docx import pages_docx
from pmokit.reports.word_look import dress_table, number_pages, put_logo, recolour, set_styles
from pmokit.views.page import Page

from .conftest import AS_OF


def pictures(header):
    return [relation.target_part.blob for relation in header.part.rels.values() if relation.reltype.endswith("/image")]


def reread(document):
    written = io.BytesIO()
    document.save(written)
    return Document(written)


def test_the_logo_stands_in_the_header_of_each_page():
    document = Document()
    document.sections[0].different_first_page_header_footer = True
    document.add_section()
    put_logo(document, load_theme("ember"))
    first, second = reread(document).sections
    logo = logo_of(load_theme("ember"))
    for header in (first.header, first.first_page_header):
        assert [Image.from_blob(blob).size for blob in pictures(header)] == [(logo.width, logo.height)]
        assert 'descr="Logo, ember"' in header.part.element.xml
    assert second.header.is_linked_to_previous


def test_a_theme_without_a_logo_and_a_template_with_one_of_its_own_change_nothing():
    plain = Document()
    put_logo(plain, load_theme("default"))
    assert plain.sections[0].header.is_linked_to_previous
    theirs = Document()
    theirs.add_picture(io.BytesIO(logo_of(load_theme("ember")).content))
    put_logo(theirs, load_theme("ember"))
    assert theirs.sections[0].header.is_linked_to_previous
    headed = Document()
    headed.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(logo_of(load_theme("ember")).content))
    put_logo(headed, load_theme("ember"))
    assert len(headed.sections[0].header.paragraphs) == 1


def test_words_in_a_header_stay_above_the_logo():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Confidential"
    put_logo(document, load_theme("ember"))
    assert document.sections[0].header.paragraphs[0].text == "Confidential"
    assert len(pictures(document.sections[0].header)) == 1


def test_colours_of_the_kit_become_those_of_the_theme_and_others_stay():
    kit, ember = load_theme("default"), load_theme("ember")
    document = Document()
    set_styles(document, kit)
    table = document.add_table(2, 1, style="Table Grid")
    dress_table(table, kit)
    theirs = document.styles["Heading 3"].font.color
    theirs.rgb = type(document.styles["Heading 1"].font.color.rgb).from_string("123456")
    recolour(document, kit, ember)
    assert str(document.styles["Heading 1"].font.color.rgb) == ember.brand.lstrip("#").upper()
    assert str(theirs.rgb) == "123456"
    assert table._tbl.tr_lst[0].tc_lst[0].find(f".//{qn('w:shd')}").get(qn("w:fill")) == ember.levels[0][1:].upper()


def test_each_page_has_its_number_below_the_footer():
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "The footer"
    number_pages(document.sections[0])
    fields = [one.text for one in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert document.sections[0].footer.paragraphs[0].text == "The footer"


@pytest.mark.parametrize("theme", ["default", "ember"])
def test_both_kinds_of_file_carry_it(theme, planned, tmp_path, monkeypatch):
    """Filled templates and written pages alike; the same content gives the same headers."""
    monkeypatch.setenv("PMOKIT_THEME", theme)
    (file,) = write_document("charter", gather(planned, "ROOFS", AS_OF), tmp_path, has_page=False)
    for document in (Document(file), Document(io.BytesIO(pages_docx([Page("cover", "Title")], "Footer")))):
        assert len(pictures(document.sections[0].header)) == (theme == "ember")
        assert str(document.styles["Title"].font.color.rgb) == load_theme(theme).brand.lstrip("#").upper()
