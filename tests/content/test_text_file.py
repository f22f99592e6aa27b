"""A file is read as UTF-8; what is no text is reported where it stands, and the rest is still read."""

import os

import pytest

from pmokit.content.text_file import LOST, MAX_BYTES, MAX_FAULTS, read_text, show_path


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read_bytes(raw):
        file = tmp_path / "a.yaml"
        file.write_bytes(raw)
        text, faults = read_text(file)
        return text, [str(fault) for fault in faults]

    return read_bytes


def test_text_in_any_language_passes(read):
    text = "a: Übersicht, 計画, план, 📈\r\nb: a no-break space, a tab\t\n"
    assert read(text.encode()) == (text, [])


def test_a_byte_order_mark_is_passed_over(read):
    assert read("\ufeffa: 1\n".encode()) == ("a: 1\n", [])


def test_each_latin_1_letter_is_reported_and_the_rest_is_read(read):
    text, lines = read("a: 1\nb: grün\r\nc: ok\rd: ß é\n".encode("latin-1"))
    assert text == f"a: 1\nb: gr{LOST}n\r\nc: ok\rd: {LOST} {LOST}\n"
    assert [line.split(". ")[0] for line in lines] == [
        "a.yaml:2:6: byte 0xFC is not UTF-8 text",
        "a.yaml:4:4: byte 0xDF is not UTF-8 text",
        "a.yaml:4:6: byte 0xE9 is not UTF-8 text",
    ]


def test_the_column_counts_letters_not_bytes(read):
    assert read("ä: \xfc".encode() + b"\xfc\n")[1][0].startswith("a.yaml:1:5: byte 0xFC")


@pytest.mark.parametrize("character", ["\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff"])
def test_a_character_that_cannot_be_seen_is_a_fault(read, character):
    lines = read(f"a: b{character}c\n".encode())[1]
    assert lines == [
        f"a.yaml:1:5: the character U+{ord(character):04X} cannot be seen and is no text. Expected: letters and spaces. Delete it."
    ]


def test_a_letter_that_was_lost_earlier_is_a_fault(read):
    assert read(f"a: gr{LOST}n\n".encode())[1][0].startswith("a.yaml:1:6: a letter was lost here")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(read, encoding):
    text, lines = read("a: text\n".encode(encoding))
    assert text is None
    assert len(lines) == 1
    assert lines[0].startswith("a.yaml:1:")


@pytest.mark.parametrize("raw", [bytes(range(256)) * 10, b"\x89PNG\r\n\x1a\n" + bytes(200), b"\xfe" * 400, b"a: 1\0\n"])
def test_a_binary_file_is_one_fault(read, raw):
    text, lines = read(raw)
    assert text is None
    assert [line.split(": ")[1] for line in lines] == ["this is no text but a binary file. Expected"]


def test_a_few_bad_bytes_in_a_long_text_are_all_shown(read):
    raw = b"a: " + b"long text " * 100 + b"\xe9 " * MAX_FAULTS
    assert len(read(raw)[1]) == MAX_FAULTS


def test_a_file_that_is_too_large_is_refused(read):
    text, lines = read(b"a" * (MAX_BYTES + 1))
    assert text is None
    assert "more than 2,000,000 bytes" in lines[0]


def test_what_is_no_plain_file_is_a_fault(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    names = ["folder.yaml", "missing.yaml"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.yaml")
        names.append("pipe.yaml")
    for name in names:
        text, faults = read_text(tmp_path / name)
        assert text is None
        assert "no plain file" in faults[0].what


def test_a_path_is_shown_from_where_one_stands(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert show_path(tmp_path / "here" / "a.yaml") == "a.yaml"
    assert show_path(tmp_path / "here" / "x" / ".." / "a.yaml") == "a.yaml"
    assert show_path(tmp_path / "there" / "a.yaml") == str(tmp_path / "there" / "a.yaml")


def test_a_name_that_cannot_be_printed_is_shown_with_codes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert show_path(tmp_path / "Ü\n.yaml") == "Ü\\n.yaml"
    assert show_path(tmp_path / os.fsdecode(b"\xff.yaml")) == "\\udcff.yaml"
