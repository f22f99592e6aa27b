"""The participants' door: its addresses, its ports, and its life from the first connection to the last."""

import asyncio
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.netutil import bind_sockets
from tornado.web import Application

from pmokit.errors import PmokitError
from pmokit.store.engagement import open_engagement
from pmokit.store.location import Address
from pmokit.workshop.ballot.base import Nothing
from pmokit.workshop.ballot.handlers import Events, Join, Reach, RoomCard, State, TheOnePage, Votes
from pmokit.workshop.ballot.service import COUNT_SECONDS, Service

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 -- only with --lan
LOOK_MS, BEAT_MS, PRESENCE_MS = 200, 15_000, 20_000
BACKLOG = 1024
MOST_HEADER = 65_536
MOST_BODY = 2_097_152
"""What is longer than handlers take is read up to here and refused in a sentence; beyond, the connection is cut."""
IDLE_SECONDS, BODY_SECONDS = 120, 10
BIND_TRIES, BIND_PAUSE = 20, 0.1


def make_app(service: Service) -> Application:
    """Return the application of one session.

    Parameters
    ----------
    service
        What the handlers share.
    """
    shared: dict[str, Any] = {"service": service}
    routes: list[Any] = [
        (r"/", TheOnePage, shared),
        (r"/j/[A-Za-z0-9-]{1,16}", TheOnePage, shared),
        (r"/reach", Reach, shared),
        (r"/api/room", RoomCard, shared),
        (r"/api/join", Join, shared),
        (r"/api/state", State, shared),
        (r"/api/vote", Votes, shared),
        (r"/api/events", Events, shared),
    ]
    return Application(
        routes,
        default_handler_class=Nothing,
        default_handler_args=shared,
        # Who asked for what is nobody's business in an anonymous session.
        log_function=lambda _handler: None,
    )


def listen(port: int, *, lan: bool, patience: int = BIND_TRIES) -> list[socket.socket]:
    """Return listening sockets on the participants' port, which is fixed: phones have it already.

    Parameters
    ----------
    port
        The port; 0 takes a free one.
    lan
        Whether other devices may connect.
    patience
        Tries, a tenth of a second apart: a server that was killed leaves its port a moment later.

    Raises
    ------
    PmokitError
        If the port is taken.
    """
    for _ in range(patience):
        try:
            return bind_sockets(port, EVERYWHERE if lan else HERE, backlog=BACKLOG)
        except OSError:
            time.sleep(BIND_PAUSE)
    raise PmokitError(
        f"Port {port} is taken, perhaps by a workshop that still runs. End it there with Ctrl-C, or choose another with --port."
    )


async def run(
    address: Address, code: str, sockets: Sequence[socket.socket], *, ready: Callable[[], None], end: asyncio.Event
) -> None:
    """Serve one session until it is told to end.

    Parameters
    ----------
    address
        The engagement.
    code
        Join code of the session.
    sockets
        From :func:`listen`.
    ready
        Called when connections are accepted.
    end
        Set when it is time to stop.

    Raises
    ------
    PmokitError
        If the engagement cannot be opened, or has no such session.
    """
    engagement = open_engagement(address)
    session = engagement.session(code)
    if session is None:
        engagement.close()
        raise PmokitError(f"{address}: there is no session with the join code {code}.")
    service = Service(engagement, session)
    server = HTTPServer(
        make_app(service),
        idle_connection_timeout=IDLE_SECONDS,
        body_timeout=BODY_SECONDS,
        max_body_size=MOST_BODY,
        max_header_size=MOST_HEADER,
    )
    server.add_sockets(sockets)
    every = [
        PeriodicCallback(service.look, LOOK_MS),
        PeriodicCallback(service.count, COUNT_SECONDS * 1000),
        PeriodicCallback(service.beat, BEAT_MS),
        PeriodicCallback(service.note_presence, PRESENCE_MS),
    ]
    for callback in every:
        callback.start()
    ready()
    preparing = asyncio.create_task(service.prepare())
    await end.wait()
    preparing.cancel()
    server.stop()
    for callback in every:
        callback.stop()
    await service.note_presence()
    service.ledger.close()
