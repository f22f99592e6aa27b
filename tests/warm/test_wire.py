"""Messages between a process and its fork server."""

import os
import socket

import pytest

from pmokit.warm import wire


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize(
    "message",
    [{}, {"a": ["ü", None, 3]}, {"big": "x" * 100_000}, {"bytes": b"\xff".decode("utf-8", "surrogateescape")}],
)
def test_a_message_arrives_as_it_was(pair, message):
    """Also values of the environment that are no UTF-8."""
    ours, theirs = pair
    wire.send(ours, message)
    assert wire.receive(theirs) == (message, [])


def test_files_come_with_the_message_and_are_inherited_by_nobody(pair, tmp_path):
    ours, theirs = pair
    with (tmp_path / "out").open("wb") as out:
        wire.send(ours, {"n": 1}, [out.fileno()])
    message, (copy,) = wire.receive(theirs, 3)
    assert message == {"n": 1}
    assert not os.get_inheritable(copy)
    os.write(copy, b"told")
    os.close(copy)
    assert (tmp_path / "out").read_bytes() == b"told"


@pytest.mark.parametrize("part", [b"", b"\0\0", b"\0\0\0\x09{"])
def test_a_dead_sender_is_noticed(pair, part):
    ours, theirs = pair
    ours.sendall(part)
    ours.close()
    with pytest.raises(EOFError, match="the other side of the connection is gone"):
        wire.receive(theirs)


@pytest.mark.parametrize("status", [0, 3, 255, -9])
def test_status(status):
    assert wire.unpack_status(wire.pack_status(status)) == status
    assert wire.unpack_status(wire.pack_status(status)[:3]) is None
    assert wire.unpack_status(b"") is None
