"""The advice on the type of PMO: archetypes, the middle, unknown answers, weights, control, and flips that flip."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.library import load_guides, load_profile
from pmokit.errors import DecisionError
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.strategy.decision.table import place_answers
from pmokit.strategy.decision.value import expected_values, score
from pmokit.strategy.pmo_type import choose_control, control_table, profile_table, profile_weights, recommend
from tests.strategy.profiles import OPTIONS, case, criterion, profile_of, small_profile

KIT = load_profile()
SMALL = small_profile()
answers_to_small = st.fixed_dictionaries({name: st.sampled_from((*OPTIONS, None)) for name in SMALL.by_id})


@pytest.mark.parametrize("name", PMO_TYPES)
def test_a_clear_cut_profile_is_told_its_type(name):
    """The three archetypes: the right type, first in more than .9 of the weights, whatever the seed, and no hybrid."""
    for seed in (1, 2, 3):
        advice = recommend(KIT, case(name), seed=seed)
        assert advice.type == name
        assert advice.acceptability[name] > 0.9
        assert advice.hybrid is None


def test_a_profile_in_the_middle_is_offered_a_hybrid():
    advice = recommend(KIT, case("middle"), seed=1)
    assert advice.hybrid == (advice.ranking[0].type, advice.ranking[1].type)
    strong = [share for share in advice.acceptability.values() if share > 0.30]
    assert len(strong) == 2 or advice.margin < 0.05
    assert any(sentence.startswith("A hybrid of") for sentence in advice.explanation)


@pytest.mark.parametrize("name", ["agile", "middle"])
def test_flips_of_the_kit_really_flip(name):
    """Asked again with the change, the advice is the type that the flip names."""
    answers = case(name)
    for flip in recommend(KIT, answers, seed=1).flips[:12]:
        again = recommend(KIT, answers | flip.change, seed=1)
        assert again.type == flip.to != name


@given(answers_to_small)
def test_flips_really_flip_and_what_is_not_listed_does_not(answers):
    """Every single change of an answer is tried: exactly the listed ones lead to another type, and to the one named."""
    advice = recommend(SMALL, answers, seed=1)
    if advice.type is None:
        assert advice.flips == ()
        return
    listed = {(name, option): f.to for f in advice.flips if len(f.change) == 1 for name, option in f.change.items()}
    for name, answer in answers.items():
        for option in OPTIONS:
            again = recommend(SMALL, answers | {name: option}, seed=1).type
            assert option == answer or listed.get((name, option), advice.type) == again
    for flip in advice.flips:
        assert recommend(SMALL, answers | flip.change, seed=1).type == flip.to
        assert len(flip.change) == 1 or not any((name, o) in listed for name in flip.change for o in OPTIONS)


@given(answers_to_small, st.integers(0, 9))
def test_what_the_advice_always_holds(answers, seed):
    """Shares sum to 1, scores and weights lie in 0..1, the ranking falls, and the document is JSON without NaN."""
    advice = recommend(SMALL, answers, seed=seed, guides=load_guides())
    json.dumps(advice.model_dump(mode="json"), allow_nan=False)
    assert len(advice.ask_next) == min(3, sum(answer is None for answer in answers.values()))
    if advice.type is None:
        assert advice.explanation[0].startswith("Cannot tell yet")
        return
    assert sum(advice.acceptability.values()) == pytest.approx(1)
    scores = [ranked.score for ranked in advice.ranking]
    assert scores == sorted(scores, reverse=True)
    assert advice.margin == pytest.approx(scores[0] - scores[1])
    weights = dict(zip(SMALL.by_id, profile_weights(SMALL), strict=True))
    assert all(low <= weights[name] <= high for name, (low, high) in advice.weight_intervals.items())


def test_all_unknown_cannot_be_told():
    """No type, no numbers, and exactly the three questions whose answers would tell most."""
    advice = recommend(KIT, {}, seed=1)
    assert (advice.type, advice.control, advice.margin, advice.hybrid) == (None, None, None, None)
    assert advice.ranking == advice.flips == ()
    assert advice.acceptability == advice.weight_intervals == {}
    assert "Cannot tell yet: 0 of the 16 criteria are answered" in advice.explanation[0]
    assert len(advice.ask_next) == 3
    assert [s.split(":")[0] for s in advice.explanation[1:4]] == [
        f"Ask next, {name.replace('-', ' ')}" for name in advice.ask_next
    ]
    assert advice == recommend(KIT, dict.fromkeys(KIT.by_id), seed=1)


def test_the_questions_to_ask_are_those_worth_most():
    """By hand: sharing moves the best score most, then teams; size moves it more than sponsor, by its weight or not."""
    asked = recommend(SMALL, {}, seed=1).ask_next
    table, weights = profile_table(SMALL), profile_weights(SMALL)

    def worth(name):
        known = [score(expected_values(table, place_answers(table, {name: o})), weights).max() for o in OPTIONS]
        return sum(known) / len(known)

    assert list(asked) == sorted(SMALL.by_id, key=worth, reverse=True)[:3]


def test_half_of_the_weight_has_to_be_known():
    """Two of four criteria are half of them: enough where they carry the weight, too few where they do not."""
    assert recommend(SMALL, {"sharing": "high", "teams": "low"}, seed=1).type == "enterprise"
    assert recommend(SMALL, {"sponsor": "high", "size": "high"}, seed=1).type is None
    assert (
        recommend(SMALL, {"sharing": "high"}, seed=1, weights={"sharing": 9, "teams": 1, "sponsor": 1, "size": 1}).type
        is None
    )


def test_the_tables_hold_the_values_of_the_profile():
    table = profile_table(SMALL)
    assert table.criteria == ("sharing", "teams", "sponsor", "size")
    assert table.alternatives == PMO_TYPES
    assert table.values[0].tolist() == [[0, 1, 0.5], [0.5, 0.5, 0.5], [1, 0, 0.4]]
    control = control_table(SMALL)
    assert control.criteria == ("sharing",)
    assert control.alternatives == CONTROL_LEVELS
    assert control.values[0].tolist() == [[0.9, 0.5, 0.1], [0.5, 0.9, 0.5], [0.1, 0.5, 0.9]]


def test_control_is_told_apart_from_the_type():
    """It follows the criteria on control alone: other answers change the type, and not the control."""
    weights = profile_weights(SMALL)
    assert choose_control(SMALL, {"sharing": "low"}, weights).level == "supportive"
    assert choose_control(SMALL, {"sharing": "high", "teams": "high"}, weights).level == "directive"
    unknown = choose_control(SMALL, {"teams": "high"}, weights)
    assert unknown.level is None
    assert "0 of the 1 criteria on control are answered" in unknown.sentence
    silent = profile_of(criterion("one", (1, 2, 3), (1, 2, 3), (1, 2, 3)))
    assert choose_control(silent, {"one": "low"}, profile_weights(silent)).level is None


def test_weights_of_the_consultant_count():
    """All weight on teams: many lasting teams call for an agile PMO, whatever the rest says."""
    answers = {"sharing": "high", "teams": "high", "sponsor": "high", "size": "high"}
    assert recommend(SMALL, answers, seed=1).type == "enterprise"
    given_weights = {"sharing": 1, "teams": 97, "sponsor": 1, "size": 1}
    advice = recommend(SMALL, answers, seed=1, weights=given_weights)
    assert advice.type == "agile"
    assert advice.ranking[0].score == pytest.approx(0.4 * 0.01 + 0.97 + 0.6 * 0.01 + 0.5 * 0.01)


@pytest.mark.parametrize(
    ("weights", "match"),
    [
        ({"sharing": 1}, "weights: teams, sponsor, size missing"),
        (
            {"sharing": 1, "teams": 1, "sponsor": 1, "size": 1, "sizes": 1},
            "unknown criterion 'sizes'.*Did you mean 'size'",
        ),
        ({"sharing": -1, "teams": 1, "sponsor": 1, "size": 1}, "no weights: -1"),
        ({"sharing": 0, "teams": 0, "sponsor": 0, "size": 0}, "no criterion has a weight"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, match):
    with pytest.raises(DecisionError, match=match):
        recommend(SMALL, {}, seed=1, weights=weights)


def test_answers_at_fault_are_refused_all_at_once():
    with pytest.raises(DecisionError, match=r"unknown criterion 'team'.*Did you mean 'teams'") as told:
        recommend(SMALL, {"team": "low", "size": "hgh", "sponsor": float("nan"), "sharing": True}, seed=1)
    text = str(told.value)
    assert "size: 'hgh' is no option of this criterion. Expected: one of low, middle, high" in text
    assert "sponsor: nan is no option" in text
    assert "sharing: true is no option" in text


def test_evidence_is_the_weaker_grade_of_the_two_compared():
    """Teams: enterprise rests on practice, agile on research, departmental on judgement."""
    enterprise_then_agile = recommend(
        SMALL, {"sharing": "high", "teams": "high", "sponsor": "high", "size": "high"}, seed=1
    )
    assert [ranked.type for ranked in enterprise_then_agile.ranking][:2] == ["enterprise", "agile"]
    assert enterprise_then_agile.evidence["teams"] == "practice"
    assert recommend(SMALL, {}, seed=1).evidence["teams"] == "judgement"


def test_the_same_seed_gives_the_same_advice():
    answers = case("middle")
    assert recommend(KIT, answers, seed=4) == recommend(KIT, answers, seed=4)
    assert recommend(KIT, answers, seed=4).ranking == recommend(KIT, answers, seed=5).ranking


SCRUM_DEPARTMENT = {
    "cross-unit-projects": "none-or-one",
    "concentration": "over-three-quarters",
    "agile-share": "over-four-fifths",
    "strategy-gap": "three-quarters-served",
    "budget-ownership": "lasting-teams",
    "decision-rights": "teams",
    "sponsorship": "one-head",
    "release-rhythm": "every-two-weeks",
    "unit-spread": "one-unit",
    "portfolio-practice": "by-single-sponsors",
    "agile-practice": "steered",
    "pm-competence": "by-individuals",
    "regulation": "no-project",
    "change-appetite": "all-lasted",
    "portfolio-size": "under-ten",
    "portfolio-variety": "one-kind",
}


def test_a_small_department_on_scrum_gets_an_agile_office_and_hears_what_speaks_against_it():
    """What speaks for the second is told for the second, never as a negative sum for the first; seed 1 is the default."""
    advice = recommend(KIT, SCRUM_DEPARTMENT)
    assert (advice.type, advice.control, advice.hybrid) == ("agile", "supportive", None)
    assert advice == recommend(KIT, SCRUM_DEPARTMENT, seed=1)
    rest = next(sentence for sentence in advice.explanation if sentence.startswith("The other"))
    assert rest == "The other 2 criteria together speak for departmental by +0.004."


def test_a_better_fit_never_lowers_a_type():
    """From low to high sharing, the enterprise PMO's score rises with its value."""
    found = [
        {r.type: r.score for r in recommend(SMALL, {"sharing": o, "teams": "low", "sponsor": "low"}, seed=1).ranking}
        for o in OPTIONS
    ]
    rising = [scores["enterprise"] for scores in found]
    assert rising == sorted(rising)
