"""A finding reads as one line."""

from pmokit.strategy.improvement.findings import Finding


def test_a_finding_says_where_what_and_what_to_do():
    finding = Finding("overdue", "screed-crews", "in 'do' and 3 days overdue", "Finish it")
    assert str(finding) == "screed-crews: in 'do' and 3 days overdue. Finish it."
