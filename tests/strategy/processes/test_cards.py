"""The card of a class says what it must do, and no more."""

from pmokit.strategy.processes.cards import class_card, class_gates
from pmokit.strategy.processes.tailoring import set_duty


def test_a_light_project_has_two_gates_and_few_papers(methodology, catalogue):
    card = class_card(methodology, catalogue, "C")
    assert [one.gate.id for one in card.gates] == ["order", "close"]
    assert [criterion.id for criterion in card.gates[0].criteria] == ["order-signed", "order-class", "order-people"]
    assert card.must_minutes <= 8 * 60


def test_a_heavier_class_has_all_papers_of_the_lighter_one(methodology, catalogue):
    cards = [class_card(methodology, catalogue, one) for one in ("C", "B", "A")]
    papers = [{artefact.id for artefact, _ in card.artefacts} for card in cards]
    assert papers[0] <= papers[1] <= papers[2]
    assert cards[0].must_minutes < cards[1].must_minutes < cards[2].must_minutes


def test_minutes_are_those_of_the_musts_of_the_project_each_paper_once(methodology, catalogue):
    """The musts of a light project leave: order 90, issue list 20, decision log 10, acceptance 60, handover 60, closing 120."""
    assert class_card(methodology, catalogue, "C").must_minutes == 90 + 20 + 10 + 60 + 60 + 120


def test_a_paper_takes_the_strictest_duty(methodology, catalogue):
    """The status report comes from cost control (should) and from reporting (must)."""
    duties = {artefact.id: duty for artefact, duty in class_card(methodology, catalogue, "B").artefacts}
    assert duties["status-report"] == "must"
    freed = set_duty(methodology, "status-reporting", "B", "may")
    duties = {artefact.id: duty for artefact, duty in class_card(freed, catalogue, "B").artefacts}
    assert duties["status-report"] == "should"


def test_the_ladder_is_that_of_the_class(methodology, catalogue):
    assert [one.level for one in class_card(methodology, catalogue, "B").ladder] == ["project-manager", "sponsor"]


def test_quality_grows_with_the_class(methodology, catalogue):
    light, major = (class_card(methodology, catalogue, one) for one in ("C", "A"))
    assert {one.id for one in light.intake} < {one.id for one in major.intake}
    assert {one.id for one in light.acceptance} < {one.id for one in major.acceptance}


def test_a_gate_that_was_dropped_is_gone(methodology, catalogue):
    bare = methodology.model_copy(update={"gates": ()})
    assert class_gates(bare, catalogue, "A") == ()
