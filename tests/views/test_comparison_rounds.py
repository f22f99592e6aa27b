"""Two rounds in words and figures."""

import pandas as pd

from pmokit.assess.model_diff import diff_models
from pmokit.assess.permutation import BEYOND, WITHIN
from pmokit.views.comparison_rounds import change_sentences, model_differences, p_words
from pmokit.views.exhibit import show
from tests.assess.models import small_model

NAMES = {"": "Overall", "AA": "First", "BB": "Second", "CC": "Third"}


def changes(*rows):
    columns = ["domain", "before", "after", "change", "tested_change", "p", "verdict", "reason"]
    return pd.DataFrame(rows, columns=columns)


def test_firm_but_tiny_and_contrary_changes_are_called_so():
    """What the test finds firm may still be less than anyone feels, or point the other way for the single raters."""
    tiny = ("AA", 2.0, 2.05, 0.05, 0.05, 0.001, BEYOND, None)
    contrary = ("BB", 2.0, 2.5, 0.5, -0.3, 0.02, BEYOND, None)
    (sentence,) = change_sentences(changes(tiny, contrary), NAMES)
    assert (
        "First: 2.0 to 2.0 (+0.1), p below 0.005; firm, but less than a tenth of a level: hardly to be felt" in sentence
    )
    assert "Second: 2.0 to 2.5 (+0.5), p 0.02; the raters one by one moved the other way (-0.3)" in sentence


def test_what_cannot_be_told_is_grouped_by_its_reason():
    rows = [(part, 1.0, 2.0, 1.0, 1.0, 0.25, None, "too few raters") for part in ("AA", "BB")]
    rows.append(("CC", 2.0, 2.0, 0.0, 0.0, 1.0, WITHIN, None))
    assert change_sentences(changes(*rows), NAMES) == (
        "No change is more than other raters would have given.",
        "May as well be chance: Third (0.0).",
        "Cannot be told, too few raters: First, Second.",
    )
    assert change_sentences(changes(*rows[:2]), NAMES) == ("Cannot be told, too few raters: First, Second.",)


def test_p_is_never_printed_as_none():
    assert [p_words(p) for p in (0.0001, 0.04, 1.0, None)] == ["below 0.005", "0.04", "1.00", "–"]


def test_no_change_has_no_sign():
    assert [show(value, "signed") for value in (-0.04, 0.04, -0.06, 0.2)] == ["0.0", "0.0", "-0.1", "+0.2"]


def test_differences_of_the_model_say_what_follows():
    diff = diff_models(small_model({"AA": (1, 1)}), small_model({"AA": (2,), "BB": (1,)}))
    rows = {row[0]: row[1:] for row in model_differences(diff).cells()}
    assert rows["With another weight"][1] == "AA-01"
    assert rows["Asked in the newer version only"][2] == "left out of the comparison"
    assert rows["Asked in the older version only"][1] == "AA-02"
