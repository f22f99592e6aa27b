"""The fork server by itself, spoken to over its socket."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from pmokit.warm import server, wire
from pmokit.warm.recipe import server_environment
from tests.warm.kernels import needs_fork

pytestmark = needs_fork


def start(control, root, *modules, parent=None):
    command = [
        sys.executable,
        "-m",
        "pmokit.warm.server",
        "--control",
        str(control.fileno()),
        "--parent",
        str(parent or os.getpid()),
        *modules,
    ]
    return subprocess.Popen(
        command, cwd=root, env=server_environment(os.environ), pass_fds=[control.fileno()], stdin=subprocess.DEVNULL
    )


@pytest.fixture
def sockets():
    ours, theirs = socket.socketpair()
    ours.settimeout(120)
    with ours, theirs:
        yield ours, theirs


def test_it_ends_when_its_socket_does(sockets, root):
    """Without a word and with success; what could not be imported it has told before."""
    ours, theirs = sockets
    process = start(theirs, root, "none.such")
    theirs.close()
    told, _ = wire.receive(ours)
    assert told == {"missing": ["none.such (ModuleNotFoundError: No module named 'none')"]}
    ours.close()
    assert process.wait(30) == 0


def test_an_interrupt_from_the_keyboard_is_not_meant_for_it(sockets, root):
    ours, theirs = sockets
    process = start(theirs, root)
    theirs.close()
    wire.receive(ours)
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired, match="timed out after 1"):
        process.wait(1)
    ours.close()
    assert process.wait(30) == 0


def test_a_server_whose_parent_is_dead_already_does_not_begin(sockets, root):
    _, theirs = sockets
    assert start(theirs, root, parent=1 if os.getppid() != 1 else 2).wait(30) == 1


def test_a_request_that_breaks_off_harms_nobody(sockets, root):
    """The asker died in the middle of a word."""
    ours, theirs = sockets
    process = start(theirs, root)
    theirs.close()
    wire.receive(ours)
    asking, asked = socket.socketpair()
    socket.send_fds(ours, [b"+"], [asked.fileno()])
    asked.close()
    asking.sendall(b"\0\0")
    asking.close()
    with pytest.raises(subprocess.TimeoutExpired, match="timed out after 1"):
        process.wait(1)
    ours.close()
    assert process.wait(30) == 0


def test_importing_ahead_tells_what_is_wrong_with_each_module(monkeypatch):
    """And goes on with the next."""
    monkeypatch.setattr(server, "count_threads", lambda: 1)
    assert server.preload(["none.such", "json"]) == ["none.such (ModuleNotFoundError: No module named 'none')"]


def test_threads_are_refused(monkeypatch):
    monkeypatch.setattr(server, "count_threads", lambda: 2)
    with pytest.raises(RuntimeError, match="importing json starts threads, which a fork would lose"):
        server.preload(["json"])
