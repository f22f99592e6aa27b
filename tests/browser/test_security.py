"""Both doors of a running workshop from outside: hostile texts, tokens, paths, forged requests, and what a participant's address gives.

The doors' own tests try each rule alone; here the whole process tree answers, as it would on a client's network.
"""

import csv
import http.client
import json
import re
import time
from contextlib import closing
from urllib.parse import quote, urlsplit

import openpyxl
import pytest
from itsdangerous import TimestampSigner

from pmokit.content.library import load_model
from pmokit.exchange.export import export_responses, export_results
from pmokit.model.session import Move
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement
from pmokit.workshop.ballot.tokens import Tokens
from pmokit.workshop.home.report import write_report
from tests.browser.conftest import workshop_of

pytestmark = pytest.mark.browser

SCRIPT = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'
FORMULA = '=HYPERLINK("http://evil.example","click")'
TEXTS = (
    SCRIPT,
    FORMULA,
    "\u202eright to left\u2066 \U0001f469\u200d\U0001f4bb {{ 7*7 }} ${7*7} '; DROP TABLE vote; --",
    "W" * 2000,
)
NAMES = ("<b onclick=window.hacked=1>Kim</b>", "=1+1", "\U0001f469 Ben", "Ann")
CLIENT = 'Acme <script>window.hacked=1</script> "& Co"'
UNIT = 'Ops <img src=x onerror="window.hacked=1">'
QUESTION = "POR-01"
WAIT = 90_000
CLIMBS = (
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "....//....//....//etc/passwd",
    "..%5c..%5cwindows%5cwin.ini",
    "/etc/passwd",
    "home.ipynb%00.html",
    "../pyproject.toml",
    "../../hostile.pmokit",
)
KERNEL = "00000000-0000-0000-0000-000000000000"


class Answered:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.text = response.read().decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.text)


def ask(address, method, path, body=None, **headers):
    """Send a request exactly as it stands; a browser would mend the path."""
    parts = urlsplit(address)
    sent = None if body is None else json.dumps(body)
    names = {name.replace("_", "-"): text for name, text in headers.items()}
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)) as connection:
        connection.request(method, path, sent, names)
        return Answered(connection.getresponse())


class Target:
    """A running workshop with hostile names in it, and people who have answered."""

    def __init__(self, workshop, file):
        self.workshop, self.file = workshop, file
        self.people, self.code = workshop.started.participants, workshop.started.join_code
        self.facilitators = workshop.root
        self.cookie = (
            ask(workshop.root, "GET", "/?" + urlsplit(workshop.entry).query).headers["Set-Cookie"].split(";")[0]
        )
        self.tokens = [self.join(name) for name in NAMES]

    def join(self, name, **headers):
        joined = ask(
            self.people, "POST", "/api/join", {"code": self.code, "role": "executive", "name": name}, **headers
        )
        assert joined.status == 200, joined.text
        return joined.json["token"]

    def vote(self, token, number, comment, **headers):
        sent = {"vote_id": f"hostile-{number:04}", "question": QUESTION, "round": 1, "answer": "l3", "comment": comment}
        return ask(self.people, "POST", "/api/vote", sent, Authorization=f"Bearer {token}", **headers)

    def state(self, token):
        return ask(self.people, "GET", "/api/state", Authorization=f"Bearer {token}")

    def move(self, phase, **more):
        with open_engagement(self.file) as engagement:
            session = engagement.session()
            engagement.move(session.id, Move(unit="OPS", question=QUESTION, phase=phase, author=NAMES[0], **more))
        for _ in range(200):
            if self.state(self.tokens[0]).json["phase"] == phase:
                return
            time.sleep(0.05)
        pytest.fail(f"the participants' door never heard of '{phase}'")


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    file = tmp_path_factory.mktemp("hostile") / "hostile.pmokit"
    model = load_model("ppm_maturity")
    with create_engagement(
        file, Settings(client=CLIENT), [Unit(code="OPS", name=UNIT), Unit(code="FIN", name="Fin")]
    ) as made:
        made.open_assessment(model.id, model.version, model.meta.rule)
    with workshop_of(file) as started:
        found = Target(started, file)
        for number, (token, text) in enumerate(zip(found.tokens, TEXTS, strict=True)):
            assert found.vote(token, number, text).status == 200
        yield found


def is_unharmed(page):
    return page.evaluate("window.hacked === undefined")


