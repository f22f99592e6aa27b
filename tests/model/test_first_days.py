"""The plan for the first hundred days."""

from pmokit.content.catalogues import load_first_days
from pmokit.content.library import load_catalogue
from pmokit.model.first_days import LAST_WEEK, FirstDays, find_first_days_faults


def step(name, weeks=(1, 2), **more):
    texts = {key: {"en": "x"} for key in ("title", "how", "done_when", "skip_when")}
    return {"id": name, "from_week": weeks[0], "to_week": weeks[1], "owner": "pmo-head", **texts, **more}


def plan(*steps):
    return FirstDays.model_validate({"version": "1.0.0", "source": "test", "steps": steps})


def test_faults_are_found_together():
    """An id twice, weeks that run backwards, out of order, an unknown role, one type alone."""
    given = plan(step("a", (3, 2)), step("a", (1, 1), owner="boss", types=["agile"]))
    what = [fault.what for fault in find_first_days_faults(given, ["pmo-head"])]
    assert len(what) == 5
    assert "ends in week 2" in what[1]


def test_a_good_plan_has_no_faults():
    """Weeks may overlap, and not every step is for all types."""
    types = [step(name, types=[name]) for name in ("enterprise", "departmental", "agile")]
    assert list(find_first_days_faults(plan(step("a"), *types), ["pmo-head"])) == []


def test_steps_by_type():
    """Each type has those for all and its own; while no type is chosen, those for all."""
    given = plan(step("a"), step("b", types=["agile"]))
    assert [one.id for one in given.steps_for("agile")] == ["a", "b"]
    assert [one.id for one in given.steps_for(None)] == ["a"]


def test_the_kits_plan_fills_a_hundred_days_for_each_type():
    """15 to 20 steps from the first week to the last, with interviews, mandate, intake, status and a visible win."""
    for pmo_type in ("enterprise", "departmental", "agile"):
        steps = load_first_days().steps_for(pmo_type)
        assert 15 <= len(steps) <= 20
        assert (steps[0].from_week, max(one.to_week for one in steps)) == (1, LAST_WEEK)
        assert {"interviews", "mandate-signed", "one-intake", "one-page-status", "visible-win"} <= {
            one.id for one in steps
        }


def test_a_light_version_names_an_initiative_of_the_catalogue():
    named = {step.light_of for step in load_first_days().steps if step.light_of}
    assert "single-intake" in named
    assert named <= set(load_catalogue("ppm_maturity").by_id)
