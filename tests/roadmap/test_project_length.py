"""The core against the literature: PSPLIB instances are solved to their known optimum (Kolisch & Sprecher 1997)."""

import json
from pathlib import Path

import psplib
import pytest

from pmokit.errors import PlanningError
from pmokit.model.planning import Problem
from pmokit.roadmap.project_length import find_shortest
from tests.conftest import THOROUGH
from tests.roadmap.problems import problem, task

CASES = json.loads((Path(__file__).parents[1] / "cases" / "psplib" / "j30.json").read_text(encoding="utf-8"))


def write_instance(file, case):
    """Write an instance in the library's own format, with its dummy source and sink."""
    first = [n for n in range(1, 31) if not any(n in row for row in case["successors"])]
    successors = [first, *(row or [31] for row in case["successors"]), []]
    demands = [[0] * 4, *zip(*case["demand"], strict=True), [0] * 4]
    durations = [0, *case["duration"], 0]
    lines = ["*" * 72, "PRECEDENCE RELATIONS:", "jobnr. #modes #successors successors"]
    lines += [f"{n} 1 {len(row)} {' '.join(str(to + 1) for to in row)}" for n, row in enumerate(successors, 1)]
    lines += ["*" * 72, "REQUESTS/DURATIONS:", "jobnr. mode duration R 1 R 2 R 3 R 4", "-" * 72]
    lines += [
        f"{n} 1 {duration} {' '.join(map(str, row))}"
        for n, (duration, row) in enumerate(zip(durations, demands, strict=True), 1)
    ]
    lines += ["*" * 72, "RESOURCEAVAILABILITIES:", "R 1 R 2 R 3 R 4", " ".join(map(str, case["capacity"])), "*" * 72]
    file.write_text("\n".join(lines), encoding="utf-8")


def read_instance(file):
    """Read an instance with the library's reader, as a problem without the dummies, which take no time."""
    read = psplib.parse_psplib(file)
    real = {at: f"j{at:02d}" for at, activity in enumerate(read.activities) if activity.modes[0].duration}
    requires = {name: [] for name in real.values()}
    for at, name in real.items():
        for to in read.activities[at].successors:
            if to in real:
                requires[real[to]].append(name)
    skills = [f"R{at}" for at in range(len(read.resources))]
    horizon = sum(activity.modes[0].duration for activity in read.activities)
    return Problem.model_validate(
        {
            "quarters": horizon,
            "skills": skills,
            "capacity": {skill: [r.capacity] * horizon for skill, r in zip(skills, read.resources, strict=True)},
            "initiatives": [
                task(
                    name,
                    read.activities[at].modes[0].duration,
                    fte=dict(zip(skills, read.activities[at].modes[0].demands, strict=True)),
                    requires=requires[name],
                )
                for at, name in real.items()
            ],
            "time_limit": 300,
        }
    )


@pytest.mark.parametrize("name", CASES if THOROUGH else sorted(CASES)[:2])
def test_known_optimum(tmp_path, name):
    """Thirty activities, four resources: the shortest length that the literature knows, proven."""
    write_instance(tmp_path / f"{name}.sm", CASES[name])
    found = find_shortest(read_instance(tmp_path / f"{name}.sm"))
    assert (found.status, found.length, found.bound) == ("optimal", CASES[name]["optimum"], CASES[name]["optimum"])


def test_everything_is_done_whatever_it_is_worth():
    """Two optional and worthless initiatives that need the same person: one after the other, three quarters in all."""
    full = {"analyst": 1}
    found = find_shortest(problem(task("a", 2, fte=full, value=0), task("b", fte=full, value=-1), quarters=9))
    assert (found.status, found.length) == ("optimal", 3)
    assert sorted(found.schedule.values()) in ([0, 1], [0, 2])


def test_no_schedule_within_the_horizon():
    """Six quarters of work for one person in four."""
    found = find_shortest(problem(*(task(name, 3, fte={"analyst": 1}) for name in "ab")))
    assert (found.status, found.length, found.schedule) == ("infeasible", None, {"a": None, "b": None})


def test_malformed_problem():
    """Told in words, as everywhere."""
    with pytest.raises(PlanningError, match="a requires the unknown initiative 'x'"):
        find_shortest(problem(task("a", requires=["x"])))
