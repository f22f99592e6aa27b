from pmokit.content import places
from pmokit.content.step_texts import (
    load_communication,
    load_statement,
    read_communications,
    read_visions,
)
from pmokit.strategy.vision import review_vision

SAMPLE = places.templates() / "sample"


def test_the_kits_texts_load_without_fault():
    assert load_statement().patterns
    assert load_communication().messages


def test_the_sample_shows_finished_and_unfinished_visions():
    """The whole has seven objectives and one benefit without owner; Roofing shows what workshops still have to settle."""
    sample = read_visions(SAMPLE / "vision.yaml").unwrap()
    day = read_communications(SAMPLE / "communication.yaml").unwrap().whole.brief.first
    assert len(sample.whole.objectives) == 7
    faults = {
        name: [f for f in review_vision(vision, day) if f.severity == "fault"]
        for name, vision in sample.visions.items()
    }
    assert len([f for f in review_vision(sample.whole, day) if f.severity == "fault"]) == 1
    assert (len(faults["ENERGY"]), len(faults["DIGITAL"])) == (0, 0)
    assert len(faults["ROOFS"]) == 6
