"""The first hundred days and the roadmap say the same of what both do."""

from types import SimpleNamespace

from pmokit.content.catalogues import load_first_days
from pmokit.study.first_days import beside_the_plan

DAYS = load_first_days().steps_for("enterprise")


def study(*, can_be_planned=True, **schedule):
    return SimpleNamespace(
        can_be_planned=can_be_planned,
        plan=SimpleNamespace(schedule={name.replace("_", "-"): start for name, start in schedule.items()}),
        first_days=DAYS,
        called=lambda name: f"'{name}'",
        quarter=lambda offset: f"2027 Q{offset + 1}",
    )


def test_a_step_names_the_initiative_that_does_the_same_thoroughly():
    """Planned: from when on; left out: a light version only; not asked for: what is there."""
    told = beside_the_plan(study(single_intake=1, project_register=None))
    assert (
        told["one-intake"]
        == "This is a light version: the roadmap does it thoroughly from 2027 Q2 on, with 'single-intake'."
    )
    assert told["project-list"].startswith(
        "This is a light version only: the roadmap leaves 'project-register' out and says why"
    )
    assert "begin with what is there" in told["skill-clash"]
    assert set(told) == {step.id for step in DAYS if step.light_of}


def test_without_a_roadmap_nothing_is_said_of_it():
    assert beside_the_plan(study(can_be_planned=False)) == {}
