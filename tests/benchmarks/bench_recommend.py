"""How long the advice on the type of PMO takes: one organisation with all robustness, and ten thousand in one call.

    python tests/benchmarks/bench_recommend.py [--profiles N] [--repeats R]

README.md says how to read the figures. Exit code 1 when an aim is missed.
"""

# ruff: noqa: T201 - it speaks to a person on a terminal

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import yaml

from pmokit.content.library import load_guides, load_profile
from pmokit.model.profile import OrganisationProfile
from pmokit.strategy.pmo_type import recommend
from pmokit.strategy.pmo_type_many import recommend_many

CASES = Path(__file__).resolve().parents[1] / "cases" / "profiles"
SINGLE_AIM_SECONDS, MANY_AIM_SECONDS = 0.150, 3.0


def seconds(call: Callable[[], object], repeats: int) -> list[float]:
    """Return how long each of some calls took."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return found


def make_answers(profile: OrganisationProfile, count: int) -> pd.DataFrame:
    """Return random answers from a fixed seed; one answer in as many as a criterion has options, and one, is unknown."""
    rng = np.random.default_rng(1)
    return pd.DataFrame({c.id: rng.choice([*c.option_ids, None], count) for c in profile.criteria})


def main() -> int:
    """Measure, print, and say which aims are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=int, default=10_000, help="profiles in one call (default: 10000)")
    parser.add_argument("--repeats", type=int, default=9, help="calls of each kind (default: 9)")
    options = parser.parse_args()
    profile, guides = load_profile(), load_guides()
    slowest, first_call = 0.0, None
    for file in sorted(CASES.glob("*.yaml")):
        answers = yaml.safe_load(file.read_text(encoding="utf-8"))
        took = seconds(lambda given=answers: recommend(profile, given, seed=1, guides=guides), options.repeats)
        first_call = took[0] if first_call is None else first_call
        slowest = max(slowest, median(took))
        advice = recommend(profile, answers, seed=1)
        told = f"{advice.type}, margin {advice.margin:.2f}, {len(advice.flips)} flips"
        print(f"{file.stem:>13}: {median(took) * 1e3:5.1f} ms (median), {min(took) * 1e3:5.1f} ms (fastest) | {told}")
    many = make_answers(profile, options.profiles)
    took = seconds(lambda: recommend_many(profile, many), options.repeats)
    print(f"{options.profiles} profiles in one call: {median(took):.3f} s (median), {min(took):.3f} s (fastest)")
    aims = {
        f"one advice in under {SINGLE_AIM_SECONDS * 1e3:g} ms: {slowest * 1e3:.0f} ms": slowest < SINGLE_AIM_SECONDS,
        f"the first call, too: {(first_call or 0) * 1e3:.0f} ms": (first_call or 0) < SINGLE_AIM_SECONDS,
        f"{options.profiles} in under {MANY_AIM_SECONDS:g} s: {median(took):.3f} s": median(took) < MANY_AIM_SECONDS,
    }
    for aim, met in aims.items():
        print(f"{'met   ' if met else 'MISSED'} {aim}")
    return 0 if all(aims.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
