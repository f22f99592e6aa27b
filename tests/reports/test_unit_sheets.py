"""The sheets to hand out: what it means, what happens this quarter, who to ask."""

import datetime as dt

import pytest

from pmokit.reports.unit_sheets import current_quarter, head_page, team_page
from pmokit.study.unit import UnitStudy


@pytest.mark.parametrize("made", [head_page, team_page])
def test_a_sheet_says_what_it_means_what_happens_and_who_to_ask(made, pages_of):
    page = made(pages_of("ENERGY").study, "en")
    titles = [one.title for one in page.lists]
    assert titles[0] == "What it means for you"
    assert "in 2027 Q1" in titles[1]
    assert titles[-1] == "Who to ask"
    assert all(one.points for one in page.lists)
    assert page.layout == "sheet"


def test_the_quarter_is_that_of_the_status_date(planned):
    """Before the plan begins it is the first one, afterwards the last one."""
    study = UnitStudy(planned, "ENERGY", today=dt.date(2026, 10, 1))
    found = []
    for day in (dt.date(2026, 1, 1), dt.date(2027, 4, 1), dt.date(2027, 6, 30), dt.date(2040, 1, 1)):
        study.__dict__["settings"] = study.settings.model_copy(update={"status_date": day})
        found.append(current_quarter(study))
    assert found == [0, 1, 1, study.planning_problem.quarters - 1]
