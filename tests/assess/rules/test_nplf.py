"""ISO/IEC 33020: letters and capability levels."""

import numpy as np
import pandas as pd
import pytest

from pmokit.assess.results import score_document
from pmokit.assess.rules.nplf import letters
from pmokit.assess.scoring import score
from tests.assess.models import small_model
from tests.conftest import responses_frame

PERCENT = (0, 15, 15.1, 50, 50.1, 85, 85.1, 100)
EXPECTED = ("N", "N", "P", "P", "L", "L", "F", "F")


@pytest.mark.parametrize(("percent", "letter"), list(zip(PERCENT, EXPECTED, strict=True)))
def test_letter_of_one_answer(percent, letter):
    """figures.md, NPLF: 15 N, 15.1 P, 50 P, 50.1 L, 85 L, 85.1 F."""
    model = small_model({"AA": (1,)}, values=PERCENT, scale=(0, 5))
    found = score(model, responses_frame([("U", "r", "AA-01", percent)]), rule="nplf")
    for frame in (found.overall, found.domains, found.questions):
        assert frame.iloc[0]["letter"] == letter
    assert found.overall.iloc[0]["score"] == pytest.approx(percent)
    assert found.overall.iloc[0]["level"] == int(letter in "LF")
    assert score_document(found)["units"]["U"]["overall"]["letter"] == letter


def test_boundary_survives_the_last_bit():
    """Three thirds of 15, 50 and 85 per cent are still N, P and L; nothing gives no letter."""
    shares = np.array([0.1 + 0.05, 1 / 6 + 1 / 3, 0.85 / 3 * 3, np.nan]) * 100
    assert list(letters(np.nextafter(shares, 100))) == ["N", "P", "L", None]


PLACES = {"AA-01": (1,), "AA-02": (2, "perform"), "AA-03": (2, "product"), "AA-04": (3,)}


@pytest.mark.parametrize(
    ("percent", "level"),
    [((0, 100, 100, 100), 0), ((50.1, 0, 0, 0), 1), ((85, 100, 100, 100), 1), ((85.1, 50.1, 85, 0), 2),
     ((100, 100, 50, 100), 1), ((100, 100, 85, 100), 2), ((100, 100, 85.1, 50), 2), ((100, 100, 85.1, 50.1), 3)],
)  # fmt: skip
def test_capability_level_needs_all_lower_attributes_in_full(percent, level):
    """Level k: its attributes L or F, all below F (ISO/IEC 33020, table 4)."""
    places = {name: (*place, "only")[:2] for name, place in PLACES.items()}
    model = small_model({"AA": (1, 1, 1, 1)}, values=PERCENT, places=places, scale=(0, 5))
    rows = [("U", "r", name, value) for name, value in zip(PLACES, percent, strict=True)]
    found = score(model, responses_frame(rows), rule="nplf")
    assert found.domains.iloc[0]["level"] == level
    assert found.overall.iloc[0]["score"] == pytest.approx(sum(percent) / 4)


def test_open_and_inapplicable_attributes():
    """An attribute nobody rated is not achieved, one that is not applicable is not asked; nothing at all is None."""
    model = small_model(
        {"AA": (1,) * 5}, values=PERCENT, scale=(0, 5), places={f"AA-0{n}": (1 + n // 5,) for n in range(1, 6)}
    )

    def level(last):
        rows = [("U", "r", f"AA-0{n}", 100) for n in range(1, 5)] + [("U", "r", "AA-05", last)]
        return score(model, responses_frame(rows), rule="nplf").overall.iloc[0]

    assert (level("DK")["level"], level("NA")["level"], level(100)["level"]) == (1, 1, 2)
    assert (level("DK")["low"], level("DK")["high"], level("DK")["score"]) == (80, 100, 100)
    nothing = score(model, responses_frame([("U", "r", "AA-01", "NA")]), rule="nplf").overall.iloc[0]
    assert pd.isna(nothing["score"])
    assert nothing["letter"] is None


def test_a_domain_nobody_has_rated_holds_the_whole_at_nothing():
    """An open domain counts as not achieved, so that a first answer in it never lowers the level of the whole."""
    model = small_model({"AA": (1,) * 8, "BB": (1, 1)}, values=PERCENT, scale=(0, 5))
    rows = [("U", "r", f"AA-0{n}", 100) for n in range(1, 9)]
    silent = score(model, responses_frame(rows), rule="nplf")
    assert silent.overall.iloc[0]["level"] == 0
    assert silent.domains["level"].isna().tolist() == [False, True]
    spoken = score(model, responses_frame([*rows, ("U", "r", "BB-01", 50)]), rule="nplf")
    assert spoken.overall.iloc[0]["level"] == 0
