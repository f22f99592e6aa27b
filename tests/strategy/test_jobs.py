"""A job outline is read off the structure."""

import pytest

from pmokit.errors import PmokitError
from pmokit.strategy.jobs import outline_job


def test_an_outline_says_purpose_superior_work_and_decisions(structure, catalogues):
    outline = outline_job(structure, "pmo-head", catalogues)
    assert outline.title == "Head of PMO"
    assert outline.reports_to == "Chief operating officer"
    assert "Leadership of the PMO" in outline.does
    assert "Leadership of the PMO" in outline.answers_for
    assert "Spend the budget of the PMO" in outline.decides
    assert outline.skills
    assert outline.fte == structure.post_by_role["pmo-head"].fte


def test_each_post_has_an_outline_with_work(structure, catalogues):
    for post in structure.posts:
        assert outline_job(structure, post.role, catalogues).does


def test_there_is_no_outline_for_a_role_without_post(structure, catalogues):
    with pytest.raises(PmokitError, match=r"the structure has no post 'pmo-haed'.*Did you mean 'pmo-head'"):
        outline_job(structure, "pmo-haed", catalogues)
