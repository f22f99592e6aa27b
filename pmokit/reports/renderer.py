"""The renderer: vl-convert starts once for all charts of a batch, and no process that forks ever loads it.

Charts are measured without any installed font, with the metrics of Arial that vl-convert carries with it: looking through installed ones
takes three times as long as all the rest, and the same chart would differ from machine to machine. Pictures, which are pixels, need the
installed fonts for other faces and for signs that vl-convert's own font lacks, such as Chinese ones; those are made by a second process.
"""

import atexit
import re
import threading
from collections import OrderedDict
from pathlib import Path

from pmokit.errors import ReportError
from pmokit.reports.drawing import Answer, Order
from pmokit.reports.drawing_door import ask_outside, open_door
from pmokit.reports.drawing_process import DrawingProcess

NO_FONTS = Path(__file__).with_name("no_fonts.conf")
KEPT = 200
"""Charts that are kept, some 10 MB: those of the reports under way are asked for ahead, for the page, and for paper."""
_OWN_SIGNS = re.compile(
    r"[\n\u0020-\u024f\u0400-\u04ff\u2009\u2012-\u2022\u2026\u202f\u20ac\u2190-\u2193\u2212\u2264\u2265\u25a0\u25b2\u25bc\u25cf]*"
)
"""What can be drawn with vl-convert's own font: Latin and Cyrillic letters, and the signs of the charts."""
_OTHER_FACE = re.compile(r'font-family="(?!(?:[^"]*, ?)?sans-serif")')
_WHITE = '<rect width="100%" height="100%" fill="white"/>'


class Renderer:
    """Draws Vega-Lite specifications in processes of its own, which are started on demand and again when they die.

    May be used from several threads; charts are drawn one after another, and one that was drawn lately is not drawn again. In a kernel of
    a batch, the renderer of the batch does it all.
    """

    def __init__(self) -> None:
        self.charts = DrawingProcess({"FONTCONFIG_FILE": str(NO_FONTS)})
        self.pictures = DrawingProcess({})
        self._lock = threading.Lock()
        self._drawn: OrderedDict[bytes, Answer] = OrderedDict()
        self._door = ""

    def draw(self, spec: str) -> str:
        """Return a chart as SVG, as vl-convert gives it.

        Parameters
        ----------
        spec
            A Vega-Lite specification with its data, as JSON.

        Raises
        ------
        ReportError
            If the specification cannot be drawn, or the process died twice over it.
        """
        return self._ask(Order(spec.encode())).decode()

    def picture(self, spec: str, scale: float) -> bytes:
        """Return a chart as PNG on white.

        Parameters
        ----------
        spec
            As for :meth:`draw`.
        scale
            Pixels of the picture for one of the chart's, > 0.

        Raises
        ------
        ReportError
            As for :meth:`draw`.
        """
        head, _, rest = self.draw(spec).partition(">")
        return self._ask(Order(f"{head}>{_WHITE}{rest}".encode(), scale))

    def door(self) -> str:
        """Return what a kernel needs in its environment, as ``drawing_door.DOOR``, to have its charts drawn here."""
        with self._lock:
            self._door = self._door or open_door(self._carry_out)
            return self._door

    def forget(self) -> None:
        """Forget what was drawn, so that it is drawn anew."""
        with self._lock:
            self._drawn.clear()

    def close(self) -> None:
        """End the processes; the next chart starts them again."""
        self.charts.close()
        self.pictures.close()

    def _ask(self, order: Order) -> bytes:
        answer = ask_outside(order) or self._carry_out(order)
        if not answer.is_drawn:
            raise ReportError(f"a chart could not be drawn: {answer.body.decode()}")
        return answer.body

    def _carry_out(self, order: Order) -> Answer:
        if order.scale:
            drawn = order.body.decode()
            is_plain = _OWN_SIGNS.fullmatch(drawn) and not _OTHER_FACE.search(drawn)
            return (self.charts if is_plain else self.pictures).ask(order)
        with self._lock:
            answer = self._drawn.get(order.body) or self.charts.ask(order)
            if answer.is_drawn:
                self._drawn[order.body] = answer
                if len(self._drawn) > KEPT:
                    self._drawn.popitem(last=False)
            return answer


RENDERER = Renderer()
"""The one of this process."""
atexit.register(RENDERER.close)
