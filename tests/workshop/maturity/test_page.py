"""Step 2 as one page, without a browser."""

import pytest

from pmokit.store.engagement import open_engagement
from pmokit.workshop.maturity.page import PARTS, maturity_step

LEAD = "unit=OPS&by=Ada"


@pytest.fixture
def page(engagement, assessment):
    def open_it(query=LEAD):
        return maturity_step(str(engagement.path), query).frame

    return open_it


def test_every_part_opens_and_the_address_follows(page):
    """A reload of the address shows the same part."""
    frame = page()
    assert frame.stepper.at == "session"
    for part in PARTS:
        frame.stepper.buttons[part].click()
        assert frame.stepper.at == part
        assert f"part={part}" in frame.place.value
        assert "trouble" not in frame.status.value
        assert page(f"{LEAD}&part={part}").stepper.at == part


def test_the_large_view_stands_in_the_address_of_the_room_alone(page, engagement):
    engagement.open_session("K7Q2MX", "secret", author="server")
    frame = page(f"{LEAD}&part=room")
    frame.panels["room"].bar.large.click()
    assert "view=large" in frame.place.value
    again = page(f"{LEAD}&part=room&view=large")
    assert "pk-large" in again.panels["room"]._dom_classes
    again.stepper.show("result")
    assert "view" not in again.place.value


def test_whoever_answers_comes_to_the_questions(page):
    frame = page("unit=OPS&respondent=Anna&role=finance&page=DEM")
    assert frame.stepper.at == "answer"
    assert "DEM-01" in frame.panels["answer"].ratings
    assert "part=answer&amp;respondent=Anna&amp;role=finance&amp;page=DEM" in frame.place.value
    assert page("unit=OPS").stepper.at == "session"
    assert page("unit=OPS&page=result").stepper.at == "result"


def test_turning_to_another_domain_changes_the_address(page):
    frame = page("unit=OPS&respondent=Anna&role=finance")
    frame.panels["answer"].navigation["DEM"].click()
    assert "page=DEM" in frame.place.value
    assert "respondent=Anna" in frame.place.value
    frame.panels["answer"].navigation["result"].click()
    assert frame.stepper.at == "result"
    assert "respondent" not in frame.place.value


def test_the_result_is_read_anew_when_it_is_turned_to(page):
    frame = page("unit=OPS&respondent=Anna&role=finance")
    frame.stepper.show("result")
    assert "Nobody of Operations has answered" in frame.panels["result"].result.value
    frame.stepper.show("answer")
    frame.panels["answer"].ratings["POR-01"].choices.value = "l2"
    frame.stepper.show("result")
    assert "1 person has answered" in frame.panels["result"].result.value
    assert "Only one person has answered" in frame.missing.value


def test_the_page_says_what_is_missing_and_what_it_means(page):
    frame = page()
    assert "Nobody has answered yet" in frame.missing.value
    assert "The targets are a proposal" in frame.missing.value
    assert "says nothing yet" in frame.meaning.value
    assert "4 Structure" not in frame.next.value
    assert "Next: KPIs" in frame.next.value


def test_what_it_means_follows_what_comes_in(page, engagement, assessment):
    """Somebody agrees on a level in the room: the page that stands open says so without a click, and rests in between."""
    frame = page()
    frame.look()
    with open_engagement(engagement.path) as room:
        room.set_consensus(assessment.id, "OPS", "POR-01", "l3", 3.0, reason="The list was shown.", author="Ben")
    frame._rest_until = 0.0
    frame.look()
    assert "Operations scores" in frame.meaning.value
    assert frame._rest_until > 0.0


def test_the_address_of_voila_is_read(engagement, assessment, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "unit=FIN")
    assert maturity_step(str(engagement.path)).frame.unit == "FIN"


def test_what_the_address_got_wrong_is_told_once(page):
    said = page("unit=NOPE").status.value
    assert said.count("no business unit &#x27;NOPE&#x27;") == 1


def test_another_unit_gets_a_page_of_its_own(engagement, assessment):
    page = maturity_step(str(engagement.path), "unit=OPS&respondent=Anna&role=finance")
    page.frame.choice.value = "FIN"
    assert page.frame.unit == "FIN"
    assert page.frame.answers.visit.unit == "FIN"
    assert page.frame.answers.visit.respondent == ""


def test_a_quick_round_grows_from_the_page(engagement, model):
    """Chosen domains are asked in full from then on; answers stay, and the questions follow at once."""
    engagement.open_assessment(model.id, model.version, model.meta.rule, scope=("quick",))
    frame = maturity_step(str(engagement.path), "unit=OPS&respondent=Anna&role=finance").frame
    frame.panels["answer"].ratings["POR-03"].choices.value = "l2"
    frame.stepper.show("result")
    (deepen,) = [one for one in frame.panels["result"].children if hasattr(one, "boxes")]
    deepen.start.click()
    assert "no domain was named" in frame.status.value
    deepen.boxes["POR"].value = True
    deepen.start.click()
    assert "6 more questions are asked from now on" in frame.status.value
    frame.stepper.show("answer")
    ratings = frame.panels["answer"].ratings
    assert "POR-01" in ratings
    assert ratings["POR-03"].choices.value == "l2"
    assert "Indicative" in frame.panels["result"].result.value


def test_without_an_assessment_the_page_points_to_the_start(engagement):
    page = maturity_step(str(engagement.path), "")
    assert "No assessment is open yet" in " ".join(getattr(one, "value", "") for one in page.children)
