"""Whether a KPI can be measured today, and what is missing otherwise."""

import pytest

from pmokit.model.kpis import Thresholds
from pmokit.strategy.kpi_context import Situation
from pmokit.strategy.kpi_possible import why_not
from tests.model.kpis import catalogue, kpi, text
from tests.strategy.test_kpi_choice import Seen


def said(one, situation):
    found = why_not(one, catalogue(one), situation, {"FIN": "Financial management"})
    return None if found is None else (found.why, found.reason)


def test_a_figure_of_context_is_never_steered_by():
    one = kpi("one", direction="range", thresholds=Thresholds(edges=None, logic=text("x")))
    assert said(one, Situation())[0] == "context"


def test_too_little_maturity_makes_it_later_and_tells_from_which_level():
    one = kpi("one", needs={"FIN": 3, "MET": 2})
    assert said(one, Situation(levels={"FIN": 1, "MET": 1})) == (
        "later",
        "Later: from level 3 in Financial management (today 1) and from level 2 in MET (today 1)",
    )


@pytest.mark.parametrize("levels", [{}, {"FIN": None}, {"FIN": 3}])
def test_a_level_that_is_not_known_or_reached_stands_in_nobodys_way(levels):
    assert said(kpi("one", needs={"FIN": 3}), Situation(levels=levels)) is None


def test_the_measure_decides_where_there_is_one():
    """A value is enough; without one its reason is passed on."""
    one = kpi("one", computed=True, records=("survey",))
    assert said(one, Situation(figures={"one": Seen(0.0)})) is None
    assert said(one, Situation(figures={"one": Seen(None, 0, "no project has a rating")})) == (
        "no-data",
        "No data: no project has a rating",
    )


def test_what_is_computed_needs_its_records_and_fields():
    one = kpi("one", computed=True, fields=("finish_planned", "ac"))
    assert said(one, Situation())[1] == "No data: this is not kept: one list"
    kept = Situation(records={"project-list": True}, fields=("ac",))
    assert said(one, kept)[1] == "No data: the project list has no finish planned"


def test_a_survey_can_be_begun_unless_it_is_ruled_out():
    one = kpi("one", records=("survey",))
    assert said(one, Situation()) is None
    assert said(one, Situation(records={"survey": False}))[0] == "no-data"
    assert said(one, Situation(can_begin=False))[0] == "no-data"
