"""Answer yourself, without a browser: click in code, read values."""

import pytest

from pmokit.content.library import load_model
from pmokit.errors import StoreError
from pmokit.workshop.components.introduction import Introduction
from pmokit.workshop.components.status import Status
from pmokit.workshop.maturity.answers import AnswersPanel
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.visit import Visit

COUNT = len(load_model("ppm_maturity").questions)


@pytest.fixture
def page_for(engagement, model):
    def make(assessment, visit):
        asked = []
        panel = AnswersPanel(
            MaturityState(engagement, assessment, model, visit), Status(), lambda: None, lambda: asked.append("result")
        )
        panel.asked = asked
        return panel

    return make


@pytest.fixture
def page(page_for, assessment):
    return page_for(assessment, Visit("OPS", "Anna", "finance"))


def form(page):
    (found,) = page.children
    assert isinstance(found, Introduction)
    return found


def test_choosing_an_answer_saves_it_and_says_so(page):
    page.ratings["POR-01"].choices.value = "l2"
    assert page.state.given["POR-01"].choice == "l2"
    assert f"Saved. 1 of {COUNT} answered." in page.status.value
    assert f"1 of {COUNT}" in page.progress.value
    label = page.navigation["POR"].description.replace("\N{NO-BREAK SPACE}", " ")
    assert label == f"Strategic portfolio management: 1 of {len(page.state.domains[0].asked)}"


def test_every_question_offers_not_knowing_and_not_applying(page, model):
    offered = page.ratings["POR-01"].choices.options
    assert [value for _, value in offered] == ["l1", "l2", "l3", "l4", "l5", "DK", "NA"]
    assert offered[0][0] == model.question_by_id["POR-01"].anchors["l1"]["en"]


def test_answers_are_there_again_after_a_reload(page, page_for, assessment):
    page.ratings["POR-01"].choices.value = "l2"
    page.ratings["POR-02"].choices.value = "NA"
    page.ratings["POR-02"].comment.value = "no such projects"
    again = page_for(assessment, Visit("OPS", "Anna", "finance"))
    assert again.ratings["POR-01"].choices.value == "l2"
    assert again.ratings["POR-02"].choices.value == "NA"
    assert again.ratings["POR-02"].comment.value == "no such projects"
    assert again.ratings["POR-03"].choices.value is None


def test_what_could_not_be_saved_does_not_look_saved(page, monkeypatch):
    """A choice that did not reach the file goes back to what the file holds, and the page says why."""
    page.ratings["POR-01"].choices.value = "l2"

    def full(*_):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(page.state.engagement, "add_responses", full)
    page.ratings["POR-01"].choices.value = "l4"
    assert page.ratings["POR-01"].choices.value == "l2"
    page.ratings["POR-02"].choices.value = "l4"
    assert page.ratings["POR-02"].choices.value is None
    assert 'data-pk-status="trouble"' in page.status.value
    assert "The disk is full." in page.status.value


def test_navigation_turns_to_a_domain(page):
    page.navigation["DEM"].click()
    assert "DEM-01" in page.ratings
    page.ratings["DEM-01"].choices.value = "DK"
    page.choice.value = "POR"
    assert page.state.page == "POR"
    page.navigation["DEM"].click()
    assert page.choice.value == "DEM"
    assert page.ratings["DEM-01"].choices.value == "DK"


def test_the_last_button_of_each_domain_leads_on_to_the_result(page):
    seen = []
    domains = [domain.id for domain in page.state.model.domains]
    for _ in domains:
        seen.append(page.state.page)
        page.children[0].children[1].children[-1].click()
    assert seen == domains
    assert page.asked == ["result"]


def test_whoever_has_answered_everything_is_thanked(page, model):
    """With nothing left to answer the panel says so, and leads to the result or back to any domain."""
    for question in model.questions:
        page.state.answer(question.id, "l2")
    page.state.enter(Visit("OPS", "Anna", "finance", "DEM"))
    page.state.enter(Visit("OPS", "Anna", "finance"))
    thanks = page.children[0].children[1]
    assert f"All {COUNT} questions are answered" in thanks.children[0].value
    thanks.children[1].click()
    assert page.asked == ["result"]


def test_without_a_person_the_page_asks_who_answers(page_for, assessment):
    page = page_for(assessment, Visit(unit="FIN"))
    asked = form(page)
    assert asked.unit.value == "FIN"
    asked.start.click()
    assert "enter a name" in page.status.value
    asked.name.value = "Ben"
    asked.start.click()
    assert "choose a business unit and a role" in page.status.value
    asked.role.value = "executive"
    assert "Decides on priorities" in asked.meaning.value
    asked.start.click()
    assert page.state.visit == Visit("FIN", "Ben", "executive")


def test_someone_who_comes_back_is_told_so(page, page_for, assessment):
    page.ratings["POR-01"].choices.value = "l2"
    again = page_for(assessment, Visit(unit="OPS"))
    asked = form(again)
    asked.name.value, asked.role.value = "Anna", "executive"
    asked.start.click()
    assert "Welcome back, your answers are here: 1 so far." in again.status.value
    assert again.state.visit.role == "finance"


def test_someone_else_at_the_same_page_starts_with_nothing(page):
    page.ratings["POR-01"].choices.value = "l2"
    page.children[0].children[0].children[-1].click()
    asked = form(page)
    asked.name.value, asked.role.value = "Ben", "executive"
    asked.start.click()
    assert page.ratings["POR-01"].choices.value is None
    page.ratings["POR-01"].choices.value = "l5"
    page.state.enter(Visit("OPS", "Anna", "finance"))
    assert page.ratings["POR-01"].choices.value == "l2"


def test_an_anonymous_assessment_asks_for_no_name(page_for, anonymous):
    page = page_for(anonymous, Visit(unit="OPS"))
    asked = form(page)
    assert asked.name not in asked.children
    asked.role.value = "executive"
    asked.start.click()
    assert page.state.visit.respondent.startswith("p-")
    assert "Without a name" in page.children[0].children[0].children[0].value


def test_what_people_type_is_shown_as_text(page_for, assessment):
    page = page_for(assessment, Visit("FIN", "<img src=x onerror=alert(1)>", "finance"))
    side = page.children[0].children[0].children[0].value
    assert "<img" not in side
    assert "Finance &amp; &lt;Control&gt;" in side
