"""The words of a deck as a readable file: a change must be seen and meant."""

import pytest


def as_text(slides):
    lines = []
    for slide in slides:
        lines += [f"# {slide.title}", *([slide.subtitle] if slide.subtitle else [])]
        for name, part in slide.named():
            lines += ["", f"## {name.removeprefix('pmokit:')}", *part.texts]
        lines += ["", "Notes:", *(note for note in slide.notes if not note.startswith("Fingerprint")), ""]
    return "\n".join(lines)


def test_deck_text(root, stories):
    """All slides with their notes; a missing file is written, and the test fails so that it is read."""
    text = as_text(stories["LAB"])
    golden = root / "tests" / "golden" / "deck_LAB.txt"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{golden} was missing and has been written: read it")
    assert text == golden.read_text(encoding="utf-8")
