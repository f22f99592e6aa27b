"""The participants' door as a process of its own: ``python -m pmokit.workshop.ballot.child``, started by the workshop.

It reads its orders, one line of JSON, from standard input and tells with one line on standard output that it is ready, or why not. It ends
when standard input does: with the workshop that started it, however that ended.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import threading
from dataclasses import asdict, dataclass
from logging.handlers import RotatingFileHandler

from pmokit.errors import PmokitError
from pmokit.workshop.ballot.app import listen, run

ENDING_SECONDS = 10


@dataclass(frozen=True)
class Orders:
    """What the process is told.

    Parameters
    ----------
    address
        The engagement.
    code
        Join code of the session.
    port
        Port to listen on.
    lan
        Whether other devices may connect.
    log
        File for what goes wrong; empty = nowhere.
    """

    address: str
    code: str
    port: int
    lan: bool = False
    log: str = ""

    def as_line(self) -> str:
        """Return the line that the process reads."""
        return json.dumps(asdict(self)) + "\n"


async def serve(orders: Orders) -> None:
    """Serve until standard input ends or a signal comes.

    Parameters
    ----------
    orders
        What to serve.
    """
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    sockets = listen(orders.port, lan=orders.lan)

    def stop() -> None:
        # Whatever hangs must not outlive the workshop.
        threading.Timer(ENDING_SECONDS, os._exit, (1,)).start()
        loop.call_soon_threadsafe(end.set)

    def wait_for_the_end() -> None:
        while sys.stdin.read(1024):
            pass
        stop()

    threading.Thread(target=wait_for_the_end, daemon=True, name="end").start()
    signal.signal(signal.SIGTERM, lambda *_: stop())
    await run(orders.address, orders.code, sockets, ready=lambda: tell({"ready": True}), end=end)


def tell(said: dict[str, object]) -> None:
    """Write one line for the workshop."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Read the orders and follow them."""
    # Ctrl-C reaches every process of the terminal; the workshop ends this one in its own time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders = Orders(**json.loads(sys.stdin.readline()))
    if orders.log:
        handler = RotatingFileHandler(orders.log, maxBytes=1_000_000, backupCount=1, delay=True, encoding="utf-8")
        logging.basicConfig(handlers=[handler], format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING)
    try:
        asyncio.run(serve(orders))
    except PmokitError as fault:
        tell({"fault": str(fault)})
        return 1
    return 0


if __name__ == "__main__":
    # The timer of a clean end must not keep the process waiting for it.
    code = main()
    sys.stdout.flush()
    os._exit(code)
