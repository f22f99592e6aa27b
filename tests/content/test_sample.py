"""The sample engagement is what its README promises."""

import csv
import importlib.util
import itertools
from collections import Counter
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from pmokit.assess.results import Scores
from pmokit.assess.scoring import score
from pmokit.content.library import load_catalogue, load_model, load_profile, read_file
from pmokit.exchange.responses_csv import read_responses
from pmokit.model.maturity import MaturityModel
from pmokit.model.profile import answers_from_levels
from pmokit.model.sample import SampleEngagement, SampleProfiles
from pmokit.model.steps import PlanningFrame

SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "sample"
SMALL = "LAB"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", Path(__file__).with_name("make_sample.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def engagement() -> SampleEngagement:
    value, _, faults = read_file(SAMPLE / "engagement.yaml", SampleEngagement)
    assert faults == []
    assert value is not None
    return value


@pytest.fixture(scope="module")
def model(engagement: SampleEngagement) -> MaturityModel:
    return load_model(engagement.model)


@pytest.fixture(scope="module")
def responses(engagement: SampleEngagement, model: MaturityModel) -> pd.DataFrame:
    return read_responses(SAMPLE / "responses.csv", model, [unit.code for unit in engagement.units])


@pytest.fixture(scope="module")
def scores(model: MaturityModel, responses: pd.DataFrame) -> Scores:
    return score(model, responses)


def _domain(scores: Scores, unit: str, domain: str) -> float:
    frame = scores.domains.set_index(["unit", "domain"])
    return float(frame.loc[(unit, domain), "score"])


# The engagement


def test_six_units_each_with_a_story(engagement: SampleEngagement):
    """Six business units; what is strong, weak and why stands in two to four sentences."""
    assert len(engagement.units) == 6
    assert all(2 <= unit.story.count(". ") + 1 <= 4 for unit in engagement.units)


def test_targets_name_domains_and_levels_of_the_model(engagement: SampleEngagement, model: MaturityModel):
    """A target belongs to a domain of the model, lies within its levels and differs from the default, or it says nothing."""
    low, high = model.level_range
    for unit in engagement.units:
        assert set(unit.targets.levels) <= {domain.id for domain in model.domains}
        for domain, level in unit.targets.levels.items():
            assert low <= level <= high, (unit.code, domain)
            assert level != model.meta.default_target, (unit.code, domain)


def test_planning_frames_cover_eight_quarters_and_all_skills(engagement: SampleEngagement):
    """Eight quarters of capacity for each skill of the catalogue, and of budget; some units have a frame of their own."""
    own = [unit.planning for unit in engagement.units if unit.planning is not None]
    assert len(own) >= 2
    for frame in (engagement.planning, *own):
        assert set(frame.capacity) == set(load_catalogue(engagement.model).skills)
        assert {len(row) for row in frame.capacity.values()} == {8}
        assert frame.budget_k is not None
        assert len(frame.budget_k) == 8


def test_capacity_ramps_up(engagement: SampleEngagement):
    """Skills for improvement are built up over the quarters, never withdrawn."""
    frames: list[PlanningFrame] = [engagement.planning, *(u.planning for u in engagement.units if u.planning)]
    for frame in frames:
        for row in frame.capacity.values():
            assert all(before <= after for before, after in itertools.pairwise(row))


def test_profiles_answer_every_criterion(engagement: SampleEngagement):
    """Each unit answers all criteria of the organisation profile in their order, or says that it cannot tell."""
    profiles, _, faults = read_file(SAMPLE / "profiles.yaml", SampleProfiles)
    assert faults == []
    assert profiles is not None
    assert list(profiles.root) == [unit.code for unit in engagement.units]
    for code, answers in profiles.root.items():
        assert list(answers) == list(load_profile().by_id), code
    assert any(answer is None for answers in profiles.root.values() for answer in answers.values())


def test_profiles_take_the_levels_of_the_assessment(scores: Scores):
    """What an assessment tells is not answered otherwise in step 4."""
    profiles, _, _ = read_file(SAMPLE / "profiles.yaml", SampleProfiles)
    assert profiles is not None
    levels = scores.domains.set_index(["unit", "domain"])["level"]
    for code, answers in profiles.root.items():
        told = answers_from_levels(load_profile(), {domain: int(n) for domain, n in levels[code].items()})
        assert len(told) == 3
        assert {name: answers[name] for name in told} == told, code


# The responses


def test_respondents_and_roles(responses: pd.DataFrame, model: MaturityModel):
    """14 to 24 people a unit in three or four roles of the model, two roles of five or more; the small unit has six people."""
    who = responses[["unit", "respondent", "role"]].drop_duplicates()
    assert who["respondent"].is_unique, "one code, one person, one role"
    assert set(who["role"]) <= {role.id for role in model.meta.roles}
    for unit, members in who.groupby("unit"):
        sizes = Counter(members["role"])
        assert 3 <= len(sizes) <= 4, unit
        if unit == SMALL:
            assert len(members) == 6
        else:
            assert 14 <= len(members) <= 24, unit
            assert sum(size >= 5 for size in sizes.values()) >= 2, unit


