"""Whatever happens to a project file, the import gives faults or all of its projects; it never falls over, nor writes half.

15 mutations of each format by default, 300 with PMOKIT_THOROUGH=1; each is made from a fixed seed.
"""

import datetime as dt
import random
import re
import zipfile

import pytest

from pmokit.errors import PmokitError
from pmokit.exchange.start import import_files
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from tests.conftest import THOROUGH
from tests.exchange.workbooks import save

ROUNDS = 300 if THOROUGH else 15
UNITS = [Unit(code="CIV", name="Civil works"), Unit(code="PLANT", name="Plant Süd"), Unit(code="DIG", name="Digital")]
UNITS.append(Unit(code="COM", name="Commerce"))
VALUES = [
    b"9" * 400,
    b"1e308",
    b"-1",
    b"NaN",
    b"inf",
    b"",
    b'"',
    b'""""',
    b"\t",
    b"\0",
    b"\xff\xfe",
    b"<",
    b"&x;",
    b"]]>",
]
VALUES += [
    b"31/02/2026",
    b"0001-01-01",
    b"99999-01-01",
    b"=1+1",
    b"\xe2\x80\xa8",
    "\u0663\u00b2".encode(),
    b"PT9999999999H",
    b"%E",
    b";;;",
]
TOKEN = re.compile(rb"[A-Za-z0-9.:/-]+")


def flip(rng, raw):
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]


def cut(rng, raw):
    return raw[: rng.randrange(len(raw))]


def replace_token(rng, raw):
    found = rng.choice(list(TOKEN.finditer(raw)) or [None])
    return raw if found is None else raw[: found.start()] + rng.choice(VALUES) + raw[found.end() :]


def swap_tokens(rng, raw):
    found = list(TOKEN.finditer(raw))
    if len(found) < 2:
        return raw
    a, b = sorted(rng.sample(found, 2), key=lambda match: match.start())
    return raw[: a.start()] + b.group() + raw[a.end() : b.start()] + a.group() + raw[b.end() :]


def repeat(rng, raw):
    lines = raw.split(b"\n")
    lines.insert(rng.randrange(len(lines)), rng.choice(lines))
    return b"\n".join(lines)


def encode(rng, raw):
    return raw.decode("cp1252", "replace").encode(
        rng.choice(["utf-16", "utf-8-sig", "cp1252", "utf-32", "cp037"]), "replace"
    )


MUTATIONS = (flip, flip, cut, replace_token, replace_token, replace_token, swap_tokens, swap_tokens, repeat, encode)


def mutate(rng, raw):
    for _ in range(rng.choice([1, 1, 2, 4])):
        raw = rng.choice(MUTATIONS)(rng, raw) or b"x"
    return raw


def mutate_workbook(rng, raw, tmp_path):
    """Change the archive itself, or one part of it that is packed again."""
    if rng.random() < 0.2:
        return mutate(rng, raw)
    source, target = tmp_path / "in.zip", tmp_path / "out.zip"
    source.write_bytes(raw)
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml" if rng.random() < 0.7 else rng.choice(sorted(parts))
    parts[name] = mutate(rng, parts[name])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return target.read_bytes()


@pytest.fixture(scope="module")
def originals(root, tmp_path_factory):
    cases = root / "tests" / "cases" / "projects"
    rows = [["id", "name", "unit", "start", "end", "bac", "ac", "% complete", "status"]]
    rows += [
        [n, f"P{n}", "CIV", dt.date(2026, 1, n), "2026-12-31", 100.5 * n, "=1+1", 0.5, "active"] for n in range(1, 6)
    ]
    book = save(tmp_path_factory.mktemp("book") / "a.xlsx", {"P": rows}, {"P": {"H2": "0%", "F2": "[$€] 0"}})
    files = {"xlsx": book, "csv": cases / "jira.csv", "xml": cases / "bridge.xml", "xer": cases / "refit.xer"}
    return {kind: file.read_bytes() for kind, file in files.items()}


@pytest.fixture(scope="module")
def engagement(tmp_path_factory):
    with create_engagement(tmp_path_factory.mktemp("fuzz") / "a.pmokit", Settings(client="A"), UNITS) as engagement:
        yield engagement


def state(engagement):
    frame, _ = engagement.projects()
    return sorted(zip(frame["unit"], frame["id"], frame["name"], strict=True))


def attempt(engagement, file):
    """Return how many projects came, or the sentence; any other exception goes through."""
    try:
        (brought,) = import_files(engagement, [file], confirm=lambda _preview, _guess: True)
    except PmokitError as error:
        return 0, str(error)
    return brought.rows, ""


@pytest.mark.parametrize("kind", ["xlsx", "csv", "xml", "xer"])
def test_a_changed_file_gives_faults_or_projects(kind, originals, engagement, tmp_path):
    """Only a sentence that names the file, or success; after a sentence the engagement is as it was."""
    before, accepted = state(engagement), 0
    for seed in range(ROUNDS):
        rng = random.Random(f"{kind} {seed}")  # noqa: S311 - a seed to repeat a failure with, no secret
        raw = originals[kind]
        file = tmp_path / f"{seed}.{kind}"
        file.write_bytes(mutate_workbook(rng, raw, tmp_path) if kind == "xlsx" else mutate(rng, raw))
        rows, sentence = attempt(engagement, file)
        after = state(engagement)
        if sentence:
            assert file.name in sentence
            assert after == before, f"{kind}, seed {seed}"
        else:
            assert rows > 0
            accepted += 1
        before = after
    # Mutations that are all refused, or none of them, would prove nothing.
    assert 0 < accepted < ROUNDS
