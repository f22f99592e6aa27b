"""Every score can be explained: rule, answers, weights, what was left out, what holds it down."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.explain import explain, explain_parts, explanation_document
from pmokit.assess.rules.registry import RULES
from pmokit.assess.scoring import score
from pmokit.assess.variants import Setting
from pmokit.assess.voices import Voices
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import responses_frame

MODEL = small_model({"AA": (3, 1, 1), "BB": (1,)}, roll_up="equal", domain_weights={"AA": 3, "BB": 1})
ROWS = [
    ("U", "r1", "AA-01", 2), ("U", "r2", "AA-01", 4), ("U", "r1", "AA-02", 5), ("U", "r1", "AA-03", "DK"),
    ("U", "r1", "BB-01", "INHERITED:V"), ("V", "s", "BB-01", 1),
]  # fmt: skip
LEVELLED = {f"AA-0{n}": (n, "a") for n in (1, 2, 3)} | {"BB-01": (1, "a")}


def explained(part="", rows=ROWS, model=MODEL, **more):
    return explain(Setting(model, **more), responses_frame(rows), "U", part)


def test_a_domain_by_hand():
    """AA: (3 x 3 + 1 x 5) / 4 = 3.5; AA-01 carries (3 - 1) x 3/4 = 1.5, AA-02 (5 - 1) x 1/4 = 1; AA-03 is open."""
    found = explained("AA")
    assert (found.kind, found.score, found.level) == ("domain", 3.5, 3)
    rows = found.parts.set_index("part")
    assert rows.loc["AA-01", ["value", "weight", "loss", "gain"]].tolist() == [3, 3, 1.5, 1.5]
    assert rows.loc["AA-02", ["value", "weight", "loss", "gain"]].tolist() == [5, 1, 1.0, 0]
    assert rows["origin"].tolist() == ["middle of 2 raters", "one rater"]
    assert found.left_out.to_numpy().tolist() == [["AA-03", "nobody who answered could judge it"]]
    assert found.binding == "AA-01 holds it down most: at its best it would give 5.00"
    assert found.words == (
        "AA (AA) is 3.50 on a scale from 1 to 5, by the rule weighted-mean: the mean of the answers by their weight; here "
        "from 2 questions.",
        "It would fall most without: AA-01 1.50, AA-02 1.00.",
        "Left out: AA-03 (nobody who answered could judge it).",
        "With all open answers it lies between 3.00 and 3.80.",
        "AA-01 holds it down most: at its best it would give 5.00.",
    )


def test_the_whole_is_explained_by_its_domains():
    """Overall: (3 x 3.5 + 1 x 1) / 4 = 2.875; AA carries 2.5 x 3/4 = 1.875, BB nothing."""
    found = explained()
    assert found.score == pytest.approx(2.875)
    assert found.parts[["part", "weight", "loss"]].to_numpy().tolist() == [["AA", 3, 1.875], ["BB", 1, 0]]
    assert found.binding.startswith("AA (AA) holds it down most")


def test_a_question_names_where_its_value_comes_from():
    """Middle of raters, inherited, agreed: the origin is told."""
    assert explained("AA-01").parts["origin"].tolist() == ["middle of 2 raters"]
    assert explained("BB-01").parts["origin"].tolist() == ["inherited from V"]
    voices = Voices(agreed=pd.DataFrame([("U", "AA-01", 5)], columns=["unit", "question", "value"]))
    assert explained("AA-01", voices=voices).parts["origin"].tolist() == ["agreed value"]


def test_no_score_is_explained_too():
    """Nothing answered: the reason is the explanation."""
    found = explained("AA", [("U", "r", "AA-01", "")])
    assert found.score is None
    assert found.parts.empty
    assert found.words[0] == "AA (AA) has no score: not assessed: no applicable question has a value."


@pytest.mark.parametrize(
    ("rule", "part", "binding"),
    [
        ("minimum", "", "limited by BB (2.00); lifting it by one level would give 2.67"),
        ("staged", "AA", "level 2 still asks for AA-02"),
        ("mil", "AA", "level 2 still asks for AA-02"),
        ("mil", "", "the level is that of the lowest domain, 0: BB (BB)"),
        ("nplf", "AA", "capability level 2 is kept back by AA-02 (25 %, P; L is needed)"),
        ("samm", "AA", "AA-03 holds it down most: at its best it would give 3.75"),
        ("ratio", "AA", "AA-02 holds it down most: at its best it would give 0.67"),
        ("geometric-mean", "AA", "AA-03 holds it down most"),
    ],
)
def test_every_rule_names_what_binds_it(rule, part, binding):
    """AA at 5, 2, 1 on levels 1, 2, 3 and BB at 2: each rule is held back by something else."""
    model = small_model({"AA": (1, 1, 1), "BB": (1,)}, roll_up="equal", places=LEVELLED, values=(1, 2, 3, 4, 5))
    rows = [("U", "r", "AA-01", 5), ("U", "r", "AA-02", 2), ("U", "r", "AA-03", 1), ("U", "r", "BB-01", 2)]
    assert explained(part, rows, model, rule=rule).binding.startswith(binding)


def test_several_parts_are_explained_as_each_alone():
    found = explain_parts(Setting(MODEL), responses_frame(ROWS), "U", ("", "AA", "BB-01"))
    assert [explanation_document(one) for one in found] == [
        explanation_document(explained(part)) for part in ("", "AA", "BB-01")
    ]


def test_an_unknown_part_is_refused():
    """The id is named, with a guess."""
    with pytest.raises(ScoringError, match=r"the scope has no 'AA-1' to explain\. Did you mean 'AA-01'"):
        explained("AA-1")


answers = st.lists(st.one_of(st.integers(1, 5), st.sampled_from(["NA", "DK", ""])), min_size=4, max_size=4)


@given(answers, st.sampled_from(sorted(RULES)), st.sampled_from(["", "AA", "BB", "AA-01"]))
def test_explanations_agree_with_scores(given_answers, rule, part):
    """Score, level, bounds are those of score(); losses and gains are never negative; the document is plain JSON."""
    model = small_model({"AA": (3, 1, 1), "BB": (1,)}, places=LEVELLED, scale=(0, 5))
    names = ("AA-01", "AA-02", "AA-03", "BB-01")
    rows = [("U", "r", name, answer) for name, answer in zip(names, given_answers, strict=True)]
    found = explained(part, rows, model, rule=rule)
    scores = score(model, responses_frame(rows), rule=rule)
    frame = {"overall": scores.overall, "domain": scores.domains, "question": scores.questions}[found.kind]
    row = frame[frame[found.kind] == part].iloc[0] if part else frame.iloc[0]
    assert (found.score is None) == pd.isna(row["score"])
    assert found.score is None or found.score == row["score"]
    assert (found.parts[["loss", "gain"]].to_numpy() >= -1e-9).all()
    assert json.loads(json.dumps(explanation_document(found), allow_nan=False))["rule"] == rule


@given(st.lists(st.integers(1, 5), min_size=3, max_size=3))
def test_under_a_mean_the_losses_add_up_to_the_score(given_answers):
    """Weighted mean: what each answer carries adds up to the score above the lowest level."""
    names = ("AA-01", "AA-02", "AA-03")
    rows = [("U", "r", name, answer) for name, answer in zip(names, given_answers, strict=True)]
    found = explained("AA", rows)
    assert found.parts["loss"].sum() == pytest.approx(found.score - 1)
