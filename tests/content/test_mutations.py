"""Whatever happens to a content file, lint reports faults or nothing; it never falls over.

15 mutations by default, 600 with PMOKIT_THOROUGH=1; each is made from a fixed seed.
"""

import random
import re
import shutil
from collections.abc import Callable

import pytest

from pmokit.content import places
from pmokit.content.lint import lint
from pmokit.content.tree import find_content
from tests.conftest import THOROUGH

ROUNDS = 600 if THOROUGH else 15
LINE = re.compile(r"(.+?):(\d+):(\d+): \S.*[.?]\Z")
VALUES = (
    b"heavy",
    b".nan",
    b"-.inf",
    b"[]",
    b"{}",
    b"-1",
    b"1e999",
    b"*x",
    b"&x y",
    b"!!python/name:os.system x",
    b"'",
)
VALUES += (b'"', b"null", b"[[[[", b"|", b">-", b"9" * 5000, b"@", b"? a", "é\u2028ü".encode(), b"#0B4F6C", b"\t")
CHARACTERS = b"{}[]:,#&*!|>'\"%@`-? \t\n\r\0"


def delete_line(rng, lines, at):
    del lines[at]


def repeat_line(rng, lines, at):
    lines.insert(at, lines[at])


def exchange_lines(rng, lines, at):
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def indent_line(rng, lines, at):
    lines[at] = b" " * rng.randrange(1, 5) + lines[at] if rng.random() < 0.6 else lines[at].lstrip()


def change_value(rng, lines, at):
    lines[at] = re.sub(rb":.*", lambda _: b": " + rng.choice(VALUES), lines[at])


def empty_value(rng, lines, at):
    lines[at] = re.sub(rb":.*", b":", lines[at])


def misspell_key(rng, lines, at):
    lines[at] = re.sub(rb"\w(\w*):", rb"\1:", lines[at], count=1)


def join_lines(rng, lines, at):
    lines[at : at + 2] = [b"".join(lines[at : at + 2])]


def cut_off(rng, lines, at):
    del lines[at:]


def insert_bytes(rng, lines, at):
    place = rng.randrange(len(lines[at]) + 1)
    new = bytes(rng.choices(range(256), k=rng.randrange(1, 4))) if rng.random() < 0.5 else rng.choice(CHARACTERS)
    lines[at] = lines[at][:place] + (new if isinstance(new, bytes) else bytes([new])) + lines[at][place:]


MUTATIONS: tuple[Callable, ...] = (
    delete_line,
    repeat_line,
    exchange_lines,
    indent_line,
    change_value,
    empty_value,
    misspell_key,
    join_lines,
    cut_off,
    insert_bytes,
)


def mutate(rng, raw):
    lines = raw.split(b"\n")
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        rng.choice(MUTATIONS)(rng, lines, rng.randrange(len(lines)))
        lines = lines or [b""]
    return b"\n".join(lines)


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    root = tmp_path_factory.mktemp("mutations")
    for folder in (places.questionnaires(), places.templates()):
        shutil.copytree(folder, root / folder.name)
    return root


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_changed_file_gives_faults_at_places_that_exist_and_no_crash(tree, seed):
    rng = random.Random(seed)  # noqa: S311 - a seed to repeat a failure with, no secret
    file = rng.choice(find_content(tree))
    original = file.read_bytes()
    changed = mutate(rng, original)
    try:
        file.write_bytes(changed)
        report = lint([tree])
    finally:
        file.write_bytes(original)
    lines = [str(fault) for fault in report.faults]
    assert len(set(lines)) == len(lines)
    for line in lines:
        name, number, _ = LINE.match(line).groups()
        text = changed if name.endswith(file.name) else (tree / name).read_bytes()
        assert int(number) <= len(re.split(rb"\r\n|\r|\n", text)) + 1
