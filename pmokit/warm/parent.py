"""The parent's side: fork servers by recipe, the kernels they forked, and what happens when a server fails."""

import atexit
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from pmokit.warm import wire
from pmokit.warm.recipe import Order, Recipe, is_open, server_environment

START_SECONDS = 180.0
FORK_SECONDS = 30.0
RETRY_SECONDS = 60.0
_CLOSE_SECONDS = 5.0
_LOCK_SECONDS = 0.5
_STDERR = 2
_ROOT = Path(__file__).resolve().parents[2]
Tell = Callable[[str], object]


class Unavailable(Exception):  # noqa: N818 - it is no error of the one who reads it: kernels start the stock way
    """No kernel can be forked now; the text says why."""


class WarmProcess:
    """A forked kernel, as :class:`subprocess.Popen` would show it.

    Parameters
    ----------
    pid
        Process number, also of its process group.
    connection
        Brings the exit status; closing it ends the kernel.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._connection = connection
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal; None while the kernel runs."""
        return self._look(0.0)

    def wait(self) -> int | None:
        """Return the exit status when the kernel has ended."""
        return self._look(None)

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def let_go(self) -> None:
        """Close this process's copy of the connection after a fork; the kernel belongs to the original."""
        self._connection.close()

    def _look(self, timeout: float | None) -> int | None:
        with self._lock:
            if self.returncode is None:
                self._connection.settimeout(timeout)
                try:
                    told = self._connection.recv(wire.STATUS_BYTES)
                except (BlockingIOError, TimeoutError):
                    return None
                except ConnectionResetError:
                    told = b""
                status = wire.unpack_status(told)
                # Cut short, the server died before the kernel did, and nobody knows how that ended: not well.
                self.returncode = 1 if status is None else status
                self._connection.close()
            return self.returncode


class Server:
    """A fork server and the socket to it.

    Parameters
    ----------
    recipe
        What it is made of.
    environment
        Of the first kernel it is for.

    Raises
    ------
    Unavailable
        If it does not start.
    """

    def __init__(self, recipe: Recipe, environment: Mapping[str, str]) -> None:
        self._control, theirs = socket.socketpair()
        numbers = ["--control", str(theirs.fileno()), "--parent", str(os.getpid())]
        command = [sys.executable, *recipe.flags, "-m", "pmokit.warm.server", *numbers, *recipe.preload]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - this very Python
                command,
                env=server_environment(environment),
                # The package that this module belongs to, not another that lies where the program was started.
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if is_open(_STDERR) else subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.missing = self._hear_of_start()

    def fork(self, order: Order) -> WarmProcess | None:
        """Return a new kernel; None if the server is out of date and takes no more.

        Raises
        ------
        Unavailable
            If the server is gone or cannot fork.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            ours.settimeout(FORK_SECONDS)
            request = {
                "arguments": order.arguments,
                "environment": order.environment,
                "folder": order.folder,
                "files": [file is not None for file in order.files],
            }
            wire.send(ours, request, [file for file in order.files if file is not None])
            told, _ = wire.receive(ours)
        except (OSError, EOFError) as error:
            ours.close()
            raise Unavailable(f"the fork server does not answer ({error})") from error
        if "pid" in told:
            return WarmProcess(told["pid"], ours)
        ours.close()
        if "fault" in told:
            raise Unavailable(told["fault"])
        return None

    def state(self) -> str | None:
        """Return how the server ended, None while it runs."""
        status = self.process.poll()
        return None if status is None else f"it ended with status {status}"

    def close(self) -> None:
        """End the server, and with it the kernels that it still looks after."""
        self._control.close()
        try:
            self.process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def let_go(self) -> None:
        """Close this process's copy of the socket after a fork; the server belongs to the original."""
        self._control.close()

    def _hear_of_start(self) -> list[str]:
        self._control.settimeout(START_SECONDS)
        try:
            told, _ = wire.receive(self._control)
        except (OSError, EOFError) as error:
            reason = f"the fork server did not start ({error})"
            told = {"fault": reason}
        self._control.settimeout(FORK_SECONDS)
        if "fault" in told:
            self.close()
            raise Unavailable(told["fault"])
        return list(told["missing"])


