"""The fingerprint of a report's inputs changes with every document that the report shows."""

import datetime as dt

from pmokit.model.vision import Vision
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 9, 30)


def test_the_fingerprint_follows_the_vision_of_unit_and_whole(tmp_path, copy_sample):
    """Another wording of the group's vision changes a unit that takes it over; the same text written again does not."""

    def mark(unit):
        return UnitStudy(engagement, unit, today=TODAY).input_hash

    with copy_sample(tmp_path / "s.pmokit") as engagement:
        before = mark("LAB")
        assert before == mark("LAB")
        vision = engagement.read_document("vision", Vision)
        engagement.write_document("vision", vision, author="test")
        assert mark("LAB") == before
        engagement.write_document("vision", vision.model_copy(update={"vision": "Another one."}), author="test")
        assert mark("LAB") != before
