"""Content files that did not change are parsed once, whichever copy of the kit a test stands in."""

import copy
from dataclasses import replace

import pytest

from pmokit.content import file_checks, model_folder, reading
from pmokit.content.text_file import show_path
from pmokit.content.yaml_source import read_source

SOURCES = {}


def read_once(file):
    """Read a file as ever; one that is whole is parsed again only when its bytes are others."""
    if not file.is_file():
        return read_source(file)
    key = show_path(file), file.read_bytes()
    if key not in SOURCES:
        source, faults = read_source(file)
        if source is None or faults:
            return source, faults
        SOURCES[key] = source
    source = SOURCES[key]
    return replace(source, file=file, value=copy.deepcopy(source.value)), []


@pytest.fixture
def parsed_once(monkeypatch):
    """Let the checks of content files share what was parsed; parsing has tests of its own, without this."""
    for room in (file_checks, model_folder, reading):
        monkeypatch.setattr(room, "read_source", read_once)
