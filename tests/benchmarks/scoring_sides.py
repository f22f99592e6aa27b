"""One side of the scoring benchmark, in a process of its own, so that its peak memory is its own.

    python -m tests.benchmarks.scoring_sides make FOLDER UNITS
    python -m tests.benchmarks.scoring_sides pmokit|polars FOLDER REPEATS
    python -m tests.benchmarks.scoring_sides compare|single|bandwidth FOLDER

Each prints one line of JSON.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import pmokit
from pmokit.assess.results import AGREEMENT_COLUMNS
from pmokit.model.maturity import MaturityModel

MODEL = "ppm_maturity"
RATERS, PER_DOMAIN, SEED = 12, 5, 20_260
RERATED_SHARE = 0.02
STATUSES = ("answered", "na", "dk", "unanswered")
SCORED = ("score", "low", "high", "coverage", "level", "raters")
FRAMES = {
    "overall": (("unit",), SCORED),
    "domains": (("unit", "domain"), SCORED),
    "questions": (("unit", "question"), (*SCORED, *AGREEMENT_COLUMNS)),
}
Columns = dict[str, np.ndarray]


def questions_of(model: MaturityModel) -> list[str]:
    """Return the first five questions of each of the twelve domains: sixty."""
    return [question.id for domain in model.domains for question in domain.asked[:PER_DOMAIN]]


def make_responses(units: int, model: MaturityModel, seed: int = SEED) -> Columns:
    """Return responses as columns of codes in the order given: everybody answers everything, some of it later again.

    In one cell of ten nearly everybody leaves the question open or calls it not applicable; the others hold a mix.
    """
    rng = np.random.default_rng(seed)
    values = model.answer_set(model.questions[0].id).values
    cells = (units, len(questions_of(model)))
    unit, rater, question = (a.ravel() for a in np.indices((units, RATERS, cells[1]), dtype=np.int32))
    chance = rng.random(unit.size, dtype=np.float32)
    usual = np.searchsorted([0.86, 0.92, 0.97], chance, side="right").astype(np.int8)
    kind = rng.choice(np.array([0, 1, 3], dtype=np.int8), size=cells, p=[0.9, 0.04, 0.06])[unit, question]
    status = np.where((kind == 0) | (chance < rng.random(cells, dtype=np.float32)[unit, question] / 4), usual, kind)
    middle = rng.normal(2, 1, size=cells).astype(np.float32)[unit, question]
    option = np.clip(np.rint(middle + rng.standard_normal(unit.size, dtype=np.float32)), 0, len(values) - 1)
    again = np.sort(rng.choice(unit.size, size=int(unit.size * RERATED_SHARE), replace=False))
    rows = np.concatenate([np.arange(unit.size), again])
    option, status = option.astype(np.int8)[rows], status[rows]
    option[unit.size :], status[unit.size :] = rng.integers(0, len(values), len(again)), 0
    return {
        "unit": unit[rows].astype(np.int16),
        "respondent": (unit * RATERS + rater)[rows],
        "question": question[rows].astype(np.int8),
        "status": status,
        "value": np.where(status == 0, np.array(values, dtype=np.float32)[option], np.float32(np.nan)),
    }


def labels_of(units: int, model: MaturityModel) -> dict[str, list[str]]:
    """Return what the codes stand for."""
    names = [f"U{number:05d}" for number in range(units)]
    return {
        "unit": names,
        "respondent": [f"{name}-r{number:02d}" for name in names for number in range(RATERS)],
        "question": questions_of(model),
        "status": list(STATUSES),
    }


class PmokitSide:
    """``pmokit.score`` on a frame whose ids are categoricals."""

    def __init__(self, columns: Columns, labels: dict[str, list[str]], model: MaturityModel) -> None:
        frame: dict[str, Any] = {
            name: pd.Categorical.from_codes(columns[name], categories=labels[name]) for name in labels
        }
        nobody = pd.Categorical.from_codes(np.zeros(len(columns["value"]), dtype=np.int8), categories=[""])
        frame |= {"role": nobody, "value": columns["value"], "provider": nobody}
        self.frame, self.model, self.questions = pd.DataFrame(frame, copy=False), model, labels["question"]

    def run(self) -> dict[str, pd.DataFrame]:
        """Score; every column that the scores hold, reasons included, is made in here."""
        scores = pmokit.score(self.model, self.frame, scope=self.questions)
        return {name: getattr(scores, name) for name in FRAMES}

    @staticmethod
    def columns(frame: pd.DataFrame, _: tuple[str, ...], names: tuple[str, ...]) -> Columns:
        """Return the numbers of a frame; it already stands in the order of units and nodes."""
        return {name: frame[name].to_numpy(dtype=float, na_value=np.nan) for name in names}


def open_side(name: str) -> type[Any]:
    """Return a side; Polars is loaded for its own side only, or it would count as memory of the other."""
    if name == "pmokit":
        return PmokitSide
    from tests.benchmarks.polars_scoring import PolarsSide  # noqa: PLC0415

    return PolarsSide


def numbers_of(side: type[Any], frames: dict[str, Any]) -> Columns:
    """Return all numbers of a side's frames by name."""
    return {
        f"{frame}.{column}": numbers
        for frame, (order, names) in FRAMES.items()
        for column, numbers in side.columns(frames[frame], order, names).items()
    }


