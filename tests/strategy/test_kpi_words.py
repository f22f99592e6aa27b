"""Words of reasons."""

from pmokit.strategy.kpi_words import listed, with_article


def test_lists_and_articles_read_as_people_write():
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert [with_article("agile"), with_article("departmental")] == ["an agile PMO", "a departmental PMO"]
