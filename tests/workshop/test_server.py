"""The facilitator's door: this machine only, behind a token, and nothing is left running behind it."""

import http.client
import json
import re
import signal
import socket
import sys
import time
from contextlib import closing
from urllib.parse import urlsplit

import psutil
import pytest

from pmokit.errors import PmokitError
from pmokit.warm.support import PRELOAD
from pmokit.workshop.process import running
from tests.conftest import THOROUGH


def free_port():
    """Return a port whose successor is free too."""
    while True:
        with socket.socket() as probe, socket.socket() as successor:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            try:
                successor.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def ask(url, *, method="GET", headers=None, path=None):
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)) as connection:
        connection.request(method, path or f"{parts.path}?{parts.query}", headers=headers or {})
        response = connection.getresponse()
        return response, response.read().decode("utf-8", "replace")


@pytest.fixture(autouse=True)
def _little_ahead(monkeypatch):
    """Few pages are opened here: importing all of the kit ahead of the first would take longer than the tests."""
    monkeypatch.setenv(PRELOAD, "numpy")


@pytest.fixture
def workshop(engagement, assessment):
    with running(engagement.path, port=free_port()) as started:
        yield started


def cookie(workshop):
    response, _ = ask(workshop.url)
    return response.getheader("Set-Cookie").split(";")[0]


def test_the_door(workshop):
    """One start, many rules: starting costs seconds."""
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", workshop.participants)
    assert re.fullmatch(r"[A-Z0-9]{6}", workshop.join_code)
    response, _ = ask(workshop.url)
    # The token leaves the address bar at once.
    assert response.status == 302
    assert response.getheader("Location") == "/voila/render/home.ipynb"
    assert "HttpOnly" in response.getheader("Set-Cookie")
    policy = response.getheader("Content-Security-Policy")
    assert "default-src 'self'" in policy
    assert "http" not in policy
    key = {"Cookie": cookie(workshop)}

    # Nobody else on the network can reach it, nor anything that it has started.
    server = psutil.Process(workshop.process.pid)
    open_ports = [port for one in (server, *server.children(recursive=True)) for port in one.net_connections("tcp")]
    assert {port.laddr.ip for port in open_ports if port.status == psutil.CONN_LISTEN} == {"127.0.0.1"}

    # Without the link there is a sentence, and no kernel and no file.
    for path in ("/", "/voila/render/home.ipynb", "/voila/tree", "/voila/api/contents/"):
        assert ask(workshop.url, path=path)[0].status in {302, 403}, path
    response, page = ask(workshop.url, path="/login")
    assert response.status == 403
    assert "This door needs its link" in page
    assert ask(workshop.url, path="/api/kernels/a-b-c-d-e")[0].status == 403

    # Another host name is refused even with the cookie (DNS rebinding).
    assert ask(workshop.url, path="/", headers={**key, "Host": "evil.example"})[0].status == 403

    # The head of each page asks how far a unit is; nobody else gets an answer.
    assert ask(workshop.url, path="/voila/api/steps?unit=OPS")[0].status == 403
    told = json.loads(ask(workshop.url, path="/voila/api/steps?unit=ops", headers=key)[1])
    assert told["unit"] == "Operations"
    assert told["steps"]["home"]["done"] == "done"
    assert json.loads(ask(workshop.url, path="/voila/api/steps?unit=../x", headers=key)[1])["unit"] == ""

    # A name that this run did not sign saves nothing, with or without the cookie.
    for name in ("x", "..%2f..%2fetc%2fpasswd", "Im5vIg.x.y"):
        assert ask(workshop.url, path=f"/voila/download/{name}")[0].status in {302, 403, 404}
        assert ask(workshop.url, path=f"/voila/download/{name}", headers=key)[0].status == 404

    # With it, wrong addresses say so in the kit's own page, and nothing in the notebooks' folder is served.
    response, page = ask(workshop.url, path="/nowhere", headers=key)
    assert response.status == 404
    assert "There is no such page" in page
    assert not re.search(r"https?://", page)
    assert ask(workshop.url, path="/voila/files/home.ipynb", headers=key)[0].status == 403
    response, body = ask(workshop.url, path="/voila/api/alive/00000000-0000-0000-0000-000000000000", headers=key)
    assert (response.status, body) == (200, '{"alive": false}')

    # A visitor cannot switch the template.
    response, page = ask(workshop.url, path="/voila/render/home.ipynb?template=classic", headers=key)
    assert 'class="pk-head"' in page
    assert "<title>Start</title>" in page

    # Closing the tab ends its kernel; the page cannot send the token against forged requests.
    (kernel,) = kernels(workshop)
    name = re.search(r'"kernelId": "([^"]+)"', page).group(1)
    assert ask(workshop.url, method="POST", path=f"/voila/api/shutdown/{name}")[0].status == 403
    assert ask(workshop.url, method="POST", path=f"/voila/api/shutdown/{name}", headers=key)[0].status == 204
    psutil.wait_procs([kernel], timeout=20)
    assert kernels(workshop) == []

    # Ctrl-C ends the server and what it has started.
    if sys.platform != "win32":
        end_by(signal.SIGINT, workshop)


