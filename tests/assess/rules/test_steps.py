"""Staged and MIL: what is reached only with all below it."""

import pandas as pd
import pytest

from pmokit.assess.scoring import score
from pmokit.content.library import load_model
from tests.assess.models import small_model
from tests.conftest import ROOT, responses_frame

PRACTICES = ("TH-01a", "TH-01b", "TH-01c", "TH-02a", "TH-02b")


@pytest.fixture(scope="module")
def c2m2():
    return load_model(str(ROOT / "tests" / "cases" / "models" / "c2m2_shaped"))


def th(model, given, rule="mil"):
    """Score domain TH; practices that are not given are answered by NI."""
    rows = [("U", "r", name, given.get(name, 0)) for name in PRACTICES]
    return score(model, responses_frame(rows), rule=rule).domains.set_index("domain").loc["TH"]


@pytest.mark.parametrize(
    ("done", "level"),
    [((), 0), (("1a",), 0), (("1a", "2a"), 1), (("1a", "2a", "1b"), 1), (("1a", "2a", "1b", "2b"), 2),
     (("1a", "2a", "1b", "2b", "1c"), 3), (("1b", "2b", "1c"), 0)],
)  # fmt: skip
@pytest.mark.parametrize("answer", [2, 3])
def test_mil_of_the_published_practices(c2m2, done, level, answer):
    """figures.md, MIL: {} 0, {1a} 0, {1a,2a} 1, {1a,2a,1b} 1, {1a,2a,1b,2b} 2, all 3; LI and FI count alike (CSET)."""
    found = th(c2m2, {f"TH-0{d}": answer for d in done})
    assert (found["score"], found["level"]) == (level, level)


def test_mil_does_not_average(c2m2):
    """One practice of level 1 partially implemented holds everything at 0, however full the rest is."""
    assert th(c2m2, dict.fromkeys(PRACTICES, 3) | {"TH-02a": 1})["score"] == 0


def test_mil_removes_a_practice_that_is_not_applicable(c2m2):
    """TH-02a is not applicable: {1a} is all of level 1. Without any practice of level 1 the next one still counts."""
    assert th(c2m2, {"TH-01a": 3, "TH-02a": "NA"})["score"] == 1
    everything = dict.fromkeys(PRACTICES, 3)
    assert th(c2m2, everything | {"TH-01a": "NA", "TH-02a": "NA"})["score"] == 3
    nothing = th(c2m2, dict.fromkeys(PRACTICES, "NA"))
    assert pd.isna(nothing["score"])
    assert nothing["reason"] == "not applicable"


def test_mil_does_not_grant_a_level_while_a_practice_is_open(c2m2):
    """TH-01b is open, all else done: 1 is reached, 3 is possible, and the reason says so (C2M2: unanswered is not met)."""
    found = th(c2m2, dict.fromkeys(PRACTICES, 3) | {"TH-01b": "DK"})
    assert [found[k] for k in ("score", "level", "low", "high", "coverage")] == [1, 1, 1, 3, 0.8]
    assert found["reason"] == "open questions count as not met; at best 3.00"
    nothing = th(c2m2, dict.fromkeys(PRACTICES, ""))
    assert pd.isna(nothing["score"])
    assert (nothing["low"], nothing["high"]) == (0, 3)


def test_mil_of_the_whole_is_the_lowest_of_its_domains(c2m2):
    """TH reaches 3, AS 1: together they reach 1, never 2."""
    rows = [("U", "r", q.id, 3) for q in c2m2.questions if q.id != "AS-01b"] + [("U", "r", "AS-01b", 0)]
    found = score(c2m2, responses_frame(rows))
    assert found.domains["score"].tolist() == [3, 1]
    assert found.overall.iloc[0]["score"] == 1
    # AS has nothing left at level 1, and its level 2 is not met: 0, also for the whole.
    empty = score(c2m2, responses_frame([*rows, ("U", "r", "AS-01a", "NA")]))
    assert (empty.domains["score"].tolist(), empty.overall.iloc[0]["score"]) == ([3, 0], 0)


STAGES = {"AA-01": (2,), "AA-02": (2,), "AA-03": (3,), "BB-01": (2,), "BB-02": (3,), "BB-03": (3,)}


def staged(given, *, units="U", **settings):
    model = small_model({"AA": (1, 1, 1), "BB": (1, 1, 1)}, places=STAGES, settings=settings, scale=(1, 3))
    rows = [(units, "r", q, given.get(q, 1)) for q in STAGES]
    found = score(model, responses_frame(rows), rule="staged")
    return [*found.domains["score"], found.overall.iloc[0]["score"]]


def test_staged_by_hand():
    """Level 2 asks AA-01, AA-02, BB-01, level 3 the rest; met: AA-01, AA-02, BB-02.

    AA: level 2 is met, none of one at 3: 2 + 0. BB: level 2 is not met, 0 of 1: 1 + 0. Whole: 2 of 3 at level 2: 1.667.
    """
    assert staged({"AA-01": 5, "AA-02": 4, "BB-02": 5}) == pytest.approx([2, 1, 1 + 2 / 3])


def test_staged_threshold_by_domain_and_over_the_whole_model():
    """Theta 0.6: 2 of 3 are enough over the whole model; by domain BB's 0 of 1 still holds it."""
    met = {"AA-01": 5, "AA-02": 4, "BB-02": 5}
    assert staged(met, theta=0.6)[-1] == pytest.approx(1 + 2 / 3)
    # Level 2 is reached, and 1 of 3 practices of level 3 is met.
    assert staged(met, theta=0.6, scope="model")[-1] == pytest.approx(2 + 1 / 3)


def test_staged_reads_the_answers_where_questions_carry_no_level():
    """Answers 3, 3, 2 of levels 1 to 5: all reach 2, two of three reach 3: 2.667; with theta 0.6 level 3, none reach 4."""
    rows = [("U", "r", f"AA-0{n}", v) for n, v in enumerate((3, 3, 2), 1)]
    for theta, expected in ((1, 2 + 2 / 3), (0.6, 3)):
        model = small_model({"AA": (1, 1, 1)}, settings={"theta": theta})
        assert score(model, responses_frame(rows), rule="staged").overall.iloc[0]["score"] == pytest.approx(expected)


def test_staged_never_passes_the_last_level_that_asks_for_something():
    """With everything met the highest level is reached; a domain without practices of level 3 stops at 2."""
    assert staged(dict.fromkeys(STAGES, 5)) == [3, 3, 3]
    model = small_model({"AA": (1,)}, places={"AA-01": (2,)}, scale=(1, 3))
    assert score(model, responses_frame([("U", "r", "AA-01", 5)]), rule="staged").overall.iloc[0]["score"] == 2
