"""Figures of other organisations against a model and a unit's range; the figures here are made up for the rules alone."""

import numpy as np
import pytest

from pmokit.assess.benchmark import ABOVE, BELOW, INSIDE, LOWER_EDGE, UPPER_EDGE, WIDER, comparable_figures, place
from pmokit.model.benchmark import BenchmarkFigure
from tests.assess.models import small_model

MODEL = small_model({"AA": (1, 1), "BB": (1,)})


def figure(part, value=3.0, statistic="median", version=MODEL.version, **rest):
    given = {"n": 12, "source": "a survey", "year": 2025, **rest}
    return BenchmarkFigure(version=version, part=part, statistic=statistic, value=value, **given)


def versioned(model, version):
    return model.model_copy(update={"meta": model.meta.model_copy(update={"version": version})})


def test_figures_of_one_set_stand_in_one_row_in_the_order_of_the_model():
    figures = [figure("BB"), figure("AA", 2, "p25"), figure("AA", 4, "p75"), figure("overall")]
    sets, left_out = comparable_figures(figures, MODEL, {})
    assert list(sets["part"]) == ["overall", "AA", "BB"]
    assert sets.loc[1, ["p25", "p75", "n", "source", "year"]].tolist() == [2, 4, 12, "a survey", 2025]
    assert np.isnan(sets.loc[1, "median"])
    assert left_out.empty


def test_figures_with_another_n_or_source_are_another_set():
    sets, _ = comparable_figures([figure("AA"), figure("AA", n=40), figure("AA", source="another")], MODEL, {})
    assert len(sets) == 3


def test_of_an_unknown_version_only_questions_compare():
    """An id of a question never gets a new meaning; what a domain asked then nobody can say."""
    sets, left_out = comparable_figures([figure("AA", version="9.0.0"), figure("AA-01", version="9.0.0")], MODEL, {})
    assert list(sets["part"]) == ["AA-01"]
    assert left_out["reason"].tolist() == ["version 9.0.0 is not at hand, so nobody can say what it asked there"]


@pytest.mark.parametrize(("part", "compares"), [("AA", False), ("BB", True), ("overall", False), ("AA-01", True)])
def test_of_a_known_version_a_domain_compares_where_it_asked_the_same(part, compares):
    """The older version weighed a question of AA in another way: BB compares, AA and the whole do not."""
    older = versioned(small_model({"AA": (1, 3), "BB": (1,)}), "0.9.0")
    sets, left_out = comparable_figures([figure(part, version="0.9.0")], MODEL, {"0.9.0": older})
    assert (len(sets), len(left_out)) == ((1, 0) if compares else (0, 1))
    if not compares:
        assert left_out["reason"].tolist() == ["other questions or weights: AA-02"]


def test_a_part_that_this_version_does_not_have_is_left_out():
    _, left_out = comparable_figures([figure("CC-01", version="0.9.0")], MODEL, {})
    assert left_out["reason"].str.contains("has no domain or question CC-01").all()


@pytest.mark.parametrize(
    ("low", "high", "lies"),
    [
        (3.1, 3.5, ABOVE),
        (1.0, 1.9, BELOW),
        (2.1, 2.9, INSIDE),
        (1.5, 2.5, LOWER_EDGE),
        (2.5, 3.5, UPPER_EDGE),
        (1.5, 3.5, WIDER),
        (np.nan, np.nan, None),
    ],
)
def test_a_unit_lies_where_its_whole_range_lies(low, high, lies):
    """Against the middle half from 2 to 3; without a range nothing is said."""
    assert place(low, high, 2.0, 3.0) == lies
