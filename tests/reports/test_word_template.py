"""The Word templates in the kit are those that the module writes, until a consultant changes them on purpose."""

import zipfile

import pytest

from pmokit.content import places
from pmokit.reports.word_template import TEMPLATES, write_templates

WRITE = "run python -m pmokit.reports.word_template and commit what it writes"


def body(file):
    with zipfile.ZipFile(file) as archive:
        return archive.read("word/document.xml"), archive.read("word/styles.xml")


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_what_the_module_writes(kind, tmp_path):
    write_templates(tmp_path)
    assert body(places.templates() / "documents" / f"{kind}.docx") == body(tmp_path / f"{kind}.docx"), WRITE


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_columns_of_a_table_fill_the_page(kind):
    for line in TEMPLATES[kind]:
        if line[0] == "table":
            assert sum(share for _, share in line[2].values()) == pytest.approx(1), line[1]
