"""The participants' page in a real browser, against the real door: joining, voting in rounds, losing the connection, every state."""

import os
import re
import shutil
import signal
import socket
from contextlib import contextmanager

import pytest

from pmokit.model.session import Move
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement
from pmokit.workshop.ballot.child import Orders
from pmokit.workshop.ballot.supervisor import Supervisor
from tests.browser.conftest import grave, in_each_size

pytestmark = pytest.mark.browser

CODE = "KQ7F2A"
PHONE, SMALL, LANDSCAPE, DESK = (390, 844), (320, 568), (844, 390), (1024, 768)
SIZES = {"desk": DESK, "phone": PHONE, "small": SMALL, "landscape": LANDSCAPE}
FIRST, SECOND = "POR-01", "POR-02"
ROLES = ("Executive", "Project manager", "Finance")
ANSWERS = "input[name=answer]"
HOSTILE = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\u202eabc\u202c \u2067שלום\u2069 😀=1+1"
LONG = "W" * 10_000
NOT_SENT = "Not sent yet, it will be sent as soon as the connection is back"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Door:
    """A running door, with the facilitator's hand on the engagement."""

    def __init__(self, path, supervisor, port):
        self.path, self.supervisor = path, supervisor
        self.url = f"http://127.0.0.1:{port}"
        self.engagement = open_engagement(path)
        self.session = self.engagement.session(CODE)

    def move(self, phase, question=None, number=1, unit="OPS", **more):
        given = {"phase": phase, "question": question, "round": number, "unit": unit, "author": "Anna", **more}
        return self.engagement.move(self.session.id, Move(**given))

    def votes(self, question, number):
        return self.engagement.votes(self.session.id, unit="OPS", question=question, round=number)

    def kill(self):
        os.kill(self.supervisor.pid, signal.SIGKILL)


@pytest.fixture
def visitors():
    return []


@pytest.fixture
def visit(visit, visitors):
    """Remember the visitors, so that their pages close before the door does and none complains."""

    def make(*given, **options):
        visitors.append(visit(*given, **options))
        return visitors[-1]

    return make


@pytest.fixture(scope="module")
def copy_engagement(tmp_path_factory, model):
    """Return a function that writes a copy of an engagement with an open session; each kind is made once."""
    made = {}

    def copy(path, *, anonymous, client, unit, scope):
        kind = (anonymous, client, unit, scope)
        if kind not in made:
            made[kind] = tmp_path_factory.mktemp("door") / "made.pmokit"
            units = [Unit(code="OPS", name=unit), Unit(code="FIN", name="Finance & Control")]
            with create_engagement(made[kind], Settings(client=client), units) as engagement:
                engagement.open_assessment(model.id, model.version, model.meta.rule, anonymous=anonymous, scope=scope)
                engagement.open_session(CODE, "a secret of the session")
        return shutil.copy(made[kind], path)

    return copy


@pytest.fixture
def opened(tmp_path, copy_engagement, visitors):
    """Return a context manager that opens a door; anonymous or not, with names of the test's choice."""

    @contextmanager
    def opening(*, anonymous=True, client="Northwind Energy", unit="Operations", scope=("all",)):
        path = copy_engagement(tmp_path / "acme.pmokit", anonymous=anonymous, client=client, unit=unit, scope=scope)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with Supervisor(Orders(str(path), CODE, port)) as supervisor:
            supervisor.wait_until_ready()
            door = Door(path, supervisor, port)
            try:
                yield door
            finally:
                for visitor in visitors:
                    visitor.page.close()
                door.engagement.close()

    return opening


def join(visitor, door, role="Executive", *, name="", remote=False):
    page = visitor.page
    page.set_default_timeout(60_000)
    visitor.open(f"{door.url}/j/{CODE}", "input[name=role]")
    page.get_by_role("radio", name=role).check()
    if name:
        page.get_by_label("Your name").fill(name)
    page.get_by_label("I take part from elsewhere").set_checked(remote)
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_text("You take part as").wait_for()
    return page


def choose(page, place):
    page.locator(ANSWERS).nth(place - 1).check()


def says(page, words):
    page.get_by_role("status").filter(has_text=re.compile(f"^{words}$")).wait_for()


def until(page, holds):
    """Wait until something is in the engagement."""
    for _ in range(600):
        if holds():
            return
        page.wait_for_timeout(50)
    pytest.fail("it never came")


def chosen(page):
    return page.locator(ANSWERS).evaluate_all("all => all.findIndex(one => one.checked) + 1")


