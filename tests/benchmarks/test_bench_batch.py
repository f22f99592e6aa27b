"""The benchmark of batches runs; killed at the half and resumed, nothing is lost or done twice.

A small batch is killed and resumed in tests/batch/test_stop.py.
"""

import pytest

from tests.benchmarks import bench_batch
from tests.conftest import THOROUGH

UNITS, BROKEN = 1000, 10
pytestmark = pytest.mark.skipif(not THOROUGH, reason="takes minutes; PMOKIT_THOROUGH=1 runs it")


def test_many_units_killed_and_resumed(tmp_path):
    """Injected failures stay alone; every unit is done once or failed; the parent stays small and the pace level."""
    found = bench_batch.run_many(tmp_path, UNITS, BROKEN)
    assert found["exit"] == 1
    assert found["failed"] == found["broken"]
    assert len(found["broken"]) == BROKEN
    assert found["done"] == UNITS - BROKEN
    assert found["twice"] == []
    assert found["lost"] == []
    assert found["at the kill"] >= UNITS // 2 - BROKEN
    assert found["peak_mb"] < bench_batch.AIMS["memory"]


def test_both_sides_of_the_loop_run(tmp_path):
    """Units per minute of the plain commands and of a batch, which is the faster one."""
    plain, batch = bench_batch.compare_loop(tmp_path, 4, 2)
    assert batch > plain > 0
