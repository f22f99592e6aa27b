"""A participant's address gives a page and six answers: never a kernel, a file, or what somebody else said."""

import json

import pytest
from itsdangerous import URLSafeTimedSerializer

from pmokit.errors import StoreError
from pmokit.workshop.ballot import service as service_module
from pmokit.workshop.ballot import tokens as tokens_module
from pmokit.workshop.ballot.limits import Limiter
from pmokit.workshop.ballot.tokens import Tokens
from tests.workshop.ballot.conftest import CODE

JUPYTER = [
    "/api", "/api/kernels", "/api/kernelspecs", "/api/sessions", "/api/contents", "/api/contents/home.ipynb", "/api/terminals",
    "/api/config/x", "/api/me", "/api/status", "/api/shutdown", "/api/kernels/0-0-0-0-0/channels", "/api/spec.yaml", "/api/security/csp-report",
    "/api/nbconvert", "/voila", "/voila/", "/voila/tree", "/voila/render/home.ipynb", "/voila/files/acme.pmokit",
    "/voila/api/alive/0-0-0-0-0", "/voila/api/shutdown/0-0-0-0-0", "/voila/static/x.js", "/voila/templates/pmokit/static/pmokit.css",
    "/files/acme.pmokit", "/nbconvert/html/x", "/tree", "/lab", "/notebooks/x.ipynb", "/edit/x", "/view/x", "/static/x.js", "/login",
    "/logout", "/metrics", "/terminals/websocket/1", "/custom/custom.css", "/favicon.ico", "/nbextensions/x", "/kernelspecs/python3/logo",
]  # fmt: skip
CLIMBS = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "%00",
    "acme.pmokit",
    "C:\\Windows\\win.ini",
]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_jupyter_route_is_there(door, method):
    """With a token and without: 404, in JSON, whatever the method."""
    kim = door.join()
    for path in JUPYTER:
        for token in (None, kim):
            answer = door.ask(method, path, "{}", **({"Authorization": f"Bearer {token}"} if token else {}))
            assert (answer.status, "error" in answer.json) == (404, True), path
            assert "<html" not in answer.text.lower()


@pytest.mark.parametrize("climb", CLIMBS)
def test_no_parameter_leads_to_a_file(door, climb):
    """In the path, in the query, in the body: a fault in a sentence, and nothing of a file."""
    kim = door.join()
    gets = [f"/{climb}", f"/j/{climb}", f"/reach/{climb}", f"/static/{climb}", f"/api/{climb}", f"/api/state/{climb}"]
    for path in gets:
        answer = door.get(path.replace("\\", "%5C").replace(" ", "%20"), kim)
        assert answer.status in {400, 404}, path
    for path in (f"/api/room?code={climb}", f"/api/events?token={climb}", f"/api/state?token={climb}"):
        assert door.get(path.replace("\\", "%5C")).status in {400, 401, 404}, path
    assert door.get(f"/api/state?question={climb}".replace("\\", "%5C"), kim).json["question"] == "POR-01"
    for key in ("code", "role"):
        assert door.post("/api/join", {"code": CODE, "role": "executive", key: climb}).status in {400, 404}
    assert door.post("/api/join", {"code": CODE, "role": "executive", "name": climb}).status == 200
    for key in ("vote_id", "question", "answer", "round"):
        sent = {"vote_id": "vote-abcdef", "question": "POR-01", "round": 1, "answer": "l3", key: climb}
        assert door.post("/api/vote", sent, kim).status == 400, key


def forged(door):
    own = door.join()
    body = own.rsplit(".", 1)
    return [
        "",
        "x",
        own[:-1],
        own[:-2] + ("AA" if own[-2:] != "AA" else "BB"),
        f"{body[0]}.",
        own + own,
        Tokens("another secret", door.session.id).make(1),
        Tokens("the secret of this session", door.session.id + 1).make(1),
        Tokens("the secret of this session", door.session.id).make(9999),
        URLSafeTimedSerializer("the secret of this session").dumps(1),
        "eyJhbGciOiJub25lIn0.eyJwIjoxfQ.",
        "\u0661\u0662",
        "A" * 5000,
    ]


