"""Targets by hand, from a profile, from a PMO type; each with its origin."""

import pytest

from pmokit.assess.targets import resolve_targets, targets_for_type
from pmokit.errors import ScoringError
from pmokit.model.steps import Targets


def test_hand_goes_before_profile_before_default(model):
    """POR is set by hand, RES comes from the profile; without either every domain takes the default 3."""
    found = resolve_targets(model, Targets(profile="enterprise", levels={"POR": 2.5})).set_index("domain")
    assert found.loc["POR"].tolist() == [2.5, "agreed by hand"]
    assert found.loc["RES"].tolist() == [4, "profile enterprise: expert judgement"]
    assert set(resolve_targets(model, Targets())["target"]) == {model.meta.default_target}


@pytest.mark.parametrize("pmo_type", ["enterprise", "departmental", "agile"])
def test_every_type_has_its_targets(model, pmo_type):
    """Each PMO type asks for something else, and names every domain."""
    targets = targets_for_type(model, pmo_type)
    found = resolve_targets(model, targets)
    assert found["origin"].str.startswith(f"profile {pmo_type}").all()
    assert found["target"].nunique() > 1


def test_an_agile_pmo_needs_less_method_and_more_flow_than_a_departmental_one(model):
    """The profiles differ where the types do."""
    agile, departmental = (
        resolve_targets(model, targets_for_type(model, t)).set_index("domain")["target"]
        for t in ("agile", "departmental")
    )
    assert agile["AGI"] > departmental["AGI"]
    assert agile["MET"] < departmental["MET"]


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (Targets(profile="enterprize"), r"no target profile 'enterprize'\. Did you mean 'enterprise'\?"),
        (Targets(levels={"PRO": 3}), r"target for unknown domain 'PRO'\. Did you mean 'POR'\?"),
        (Targets(levels={"POR": 6}), r"target 6 for POR is outside the levels\. Expected: 1 to 5"),
    ],
)
def test_faulty_targets_are_named(model, targets, message):
    """An unknown profile or domain, a level that does not exist."""
    with pytest.raises(ScoringError, match=message):
        resolve_targets(model, targets)


def test_an_unknown_type_is_refused(model):
    """The types with targets are named."""
    with pytest.raises(ScoringError, match=r"no targets for a PMO of type 'virtual'\. Known: agile, departmental, ent"):
        targets_for_type(model, "virtual")
