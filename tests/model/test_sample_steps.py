from pmokit.model.sample_steps import SampleVisions, find_sample_vision_faults
from pmokit.model.vision import Objective, Vision


def test_a_units_objective_carries_out_one_of_the_whole():
    """Faults name the vision that they are in."""
    unit = Vision(objectives=(Objective(id="b", name="Own", kind="x", carries_out="c"),))
    sample = SampleVisions(whole=Vision(objectives=(Objective(id="a", name="All", kind="y"),)), visions={"NORTH": unit})
    first, second, third = find_sample_vision_faults(sample, kinds=["z"])
    assert first.path == ("whole", "objectives", 0, "kind")
    assert second.path == ("visions", "NORTH", "objectives", 0, "kind")
    assert third.path == ("visions", "NORTH", "objectives", 0, "carries_out")
