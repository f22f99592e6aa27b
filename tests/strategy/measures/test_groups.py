"""Sums and quantiles by group agree with pandas."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.strategy.measures.groups import Groups

rows = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1000, 1000), st.booleans()), max_size=40)


@given(rows, st.sampled_from([0.0, 0.25, 0.5, 0.85, 1.0]))
def test_by_pandas(found, share):
    """Count, total, quantile and the two largest of each group, as a plain group-by gives them; rows of no group count nowhere."""
    frame = pd.DataFrame(found, columns=["code", "value", "taken"]).astype({"value": float, "taken": bool})
    groups = Groups(frame["code"].to_numpy(dtype=np.int64), 4)
    values, where = frame["value"].to_numpy(), frame["taken"].to_numpy()
    plain = frame[frame["taken"] & (frame["code"] >= 0)].groupby("code")["value"]
    expected = pd.DataFrame(
        {
            "count": plain.size(),
            "total": plain.sum(),
            "quantile": plain.quantile(share),
            "largest": plain.apply(lambda one: one.nlargest(2).sum()) if len(plain) else pd.Series(dtype=float),
        }
    ).reindex(range(4))
    assert groups.count(where).tolist() == expected["count"].fillna(0).tolist()
    assert groups.total(values, where) == pytest.approx(expected["total"].fillna(0).to_numpy(dtype=float))
    quantiles = expected["quantile"].to_numpy(dtype=float)
    assert groups.quantile(values, where, share) == pytest.approx(quantiles, nan_ok=True)
    assert groups.largest(values, where, 2) == pytest.approx(expected["largest"].fillna(0).to_numpy(dtype=float))
