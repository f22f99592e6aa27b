"""The roadmap's page as a whole."""

from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.workshop.planner.page import PANELS, roadmap_step


def test_it_opens_with_what_comes_before_and_ends_with_what_it_means(engagement):
    page = roadmap_step(engagement.address, "unit=ENERGY&by=Ana&part=board").frame
    assert "<strong>Type of PMO:</strong> enterprise, chosen" in page.before.value
    assert "Effort, cost or owner of " in page.missing.value
    assert "It begins in 2027 Q1 with " in page.meaning.value
    assert page.query() == "unit=ENERGY&by=Ana&part=board"


def test_every_part_can_be_shown(engagement):
    parts = roadmap_step(engagement.address, "unit=ENERGY").frame.body.children[0]
    for name, title, _ in PANELS:
        parts.buttons[name].click()
        assert parts.at == name, title


def test_a_move_on_the_board_is_kept_by_the_bar(engagement):
    """What the browser sends reaches the state; what makes no sense is passed over."""
    parts, trial = roadmap_step(engagement.address, "unit=ENERGY&part=board").frame.body.children
    board = parts.content.children[0].children[1]
    for nonsense in ({}, {"kind": "move", "id": "no-such", "start": 1}, {"kind": "move", "id": 7, "start": "x"}):
        board._hear(board, nonsense, [])
    assert "Moving" not in trial.sentence.value
    board._hear(board, {"kind": "move", "id": "portfolio-risk-limits", "start": 1}, [])
    assert "Moving" in trial.sentence.value
    trial.keep.click()
    rows = {row["id"]: row for lane in board.plan["lanes"] for row in lane["rows"]}
    assert rows["portfolio-risk-limits"]["start"] == 1
    assert rows["portfolio-risk-limits"]["isFixed"]
    board._hear(board, {"kind": "pin", "id": "portfolio-risk-limits", "start": 1}, [])
    board._hear(board, {"kind": "back"}, [])
    assert board.plan["said"] == ""


def test_a_unit_without_answers_is_told_what_to_do_first(tmp_path):
    made = create_engagement(tmp_path / "new.pmokit", Settings(client="New"), [Unit(code="OPS", name="Operations")])
    page = roadmap_step(made.address, "unit=OPS").frame
    made.close()
    assert "Answer the maturity questions first" in page.missing.value