def test_three_people_vote_in_two_rounds_and_the_server_is_killed_in_between(opened, visit):
    """Each answer is counted exactly once, the page follows by itself, and round two begins with one's own answer."""
    with opened() as door:
        door.move("open", FIRST)
        people = [visit(PHONE) for _ in ROLES]
        pages = [join(visitor, door, role) for visitor, role in zip(people, ROLES, strict=True)]
        for page, place in zip(pages, (2, 3, 5), strict=True):
            choose(page, place)
            says(page, "Saved")
        pages[0].get_by_text("3 of 3 have answered").wait_for()
        assert pages[0].locator("ol li").count() == 0  # nothing of the others before the reveal

        door.move("revealed", FIRST)
        for page in pages:
            page.get_by_text("3 answers in round 1. The middle answer is 3.").wait_for()
            assert page.locator("li.own").count() == 1

        door.move("open", FIRST, 2)
        for page, place in zip(pages, (2, 3, 5), strict=True):
            says(page, "Not counted for round 2 yet")
            page.get_by_text("In the round before you answered").wait_for()
            assert chosen(page) == place
        pages[0].get_by_role("button", name="Keep my answer").click()
        says(pages[0], "Saved")
        door.kill()
        choose(pages[1], 4)
        choose(pages[2], 3)
        for page in pages[1:]:
            says(page, "Saved")
        cast = door.votes(FIRST, 2)
        assert sorted(cast["value"]) == [2, 3, 4]
        assert sorted(door.votes(FIRST, 1)["value"]) == [2, 3, 5]
        door.move("ended")
        for visitor in people:
            visitor.page.get_by_role("heading", name="The workshop has ended").wait_for()
            visitor.errors.clear()  # the connection was refused for a moment


def test_every_state_is_accessible_and_fits(opened, visit, axe):
    """No serious or critical finding of the checker, nothing wider than the screen; also with text at 200 %.

    The page has one column at every size, in which the checker looks at the widest and the narrowest.
    """

    def look(page):
        for size, _ in in_each_size(page, SIZES):
            assert page.evaluate(WIDER) <= 0, size
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate(WIDER) <= 0, size
            page.evaluate("document.documentElement.style.fontSize = ''")
            assert size not in {"desk", "small"} or grave(axe, page) == [], size

    with opened(anonymous=False, scope=(FIRST, SECOND)) as door:
        visitor = visit(PHONE)
        page = visitor.page
        visitor.open(door.url, "#code")
        look(page)
        page.get_by_label("Join code").fill("zzzzzz")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("alert").filter(has_text="There is no session with this code").wait_for()
        look(page)
        join(visitor, door, name="Kim Lee")
        page.get_by_text("0 of 2 answered").wait_for()
        look(page)
        choose(page, 3)
        says(page, "Saved")
        page.get_by_text("Add a comment").click()
        page.get_by_label("Add a comment").fill("We keep a list; nobody reads it.")
        look(page)
        page.get_by_role("button", name="Next question").click()
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("heading", name="Still open: 1 question").wait_for()
        look(page)
        for move, heading in (
            ({"phase": "waiting"}, "The facilitator is preparing the next question"),
            ({"phase": "open", "question": SECOND}, None),
            ({"phase": "open", "question": SECOND, "channel": "hands"}, None),
            ({"phase": "revealed", "question": FIRST, "comments_shown": True}, None),
            ({"phase": "open", "question": FIRST, "number": 2}, None),
            ({"phase": "ended"}, "The workshop has ended"),
        ):
            door.move(**move)
            shows = {"hands": "Raise your hand", "revealed": "We keep a list", "ended": heading, "waiting": heading}
            words = shows.get(
                move.get("channel", move["phase"]), "· Round 2" if move.get("number") else "0 of 1 have answered"
            )
            page.get_by_text(words).wait_for()
            look(page)
        visitor.errors.clear()  # the wrong code was answered with 404