class Herd:
    """The fork servers of this process, at most one for each recipe, and their kernels."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._servers: dict[Recipe, Server] = {}
        self._retired: list[Server] = []
        self._kernels: list[WarmProcess] = []
        self._retry_at: dict[Recipe, float] = {}

    def launch(self, order: Order, tell: Tell) -> WarmProcess | None:
        """Return a new kernel; None if none can be forked, which is told once and tried again after a minute.

        The first of a recipe waits until its server has imported everything.

        Parameters
        ----------
        order
            The kernel.
        tell
            Takes what a person should know.
        """
        with self._lock:
            self._forget_ended()
            if time.monotonic() < self._retry_at.get(order.recipe, 0.0):
                return None
            try:
                kernel = self._fork(order, tell)
            except Unavailable as error:
                self._give_up(order.recipe, error, tell)
                return None
            # Kept here, a kernel lives on when nobody holds its provisioner, as a stock one does.
            self._kernels.append(kernel)
            return kernel

    def prepare(self, recipe: Recipe, environment: Mapping[str, str], tell: Tell) -> bool:
        """Start the server of a recipe if there is none, and return whether there is one.

        Parameters
        ----------
        recipe
            The server.
        environment
            Of the kernels to come.
        tell
            Takes what a person should know.
        """
        with self._lock:
            try:
                self._server(recipe, environment, tell)
            except Unavailable as error:
                self._give_up(recipe, error, tell)
                return False
            return True

    def close(self) -> None:
        """End all servers and their kernels."""
        if not self._lock.acquire(timeout=_LOCK_SECONDS):
            # One is just being started, by a thread that does not matter any more; it ends with this process.
            return
        try:
            for server in [*self._servers.values(), *self._retired]:
                server.close()
            self._servers.clear()
            self._retired.clear()
            self._forget_ended()
        finally:
            self._lock.release()

    def let_go(self) -> None:
        """Forget everything without ending anything: this process is a fork of the one it belongs to."""
        for server in [*self._servers.values(), *self._retired]:
            server.let_go()
        for kernel in self._kernels:
            kernel.let_go()
        self.__init__()  # type: ignore[misc]

    def _give_up(self, recipe: Recipe, error: Unavailable, tell: Tell) -> None:
        self._retry_at[recipe] = time.monotonic() + RETRY_SECONDS
        if recipe in self._servers:
            # It may still look after kernels.
            self._retired.append(self._servers.pop(recipe))
        tell(f"No warm kernel: {error}. Kernels start the slow way; warm ones are tried again in a minute.")

    def _fork(self, order: Order, tell: Tell) -> WarmProcess:
        known = self._servers.get(order.recipe)
        ended = known.state() if known else None
        if ended:
            raise Unavailable(f"the fork server is gone, {ended}")
        for _ in range(2):
            kernel = self._server(order.recipe, order.environment, tell).fork(order)
            if kernel is not None:
                return kernel
            # Out of date: it looks after its kernels until the last has ended.
            self._retired.append(self._servers.pop(order.recipe))
        raise Unavailable("the packages to import ahead are being changed on disk")

    def _server(self, recipe: Recipe, environment: Mapping[str, str], tell: Tell) -> Server:
        if recipe not in self._servers:
            server = self._servers[recipe] = Server(recipe, environment)
            if server.missing:
                tell(f"Not imported ahead for warm kernels: {'; '.join(server.missing)}.")
        return self._servers[recipe]

    def _forget_ended(self) -> None:
        self._kernels = [kernel for kernel in self._kernels if kernel.poll() is None]
        for server in [server for server in self._retired if server.state()]:
            server.close()
            self._retired.remove(server)


HERD = Herd()
atexit.register(HERD.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=HERD.let_go)
