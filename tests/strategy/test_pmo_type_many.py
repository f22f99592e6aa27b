"""Many organisations at once are told what each of them is told alone."""

import numpy as np
import pandas as pd
import pytest

from pmokit.content.library import load_profile
from pmokit.errors import DecisionError
from pmokit.model.pmo import PMO_TYPES
from pmokit.strategy.pmo_type import recommend
from pmokit.strategy.pmo_type_many import recommend_many
from tests.strategy.profiles import small_profile

KIT = load_profile()


def random_answers(profile, count):
    rng = np.random.default_rng(7)
    columns = {c.id: rng.choice([*c.option_ids, None], count) for c in profile.criteria}
    return pd.DataFrame(columns, index=[f"U{at}" for at in range(count)])


@pytest.mark.parametrize("profile", [KIT, small_profile()], ids=["kit", "small"])
def test_each_row_is_what_the_single_advice_says(profile):
    """Type, scores and margin are the same; the hybrid by the margin, too."""
    answers = random_answers(profile, 30)
    for (code, row), (_, given) in zip(recommend_many(profile, answers).iterrows(), answers.iterrows(), strict=True):
        alone = recommend(profile, {name: answer for name, answer in given.items() if isinstance(answer, str)}, seed=1)
        assert row["type"] == alone.type
        if alone.type is None:
            assert row["reason"].startswith("cannot tell yet")
            assert np.isnan(row["margin"])
            continue
        assert row["reason"] is None, code
        assert row["margin"] == pytest.approx(alone.margin)
        assert {name: row[name] for name in PMO_TYPES} == pytest.approx({r.type: r.score for r in alone.ranking})
        pair = (row["hybrid_first"], row["hybrid_second"])
        assert pair == ((alone.ranking[0].type, alone.ranking[1].type) if alone.margin < 0.05 else (None, None))


def test_what_is_missing_is_none_and_unknown():
    """A criterion without a column, None and NaN are unknown; texts that are missing are None, never NaN."""
    profile = small_profile()
    answers = pd.DataFrame({"sharing": ["high", None, np.nan], "teams": ["low", "low", np.nan]})
    found = recommend_many(profile, answers)
    assert found["type"].tolist() == ["enterprise", None, None]
    assert found["known"].tolist() == [0.5, 0.25, 0]
    assert found["hybrid_first"].tolist() == [None, None, None]
    assert recommend_many(profile, answers.iloc[:0]).empty


def test_faults_name_row_and_column():
    answers = pd.DataFrame({"sharing": ["high", "hgh", "hgh"], "team": "low"}, index=["A", "B", "C"])
    with pytest.raises(DecisionError, match=r"column team: unknown criterion.*Did you mean 'teams'") as told:
        recommend_many(small_profile(), answers)
    assert (
        "row B, column sharing: unknown option 'hgh'. Expected: one of low, middle, high, or None for unknown."
        in str(told.value)
    )
    assert len(told.value.faults) == 2