def test_hostile_names_and_comments_are_shown_as_text(opened, visit):
    """Markup, direction marks, formulas, emoji and very long words of people are words, and stay in their place."""
    with opened(anonymous=False, client=HOSTILE, unit=HOSTILE) as door:
        visitor = visit(SMALL)
        door.move("open", FIRST)
        page = join(visitor, door, name="<b>Kim</b>😀" + "W" * 40)
        page.get_by_text("You take part as: Executive, <b>Kim</b>😀WWW").wait_for()
        page.wait_for_function("document.querySelector('header').innerText.split('<script>').length === 3")
        page.get_by_text("Add a comment").click()
        page.get_by_label("Add a comment").fill(HOSTILE)
        says(page, "Choose an answer, so that the comment is saved")
        choose(page, 2)
        says(page, "Saved")
        other = join(visit(SMALL), door, name="Bo")
        other.get_by_text("Add a comment").click()
        other.get_by_label("Add a comment").fill(LONG)
        choose(other, 2)
        says(other, "Saved")
        door.move("revealed", FIRST, comments_shown=True)
        for seen in (page, other):
            seen.get_by_text("2 answers in round 1").wait_for()
            assert sorted(seen.locator("ul li").all_inner_texts()) == sorted([HOSTILE, LONG[:2000]])
            assert seen.evaluate(WIDER) <= 0
            assert seen.evaluate("[window.hacked, document.images.length, document.scripts.length]") == [None, 0, 1]
            assert seen.get_by_text("2 answers in round 1").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_joining_and_voting_need_no_pointer(opened, visit):
    """Tab, arrows and space join; number keys and arrows answer."""
    with opened() as door:
        door.move("open", FIRST)
        visitor = visit(DESK)
        page, keys = visitor.page, visitor.page.keyboard
        visitor.open(door.url, "#code")
        keys.press("Tab")
        keys.type("kq7f2a")
        keys.press("Enter")
        page.wait_for_selector("input[name=role]")
        for key in ("Tab", "Tab", "Space", "ArrowDown", "Tab", "Space", "Enter"):
            keys.press(key)
        page.get_by_text("You take part as: Unit head").wait_for()
        assert door.engagement.participants(door.session.id)["remote"].tolist() == [True]
        page.wait_for_selector(ANSWERS)
        keys.press("4")
        says(page, "Saved")
        assert chosen(page) == 4
        keys.press("ArrowUp")
        until(page, lambda: door.votes(FIRST, 1)["value"].tolist() == [3])
        keys.press("6")
        until(page, lambda: door.votes(FIRST, 1)["status"].tolist() == ["dk"])
        says(page, "Saved")


def test_an_answer_without_connection_survives_a_reload_and_arrives_once(opened, visit):
    """It is told as not sent, kept on the device with its vote id, and sent when the connection is back."""
    with opened() as door:
        door.move("open", FIRST)
        visitor = visit(PHONE)
        page = join(visitor, door)
        sent = []
        page.on("request", lambda request: request.method == "POST" and sent.append(request.post_data_json["vote_id"]))
        page.route("**/api/vote", lambda route: route.abort())
        choose(page, 5)
        says(page, NOT_SENT)
        page.reload()
        page.wait_for_selector(ANSWERS)
        assert chosen(page) == 5
        assert door.votes(FIRST, 1).empty
        page.unroute("**/api/vote")
        says(page, "Saved")
        assert door.votes(FIRST, 1)["value"].tolist() == [5]
        assert len(set(sent)) == 1
        visitor.errors.clear()


def test_an_answer_that_comes_too_late_is_told(opened, visit):
    """The facilitator revealed while the phone had no connection: the answer is not counted, and the page says so."""
    with opened() as door:
        door.move("open", FIRST)
        visitor = visit(PHONE)
        page = join(visitor, door)
        visitor.context.set_offline(True)
        choose(page, 5)
        says(page, NOT_SENT)
        door.move("revealed", FIRST)
        visitor.context.set_offline(False)
        says(page, "An answer came too late and was not counted")
        assert door.votes(FIRST, 1).empty
        door.move("waiting")
        page.get_by_role("heading", name="The facilitator is preparing the next question").wait_for()
        door.move("open", SECOND)
        page.wait_for_selector(ANSWERS)
        visitor.errors.clear()


def test_an_answer_for_one_unit_never_counts_for_another(opened, visit):
    """The same question of the next unit is open when the connection is back: the old answer is not taken for it."""
    with opened() as door:
        door.move("open", FIRST)
        visitor = visit(PHONE)
        page = join(visitor, door)
        visitor.context.set_offline(True)
        choose(page, 5)
        says(page, NOT_SENT)
        door.move("open", FIRST, unit="FIN")
        visitor.context.set_offline(False)
        page.get_by_text("Finance & Control").wait_for()
        says(page, "An answer came too late and was not counted")
        votes = [door.engagement.votes(door.session.id, unit=unit, question=FIRST, round=1) for unit in ("OPS", "FIN")]
        assert all(one.empty for one in votes)
        assert chosen(page) == 0
        visitor.errors.clear()


