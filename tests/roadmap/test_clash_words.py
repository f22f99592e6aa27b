"""A clash in the words that people know."""

from pmokit.roadmap.clash_words import reword_clash


def test_names_and_quarters():
    """Ids and quarters wherever they stand; an id that is part of another word stays."""
    clash = (
        "a",
        "a-b",
        "a-b requires a",
        "capacity of a1 in quarters 0 to 3",
        "budget up to quarter 12",
        "horizon of 8 quarters",
    )
    assert reword_clash(clash, ["a", "a-b"], quarter="Q{}".format, name=str.upper) == (
        "A",
        "A-B",
        "A-B requires A",
        "capacity of a1 in Q0 to Q3",
        "budget up to Q12",
        "horizon of 8 quarters",
    )


def test_nothing_to_reword():
    """Without initiatives only quarters change."""
    assert reword_clash(("capacity of x in quarter 1",), [], quarter="Q{}".format) == ("capacity of x in Q1",)
