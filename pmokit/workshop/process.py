"""The workshop in a process of its own, for whoever needs it beside their own work."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pmokit.errors import PmokitError
from pmokit.store.location import Address

END_SECONDS = 30


@dataclass(frozen=True)
class Running:
    """A workshop that accepts connections.

    Parameters
    ----------
    announced
        The addresses, as ``pmokit workshop --json`` prints them.
    process
        The server's process; its kernels are its children.
    """

    announced: dict[str, str]
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """The facilitator's address with its token."""
        return self.announced["facilitator"]

    @property
    def participants(self) -> str:
        """The participants' address, without a path."""
        return self.announced["participants"]

    @property
    def join_code(self) -> str:
        """What participants type."""
        return self.announced["join_code"]


@contextmanager
def running(file: Address, *, port: int = 8765, lan: bool = False, patience: float = 120) -> Iterator[Running]:
    """Run a workshop for the time of a ``with`` block; it and its kernels end with the block.

    Parameters
    ----------
    file
        The engagement file.
    port
        Port of the participants' door.
    lan
        Whether that door is open to the network.
    patience
        Seconds to wait until it accepts connections.

    Raises
    ------
    PmokitError
        If it does not start in time.
    """
    options = ["--port", str(port), "--json", *(["--lan"] if lan else [])]
    command = [sys.executable, "-m", "pmokit", "workshop", str(file), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:  # noqa: S603
        give_up = threading.Timer(patience, process.kill)
        give_up.start()
        try:
            line = process.stdout.readline() if process.stdout else ""
            give_up.cancel()
            if not line:
                raise PmokitError(f"The workshop of {file} did not start; the lines above say why.")
            yield Running(json.loads(line), process)
        finally:
            give_up.cancel()
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