def test_before_the_meeting_people_answer_one_question_after_another(opened, visit):
    """Back and forth, how many are done, what is open, and the place is found again after a reload."""
    with opened(scope=(FIRST, SECOND, "POR-03")) as door:
        visitor = visit(PHONE)
        page = join(visitor, door)
        page.get_by_text("0 of 3 answered").wait_for()
        choose(page, 1)
        says(page, "Saved")
        page.get_by_role("button", name="Next question").click()
        page.get_by_text("Question 2 of 3").wait_for()
        page.get_by_role("button", name="Next question").click()
        page.get_by_text("Question 3 of 3").wait_for()
        choose(page, 7)
        says(page, "Saved")
        page.get_by_role("button", name="Back").click()
        page.get_by_text("Question 2 of 3").wait_for()
        page.reload()
        page.get_by_text("Question 2 of 3").wait_for()
        page.get_by_text("2 of 3 answered").wait_for()
        page.get_by_role("button", name="Next question").click()
        page.get_by_text("Question 3 of 3").wait_for()
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("heading", name="Still open: 1 question").wait_for()
        page.get_by_role("button", name="2 open").click()
        page.get_by_text("Question 2 of 3").wait_for()
        choose(page, 2)
        says(page, "Saved")
        page.get_by_role("button", name="Next question").click()
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("heading", name="Thank you, all is answered").wait_for()
        assert [door.votes(one, 1)["status"].tolist() for one in (FIRST, SECOND, "POR-03")] == [
            ["answered"],
            ["answered"],
            ["na"],
        ]
        door.move("open", SECOND)
        page.wait_for_selector(ANSWERS)
        assert chosen(page) == 2  # what was answered before is the answer of round one


def test_a_private_window_that_stores_nothing_still_votes_and_resumes(opened, visit):
    with opened() as door:
        door.move("open", FIRST)
        visitor = visit(PHONE)
        visitor.context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused'); }})"
        )
        page = visitor.page
        visitor.open(f"{door.url}/j/{CODE}", "input[name=role]")
        page.get_by_role("radio", name="Finance").check()
        page.get_by_role("button", name="Join", exact=True).click()
        page.wait_for_selector(ANSWERS)
        choose(page, 4)
        says(page, "Saved")
        page.reload()
        page.wait_for_selector(ANSWERS)
        says(page, "Saved")
        assert chosen(page) == 4
        assert len(door.engagement.participants(door.session.id)) == 1
        visitor.errors.clear()  # the first look, without a cookie, is answered with 401


def test_a_page_without_the_stream_follows_by_asking(opened, visit):
    """Some proxies hold the stream back: it opens, and nothing ever comes."""
    with opened() as door:
        visitor = visit(PHONE)
        visitor.context.add_init_script(
            "window.EventSource = function () { this.readyState = 1; this.addEventListener = this.close = () => {}; }"
        )
        page = join(visitor, door)
        door.move("open", FIRST)
        page.get_by_text("0 of 1 have answered").wait_for()


def test_a_device_that_is_no_longer_known_joins_again(opened, visit):
    """A forged or expired token leads to the join form, and joining leads back."""
    with opened() as door:
        door.move("open", FIRST)
        visitor = visit(PHONE)
        page = join(visitor, door)
        page.evaluate(
            f"localStorage.setItem('pmokit{CODE}', localStorage.getItem('pmokit{CODE}').replace(/\"token\":\"../, '\"token\":\"xx'))"
        )
        page.reload()
        page.get_by_text("This device has not joined this session. Join with the code.").wait_for()
        page.get_by_role("radio", name="Customer").check()
        page.get_by_role("button", name="Join", exact=True).click()
        page.get_by_text("You take part as: Customer").wait_for()
        page.wait_for_selector(ANSWERS)
        visitor.errors.clear()


def test_high_contrast_and_print_show_the_result(opened, visit):
    """Forced colours keep the mark on one's own answer; printing leaves out what only a screen needs."""
    with opened(anonymous=False) as door:
        door.move("open", FIRST)
        visitor = visit(PHONE, forced_colors="active", reduced_motion="reduce", contrast="more")
        page = join(visitor, door)
        choose(page, 3)
        says(page, "Saved")
        assert page.locator(".on").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        door.move("revealed", FIRST)
        page.get_by_text("1 answer in round 1. The middle answer is 3.").wait_for()
        page.emulate_media(media="print")
        assert not page.get_by_role("button", name="Not you? Join as someone else").is_visible()
        assert page.get_by_text("1 answer in round 1").is_visible()


def test_the_reach_page_opened_here_does_not_count(opened, visit):
    """On the laptop itself it always opens, so it says so and tells the facilitator nothing."""
    with opened() as door:
        visitor = visit(PHONE)
        visitor.open(f"{door.url}/reach", "h1")
        assert visitor.page.get_by_role("heading", name="This is the workshop's own laptop").is_visible()
        assert door.engagement.session(CODE).reached is None
