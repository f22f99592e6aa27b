"""What a PMO costs in a year is FTE x paid days x rate, from low to high."""

import pytest

from pmokit.model.services import Span
from pmokit.strategy.running_cost import check_cost, running_cost


def test_a_post_costs_its_fte_times_days_times_rate(structure):
    post = structure.posts[0].model_copy(
        update={"fte": Span(low=1, likely=1.5, high=2), "rate": Span(low=500, likely=600, high=700)}
    )
    lines, total = running_cost(structure.model_copy(update={"posts": (post,)}), 200)
    assert total == lines[0].cost == Span(low=100_000, likely=180_000, high=280_000)


def test_the_pmo_costs_what_its_posts_cost(structure):
    lines, total = running_cost(structure, 200)
    assert total.likely == pytest.approx(sum(line.cost.likely for line in lines))
    assert total.low < total.likely < total.high


def test_a_pmo_dearer_than_a_fifth_of_what_it_looks_after_is_a_finding(structure, catalogues):
    """Just below a fifth nothing is found, just above it is; unknown spend finds nothing."""
    cost = running_cost(structure, catalogues.roles.days_per_fte)[1].likely

    def found(spend):
        brief = structure.brief.model_copy(update={"yearly_spend": spend})
        return [finding.rule for finding in check_cost(structure.model_copy(update={"brief": brief}), catalogues)]

    assert found(cost * 5.05) == found(None) == []
    assert found(cost * 4.95) == ["dear"]
