"""The kernel provisioner ``pmokit``: kernels forked from a process that has imported everything already.

Jupyter servers load this module when they look for kernels: it imports jupyter_client and nothing heavy.
"""

import asyncio
import os
import signal
import time
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import List, Unicode
from traitlets.log import get_logger

from pmokit.warm.parent import HERD, WarmProcess
from pmokit.warm.recipe import Order, Recipe, settings_of
from pmokit.warm.support import is_supported, preloaded

# An idle kernel is gone by then; one that still runs a cell needs the interrupt to hear of its shutdown.
INTERRUPT_SECONDS = 1.0


class WarmProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Forks kernels; where that is not possible it starts them as the stock provisioner does."""

    preload = List(Unicode(), config=True, help="Modules to import ahead; by default those of pmokit's own notebooks.")
    _interrupt_at: float | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel and return how to connect to it."""
        self._interrupt_at = None
        process = await self._fork(cmd, kwargs)
        if process is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and the processes it started.

        The interrupt with which a manager begins a shutdown waits: sent to a kernel that is just done with a cell, it
        makes the kernel print that it was interrupted, although nothing was.
        """
        if self.process is None or self.process.poll() is not None:
            # Its number may belong to another process already.
            return
        if signum == signal.SIGINT and getattr(self.parent, "shutting_down", False):
            self._interrupt_at = time.monotonic() + INTERRUPT_SECONDS
            return
        await super().send_signal(signum)

    async def poll(self) -> int | None:
        """Return the exit status, None while the kernel runs."""
        if self._interrupt_at is not None and time.monotonic() >= self._interrupt_at:
            self._interrupt_at = None
            if self.process is not None and self.process.poll() is None:
                await super().send_signal(signal.SIGINT)
        status: int | None = await super().poll()
        return status

    async def _fork(self, command: list[str], options: dict[str, Any]) -> WarmProcess | None:
        if not is_supported():
            return None
        order = Order.read(command, options, preloaded(self.preload))
        if order is None:
            return None
        # The first kernel waits for imports, and a server must go on serving meanwhile.
        launching = asyncio.ensure_future(asyncio.to_thread(HERD.launch, order, self.log.warning))
        try:
            return await asyncio.shield(launching)
        except asyncio.CancelledError:
            # The visitor has left; the thread cannot be stopped, and nobody would ever end its kernel.
            launching.add_done_callback(_end_unwanted)
            raise


def _end_unwanted(launching: asyncio.Future[WarmProcess | None]) -> None:
    process = launching.result()
    if process is not None:
        process.send_signal(signal.SIGKILL)


def prepare() -> bool:
    """Import ahead now, so that the first kernel of this process starts as fast as the others.

    Blocks for some seconds; a server calls it in a thread of its own.

    Returns
    -------
    bool
        Whether kernels will be forked; why not is logged.
    """
    if not is_supported():
        return False
    return HERD.prepare(Recipe((), preloaded(), settings_of(os.environ)), os.environ, get_logger().warning)