def test_hostile_texts_are_text_on_every_page(target, visit, tab):
    """Client, unit, names and comments: shown, never run; on the phone, on the start page, in the room, in the result."""
    target.move("revealed", comments_shown=True)
    phone = visit((390, 844))
    phone.page.context.set_extra_http_headers({})
    phone.open(f"{target.people}/j/{target.code}", "input[name=role]")
    phone.page.get_by_role("radio", name="Executive").check()
    phone.page.get_by_label("Your name").fill(SCRIPT[:60])
    phone.page.get_by_role("button", name="Join", exact=True).click()
    phone.page.get_by_text(SCRIPT).wait_for(timeout=WAIT)
    phone.page.get_by_text(FORMULA).wait_for()
    phone.page.get_by_text(UNIT).first.wait_for()
    assert is_unharmed(phone.page)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390

    desk = tab()
    page = desk.page
    desk.enter(target.workshop)
    desk.open(f"{target.facilitators}/voila/render/home.ipynb?by={quote(NAMES[0])}", ".pk-units")
    page.locator(".pk-client", has_text=CLIENT).wait_for()
    page.locator(".pk-units strong", has_text=UNIT).wait_for()
    assert is_unharmed(page)
    desk.open(target.workshop.maturity(f"unit=OPS&part=room&by={quote(NAMES[0])}"), ".pk-live .pk-comments p")
    page.locator(".pk-comments", has_text=SCRIPT).wait_for()
    page.locator(".pk-comments", has_text=FORMULA).wait_for()
    assert is_unharmed(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.locator(".pk-tab", has_text="Result").first.click()
    page.locator(".pk-result table").wait_for(timeout=WAIT)
    assert is_unharmed(page)


def test_hostile_texts_are_text_in_every_file(target, visit, tmp_path):
    """The report runs none of it and asks nobody; no cell of a table is a formula, and none begins like one."""
    page = write_report(str(target.file), "OPS", tmp_path)
    source = page.read_text(encoding="utf-8")
    assert "window.hacked" in source
    assert not re.search(r"<(script|img|b)[^>]*hacked", source)
    assert "default-src 'none'" in source
    reader = visit()
    reader.page.goto(page.as_uri())
    assert is_unharmed(reader.page)
    assert reader.page.get_by_text(UNIT).count() > 0

    with open_engagement(target.file) as engagement:
        (book,) = export_results(engagement, tmp_path / "results.xlsx")
        (plain,) = export_responses(engagement, tmp_path / "responses.csv")
        (sheet,) = export_responses(engagement, tmp_path / "responses.xlsx")
    texts = []
    for file in (book, sheet):
        for one in openpyxl.load_workbook(file).worksheets:
            cells = [cell for row in one.iter_rows() for cell in row if cell.value is not None]
            assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
            texts += [str(cell.value) for cell in cells]
    assert any(SCRIPT in text for text in texts)
    with plain.open(encoding="utf-8-sig", newline="") as opened:
        values = [value for row in csv.reader(opened) for value in row]
    assert any(FORMULA in value for value in values)
    assert [value for value in values if value[:1] in set("=@\t\r") or re.match(r"[+-]\D", value)] == []


def test_texts_that_are_too_long_are_refused_with_a_sentence(target):
    token = target.tokens[0]
    for number, size in enumerate((2001, 10_000)):
        refused = target.vote(token, 900 + number, "x" * size)
        assert refused.status in {400, 413}, size
        assert "fit" in refused.json["error"]
    named = ask(target.people, "POST", "/api/join", {"code": target.code, "role": "executive", "name": "n" * 10_000})
    assert named.status in {200, 400, 413}
    with open_engagement(target.file) as engagement:
        assert engagement.participants(engagement.session().id)["name"].str.len().max() <= 60


def test_forged_expired_and_foreign_tokens_open_no_door(target, monkeypatch):
    """Cut, signed by another secret, of another session, of nobody, a week old, or of the other door."""
    with open_engagement(target.file) as engagement:
        session = engagement.session().id
        secret = engagement.session_secret(session)
    own = target.tokens[0]
    assert target.state(own).status == 200
    with monkeypatch.context() as patched:
        patched.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) - 7 * 86_400)
        expired = Tokens(secret, session).make(1)
    key = urlsplit(target.workshop.entry).query.removeprefix("token=")
    forged = [
        own[:-3],
        own[:-2] + ("AA" if own[-2:] != "AA" else "BB"),
        Tokens("another", session).make(1),
        Tokens(secret, session + 1).make(1),
        Tokens(secret, session).make(99_999),
        expired,
        key,
        "null",
    ]
    for token in forged:
        answers = (
            target.state(token),
            ask(target.people, "GET", "/api/state", Cookie=f"pmokit_ballot={token}"),
            ask(target.people, "GET", f"/api/events?token={token}"),
            target.vote(token, 800, "forged"),
        )
        assert [answer.status for answer in answers] == [401] * 4, token
    for token in (own, "null", key[:-1], key.upper() + "x"):
        for headers in ({"Authorization": f"token {token}"}, {"Cookie": f"pmokit_ballot={token}"}):
            answer = ask(target.facilitators, "GET", "/voila/render/home.ipynb", **headers)
            assert answer.status in {302, 403}
            assert "pk-units" not in answer.text
        assert ask(target.facilitators, "GET", f"/?token={token}").status in {302, 403}
        assert "Set-Cookie" not in ask(target.facilitators, "GET", f"/?token={token}").headers


