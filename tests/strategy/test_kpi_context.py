"""Gaps as a proposal of KPIs reads them."""

import pytest

from pmokit.strategy.kpi_context import DomainGap


def test_a_gap_counts_by_its_weight_and_is_never_below_zero():
    assert DomainGap(score=2, target=3.5, weight=2).weighted == pytest.approx(3)
    assert DomainGap(score=4, target=3).levels == 0


def test_what_is_not_assessed_has_no_gap():
    assert DomainGap(score=None, target=3).weighted == 0
