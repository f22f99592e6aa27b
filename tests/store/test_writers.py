"""Many writers at once, and writers that are killed: every acknowledged response is there exactly once."""

import os
import random
import sqlite3
import time
from contextlib import closing

from pmokit.store.engagement import open_engagement
from tests.conftest import THOROUGH
from tests.store.writers import processes, write

KILLS = 50 if THOROUGH else 3
WRITERS, EACH = (30, 200) if THOROUGH else (5, 10)
COMERS, ROUNDS = (6, 20) if THOROUGH else (3, 3)
PATIENCE_SECONDS = 120
MANY = 100_000


def acknowledged(file):
    return file.read_text(encoding="utf-8").split() if file.exists() else []


def test_killed_writer_loses_nothing_it_acknowledged(file, tmp_path):
    """SIGKILL at random moments: what was acknowledged is there once, at most the one under way is there besides, the file is sound."""
    with open_engagement(file) as engagement:
        key = engagement.open_assessment("m", "1.0.0", "mil").id
    moments = random.Random(7)  # noqa: S311
    log = tmp_path / "acknowledged"
    for run in range(KILLS):
        writer = processes().Process(target=write, args=(file, key, f"run{run}", MANY, log))
        writer.start()
        seen = len(acknowledged(log))
        end = time.monotonic() + PATIENCE_SECONDS
        while len(acknowledged(log)) == seen and writer.is_alive() and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.3))
        writer.kill()
        writer.join()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with open_engagement(file) as engagement:
        found = engagement.responses(key)["comment"].tolist()
    told = acknowledged(log)
    assert len(told) >= KILLS
    assert len(set(found)) == len(found)
    assert set(told) <= set(found)
    assert len(found) - len(told) <= KILLS


def test_many_writers_at_once(place, tmp_path):
    """Five processes, thirty when thorough, write one response at a time: all are there, none twice, and "locked" reaches nobody."""
    with open_engagement(place) as engagement:
        key = engagement.open_assessment("m", "1.0.0", "mil").id
    context = processes()
    log = tmp_path / "acknowledged"
    shared = (EACH, log, os.environ.get("PMOKIT_DB_PASSWORD"))
    writers = [context.Process(target=write, args=(place, key, f"w{n}", *shared)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE_SECONDS * 5)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    with open_engagement(place) as engagement:
        found = engagement.responses(key)["comment"].tolist()
    assert sorted(found) == sorted(f"w{n}:{at}" for n in range(WRITERS) for at in range(EACH))
    assert sorted(acknowledged(log)) == sorted(found)


def test_opening_while_others_come_and_go(file):
    """Processes that open and close the file all the time never meet a locked one."""
    context = processes()
    comers = [context.Process(target=come_and_go, args=(file, ROUNDS)) for _ in range(COMERS)]
    for comer in comers:
        comer.start()
    for comer in comers:
        comer.join(PATIENCE_SECONDS)
    assert [comer.exitcode for comer in comers] == [0] * COMERS


def come_and_go(file, rounds):
    """Open, read, write, close."""
    for _ in range(rounds):
        with open_engagement(file) as engagement:
            engagement.open_assessment("m", "1.0.0", "mil")
            engagement.units()