def test_no_parameter_of_either_door_leads_to_a_file(target):
    """In the path and in the query, with every right that a person at that door can have."""
    key, own = {"Cookie": target.cookie}, {"Authorization": f"Bearer {target.tokens[0]}"}
    secrets = ("root:", "[project]", "SQLite format", "[fonts]")
    for climb in CLIMBS:
        paths = (
            *(
                f"/voila/{place}/{climb}"
                for place in ("render", "static", "files", "download", "templates/pmokit/static")
            ),
            *(f"/{place}/{climb}" for place in ("static", "files", "api/contents", "nbextensions")),
            f"/voila/api/steps?unit={climb}",
            f"/{climb.lstrip('/')}",
        )
        for path in paths:
            answer = ask(target.facilitators, "GET", path, **key)
            assert answer.status in {200, 302, 400, 403, 404, 410}, path
            assert not any(secret in answer.text for secret in secrets), path
            if answer.status == 200:
                assert path.startswith("/voila/api/steps"), path
                assert answer.json["unit"] == ""
        for path in (
            f"/{climb.lstrip('/')}",
            f"/j/{climb}",
            f"/reach/{climb}",
            f"/api/{climb}",
            f"/api/state?question={climb}",
            f"/api/room?code={climb}",
        ):
            answer = ask(target.people, "GET", path, **own)
            assert answer.status in {200, 400, 404, 429}, path
            assert not any(secret in answer.text for secret in secrets), path
            assert answer.status != 200 or path.startswith(("/api/state", "/j/")), path


def test_another_site_can_do_nothing_with_a_persons_cookie(target):
    """Neither vote nor join nor end a program: a browser sends the cookie, and the origin tells on it."""
    evil = "http://evil.example"
    vote = {"vote_id": "hostile-csrf", "question": QUESTION, "round": 1, "answer": "l1"}
    cookie = {"Cookie": f"pmokit_ballot={target.tokens[0]}"}
    for headers in (
        {},
        {"Origin": evil},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert ask(target.people, "POST", "/api/vote", vote, **cookie, **headers).status == 403, headers
    for headers in ({"Origin": evil}, {"Sec-Fetch-Site": "cross-site"}):
        joined = ask(target.people, "POST", "/api/join", {"code": target.code, "role": "executive"}, **headers)
        assert joined.status == 403
    assert ask(target.people, "GET", "/api/state", Host="evil.example", **cookie).status == 403
    for allowed in ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"):
        assert allowed not in ask(target.people, "GET", "/api/state", Origin=evil, **cookie).headers

    key = {"Cookie": target.cookie, "Origin": evil}
    kernels = len(target.workshop.kernels())
    for method, path in (
        ("POST", "/api/kernels"),
        ("POST", "/api/sessions"),
        ("DELETE", f"/api/kernels/{KERNEL}"),
        ("POST", "/api/shutdown"),
    ):
        assert ask(target.facilitators, method, path, {}, **key).status in {403, 404, 405}, path
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "eA==",
    }
    assert ask(target.facilitators, "GET", f"/api/kernels/{KERNEL}/channels", **key, **upgrade).status in {
        400,
        403,
        404,
    }
    assert (
        "samesite"
        in ask(target.facilitators, "GET", "/?" + urlsplit(target.workshop.entry).query).headers["Set-Cookie"].lower()
    )
    assert len(target.workshop.kernels()) == kernels


def test_a_participants_address_gives_no_kernel_no_file_and_nothing_of_others(target):
    """Everything but the one page and its six answers is a 404, and what others said comes after the reveal only."""
    own = {"Authorization": f"Bearer {target.tokens[3]}", "Cookie": target.cookie}
    kernels = len(target.workshop.kernels())
    for method in ("GET", "POST", "PUT", "DELETE"):
        for path in (
            "/api/kernels", f"/api/kernels/{KERNEL}/channels", "/api/sessions", "/api/contents", "/api/terminals", "/voila/render/home.ipynb",
            "/voila/tree", "/voila/files/hostile.pmokit", "/voila/api/steps?unit=OPS", f"/voila/api/shutdown/{KERNEL}", "/files/hostile.pmokit",
            "/lab", "/tree", "/static/x.js", "/api/participants", "/api/votes", "/api/export",
        ):  # fmt: skip
            answer = ask(target.people, method, path, {} if method != "GET" else None, **own)
            assert answer.status == 404, (method, path)
            assert "<html" not in answer.text.lower()
    assert len(target.workshop.kernels()) == kernels
    # Where no question is open, or one is, nothing of what others said is in any answer.
    for phase in ("waiting", "open"):
        target.move(phase, comments_shown=True)
        for path in ("/api/state", f"/api/state?question={QUESTION}", f"/api/room?code={target.code}"):
            told = ask(target.people, "GET", path, **own)
            if told.status == 200:
                assert not any(text in json.dumps(told.json, ensure_ascii=False) for text in TEXTS[:3]), (phase, path)
                assert told.json.get("reveal") is None
