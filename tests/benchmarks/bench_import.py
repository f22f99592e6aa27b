"""Measure the import of 100,000 responses beside a raw ``executemany`` of the same rows: python tests/benchmarks/bench_import.py [ROWS]."""

import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pandas as pd

from pmokit.content.library import load_model
from pmokit.exchange.responses_csv import read_responses
from pmokit.exchange.start import import_files
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement

ROWS = 100_000
UNITS = [Unit(code=f"U{n:03}", name=f"Unit {n}") for n in range(100)]
COLUMNS = "respondent_id, question, status, option, value, provider, comment, evidence, at, author"


def make_csv(file, model, rows):
    """Write a responses file of as many rows: every respondent answers every question."""
    draw = random.Random(1)  # noqa: S311
    questions = [question.id for question in model.questions]
    lines = ["unit,respondent,role,question,answer,comment"]
    for at in range(rows):
        person, question = divmod(at, len(questions))
        unit = UNITS[person % len(UNITS)].code
        lines.append(f"{unit},r{person},executive,{questions[question]},{draw.randint(1, 5)},")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def time_raw(engagement, copy):
    """Return the seconds of a raw executemany of the same rows into the same table with the same durability."""
    with closing(sqlite3.connect(engagement)) as connection:
        rows = connection.execute(f"SELECT {COLUMNS} FROM response").fetchall()  # noqa: S608
    with open_engagement(engagement) as opened:
        opened.backup(copy)
    marks = ", ".join("?" * len(COLUMNS.split(", ")))
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("DELETE FROM response")
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO response ({COLUMNS}) VALUES ({marks})", rows)  # noqa: S608
        connection.execute("COMMIT")
        return time.perf_counter() - start


def make_engagement(file, model):
    """Return a new engagement with an open assessment."""
    made = create_engagement(file, Settings(client="Benchmark"), UNITS)
    made.open_assessment(model.id, model.version, model.meta.rule)
    return made


def measure(folder, rows=ROWS):
    """Return the seconds of each way to bring the rows in."""
    model = load_model("ppm_maturity")
    source = folder / "responses.csv"
    make_csv(source, model, rows)
    frame = read_responses(source, model, [unit.code for unit in UNITS])
    with make_engagement(folder / "frame.pmokit", model) as engagement:
        start = time.perf_counter()
        engagement.add_responses(engagement.assessment().id, frame)
        added = time.perf_counter() - start
    with make_engagement(folder / "csv.pmokit", model) as engagement:
        start = time.perf_counter()
        import_files(engagement, [source])
        imported = time.perf_counter() - start
    return pd.Series({"raw": time_raw(folder / "frame.pmokit", folder / "raw.pmokit"), "add": added, "csv": imported})


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(Path(folder), rows)
    sys.stdout.write(
        f"{rows} responses\n"
        f"raw executemany   {seconds['raw']:6.2f} s\n"
        f"add_responses     {seconds['add']:6.2f} s   {seconds['add'] / seconds['raw']:.1f} x raw\n"
        f"import of the CSV {seconds['csv']:6.2f} s   {seconds['csv'] / seconds['raw']:.1f} x raw\n"
    )


if __name__ == "__main__":
    main()
