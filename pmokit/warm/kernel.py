"""A kernel in a freshly forked process: take over the process, then be ipykernel."""

import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import ipykernel
from ipykernel.kernelapp import IPKernelApp

from pmokit.warm import fresh
from pmokit.warm.process import name_process, open_null

_LAUNCHER = str(Path(ipykernel.__file__).parents[1] / "ipykernel_launcher.py")
_CHANGED_BY_SERVER = (signal.SIGCHLD, signal.SIGTERM, signal.SIGUSR1)


class WarmKernelApp(IPKernelApp):
    """ipykernel's application, ending with the process that asked for it instead of with the one that forked it."""

    lifeline: socket.socket

    def init_poller(self) -> None:
        """Watch the connection to the one that asked for this kernel."""
        self.poller = Thread(target=_end_with, args=[self.lifeline], daemon=True, name="lifeline")

    def init_shell(self) -> None:
        """Let packages that were imported before there was a shell register with it."""
        super().init_shell()  # type: ignore[no-untyped-call]
        fresh.register_widgets()


def take_over(files: Sequence[int | None], environment: Mapping[str, str], folder: str) -> None:
    """Make a forked process what ``subprocess.Popen(start_new_session=True)`` would have made.

    Parameters
    ----------
    files
        Standard input, output and error; None is the null device. They are closed after copying.
    environment
        Replaces the server's.
    folder
        Where to work.
    """
    os.setsid()
    for number in _CHANGED_BY_SERVER:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _connect(files)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    fresh.renew()
    name_process("pmokit-kernel")


def run(arguments: Sequence[str], lifeline: socket.socket) -> None:
    """Be a kernel until it is shut down.

    Parameters
    ----------
    arguments
        What follows ``-m ipykernel_launcher``.
    lifeline
        Ends the kernel when its other side is closed, which happens when the parent dies in whatever way.
    """
    sys.argv = [_LAUNCHER, *arguments]
    app: Any = WarmKernelApp.instance(parent_handle=int(os.environ["JPY_PARENT_PID"]))
    app.lifeline = lifeline
    app.initialize(list(arguments))
    app.start()


def _connect(files: Sequence[int | None]) -> None:
    sources = [open_null() if file is None else file for file in files]
    for number, source in enumerate(sources):
        os.dup2(source, number)
    for source in sources:
        os.close(source)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=stream.isatty())  # type: ignore[union-attr]


def _end_with(lifeline: socket.socket) -> None:
    """Wait until the other side is closed, then end at once; nobody is left to tell anything."""
    lifeline.setblocking(True)  # noqa: FBT003 - the library has no name for it
    if lifeline.recv(1) == b"":
        os._exit(1)
