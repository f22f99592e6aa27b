"""Word files without the time of the day: the same content gives the same bytes."""

import io
import re
import zipfile

START = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def without_times(content: bytes) -> bytes:
    """Return a Word file whose entries and properties bear one fixed time.

    Parameters
    ----------
    content
        A file of Word.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            body = archive.read(name)
            if name == "docProps/core.xml":
                body = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", body)
            copy.writestr(zipfile.ZipInfo(name, START), body, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
