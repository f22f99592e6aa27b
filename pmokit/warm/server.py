"""The fork server: imports once, then forks a kernel for each request. Started as ``python -m pmokit.warm.server``.

It works for the one process that started it, over a socket that has no name: nothing in the file system could be
reached by others or left behind. It has no threads, opens no files and never draws; it ends with its parent.
"""

import argparse
import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pmokit.warm import wire
from pmokit.warm.lean import lean_imports
from pmokit.warm.process import count_threads, name_process, signal_at_parents_death
from pmokit.warm.stamp import Stamp, take_stamp

KERNEL = "pmokit.warm.kernel"
# What ipykernel imports only when a kernel starts or gets its first cell.
STARTED = (
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "matplotlib_inline.config",
    "psutil",
)
STANDARD_FILES = 3
REQUEST_SECONDS = 10.0
GRACE_SECONDS = 2.0


@dataclass(frozen=True)
class Forked:
    """What a freshly forked process is to become.

    Parameters
    ----------
    connection
        To the process that asked for it.
    request
        Its arguments, environment and folder.
    files
        Its standard files; None is the null device.
    """

    connection: socket.socket
    request: dict[str, Any]
    files: list[int | None]


@dataclass
class ForkServer:
    """Forks kernels and tells how they end.

    Parameters
    ----------
    control
        Each byte brings the connection for one more kernel; its end is the parent's end.
    parent
        Process number of the parent.
    stamp
        What was imported.
    """

    control: socket.socket
    parent: int
    stamp: Stamp
    kernels: dict[int, socket.socket] = field(default_factory=dict)
    is_stale: bool = False

    def serve(self) -> Forked | None:
        """Return None when there is nothing more to do, and in each forked process what it is to become."""
        alarm, woken = _signals()
        try:
            return self._loop(alarm)
        finally:
            signal.set_wakeup_fd(-1)
            alarm.close()
            woken.close()

    def _loop(self, alarm: socket.socket) -> Forked | None:
        while not (self.is_stale and not self.kernels):
            ready, _, _ = select.select([alarm, self.control], [], [])
            if alarm in ready:
                alarm.recv(4096)
                self._reap()
            if os.getppid() != self.parent:
                break
            if self.control in ready:
                _, connections, _, _ = socket.recv_fds(self.control, 1, 1)
                if not connections:
                    break
                forked = self._answer(socket.socket(fileno=connections[0]))
                if forked is not None:
                    return forked
        self._end()
        return None

    def _answer(self, connection: socket.socket) -> Forked | None:
        wire.keep_private(connection.fileno())
        connection.settimeout(REQUEST_SECONDS)
        try:
            request, descriptors = wire.receive(connection, STANDARD_FILES)
        except (EOFError, TimeoutError):
            # The parent died, or gave the request up; if it is dead the control socket says so next.
            connection.close()
            return None
        changed = self.stamp.changed()
        if self.is_stale or changed:
            self.is_stale = True
            wire.send(connection, {"stale": changed})
            _close([connection, *descriptors])
            return None
        try:
            pid = os.fork()
        except OSError as error:
            wire.send(connection, {"fault": f"no process could be forked: {error}"})
            _close([connection, *descriptors])
            return None
        if pid == 0:
            # A copy of another kernel's connection would keep that kernel from noticing its parent's end.
            _close([self.control, *self.kernels.values()])
            rest = iter(descriptors)
            return Forked(connection, request, [next(rest) if given else None for given in request["files"]])
        self.kernels[pid] = connection
        wire.send(connection, {"pid": pid})
        _close(descriptors)
        return None

    def _reap(self) -> None:
        while self.kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            connection = self.kernels.pop(pid, None)
            if connection is not None:
                _tell(connection, os.waitstatus_to_exitcode(status))
                connection.close()

    def _end(self) -> None:
        """See that no kernel stays behind; they notice the parent's end themselves, unless they hang."""
        deadline = time.monotonic() + GRACE_SECONDS
        while self.kernels and time.monotonic() < deadline:
            self._reap()
            time.sleep(0.02)
        for pid in self.kernels:
            os.kill(pid, signal.SIGKILL)
        while self.kernels:
            self._reap()
            time.sleep(0.02)


def preload(names: Sequence[str]) -> list[str]:
    """Import modules and return what is wrong with those that cannot be had.

    Parameters
    ----------
    names
        Modules, in order.

    Raises
    ------
    RuntimeError
        If one starts threads, which a fork would lose.
    """
    missing = []
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, kernels start without it as they would anyway
            missing.append(f"{name} ({type(error).__name__}: {error})")
        if count_threads() > 1:
            raise RuntimeError(f"importing {name} starts threads, which a fork would lose")
    return missing


def main(arguments: Sequence[str]) -> Forked | None:
    """Import what is named, then serve the process at the other end of a socket.

    Parameters
    ----------
    arguments
        ``--control`` with the descriptor of the socket, ``--parent`` with the number of the process, and modules.
    """
    parser = argparse.ArgumentParser("pmokit.warm.server")
    parser.add_argument("--control", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("modules", nargs="*")
    given = parser.parse_args(arguments)
    wire.keep_private(given.control)
    control = socket.socket(fileno=given.control)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    name_process("pmokit-warm")
    _end_with_parent(given.parent)
    # Objects that the collector never touches again stay in memory that all kernels share.
    gc.disable()
    try:
        with lean_imports():
            missing = preload([KERNEL, *STARTED, *given.modules])
    except RuntimeError as error:
        wire.send(control, {"fault": str(error)})
        return None
    if KERNEL not in sys.modules:
        wire.send(control, {"fault": f"ipykernel cannot be imported: {missing[0]}"})
        return None
    gc.collect()
    gc.freeze()
    server = ForkServer(control, given.parent, take_stamp())
    wire.send(control, {"missing": missing})
    return server.serve()


def _signals() -> tuple[socket.socket, socket.socket]:
    """Let the end of a kernel, and of the thread that started this server, end a wait."""
    alarm, woken = socket.socketpair()
    woken.setblocking(False)  # noqa: FBT003 - the library has no name for it
    signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGUSR1):
        signal.signal(number, _wake)
    return alarm, woken


def _end_with_parent(parent: int) -> None:
    """End at once when the parent dies while things are imported; afterwards the control socket says so, too."""

    def look(_number: int, _frame: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGUSR1, look)
    signal_at_parents_death(signal.SIGUSR1)
    look(signal.SIGUSR1, None)


def _wake(_number: int, _frame: object) -> None:
    """Do nothing: that the signal is handled at all ends the wait."""


def _tell(connection: socket.socket, status: int) -> None:
    try:
        connection.sendall(wire.pack_status(status))
    except (BrokenPipeError, ConnectionResetError):
        # Nobody asks any more how this kernel ended.
        return


def _close(connections: Sequence[socket.socket | int]) -> None:
    for connection in connections:
        if isinstance(connection, int):
            os.close(connection)
        else:
            connection.close()


def _leave_folder() -> None:
    """Take the folder off the module path that ``-m`` put there; the kernel's own comes in its place."""
    del sys.path[0]


if __name__ == "__main__":
    _leave_folder()
    forked = main(sys.argv[1:])
    if forked is not None:
        # From here on this is the kernel; nothing of the server is left below it on the stack.
        from pmokit.warm import kernel

        kernel.take_over(forked.files, forked.request["environment"], forked.request["folder"])
        kernel.run(forked.request["arguments"], forked.connection)
