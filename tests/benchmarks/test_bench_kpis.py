"""Both sides of the benchmark of the indicators compute the same figures: all of them, for every unit."""

import pytest

from pmokit.strategy.measures.measuring import BY_ID, measure_frame
from tests.benchmarks.bench_kpis import AS_OF, make_facts
from tests.benchmarks.plain_kpis import plain_kpis


def test_both_sides_agree():
    """Every KPI of every unit, by our measures and by plain pandas; none is missing on one side alone."""
    facts = make_facts(3_000, 20)
    ours = measure_frame(facts, AS_OF).pivot_table(index="unit", columns="kpi", values="value", dropna=False)
    plain = plain_kpis(facts, AS_OF)
    assert set(plain.columns) == set(BY_ID)
    for kpi in BY_ID:
        assert ours[kpi].notna().any(), kpi
        assert plain[kpi].reindex(ours.index).to_numpy(dtype=float) == pytest.approx(
            ours[kpi].to_numpy(dtype=float), nan_ok=True
        ), kpi