def test_forged_and_foreign_tokens_are_refused(door):
    """Another secret, another session, nobody's number, cut, doubled, unsigned: 401, by every way a token can take."""
    for token in forged(door):
        shown = token.encode("utf-8").decode("latin-1")
        ways = [
            door.ask("GET", "/api/state", Authorization=f"Bearer {shown or 'x'}"),
            door.ask("GET", "/api/state", Cookie=f"pmokit_ballot={shown}"),
            door.ask("GET", f"/api/events?token={'x' if not token.isascii() else token}"),
            door.post(
                "/api/vote",
                {"vote_id": "vote-abcdef", "question": "POR-01", "round": 1, "answer": "l3", "token": token},
            ),
        ]
        assert [answer.status for answer in ways] == [401] * 4, token[:40]
        assert all("Join with the code" in answer.json["error"] for answer in ways)
    assert door.engagement.vote_counts(door.session.id, "OPS", "POR-01") == {}


def test_a_token_ends_after_a_day_and_a_half(door, monkeypatch):
    kim = door.join()
    monkeypatch.setattr(tokens_module, "VALID_SECONDS", -1)
    refused = door.get("/api/state", kim)
    assert refused.status == 401
    assert "Join again with the code" in refused.json["error"]


def test_a_wrong_token_is_not_mended_by_a_cookie(door):
    """What is said aloud counts."""
    kim = door.join()
    assert door.ask("GET", "/api/state", Cookie=f"pmokit_ballot={kim}").status == 200
    assert door.ask("GET", "/api/state", Cookie=f"pmokit_ballot={kim}", Authorization="Bearer x").status == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "none"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
    ],
)
def test_a_vote_by_cookie_has_to_come_from_our_page(door, headers, status):
    """Another site's page can make a browser send the cookie, and cannot show our origin."""
    kim = door.join()
    sent = {"vote_id": "vote-abcdef", "question": "POR-01", "round": 1, "answer": "l3"}
    shown = {name: text.format(port=door.port) for name, text in headers.items()}
    answer = door.ask("POST", "/api/vote", sent, Cookie=f"pmokit_ballot={kim}", **shown)
    assert answer.status == status


@pytest.mark.parametrize("path", ["/api/join", "/api/vote"])
def test_another_sites_page_sends_nothing(door, path):
    """Not even with a token or the code."""
    kim = door.join()
    sent = {
        "code": CODE,
        "role": "executive",
        "vote_id": "vote-abcdef",
        "question": "POR-01",
        "round": 1,
        "answer": "l3",
    }
    answer = door.post(path, sent, kim, Origin="http://evil.example")
    assert answer.status == 403
    assert len(door.engagement.participants(door.session.id)) == 1


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 403), ("evil.example:80", 403), ("127.0.0.1.evil.example", 403), ("a@127.0.0.1", 403), ("", 403), ("[::1", 403),
        ("localhost", 200), ("192.168.178.20:8765", 200), ("[fe80::1]:8765", 200), ("LOCALHOST:1", 200),
    ],
)  # fmt: skip
def test_a_name_that_was_pointed_here_is_refused(door, host, status):
    """DNS rebinding needs a name; addresses of the LAN and the machine's own names come in."""
    assert door.ask("GET", "/", Host=host).status in {status, 400 if status == 403 else status}


def test_every_answer_says_what_a_browser_may_do(door):
    kim = door.join()
    for path in ("/", f"/j/{CODE}", "/reach", "/api/state", f"/api/room?code={CODE}", "/nowhere"):
        headers = door.get(path, kim).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Access-Control-Allow-Origin"] is None
        assert headers["Server"] is None


def test_scripts_of_the_page_run_by_a_nonce_that_changes(door):
    first, second = door.get("/"), door.get("/")
    nonces = [answer.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0] for answer in (first, second)]
    assert nonces[0] != nonces[1]
    assert all(nonce in answer.text for nonce, answer in zip(nonces, (first, second), strict=True))
    assert "unsafe" not in first.headers["Content-Security-Policy"]
    assert "http://" not in first.text.replace("http://www.w3.org", "")


