"""The rule of OWASP SAMM on a complete model of its shape."""

import pandas as pd
import pytest

from pmokit.assess.results import score_document
from pmokit.assess.scoring import score
from pmokit.content.library import load_model
from tests.conftest import ROOT, responses_frame


@pytest.fixture(scope="module")
def model():
    return load_model(str(ROOT / "tests" / "cases" / "models" / "samm_shaped"))


def scored(model, answer, **given):
    names = [q.id for q in model.questions]
    rows = [("U", "r", name, given.get(name.replace("-", "_"), answer)) for name in names]
    return score(model, responses_frame(rows))


@pytest.mark.parametrize(("answer", "expected"), [(0, 0), (0.25, 0.75), (0.5, 1.5), (1, 3)])
def test_samm_of_equal_answers(model, answer, expected):
    """figures.md, SAMM: every answer .25 gives .75, every answer .5 gives 1.5 (of 3)."""
    found = scored(model, answer)
    assert found.overall.iloc[0]["score"] == pytest.approx(expected)
    assert found.groups["score"].tolist() == pytest.approx([expected] * 2)
    assert found.scale == (0, 3)


def test_samm_sums_the_levels_of_a_practice(model):
    """figures.md: a practice with the level scores .5, 0, 0 scores .5. Streams A 1 and B 0 give the .5 of level 1.

    Its group is (.5 + 0) / 2 = .25, the whole (.25 + 0) / 2 = .125.
    """
    found = scored(model, 0, STR_01=1)
    assert found.domains["score"].tolist() == pytest.approx([0.5, 0, 0, 0])
    assert found.groups["score"].tolist() == pytest.approx([0.25, 0])
    assert found.overall.iloc[0]["score"] == pytest.approx(0.125)


def test_samm_takes_the_other_stream_and_scales_the_sum(model):
    """STR-02 is NA: level 1 is stream A alone. Level 3 of STR is open: (1 + .5) / 2 x 3 = 2.25, bounds 1.5 and 2.5."""
    found = scored(model, 0.5, STR_01=1, STR_02="NA", STR_05="DK", STR_06="")
    row = found.domains.iloc[0]
    assert [row["score"], row["low"], row["high"], row["coverage"]] == pytest.approx([2.25, 1.5, 2.5, 0.6])
    assert pd.isna(row["level"])


def test_groups_stand_in_the_document(model):
    """DESIGN 10: groups carry the same keys as all other nodes."""
    document = score_document(scored(model, 1))
    assert document["units"]["U"]["groups"]["steering"] == {
        "score": 3.0, "level": 3, "low": 3.0, "high": 3.0, "coverage": 1.0, "raters": 1, "reason": None,
    }  # fmt: skip
