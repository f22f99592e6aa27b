"""Messages between a process and its fork server: a length, JSON, and open files beside it."""

import json
import os
import socket
import struct
from collections.abc import Sequence
from typing import Any

_LENGTH = struct.Struct("!I")
_STATUS = struct.Struct("!i")
STATUS_BYTES = _STATUS.size


def send(connection: socket.socket, message: dict[str, Any], files: Sequence[int] = ()) -> None:
    """Send a message and, with its first byte, open files.

    Parameters
    ----------
    connection
        A blocking stream socket.
    message
        What JSON can say; text may hold bytes that are no UTF-8, as Python's environment does (surrogates).
    files
        Descriptors; the receiver gets copies.
    """
    body = json.dumps(message).encode("ascii")
    length = _LENGTH.pack(len(body))
    if files:
        socket.send_fds(connection, [length[:1]], list(files))
        length = length[1:]
    connection.sendall(length + body)


def receive(connection: socket.socket, files: int = 0) -> tuple[dict[str, Any], list[int]]:
    """Return the next message and the files that came with it, which no program started later inherits.

    Parameters
    ----------
    connection
        A stream socket with or without a timeout.
    files
        How many files may come at most.

    Raises
    ------
    EOFError
        If the other side is gone.
    """
    first, descriptors, _, _ = socket.recv_fds(connection, 1, files)
    for descriptor in descriptors:
        keep_private(descriptor)
    (length,) = _LENGTH.unpack(first + _exactly(connection, _LENGTH.size - len(first)))
    return json.loads(_exactly(connection, length)), descriptors


def keep_private(descriptor: int) -> None:
    """Let no program that is started later inherit a descriptor; those that come over a socket would be."""
    os.set_inheritable(descriptor, False)  # noqa: FBT003 - the library has no name for it


def pack_status(status: int) -> bytes:
    """Return the bytes that tell an exit status; negative is a signal, as in subprocess."""
    return _STATUS.pack(status)


def unpack_status(told: bytes) -> int | None:
    """Return the exit status in these bytes, None if they are cut short because the teller died."""
    return _STATUS.unpack(told)[0] if len(told) == STATUS_BYTES else None


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            raise EOFError("the other side of the connection is gone")
        parts += part
    return bytes(parts)
