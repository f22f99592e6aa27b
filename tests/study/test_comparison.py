"""What a comparison says: which units, which rounds, which figures; and what it keeps to itself."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.assess.permutation import BEYOND
from pmokit.assess.withheld import WITHHELD
from pmokit.content.library import load_model
from pmokit.errors import InputError
from pmokit.exchange.rounds import close_round, open_round
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import RESPONSE_COLUMNS, create_engagement, open_engagement
from pmokit.study.comparison import ComparisonStudy

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def rounds(two_rounds_file):
    with open_engagement(two_rounds_file) as opened:
        yield opened


def study(engagement, **options):
    return ComparisonStudy(engagement, today=TODAY, **options)


def test_only_released_units_are_shown_and_the_others_named_with_the_reason(sample_file):
    with open_engagement(sample_file) as engagement:
        made = study(engagement, units=["ENERGY", "ROOFS", "LAB"])
        assert made.shown == ("ENERGY", "LAB")
        assert made.left_out == {"ROOFS": "its results of round 1 are validated, not released"}
        assert set(made.parts["unit"]) == set(made.shown)
        assert made.before is None


def test_the_last_two_rounds_are_compared_and_units_without_answers_named(rounds):
    made = study(rounds, units=["lab", "ENERGY"])
    assert (made.before.round, made.after.round) == (1, 2)
    assert made.shown == ("LAB",)
    assert made.left_out == {"ENERGY": "nobody answered in round 2"}


def test_the_change_of_the_sample_is_found_where_it_was_put(rounds):
    """Cement's communication truly rose, and its level was promised; nothing did at Roads; four people of LAB cannot tell."""
    made = study(rounds).by_unit
    cement = made["CEMENT"].comparison.changes.set_index("domain")["verdict"]
    assert cement["COM"] == BEYOND
    promised = made["CEMENT"].promised_levels.set_index(["domain", "by"])
    assert promised.loc[("COM", "2027 Q2"), "verdict"] == "kept"
    assert promised.loc[("POR", "2027 Q3"), "verdict"] == "not kept"
    assert promised.loc[("COM", "2027 Q2"), "before"] == pytest.approx(1.444, abs=0.001)
    assert BEYOND not in set(made["ROADS"].comparison.changes["verdict"])
    assert made["LAB"].comparison.changes["verdict"].isna().any()
    firm = made["CEMENT"].question_changes
    assert set(firm.loc[firm["verdict"] == BEYOND, "domain"]) <= {"COM", "GOV"}


def test_scores_lie_in_their_ranges(rounds):
    parts = study(rounds).parts.dropna(subset=["interval_low"])
    assert len(parts)
    assert (parts["interval_low"] <= parts["interval_high"]).all()


def test_unknown_units_and_rounds_are_told_together(rounds):
    with pytest.raises(InputError, match="no business unit 'CEMNT'") as caught:
        study(rounds, units=["CEMNT", "LAB"], rounds=[2, 3])
    told = [str(fault) for fault in caught.value.faults]
    assert told == [
        "--unit: there is no business unit 'CEMNT'. Did you mean 'CEMENT'?",
        "--rounds: there is no round 3 of ppm_maturity. Expected: one of 1, 2.",
    ]
    with pytest.raises(InputError, match="names no earlier and a later round"):
        study(rounds, rounds=[2, 1])


def test_the_fingerprint_changes_with_what_is_compared(rounds):
    assert study(rounds).input_hash() == study(rounds).input_hash()
    assert study(rounds).input_hash() != study(rounds, units=["LAB"]).input_hash()


@pytest.fixture(scope="module")
def anonymous(tmp_path_factory):
    """Two anonymous rounds: A of five people, of whom two answer RES; B of two."""
    model = load_model("ppm_maturity")
    units = [Unit(code="A", name="Alpha"), Unit(code="B", name="Beta")]
    by_domain = {d: [q.id for q in model.questions if model.domain_of[q.id] == d] for d in ("POR", "RES", "DEM")}
    file = tmp_path_factory.mktemp("anonymous") / "a.pmokit"
    with create_engagement(file, Settings(client="Acme"), units) as opened:
        for value in (2, 4):
            assessment = open_round(opened, model, anonymous=True)
            rows = [
                (unit, f"p{n}", "executive", q, "answered", f"l{value}", float(value), "", "", "")
                for unit, people in (("A", 5), ("B", 2))
                for n in range(people)
                for d, questions in by_domain.items()
                for q in questions
                if d != "RES" or n < 2
            ]
            opened.add_responses(assessment.id, pd.DataFrame(rows, columns=list(RESPONSE_COLUMNS)))
            opened.set_unit_states(assessment.id, ["A", "B"], "released", author="test")
            if value == 2:
                close_round(opened, author="test")
        yield opened


def test_figures_of_few_people_are_withheld_with_their_ranges_and_changes(anonymous):
    """RES of two people, the next smallest with it, and all of B: no score, no range, no change, no question."""
    made = study(anonymous)
    parts = made.parts.set_index(["unit", "part"])
    for place in (("A", "RES"), ("B", ""), ("B", "POR")):
        row = parts.loc[place]
        assert row[["score", "low", "high", "interval_low", "interval_high"]].isna().all()
        assert row["reason"].startswith(WITHHELD)
    hidden = parts.loc["A"]["reason"].fillna("").str.startswith(WITHHELD)
    assert hidden.sum() >= 2
    changes = made.by_unit["A"].comparison.changes.set_index("domain")
    assert changes.loc["RES", ["before", "after", "change", "p"]].isna().all()
    questions = made.by_unit["A"].question_changes.set_index("domain")
    assert questions.loc["RES", "change"].isna().all()
    assert made.by_unit["B"].question_changes["change"].isna().all()
    few = made.questions[(made.questions["unit"] == "B")]
    assert few["score"].isna().all()
