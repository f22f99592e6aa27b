"""A participants' door in a thread of the test, and people who speak its language."""

import asyncio
import http.client
import itertools
import json
import threading
from contextlib import closing, contextmanager

import pytest

from pmokit.model.session import Move
from pmokit.store.engagement import open_engagement
from pmokit.workshop.ballot import app
from pmokit.workshop.ballot.app import listen, run

CODE = "K7QF2M"
vote_ids = itertools.count(1)


class Answered:
    """What came back."""

    def __init__(self, response, body):
        self.status, self.headers, self.text = response.status, response.headers, body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.text)


class Door:
    """An open door, and the engagement behind it as the facilitator has it open."""

    def __init__(self, port, engagement):
        self.port, self.engagement = port, engagement
        self.session = engagement.session(CODE)

    def ask(self, method, path, body=None, **headers):
        sent = body if isinstance(body, bytes | str | None) else json.dumps(body)
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, sent, {name.replace("_", "-"): text for name, text in headers.items()})
            response = connection.getresponse()
            return Answered(response, response.read())

    def get(self, path, token=None, **headers):
        return self.ask("GET", path, None, **_bearer(token), **headers)

    def post(self, path, body, token=None, **headers):
        return self.ask("POST", path, body, **_bearer(token), **headers)

    def join(self, role="executive", **more):
        joined = self.post("/api/join", {"code": CODE, "role": role, **more})
        assert joined.status == 200, joined.text
        return joined.json["token"]

    def vote(self, token, answer, question="POR-01", number=1, **more):
        sent = {"vote_id": f"vote-{next(vote_ids):06}", "question": question, "round": number, "answer": answer}
        return self.post("/api/vote", sent | more, token)

    def state(self, token, question=None):
        return self.get(f"/api/state?question={question}" if question else "/api/state", token).json

    def move(self, phase, question="POR-01", unit="OPS", **more):
        """Move as the facilitator does, and wait until the door knows."""
        moved = self.engagement.move(
            self.session.id, Move(unit=unit, question=question, phase=phase, author="Ada", **more)
        )
        self.wait(lambda room: room.move.id >= moved.id)
        return moved

    def wait(self, condition):
        """Wait until the door's room meets a condition."""
        for _ in range(600):
            if condition(self.service.ledger.room):
                return
            threading.Event().wait(0.02)
        pytest.fail("the door has not noticed")


def _bearer(token):
    return {"Authorization": f"Bearer {token}"} if token else {}


@contextmanager
def opened(path, monkeypatch, *, lan=False):
    """Serve an engagement in a thread."""
    services, ready, loops = [], threading.Event(), []

    class Watched(app.Service):
        def __init__(self, *given):
            super().__init__(*given)
            services.append(self)

    monkeypatch.setattr(app, "Service", Watched)
    sockets = listen(0, lan=lan)

    async def serve():
        end = asyncio.Event()
        loops.append((asyncio.get_running_loop(), end))
        await run(path, CODE, sockets, ready=ready.set, end=end)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(30)
    with open_engagement(path) as engagement:
        door = Door(sockets[0].getsockname()[1], engagement)
        door.service = services[0]
        yield door
    loop, end = loops[0]
    loop.call_soon_threadsafe(end.set)
    thread.join(30)


@pytest.fixture
def session(engagement):
    return engagement.open_session(CODE, "the secret of this session")


@pytest.fixture
def door(engagement, assessment, session, monkeypatch):
    """A door to an assessment with names."""
    with opened(engagement.path, monkeypatch) as found:
        yield found


@pytest.fixture
def anonymous_door(engagement, anonymous, session, monkeypatch):
    with opened(engagement.path, monkeypatch) as found:
        yield found
