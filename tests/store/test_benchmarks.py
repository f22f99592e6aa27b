"""The benchmarks run; their figures are for people to read."""

from tests.benchmarks import bench_import, bench_store


def test_import_is_measured(tmp_path):
    """All three ways bring the rows in."""
    assert (bench_import.measure(tmp_path, 200) > 0).all()


def test_opening_is_measured(tmp_path):
    """One unit's rows are found, read and scored."""
    seconds, count, _ = bench_store.measure(tmp_path, 4_000)
    assert count > 0
    assert (seconds > 0).all()
