"""What every step's page begins with: the engagement, the address, and a sentence where there is no page."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from logging.handlers import RotatingFileHandler
from urllib.parse import parse_qs, urlencode

import ipywidgets as widgets

from pmokit.errors import PmokitError, StoreError
from pmokit.store.engagement import Engagement, open_engagement
from pmokit.workshop.components.basic import column, html
from pmokit.workshop.components.status import Place, Status
from pmokit.workshop.guard import sentence_for
from pmokit.workshop.step_frame import LONGEST_NAME, StepFrame, writer_fault

ENGAGEMENT = "PMOKIT_ENGAGEMENT"
LOG = "PMOKIT_LOG"
LOG_BYTES = 1_000_000


@dataclass(frozen=True)
class StepPlace:
    """What the address of a step's page says.

    Parameters
    ----------
    unit
        Code of the unit; empty = the whole organisation.
    by
        Who writes; empty = not said.
    part
        Part of the page; empty = the first that is not done.
    notes
        What the address got wrong, in sentences.
    """

    unit: str = ""
    by: str = ""
    part: str = ""
    notes: tuple[str, ...] = ()

    def query(self) -> str:
        """Return the place as the query string of an address."""
        fields = {"unit": self.unit, "by": self.by, "part": self.part}
        return urlencode({name: value for name, value in fields.items() if value})


def read_place(query: str, engagement: Engagement, *, is_whole_allowed: bool = False) -> StepPlace:
    """Read the place from an address; what does not hold is left out and told.

    Parameters
    ----------
    query
        Query string, as typed by anyone.
    engagement
        Knows the units.
    is_whole_allowed
        Whether the step also has a page for the whole organisation; else the first unit is taken where none is named.
    """
    given = {name: values[-1].strip() for name, values in parse_qs(query).items()}
    notes = []
    unit = ""
    if given.get("unit"):
        try:
            unit = engagement.unit(given["unit"]).code
        except PmokitError:
            notes.append(f"There is no business unit '{given['unit'][:LONGEST_NAME]}'. Choose one of the list.")
    if not unit and not is_whole_allowed:
        units = engagement.units()
        if not units:
            raise StoreError("There is no business unit yet. Add one on the start page, then come back.")
        unit = units[0].code
    by = given.get("by", "")
    fault = writer_fault(by)
    if fault:
        notes.append(fault)
        by = ""
    return StepPlace(unit, by, given.get("part", ""), tuple(notes))


def step_page(
    engagement: str, query: str | None, build: Callable[[Engagement, str], widgets.DOMWidget]
) -> widgets.DOMWidget:
    """Return the page of a step, or the sentence that says why there is none.

    A :class:`StepFrame` is put into a box of its own: when another unit is chosen, ``build`` makes the frame for it there.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    build
        Makes the page from the open engagement and the query string.
    """
    log_to_file()
    try:
        opened = _open(engagement)
        made = build(opened, own_query() if query is None else query)
        return StepPage(made, lambda words: build(opened, words)) if isinstance(made, StepFrame) else made
    except Exception as error:  # noqa: BLE001 -- in front of a board, a sentence stands where a traceback would
        return trouble_page(sentence_for(error))


class StepPage(widgets.VBox):  # type: ignore[misc]
    """The frame of the unit that is looked at; another unit gets another frame.

    Parameters
    ----------
    frame
        To begin with.
    build
        Makes the frame for a query string; a frame is expected, as the first one was.
    """

    def __init__(self, frame: StepFrame, build: Callable[[str], widgets.DOMWidget]) -> None:
        super().__init__()
        self._build = build
        self.add_class("pk-steppage")
        self._show(frame)

    def turn(self, query: str) -> None:
        """Show the page that a query string stands for."""
        made = self._build(query)
        if isinstance(made, StepFrame):
            self.frame.close_watch()
            self._show(made)

    def _show(self, frame: StepFrame) -> None:
        self.frame = frame
        frame.turn = self.turn
        self.children = (frame,)


def trouble_page(sentence: str) -> widgets.VBox:
    """Return a page that only says what is wrong."""
    status, place = Status(), Place()
    status.warn(sentence)
    place.show("", "")
    return column(place, status, html(f'<p class="pk-trouble">{escape(sentence)}</p>'), classes=("pk-page",))


def own_query() -> str:
    """Return the query string of the page's address, as Voilà hands it to the kernel."""
    if os.environ.get("VOILA_PREHEAT") != "True":
        # Importing Voilà costs seconds, and without a pool of kernels its function reads just this.
        return os.environ.get("QUERY_STRING", "")
    from voila.utils import get_query_string  # noqa: PLC0415

    return str(get_query_string() or "")


def log_to_file() -> None:
    """Send what goes wrong in a kernel to the workshop's log; the page shows only its code."""
    path = os.environ.get(LOG, "")
    log = logging.getLogger("pmokit.workshop")
    if path and not log.handlers:
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, delay=True, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)


def _open(engagement: str) -> Engagement:
    path = engagement or os.environ.get(ENGAGEMENT, "")
    if not path:
        raise StoreError(
            "This page needs an engagement file. Open it with: pmokit workshop FILE, or set engagement at the top."
        )
    return open_engagement(path)
