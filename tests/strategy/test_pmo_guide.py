"""After the choice: steps of type and control in the order of their months, and one date of review."""

from pmokit.content.library import load_guides
from pmokit.strategy.pmo_guide import next_steps

GUIDES = load_guides()


def test_steps_of_type_and_control_are_told_by_month():
    told = list(next_steps(GUIDES, "agile", "directive"))
    months = [
        int(sentence.split(":")[0].removeprefix("By month ")) for sentence in told if sentence.startswith("By month")
    ]
    assert months == sorted(months)
    assert len(months) == len(GUIDES.types["agile"].steps) + len(GUIDES.controls["directive"].steps)


def test_the_earlier_review_counts_and_the_source_is_named():
    told = list(next_steps(GUIDES, "agile", "supportive"))
    assert told[-2].startswith("Review the choice after 6 months, or sooner when one of these is true: ")
    assert "expert judgement" in told[-1]
    assert next(s for s in next_steps(GUIDES, "enterprise") if s.startswith("Review")).startswith(
        "Review the choice after 12"
    )


def test_a_hybrid_is_explained_first_in_either_order():
    one, other = (
        next(next_steps(GUIDES, pair[0], None, pair)) for pair in (("agile", "enterprise"), ("enterprise", "agile"))
    )
    assert one == other
    assert one.startswith("Lean portfolio office: ")
