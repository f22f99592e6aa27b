"""Step 4 in plain words."""

from pmokit.model.recommendation import TypeChoice
from pmokit.workshop.structure import words
from pmokit.workshop.structure.state import StructureState


def test_an_empty_engagement_is_told_what_to_do(engagement):
    state = StructureState(engagement, "FIN")
    assert "nobody has answered yet" in words.before_markup(state)
    assert "Finance &amp; &lt;Control&gt;" in words.before_markup(state)
    assert words.missing_sentences(state) == [
        "16 questions of the organisation profile are open.",
        "The type of PMO has not been chosen.",
    ]
    assert "Answer the profile" in words.meaning_markup(state)


def test_the_sample_says_what_kind_of_pmo_it_is_and_what_it_takes(sample):
    state = StructureState(sample, "ENERGY")
    said = words.meaning_markup(state)
    assert "Energy Services gets a controlling enterprise PMO" in said
    assert "people working full time" in said
    assert "posts have no name yet" in " ".join(words.missing_sentences(state))
    assert "Resource management" in words.before_markup(state)


def test_findings_name_roles_and_services(sample):
    state = StructureState(sample, "ENERGY")
    state.set_letter("status-report", "pmo-head", "A")
    said = " ".join(words.finding_sentences(state.findings, state))
    assert "Project status report" in said
    assert "a second A beside PMO consultant" in said or "a second A beside Head of PMO" in said
    assert "pmo-" not in said


def test_a_hybrid_names_both_types():
    choice = TypeChoice(type="agile", control="supportive", hybrid=("agile", "enterprise"), reason="Both", advice=None)
    assert words.type_words(choice) == "a supportive agile and enterprise hybrid PMO"
