"""The door dies and comes back at the same port, with every vote that it acknowledged; it ends with the workshop."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from pmokit.errors import PmokitError
from pmokit.store.engagement import open_engagement
from pmokit.workshop.ballot.child import Orders
from pmokit.workshop.ballot.supervisor import Supervisor
from tests.conftest import THOROUGH
from tests.workshop.ballot.conftest import CODE

PATIENCE = 90
PARENT = """
import sys, time
from pmokit.workshop.ballot.child import Orders
from pmokit.workshop.ballot.supervisor import Supervisor
if __name__ == "__main__":
    with Supervisor(Orders(sys.argv[1], sys.argv[2], int(sys.argv[3]))) as door:
        door.wait_until_ready()
        print(door.pid, flush=True)
        time.sleep(600)
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def post(port, path, body, token=""):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("POST", path, json.dumps(body), {"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        return response.status, json.loads(response.read())


def post_until_answered(port, path, body, token=""):
    """Send again and again, as a page does, until there is an answer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return post(port, path, body, token)
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
    pytest.fail("no answer")


@pytest.fixture
def orders(engagement, session):
    return Orders(str(engagement.path), CODE, free_port())


def test_a_door_that_is_killed_in_a_burst_loses_nothing(engagement, assessment, session, orders, model):
    """Each acknowledged vote is there exactly once; tokens are good for the new process; resends are answered alike."""
    questions, people = model.scope()[: 30 if THOROUGH else 12], 6
    acknowledged, lock = {}, threading.Lock()

    def answer_all(number):
        joined = {"code": CODE, "role": "executive", "name": f"Person {number}"}
        token = post_until_answered(orders.port, "/api/join", joined)[1]["token"]
        for question in questions:
            sent = {"vote_id": f"vote-{number}-{question}", "question": question, "round": 1, "answer": "l3"}
            status, answer = post_until_answered(orders.port, "/api/vote", sent, token)
            assert status == 200
            with lock:
                acknowledged[sent["vote_id"]] = (sent, token, answer)

    with Supervisor(orders) as door:
        door.wait_until_ready()
        voters = [threading.Thread(target=answer_all, args=(number,)) for number in range(people)]
        for voter in voters:
            voter.start()
        killed = set()
        for share in (0.2, 0.6):
            while len(acknowledged) < share * people * len(questions):
                time.sleep(0.005)
            killed.add(door.pid)
            psutil.Process(door.pid).kill()
            wait_for_another(door, killed)
        for voter in voters:
            voter.join(PATIENCE * 3)
        again = [(post(orders.port, "/api/vote", sent, token), answer) for sent, token, answer in acknowledged.values()]
    assert len(acknowledged) == people * len(questions)
    assert all(found == (200, answer) for found, answer in again)
    given = engagement.responses(assessment.id)
    assert len(given) == len(acknowledged)
    assert not given.duplicated(["respondent", "question"]).any()


def wait_for_another(door, killed):
    end = time.monotonic() + PATIENCE
    while door.pid in killed and time.monotonic() < end:
        time.sleep(0.01)
    assert door.pid not in killed


@pytest.mark.parametrize("stop", ["kill", *(["terminate"] if THOROUGH else [])])
def test_the_door_ends_with_its_parent(orders, tmp_path, stop):
    """However that ends, SIGKILL too."""
    program = tmp_path / "parent.py"
    program.write_text(PARENT, encoding="utf-8")
    command = [sys.executable, str(program), orders.address, orders.code, str(orders.port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        process = psutil.Process(int(parent.stdout.readline()))
        getattr(parent, stop)()
        parent.wait()
    assert psutil.wait_procs([process], timeout=20)[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_in_the_terminal_is_the_parents_affair(engagement, assessment, session, orders):
    """The door ends with the block, and what it has seen is kept; a body of a megabyte is refused with a sentence that the sender gets to read."""
    with Supervisor(orders) as door:
        door.wait_until_ready()
        process = psutil.Process(door.pid)
        os.kill(door.pid, signal.SIGINT)
        assert post(orders.port, "/api/join", {"code": CODE, "role": "executive"})[0] == 200
        status, said = post(orders.port, "/api/join", {"code": "x" * 1_000_000})
        assert (status, "too long" in said["error"]) == (413, True)
    assert not process.is_running()
    with open_engagement(engagement.path) as again:
        assert len(again.participants(session.id)) == 1


def test_a_port_that_is_taken_is_told_with_what_to_do(orders):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", orders.port))
        taken.listen()
        with (
            Supervisor(orders) as door,
            pytest.raises(PmokitError, match=r"Port \d+ is taken.*choose another with --port"),
        ):
            door.wait_until_ready()


def test_a_session_that_is_not_there_is_told(orders):
    other = Orders(orders.address, "XXXXXX", orders.port)
    with Supervisor(other) as door, pytest.raises(PmokitError, match="no session with the join code XXXXXX"):
        door.wait_until_ready()


def test_the_door_needs_no_scoring_and_stays_small(root):
    """What scores and draws costs 65 MB and more, and has nothing to do here."""
    program = (
        "import sys, pmokit.workshop.ballot.child; "
        "print({'scipy', 'altair', 'ortools', 'voila', 'jupyter_server', 'ipykernel'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(root))
    assert run.stdout.strip() == "set()"
