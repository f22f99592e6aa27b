"""The planner's bars by field."""

from pmokit.roadmap.projection import Milestone
from pmokit.views.lanes import lanes_by_field
from tests.views.plans import plan_frame, words_in

REACHED = (Milestone("FIN", 2, 1, ("a", "b")), Milestone("FIN", 3, 5, ("d",)), Milestone("", 2, 5, ("a",)))


def test_fields_stand_in_the_order_of_the_model():
    exhibit = lanes_by_field(plan_frame(), REACHED)
    assert list(dict.fromkeys(exhibit.frame["field"])) == ["Strategic portfolio management", "Financial management"]


def test_a_field_tells_the_levels_that_it_reaches():
    """Beside its name in the drawing, and in the table; what the whole reaches belongs to no field."""
    exhibit = lanes_by_field(plan_frame(), REACHED)
    assert exhibit.cells()[1][5] == "level 2 in 2027 Q4; level 3 in 2028 Q4"
    words = words_in(exhibit.draw())
    assert "level 2 reached" in words
    assert "level 3 reached" in words
    assert sum("reached" in text for text in words) == 2


def test_two_levels_in_one_quarter_are_told_together():
    both = (Milestone("FIN", 2, 1, ("a",)), Milestone("FIN", 3, 1, ("b",)))
    assert "level 2 and 3 reached" in words_in(lanes_by_field(plan_frame(), both).draw())
