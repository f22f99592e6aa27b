"""The benchmark of the advice asks what it says: random answers of which some are unknown, each an option."""

from pmokit.content.library import load_profile
from tests.benchmarks.bench_recommend import make_answers


def test_random_answers_are_options_or_unknown():
    profile = load_profile()
    answers = make_answers(profile, 200)
    for criterion in profile.criteria:
        assert set(answers[criterion.id].dropna()) == set(criterion.option_ids)
        assert answers[criterion.id].isna().any()
