"""Word files made at different times are the same file."""

import io
import zipfile

from pmokit.reports.word_times import without_times

CORE = '<p xmlns:dcterms="d"><dcterms:created xsi:type="w">{time}</dcterms:created></p>'


def packed(time, year):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("docProps/core.xml", (year, 1, 1, 0, 0, 0)), CORE.format(time=time))
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


def test_times_of_entries_and_properties_are_fixed():
    one, other = (without_times(packed(f"{year}-05-05T10:00:00Z", year)) for year in (2024, 2026))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["docProps/core.xml", "word/document.xml"]
        assert b"2000-01-01T00:00:00Z</dcterms:created>" in archive.read("docProps/core.xml")
