"""Damaged and tampered forms: either they are understood or a sentence is said; never anything else."""

import random

import openpyxl
import pytest

from pmokit.errors import PmokitError
from pmokit.exchange.form_layout import Given
from pmokit.exchange.start import import_files
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from tests.conftest import THOROUGH
from tests.exchange.forms import make_form, make_layout

ROUNDS = 300 if THOROUGH else 15
VALUES = [
    None,
    "",
    3,
    3.5,
    -1,
    True,
    "=1/0",
    "=A1",
    "NA",
    "l9",
    "x" * 500,
    "\u202e3",
    "_x0000_",
    "#REF!",
    "POR-02",
    1e300,
]


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    layout = make_layout(questions=["POR-01", "POR-02", "RES-01"])
    return make_form(tmp_path_factory.mktemp("fuzz") / "form.xlsx", layout, {"POR-01": Given("l2", "why")}).read_bytes()


@pytest.fixture
def engagement(tmp_path, model):
    units = [Unit(code="HQ", name="Headquarters")]
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), units) as opened:
        opened.open_assessment(model.id, model.version, model.meta.rule)
        yield opened


def flip_bytes(raw, chance):
    content = bytearray(raw)
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def cut(raw, chance):
    start = chance.randrange(len(raw))
    return raw[:start] + raw[start + chance.randrange(len(raw)) :]


def edit_cells(file, chance):
    book = openpyxl.load_workbook(file)
    for _ in range(chance.randint(1, 4)):
        sheet = book[chance.choice(book.sheetnames)]
        cell = sheet.cell(chance.randint(1, sheet.max_row + 1), chance.randint(1, 8))
        if not isinstance(cell, openpyxl.cell.cell.MergedCell):
            cell.value = chance.choice(VALUES)
    if chance.random() < 0.3:
        chance.choice([lambda: book.remove(book.worksheets[-1]), lambda: book["Questions"].delete_rows(5)])()
    book.save(file)


def mutate(file, original, chance):
    file.write_bytes(original)
    kind = chance.choice(["bytes", "cut", "cells", "cells"])
    if kind == "cells":
        edit_cells(file, chance)
    else:
        file.write_bytes((flip_bytes if kind == "bytes" else cut)(original, chance))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_mutated_form_is_understood_or_refused(tmp_path, engagement, original, seed):
    """Bytes flipped, parts cut out, cells changed: a sentence for people or success, and never a partial write."""
    chance = random.Random(seed)  # noqa: S311 -- a test that can be repeated
    good, file = tmp_path / "good.xlsx", tmp_path / "form.xlsx"
    good.write_bytes(original)
    mutate(file, original, chance)
    before = len(engagement.responses(engagement.assessment().id))
    try:
        parts = import_files(engagement, [good, file])
    except PmokitError:
        assert len(engagement.responses(engagement.assessment().id)) == before
    else:
        assert len(engagement.responses(engagement.assessment().id)) == before + sum(part.rows for part in parts)