@pytest.fixture
def limits(door, monkeypatch):
    """Limits whose clock the test moves."""
    now = [0.0]
    for name, rate in (("guesses", service_module.GUESSES), ("guesses_by_address", service_module.GUESSES_BY_ADDRESS),
                       ("votes", service_module.VOTES)):  # fmt: skip
        setattr(door.service.limits, name, Limiter(rate, lambda: now[0]))
    return now


def test_wrong_codes_are_counted_and_right_ones_never(door, limits):
    """300 phones behind one address join; whoever guesses is stopped for a while, and is let in again later."""
    for _ in range(50):
        assert door.get(f"/api/room?code={CODE}").status == 200
    wrong = [door.get("/api/room?code=AAAAAA").status for _ in range(41)]
    assert (wrong[:40], wrong[40]) == ([404] * 40, 429)
    stopped = door.post("/api/join", {"code": CODE, "role": "executive"})
    assert stopped.status == 429
    assert stopped.headers["Retry-After"] == "2"
    limits[0] += 2
    assert door.post("/api/join", {"code": CODE, "role": "executive"}).status == 200


def test_forty_questions_in_a_burst_are_let_through_and_a_flood_is_not(door, limits, model):
    kim, ben = door.join(), door.join()
    asked = model.scope()[:40]
    assert {door.vote(kim, "l3", question).status for question in asked * 3} == {200}
    flood = door.vote(kim, "l3")
    assert (flood.status, flood.headers["Retry-After"]) == (429, "1")
    assert door.vote(ben, "l3").status == 200


def test_the_room_has_a_size(door, monkeypatch):
    monkeypatch.setattr("pmokit.workshop.ballot.handlers.MOST_PARTICIPANTS", 1)
    door.join()
    full = door.post("/api/join", {"code": CODE, "role": "executive"})
    assert (full.status, "the room is full" in full.json["error"]) == (429, True)


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '=HYPERLINK("http://evil.example")',
    "\u202eoverride\u2066isolate",
    "\U0001f469\u200d\U0001f4bb emoji",
    "'; DROP TABLE vote; --",
    "{{ 7 * 7 }}",
    "\ud800 half",
    "nul \x00 and \x1b[31m escape",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_as_text(door, text):
    """As JSON, never as HTML; what no database or screen can hold is taken out."""
    kim = door.join(name=text)
    assert door.vote(kim, "l3", comment=text).status == 200
    answer = door.get("/api/state?question=POR-01", kim)
    assert answer.headers["Content-Type"].startswith("application/json")
    kept = answer.json["mine"]["comment"]
    assert kept == text.replace("\ud800", "").replace("\x00", "").replace("\x1b", "").strip()
    name = door.engagement.participants(door.session.id)["name"].iloc[0]
    assert name.isprintable() or "\u200d" in name
    assert "\u202e" not in name


def test_a_fault_of_ours_is_a_sentence_with_an_id_that_the_log_repeats(door, monkeypatch, caplog):
    kim = door.join()

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(door.service.ledger.room, "state", broken)
    answer = door.get("/api/state", kim)
    assert answer.status == 500
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert answer.json["code"] in caplog.text
    assert kim not in caplog.text


def test_a_disk_that_is_full_is_told_and_nothing_is_acknowledged(door, monkeypatch):
    kim = door.join()

    def full(*_):
        raise StoreError("acme.pmokit: The disk is full. Free some space; everything saved before is still there.")

    monkeypatch.setattr(door.service.ledger._engagement, "add_votes", full)
    answer = door.vote(kim, "l3")
    assert (answer.status, "The disk is full" in answer.json["error"]) == (503, True)


def test_no_answer_of_others_is_in_what_a_participant_can_read(anonymous_door):
    """Whatever is asked, in every phase: no comment, no choice, no role of another person."""
    door = anonymous_door
    kim, ben = door.join(role="executive"), door.join(role="unit-head")
    door.vote(ben, "l5", comment="the secret of Ben")
    for phase in ("before", "open", "revealed", "waiting"):
        door.move(phase, comments_shown=True)
        for path in ("/api/state", "/api/state?question=POR-01", f"/api/room?code={CODE}"):
            text = json.dumps(door.get(path, kim).json)
            assert "the secret of Ben" not in text
        assert door.state(kim, "POR-01")["mine"] is None
