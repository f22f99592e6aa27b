"""The detailed plan: bars, and arrows in right angles."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pmokit.views.gantt import gantt, reason_list, route
from tests.views.plans import PLANNED, initiative, lines_in, plan_frame, words_in

WITHIN = st.floats(0, 800, allow_nan=False)


@given(start=st.tuples(WITHIN, WITHIN), end=st.tuples(WITHIN, WITHIN))
def test_arrows_run_in_right_angles(start, end):
    """Each leg is level or upright, from the one bar's end to the other's begin, which is entered from the left."""
    points = route(start, end, 15)
    assert (points[0], points[-1]) == (start, end)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
    assert points[-2][0] < end[0]


def test_each_link_is_an_arrow():
    """Three prerequisites, three lines with the colour of ink beside the grid; the table names them."""
    exhibit = gantt(plan_frame())
    bent = [points for points in lines_in(exhibit.draw()).values() if len(points) > 2]
    assert len(bent) == sum(len(one.requires) for one in PLANNED)
    assert exhibit.cells()[1][5] == "Initiative a"


def test_reasons_and_first_results():
    """One row for each initiative; a reason is a sentence."""
    rows = reason_list(plan_frame(), {"b": "cannot start before 2027 Q4"}).cells()
    assert rows[1] == ["Initiative b", "Cannot start before 2027 Q4", "A page"]
    assert len(rows) == len(PLANNED)


def test_a_plan_without_links_has_no_column_for_them():
    exhibit = gantt(plan_frame([initiative("a", 0, 1, "mobilise")]))
    assert "Needs" not in [column.label for column in exhibit.columns]
    assert "arrow" not in exhibit.description


def test_long_names_are_wrapped_and_not_cut():
    """A name of 120 letters stands whole at the left of its bar; one of 10,000 ends with dots, and in the table stands whole."""
    long = "word " * 24
    words = words_in(gantt(plan_frame([initiative("a", 0, 1, "mobilise", name=long)])).draw())
    assert sum(words_line.count("word") for words_line in words) == 24
    endless = "<b>&" * 2500
    exhibit = gantt(plan_frame([initiative("a", 0, 1, "mobilise", name=endless)]))
    assert exhibit.cells()[0][0] == endless
    assert exhibit.draw()["height"] < 200


def test_years_stand_for_quarters_that_are_too_narrow():
    """A horizon of 40 quarters names years only, one of 200 every fifth year."""
    words = words_in(gantt(plan_frame(quarters=40)).draw())
    assert "2028" in words
    assert "2028 Q1" not in words
    words = words_in(gantt(plan_frame(quarters=200)).draw())
    assert "2030" in words
    assert "2028" not in words
