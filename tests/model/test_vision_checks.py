from pmokit.model.vision import ExpectedBenefit, Measure, Objective, PmoPart, Vision
from pmokit.model.vision_checks import find_vision_faults

MEASURE = Measure(name="late", target=3)


def test_all_links_that_lead_nowhere_are_told_at_once_with_their_paths():
    part = PmoPart(contribution="Helps", services=("watch", "watch", "wach"))
    one = Objective(id="a", name="One", kind="dates", pmo=part, conflicts_with=("a", "z"), carries_out="groop")
    benefit = ExpectedBenefit(objective="b", measure=MEASURE, due="2028-01-01")
    vision = Vision(objectives=(one, one), benefits=(benefit,))
    found = list(find_vision_faults(vision, ["date"], ["watch"], ["group"]))
    told = {(".".join(map(str, fault.path)), fault.what) for fault in found}
    assert ("objectives.1.id", "objective id 'a' is used twice") in told
    assert ("objectives.0.kind", "a: unknown kind of objective 'dates'") in told
    assert ("objectives.0.conflicts_with.0", "a: conflicts with itself") in told
    assert ("objectives.0.conflicts_with.1", "a: unknown objective 'z'") in told
    assert ("objectives.0.pmo.services.1", "a: 'watch' is listed twice") in told
    assert ("objectives.0.pmo.services.2", "a: unknown service 'wach'") in told
    assert ("objectives.0.carries_out", "a: unknown objective of the whole 'groop'") in told
    assert ("benefits.0.objective", "benefit: unknown objective 'b'") in told


def test_what_is_not_known_is_not_checked():
    one = Objective(
        id="a", name="One", kind="dates", carries_out="any", pmo=PmoPart(contribution="Helps", services=("x",))
    )
    assert not list(find_vision_faults(Vision(objectives=(one,))))