def kernels(workshop):
    """Return the kernels, forked or started."""
    children = psutil.Process(workshop.process.pid).children(recursive=True)
    return [
        child
        for child in children
        if child.name() == "pmokit-kernel" or "ipykernel_launcher" in " ".join(child.cmdline())
    ]


def end_by(stop, workshop):
    ask(workshop.url, path="/voila/render/home.ipynb", headers={"Cookie": cookie(workshop)})
    (kernel,) = kernels(workshop)
    workshop.process.send_signal(stop)
    assert workshop.process.wait(30) == 0
    assert psutil.wait_procs([kernel], timeout=20)[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.skipif(
    not THOROUGH, reason="the next tests end with SIGTERM too; with a page open only if PMOKIT_THOROUGH=1"
)
def test_sigterm_ends_the_server_and_its_kernels(workshop):
    end_by(signal.SIGTERM, workshop)


def test_a_file_that_is_no_engagement_is_a_sentence(tmp_path, capfd):
    with pytest.raises(PmokitError, match="did not start"), running(tmp_path / "none.pmokit", port=free_port()):
        time.sleep(0)
    assert "there is no such file" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_the_participants_door_stands_beside_and_comes_back(engagement, assessment):
    """Its port is the one that was asked for; killed, it is there again; it ends with the workshop."""
    port = free_port()
    with running(engagement.path, port=port) as started:
        assert started.participants == f"http://127.0.0.1:{port}"
        door = participants_door(started)
        door.kill()
        wait_until(lambda: ask(started.participants, path=f"/api/room?code={started.join_code}")[0].status == 200)
        again = participants_door(started)
        assert again.pid != door.pid
        started.process.kill()
        assert psutil.wait_procs([again], timeout=20)[1] == []


def participants_door(started):
    (door,) = [
        child
        for child in psutil.Process(started.process.pid).children()
        if "pmokit.workshop.ballot.child" in child.cmdline()
    ]
    return door


def wait_until(is_so):
    for _ in range(600):
        try:
            if is_so():
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail("it never was")


def test_a_port_that_is_taken_ends_the_start_with_a_sentence(engagement, assessment, capfd):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PmokitError, match="did not start"), running(engagement.path, port=port):
            time.sleep(0)
    assert f"Port {port} is taken" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="the addresses of the container's network")
def test_with_lan_only_the_participants_door_is_open_to_the_network(engagement, assessment):
    """And one start more: the session that is open goes on with its code, a port that is taken is passed over, SIGTERM ends it well."""
    engagement.open_session("KQ7F2A", "a secret of the session")
    port = free_port()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port + 1))
        taken.listen()
        with running(engagement.path, port=port, lan=True) as started:
            assert started.join_code == "KQ7F2A"
            assert urlsplit(started.url).port > port + 1
            listening = {
                one.laddr.ip
                for one in psutil.Process(started.process.pid).net_connections("tcp")
                if one.status == psutil.CONN_LISTEN
            }
            assert listening == {"127.0.0.1"}
            (open_door,) = participants_door(started).net_connections("tcp")
            assert (open_door.laddr.ip, open_door.laddr.port) == ("0.0.0.0", port)  # noqa: S104
            assert ask(started.participants, path="/")[0].status == 200
    assert started.process.returncode == 0
