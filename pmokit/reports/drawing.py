"""The process that draws: charts from specifications, and pictures of drawn charts. Started as ``python -m pmokit.reports.drawing``."""

import sys
from dataclasses import dataclass
from struct import Struct
from typing import IO

_ASKED = Struct("!dI")
_TOLD = Struct("!?I")


@dataclass(frozen=True)
class Order:
    """What is to be drawn.

    Parameters
    ----------
    body
        A Vega-Lite specification as JSON, to be drawn as SVG; or SVG, to be drawn as PNG.
    scale
        Pixels of the picture for one of the SVG's; 0 where SVG is wanted.
    """

    body: bytes
    scale: float = 0.0

    @property
    def message(self) -> bytes:
        """The order with its length before it."""
        return _ASKED.pack(self.scale, len(self.body)) + self.body


@dataclass(frozen=True)
class Answer:
    """What came of an order.

    Parameters
    ----------
    is_drawn
        Whether it could be drawn.
    body
        SVG or PNG; otherwise why not, in words.
    """

    is_drawn: bool
    body: bytes

    @property
    def message(self) -> bytes:
        """The answer with its length before it."""
        return _TOLD.pack(self.is_drawn, len(self.body)) + self.body


def read_order(stream: IO[bytes]) -> Order:
    """Return the next order.

    Parameters
    ----------
    stream
        Messages, one after another.

    Raises
    ------
    EOFError
        If there is no more, or only half a one.
    """
    scale, length = _ASKED.unpack(_exactly(stream, _ASKED.size))
    return Order(_exactly(stream, length), scale)


def read_answer(stream: IO[bytes]) -> Answer:
    """Return the next answer; parameters and errors as for :func:`read_order`."""
    is_drawn, length = _TOLD.unpack(_exactly(stream, _TOLD.size))
    return Answer(is_drawn, _exactly(stream, length))


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Draw one after another until there are no more orders.

    Parameters
    ----------
    orders, answers
        Messages with their length before them.
    """
    while True:
        try:
            order = read_order(orders)
        except EOFError:
            return
        try:
            answer = Answer(is_drawn=True, body=_draw(order))
        except ValueError as error:
            answer = Answer(is_drawn=False, body=str(error).encode())
        answers.write(answer.message)
        answers.flush()


def _draw(order: Order) -> bytes:
    # A process that forks must never load it.
    import vl_convert  # noqa: PLC0415

    if order.scale:
        return bytes(vl_convert.svg_to_png(order.body.decode(), scale=order.scale))
    return str(vl_convert.vegalite_to_svg(order.body.decode(), allowed_base_urls=[])).encode()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
