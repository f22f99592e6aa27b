"""A finding names its cell, what is wrong and what to do."""

from pmokit.strategy.findings import Finding


def test_a_finding_names_row_and_column_or_the_whole():
    assert str(Finding("r", "two A", "Leave one", "training", "pmo-head")) == "training / pmo-head: two A. Leave one."
    assert Finding("r", "w", "t", role="pmo-head").cell == "pmo-head"
    assert Finding("r", "w", "t").cell == "structure"
