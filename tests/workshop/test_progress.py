"""How far a unit has come."""

from pmokit.model.vision import Objective, Vision
from pmokit.workshop.progress import next_step, step_progress
from pmokit.workshop.step_list import STEP_BY_ID, STEPS, following

GROW = Objective(id="grow", name="Grow", kind="transparency")


def of(engagement, step, unit="OPS"):
    return next(one for one in step_progress(engagement, unit) if one.step == step)


def test_each_step_is_told_in_order(engagement):
    assert [one.step for one in step_progress(engagement, "OPS")] == [step.id for step in STEPS]


def test_a_new_engagement_begins_with_the_assessment_to_open(engagement):
    first = next_step(step_progress(engagement, "OPS"))
    assert (first.step, first.done, first.todo) == ("home", "begun", "Open the assessment")


def test_a_vision_is_open_then_begun_then_done_when_somebody_agrees(engagement):
    assert of(engagement, "vision").done == "open"
    engagement.write_document("vision", Vision(objectives=(GROW,)), author="a")
    assert of(engagement, "vision").todo == "Write mission and vision"
    version = engagement.write_document("vision", Vision(mission="m", vision="v", objectives=(GROW,)), author="a")
    assert of(engagement, "vision").todo == "Agree to the vision by name"
    engagement.agree("vision", version, name="Ines", role="sponsor", of_unit="", state="agreed")
    assert of(engagement, "vision").done == "done"


def test_a_refusal_keeps_a_step_from_being_done(engagement):
    version = engagement.write_document("vision", Vision(mission="m", vision="v", objectives=(GROW,)), author="a")
    for name, state in (("Ines", "agreed"), ("Omar", "rejected")):
        engagement.agree("vision", version, name=name, role="sponsor", of_unit="", state=state)
    assert of(engagement, "vision").done == "begun"


def test_a_units_own_document_counts_before_that_of_the_whole(engagement):
    version = engagement.write_document("vision", Vision(mission="m", vision="v", objectives=(GROW,)), author="a")
    engagement.agree("vision", version, name="Ines", role="sponsor", of_unit="", state="agreed")
    engagement.write_document("vision", Vision(), unit="OPS", author="a")
    assert of(engagement, "vision", "OPS").done == "begun"
    assert of(engagement, "vision", "FIN").done == "done"


def test_an_address_keeps_unit_and_name():
    assert STEP_BY_ID["kpis"].address("A B", "Ö & Co") == "/voila/render/3_kpis.ipynb?unit=A+B&by=%C3%96+%26+Co"


def test_the_last_step_has_none_after_it():
    assert following("home").id == "vision"
    assert following("roadmap") is None