def test_every_status_occurs(responses: pd.DataFrame):
    """Three to six per cent don't know; some not applicable, unanswered and inherited."""
    share = responses["status"].value_counts(normalize=True)
    assert 0.03 <= share["dk"] <= 0.06
    assert 0 < share["na"] < 0.05
    assert 0 < share["unanswered"] < 0.05
    assert share["inherited"] > 0


def test_some_people_type_values(responses: pd.DataFrame):
    """Answers are option ids, and numbers from those who typed numbers."""
    with (SAMPLE / "responses.csv").open(encoding="utf-8", newline="") as file:
        answers = Counter(row["answer"][:1] for row in csv.DictReader(file) if row["answer"])
    assert answers["l"] > 4 * sum(answers[digit] for digit in "12345") > 0
    assert set(responses.loc[responses["status"] == "answered", "value"]) == {1, 2, 3, 4, 5}


def test_comments_are_few_and_all_different(responses: pd.DataFrame):
    """Some thirty to forty people said something in their own words, in all units."""
    said = responses[responses["comment"] != ""]
    assert 30 <= len(said) <= 45
    assert said["comment"].is_unique
    assert set(said["unit"]) == set(responses["unit"])


def test_executives_see_more_than_project_managers(responses: pd.DataFrame):
    """Executives rate about half a level above project managers, unit by unit."""
    means = responses.pivot_table(index="unit", columns="role", values="value", aggfunc="mean")
    above = (means["executive"] - means["project-manager"]).dropna()
    assert len(above) == 5
    assert (above > 0.2).all()
    assert 0.35 <= above.mean() <= 0.65


def test_each_unit_has_a_two_ended_split(scores: Scores):
    """In each unit one question splits people into two camps: next to no agreement over three levels or more."""
    split = scores.questions[(scores.questions["rwg"] < 0.1) & (scores.questions["range"] >= 3)]
    assert set(split["unit"]) == set(scores.overall["unit"])


def test_agreement_is_otherwise_honest(scores: Scores):
    """Half of the questions stand at fair agreement or better, and not all do."""
    for unit, rwg in scores.questions.groupby("unit")["rwg"]:
        assert rwg.median() >= 0.7, unit
        assert rwg.min() < 0.5, unit


def test_not_applicable_and_scope_dispute(scores: Scores):
    """One question does not apply to one unit at all; on another, most of a unit say so and others do not."""
    reasons = scores.questions.dropna(subset=["reason"]).set_index("unit")["reason"]
    assert reasons["LAB"] == "not applicable"
    assert reasons["ROADS"].startswith("scope dispute")


def test_inherited_practice_takes_the_providers_value(scores: Scores):
    """The laboratory's cost report is Cement's."""
    value = scores.questions.set_index(["unit", "question"])["score"]
    assert value["LAB", "FIN-03"] == value["CEMENT", "FIN-03"]


# The picture


def test_strongest_and_weakest_are_those_of_the_stories(scores: Scores):
    """Energy is the strongest at about 3.6, Roofs the weakest at about 1.5, each by a clear distance."""
    overall = scores.overall.set_index("unit")["score"].sort_values()
    assert overall.index[0] == "ROOFS"
    assert overall.index[-1] == "ENERGY"
    assert 1.3 <= overall.iloc[0] <= 1.7
    assert 3.4 <= overall.iloc[-1] <= 3.8
    assert overall.iloc[1] - overall.iloc[0] > 0.3
    assert overall.iloc[-1] - overall.iloc[-2] > 0.3


def test_cement_counts_well_and_talks_badly(scores: Scores):
    """Cement: strong in finance, weak in communication."""
    assert _domain(scores, "CEMENT", "FIN") > 3.5
    assert _domain(scores, "CEMENT", "COM") < 2


def test_coverage_allows_every_level(scores: Scores):
    """No unit falls below the coverage at which levels are printed."""
    assert scores.overall["level"].notna().all()
    assert scores.domains["level"].notna().all()


# The generator


@pytest.mark.parametrize("name", ["responses.csv", "next_round.csv", "projects.csv"])
def test_regenerating_gives_the_same_bytes(generator: ModuleType, tmp_path: Path, name: str):
    """The files in the kit are those that the generator writes; if not, run python -m tests.content.make_sample."""
    generator.write(tmp_path)
    assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_a_new_domain_leaves_other_responses_as_they_are(generator: ModuleType, model: MaturityModel):
    """Take a domain out of the model and the rows of the other domains stay; so they do when one comes in."""
    smaller = MaturityModel(meta=model.meta, domains=model.domains[1:], answer_sets=model.answer_sets)
    gone = {question.id for question in model.domains[0].questions}
    assert generator.response_rows(smaller) == [row for row in generator.response_rows(model) if row[3] not in gone]


def test_a_domain_without_true_levels_is_answered(generator: ModuleType, model: MaturityModel):
    """A domain that the tables do not know is answered near the unit's own level."""
    first = model.domains[0]
    questions = tuple(q.model_copy(update={"id": q.id.replace(first.id, "NEW")}) for q in first.questions)
    added = first.model_copy(update={"id": "NEW", "questions": questions})
    rows = generator.response_rows(MaturityModel(meta=model.meta, domains=(added,), answer_sets=model.answer_sets))
    assert {row[3] for row in rows} == {question.id for question in questions}
    assert {row[1] for row in rows} == {person.code for person in generator.people()}
