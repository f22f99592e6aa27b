"""The way from a kernel to the renderer of the process that started it: no chart is drawn twice, and no kernel starts a renderer."""

import io
import os
import secrets
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from threading import Thread
from typing import Protocol

from pmokit.reports.drawing import Answer, Order, read_answer, read_order

DOOR = "PMOKIT_RENDERER"
"""Variable of the kernel's environment: address and key, with a bar between."""
_KEY_BYTES = 16


class Draws(Protocol):
    """Whoever carries out orders."""

    def __call__(self, order: Order) -> Answer:
        """Return what came of an order."""


def open_door(draws: Draws) -> str:
    """Let processes that know the address ask for charts, as long as this process lives; return the value of ``DOOR`` for them.

    Parameters
    ----------
    draws
        Carries out their orders, each process in a thread of its own.
    """
    key = secrets.token_hex(_KEY_BYTES)
    listener = Listener(authkey=key.encode())
    Thread(target=_listen, args=[listener, draws], daemon=True, name="renderer-door").start()
    return f"{listener.address}|{key}"


def ask_outside(order: Order) -> Answer | None:
    """Return what the renderer at the door made of an order; None where there is no door, or nobody behind it any more.

    Parameters
    ----------
    order
        What is to be drawn.
    """
    address, _, key = os.environ.get(DOOR, "").rpartition("|")
    if not address:
        return None
    try:
        with Client(address, authkey=key.encode()) as connection:
            connection.send_bytes(order.message)
            return read_answer(io.BytesIO(connection.recv_bytes()))
    except (OSError, EOFError, AuthenticationError):
        return None


def _listen(listener: Listener, draws: Draws) -> None:
    while True:
        try:
            connection = listener.accept()
        except (AuthenticationError, EOFError, ConnectionError):
            # Whoever knocked had no key, or left again; the next one may have one.
            continue
        Thread(target=_serve, args=[connection, draws], daemon=True, name="renderer-guest").start()


def _serve(connection: "Connection[bytes, bytes]", draws: Draws) -> None:
    with connection:
        try:
            connection.send_bytes(draws(read_order(io.BytesIO(connection.recv_bytes()))).message)
        except (OSError, EOFError):
            # The kernel has ended meanwhile.
            return
