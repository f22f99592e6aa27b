"""Milestones and how firm their dates are."""

from pmokit.roadmap.projection import Milestone
from pmokit.roadmap.robust import FirmLevel, Robustness
from pmokit.views.milestones import milestone_list
from tests.views.plans import plan_frame, words_in

MILESTONES = (Milestone("FIN", 2, 1, ("a", "b")), Milestone("", 2, 5, ("a", "b", "c")), Milestone("POR", 3, 5, ()))
FIRM = Robustness(
    1000,
    0,
    (),
    (FirmLevel("FIN", 2, 1, 2, 3, 1.0), FirmLevel("", 2, 5, 6, None, 0.7)),
    "expert judgement",
)


def test_planned_p50_p80_as_calendar_quarters():
    """What most runs do not reach within the horizon says so; without a draw there is no figure."""
    exhibit = milestone_list(plan_frame(), MILESTONES, FIRM)
    assert exhibit.cells() == [
        ["level 2", "Financial management", "2027 Q4", "2028 Q1", "2028 Q2", "100 %", "Initiative a; Initiative b"],
        ["level 2", "Overall", "2028 Q4", "2029 Q1", "after the horizon", "70 %", "all that has ended by then"],
        ["level 3", "Strategic portfolio management", "2028 Q4", "–", "–", "–", ""],
    ]
    assert "1,000 runs" in exhibit.description
    assert {"P80", "P80 later"} <= set(words_in(exhibit.draw()))
