"""A plan in plain words."""

from types import SimpleNamespace

import pytest

from pmokit.workshop.planner.words import meaning


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (2, "with Work 1, Work 2."),
        (5, "with Work 1, Work 2, Work 3, Work 4, Work 5."),
        (13, "with Work 1, Work 2, Work 3, Work 4, and 9 more."),
    ],
)
def test_a_large_plan_names_only_its_first_initiatives(count, told):
    """Up to five names can be taken in; of more, four stand for the rest."""
    begun = [SimpleNamespace(name=f"Work {at + 1}", start=0, owner="Unit head") for at in range(count)]
    later = SimpleNamespace(name="Later", start=1, owner="Executive")
    study = SimpleNamespace(
        plan=SimpleNamespace(value=1.0),
        initiatives=[*begun, later],
        quarter=lambda at: f"2027 Q{at + 1}",
        model=SimpleNamespace(domains=()),
        milestones=(),
    )
    assert meaning(study).startswith(f"<p>It begins in 2027 Q1 {told}</p>")