def largest_difference(one: Columns, other: Columns) -> float:
    """Return the largest difference between the numbers of the two sides; infinite where only one has a number."""
    largest = 0.0
    for name, numbers in one.items():
        if numbers.shape != other[name].shape or (np.isnan(numbers) != np.isnan(other[name])).any():
            return float("inf")
        largest = max(largest, float(np.nan_to_num(np.abs(numbers - other[name])).max(initial=0)))
    return largest


def run_side(name: str, folder: Path, repeats: int) -> dict[str, Any]:
    """Time a side on the stored responses, and keep its numbers for the comparison."""
    import resource  # noqa: PLC0415 - not on Windows, where the rest of this module serves the test

    model = pmokit.load_model(MODEL)
    with np.load(folder / "responses.npz") as stored:
        columns = dict(stored)
    kind = open_side(name)
    side = kind(columns, labels_of(int(columns["unit"].max()) + 1, model), model)
    del columns
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        frames = side.run()
        seconds.append(time.perf_counter() - start)
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    np.savez(folder / f"{name}.npz", **numbers_of(kind, frames))
    return {"seconds": seconds, "peak_bytes": peak}


def time_single() -> dict[str, Any]:
    """Time one unit in the API: twelve raters, all questions of the model, ids as plain text."""
    start = time.perf_counter()
    model = pmokit.load_model(MODEL)
    score = pmokit.score
    ready = time.perf_counter() - start
    rng = np.random.default_rng(SEED)
    rows = [(f"r{rater:02d}", question.id) for rater in range(RATERS) for question in model.questions]
    frame = pd.DataFrame(rows, columns=["respondent", "question"]).assign(unit="U1", role="", provider="")
    frame["status"] = rng.choice(list(STATUSES), size=len(frame), p=[0.85, 0.06, 0.05, 0.04])
    frame["value"] = np.where(frame["status"] == "answered", rng.integers(1, 6, len(frame)), np.nan)
    seconds = []
    for _ in range(50):
        start = time.perf_counter()
        score(model, frame)
        seconds.append(time.perf_counter() - start)
    return {"ready": ready, "first": seconds[0], "median": float(np.median(seconds)), "best": min(seconds)}


def measure_bandwidth() -> dict[str, float]:
    """Return the bytes per second that one core reads from memory."""
    block = np.ones(1 << 25, dtype=np.int64)
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        block.max()
        seconds.append(time.perf_counter() - start)
    return {"bytes_per_second": block.nbytes / min(seconds)}


def main(step: str, folder: Path, number: int) -> dict[str, Any]:
    """Do one step of the benchmark."""
    if step == "make":
        columns = make_responses(number, pmokit.load_model(MODEL))
        np.savez(folder / "responses.npz", **columns)
        return {"rows": len(columns["unit"]), "bytes": sum(column.nbytes for column in columns.values())}
    if step == "compare":
        with np.load(folder / "pmokit.npz") as one, np.load(folder / "polars.npz") as other:
            return {
                "numbers": sum(one[n].size for n in one),
                "largest_difference": largest_difference(dict(one), dict(other)),
            }
    if step == "single":
        return time_single()
    if step == "bandwidth":
        return measure_bandwidth()
    return run_side(step, folder, number)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))  # noqa: T201 - read by bench_scoring.py
