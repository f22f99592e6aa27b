"""The benchmark of a workshop runs in small: a kill in a burst, and every acknowledged vote exactly once."""

from tests.benchmarks import bench_ballot


def test_a_small_workshop_is_measured(tmp_path):
    found = bench_ballot.measure(tmp_path, people=12, questions=3, spread=0.3)
    assert found["votes"] == 36
    assert (found["exactly_once"], found["resent_alike"], found["restarted"], found["sound"]) == (
        True,
        True,
        True,
        "ok",
    )
    assert 0 < found["p50_ms"] <= found["p95_ms"] <= found["p99_ms"]
    assert 0 < found["peak_mb"] < bench_ballot.AIMS["peak_mb"]
