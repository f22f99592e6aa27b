"""A live session in a real browser: the facilitator asks, three people vote through the participants' door."""

import http.client
import itertools
import json
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from pmokit.store.engagement import open_engagement
from tests.browser.conftest import SETTLED, faults_of

pytestmark = pytest.mark.browser

LIVE = ".pk-live .pk-asked"
PATIENCE = 120_000
vote_ids = itertools.count(1)


class People:
    """Participants who speak the language of their door."""

    def __init__(self, workshop, count):
        self.door = urlsplit(workshop.started.announced["participants"])
        code = workshop.started.announced["join_code"]
        roles = ("executive", "unit-head", "pmo-member")
        self.tokens = [self._post("/api/join", {"code": code, "role": roles[at % 3]})["token"] for at in range(count)]

    def vote(self, *levels, question="POR-01", round_=1):
        for token, level in zip(self.tokens, levels, strict=False):
            sent = {"vote_id": f"browser-{next(vote_ids):06}", "question": question, "round": round_, "answer": level}
            assert self._post("/api/vote", sent, token)["stored"]

    def _post(self, path, body, token=""):
        heads = {"Authorization": f"Bearer {token}"} if token else {}
        with closing(http.client.HTTPConnection(self.door.hostname, self.door.port, timeout=60)) as connection:
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **heads})
            response = connection.getresponse()
            answered = json.loads(response.read())
        assert response.status == 200, answered
        return answered


@pytest.fixture(scope="module")
def people(workshop):
    """Three participants, who stay for all tests of this file."""
    return People(workshop, 3)


def facilitator(tab, workshop, name):
    """Open the live session as somebody, and return the page."""
    visitor = tab()
    visitor.enter(workshop)
    visitor.open(workshop.maturity(f"unit=LAW&by={name}&part=room"), LIVE)
    return visitor.page


def turn_room(page, unit):
    """Let the room be with another unit; its first question waits."""
    page.get_by_label("The room is with").select_option(label=unit)
    page.get_by_role("button", name="Ask this question", exact=True).wait_for()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_three_people_vote_in_two_rounds_and_the_agreed_level_is_recorded(workshop, bare, people, tab):
    """Nothing shows before the reveal; a reload and a killed kernel in between lose nothing."""
    page = facilitator(tab, workshop, "Ana")
    turn_room(page, "Legal")
    press(page, "Ask this question")
    page.get_by_text("0 of 3 have answered").first.wait_for()
    people.vote("l1", "l4")
    page.get_by_text("2 of 3 have answered").first.wait_for()
    page.reload(timeout=PATIENCE * 2)
    page.get_by_text("2 of 3 have answered").first.wait_for(timeout=PATIENCE * 2)
    people.tokens = people.tokens[2:] + people.tokens[:2]
    people.vote("l5")
    page.get_by_text("3 of 3 have answered").first.wait_for()
    assert page.locator(".pk-bars").count() == 0
    press(page, "Reveal")
    page.locator(".pk-bars").wait_for()
    page.get_by_text("First to speak").wait_for()

    press(page, "Ask again: round 2")
    page.get_by_text("0 of 3 have answered").first.wait_for()
    for kernel in workshop.kernels():
        kernel.kill()
    page.get_by_role("alert").get_by_text("The connection was lost").wait_for()
    people.vote("l3", "l3", "l4", round_=2)
    press(page, "Reload")
    page.get_by_text("3 of 3 have answered").first.wait_for(timeout=PATIENCE * 2)
    press(page, "Reveal")
    page.get_by_text("before: 1").first.wait_for()
    page.get_by_label("Why this level").fill("The register was shown.")
    press(page, "Record what we agreed")
    page.get_by_text("Agreed: 3 Agreed way").wait_for()
    page.get_by_text("Recorded by Ana.").wait_for()
    press(page, "Next question")
    page.get_by_role("heading", name="On what grounds is a proposed project approved or turned down?").wait_for()
    with open_engagement(bare) as engagement:
        (agreed,) = engagement.consensus(engagement.assessment().id).to_dict("records")
        assert (agreed["option"], agreed["reason"], agreed["author"]) == ("l3", "The register was shown.", "Ana")
        session = engagement.session()
        assert {
            number: voted for number, (voted, _) in engagement.vote_counts(session.id, "LAW", "POR-01").items()
        } == {1: 3, 2: 3}


def test_two_facilitators_see_the_same_and_one_page_passes_all_checks(workshop, people, tab, axe):
    """What one does, the other sees; in each state nothing is cut, too wide, or wrong for a screen reader."""
    ana, ben = (facilitator(tab, workshop, name) for name in ("Ana", "Ben"))
    turn_room(ana, "Shipping")
    ben.get_by_label("The room is with").and_(ben.locator(":has(option:checked:text-is('Shipping'))")).wait_for()
    faults = look(ana, axe, "waiting")
    press(ana, "Ask this question")
    ben.get_by_text("0 of 3 have answered").first.wait_for()
    people.vote("l1", "DK", "l5")
    ben.get_by_text("3 of 3 have answered").first.wait_for()
    ana.get_by_text("3 of 3 have answered").first.wait_for()
    faults += look(ana, axe, "open")
    ben.get_by_label("A show of hands").check()
    ana.get_by_text("3 have answered by phone. Count only those").wait_for()
    faults += look(ana, axe, "hands")
    ana.get_by_label("4 Steered").fill("6")
    ana.keyboard.press("Tab")
    ana.get_by_text("6 hands in all").wait_for()
    press(ana, "Save and reveal")
    ben.locator(".pk-bars").wait_for()
    ben.get_by_text("Together: 3 by phone, 6 by hand.").wait_for()
    ana.get_by_text("Together: 3 by phone, 6 by hand.").wait_for()
    press(ana, "Large view")
    ana.locator(".pk-large").wait_for()
    ana.wait_for_function("location.search.includes('view=large')")
    faults += look(ana, axe, "large")
    assert not ana.get_by_text("What this means").is_visible()
    press(ana, "Back to the controls")
    ana.get_by_text("What do we agree on?").wait_for()
    faults += look(ana, axe, "revealed")
    assert faults == []


def look(page, axe, state):
    page.evaluate(SETTLED)
    return faults_of(page, axe, f"live-{state}", ".pk-live")
