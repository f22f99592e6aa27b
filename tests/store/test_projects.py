"""The project list makes the round trip."""

import pandas as pd
import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import StoreError
from pmokit.exchange.projects import read_projects


@pytest.fixture
def listed(tmp_path):
    text = "id,name,unit,finish_planned,bac,rating\n1,X,A,2027-03-31,10.5,red\n2,Y,A,,Section 1,\n"
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")
    return read_projects(tmp_path / "p.csv", load_mapping("pmokit"))


def test_projects_come_back_as_they_were(engagement, listed):
    """Money, dates, texts and withheld reasons make the round trip; other units keep theirs."""
    engagement.replace_projects(listed.frame.assign(unit="B", id=["8", "9"]), listed.withheld)
    engagement.replace_projects(listed.frame, listed.withheld)
    engagement.replace_projects(listed.frame, listed.withheld, author="Ada")
    frame, withheld = engagement.projects("A")
    pd.testing.assert_frame_equal(frame, listed.frame, check_dtype=False)
    assert withheld.to_numpy().tolist() == listed.withheld.to_numpy().tolist()
    assert len(engagement.projects()[0]) == 4
    assert engagement.audit().iloc[-1][["author", "what", "unit", "old", "new"]].tolist() == [
        "Ada", "project list", "A", "2 projects", "2 projects",
    ]  # fmt: skip


def test_projects_of_a_stranger_write_nothing(engagement, listed):
    """A list with a unit that is not in the engagement leaves the former list as it was."""
    engagement.replace_projects(listed.frame, listed.withheld)
    with pytest.raises(StoreError, match="unit 'Z' is not in the engagement"):
        engagement.replace_projects(listed.frame.assign(unit=["A", "Z"]), listed.withheld)
    assert len(engagement.projects()[0]) == 2
