"""Agreement on a domain as a whole: the measures of one question, over all of them."""

import numpy as np
import pandas as pd
import pytest

from pmokit.assess.domain_agreement import agreement_by_domain
from pmokit.assess.reliability import krippendorff_alpha
from pmokit.assess.variants import Setting
from tests.assess.models import small_model
from tests.conftest import responses_frame

MODEL = small_model({"AA": (1, 1), "BB": (1,)})


def found(rows):
    return agreement_by_domain(Setting(MODEL), responses_frame(rows), "U").set_index("domain")


def test_by_hand():
    """AA-01 3 4 3 4 and AA-02 2 3 4: rwg(J) from s2 / sigma2 = 1/6 and 1/2; consensus (0.8074 + 0.7233) / 2."""
    rows = [("U", f"r{n}", "AA-01", v) for n, v in enumerate((3, 4, 3, 4))]
    rows += [("U", f"r{n}", "AA-02", v) for n, v in enumerate((2, 3, 4))]
    row = found(rows).loc["AA"]
    share = (1 / 6 + 1 / 2) / 2
    assert row["rwg_j"] == pytest.approx(2 * (1 - share) / (2 * (1 - share) + share))
    assert row["consensus"] == pytest.approx((0.8074 + 0.7233) / 2, abs=1e-4)
    counts = np.array([[0, 0, 2, 2, 0], [0, 1, 1, 1, 0]])
    assert row["alpha"] == pytest.approx(krippendorff_alpha(counts, (1, 2, 3, 4, 5), "ordinal").value)
    assert row[["questions", "raters"]].tolist() == [2, 4]


def test_one_rater_gives_no_agreement():
    """A reason instead of a number; a domain nobody answered likewise."""
    rows = found([("U", "r", "AA-01", 3)])
    assert rows[["alpha", "rwg_j", "consensus"]].isna().all(axis=None)
    assert set(rows["reason"]) == {"no question has two raters"}


def test_unanimity_has_no_alpha():
    """All answers are 3: rwg(J) and consensus are 1, and alpha cannot tell agreement from chance."""
    row = found([("U", f"r{n}", q, 3) for n in range(3) for q in ("AA-01", "AA-02")]).loc["AA"]
    assert row[["rwg_j", "consensus"]].tolist() == [1, 1]
    assert pd.isna(row["alpha"])
    assert row["reason"].startswith("all ratings are the same")
