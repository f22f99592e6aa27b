"""What changed between two versions of a model."""

import pytest

from pmokit.assess.model_diff import diff_models
from pmokit.errors import ScoringError
from pmokit.model.maturity import RuleSettings
from tests.assess.models import small_model


def changed(model, **meta):
    return model.model_copy(update={"meta": model.meta.model_copy(update=meta)})


def test_the_same_version_compares():
    """No difference, all questions comparable."""
    diff = diff_models(small_model({"AA": (1, 2)}), small_model({"AA": (1, 2)}))
    assert diff.scores_compare
    assert diff.comparable == ("AA-01", "AA-02")


def test_added_retired_and_reweighted():
    """A domain goes, one comes, a weight changes: only what both ask compares."""
    diff = diff_models(small_model({"AA": (1, 2), "BB": (1,)}), small_model({"AA": (1, 3, 1), "CC": (1,)}))
    assert (diff.added, diff.retired, diff.reweighted) == (("AA-03", "CC-01"), ("BB-01",), ("AA-02",))
    assert (diff.domains_added, diff.domains_removed) == (("CC",), ("BB",))
    assert diff.comparable == ("AA-01", "AA-02")
    assert not diff.scores_compare


def test_other_answers_do_not_compare():
    """The same question with other answer values cannot be set beside its old self."""
    diff = diff_models(small_model({"AA": (1,)}), small_model({"AA": (1,)}, values=(0, 1, 2, 3)))
    assert (diff.answers_changed, diff.comparable) == (("AA-01",), ())


def test_settings():
    """Roll-up, threshold and domain weights change scores too."""
    old = small_model({"AA": (1,)})
    new = changed(small_model({"AA": (1,)}, roll_up="equal", domain_weights={"AA": 2}), coverage_threshold=0.5)
    assert diff_models(old, new).settings_changed == ("roll_up", "coverage_threshold", "domain_weights")


def test_a_question_of_another_level_or_scope_does_not_compare_as_it_is():
    """Level, stream, organisational scope and approach decide what a score counts."""
    old = small_model({"AA": (1, 1)}, places={"AA-01": (1, "a")})
    first, second = old.domains[0].questions
    changed_questions = (
        first.model_copy(update={"level": 2}),
        second.model_copy(update={"approach": "tactical", "scopes": ("enterprise",)}),
    )
    new = old.model_copy(update={"domains": (old.domains[0].model_copy(update={"questions": changed_questions}),)})
    diff = diff_models(old, new)
    assert (diff.moved, diff.rescoped) == (("AA-01",), ("AA-02",))
    assert not diff.scores_compare


def test_groups_and_rule_settings_change_scores():
    """A domain of another group, another theta."""
    old = small_model({"AA": (1,)}, groups={"AA": "one"})
    new = changed(small_model({"AA": (1,)}, groups={"AA": "two"}), rule_settings=RuleSettings(theta=0.5))
    assert diff_models(old, new).settings_changed == ("rule_settings", "groups")


def test_a_retired_question_is_retired():
    """``retired: true`` in the new version."""
    old = small_model({"AA": (1, 1)})
    first, second = old.domains[0].questions
    domain = old.domains[0].model_copy(update={"questions": (first, second.model_copy(update={"retired": True}))})
    assert diff_models(old, old.model_copy(update={"domains": (domain,)})).retired == ("AA-02",)


def test_two_models_do_not_compare():
    """Only versions of one model do."""
    model = small_model({"AA": (1,)})
    with pytest.raises(ScoringError, match="models 'small' and 'other' do not compare"):
        diff_models(model, changed(model, id="other"))
