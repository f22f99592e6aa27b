"""The parts of a page, of which one is shown: a list of names to turn to, with a tick at what is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from pmokit.workshop.components.basic import button, column, html, row

WHOLE = "all"
SHOW_WHOLE = "Show all parts, to print"
# The page template prints when this is pressed, or at Ctrl+P, once as many parts are there; meanwhile nobody can type into them.
PRINTING = (
    '<p class="pk-note">All parts, to read and to print. To change something, turn to its part above.</p>'
    '<p><button type="button" class="pk-button pk-main" data-pk-print data-pk-parts="{count}">Print</button></p>'
)
# A browser's menu prints at once what is there; the paper then says what it leaves out.
ONE_OF_ALL = (
    '<p class="pk-note">One part of this step: {title}. "{whole}" below the parts, or Ctrl+P, prints all of them.</p>'
)
NOBODY_LISTENS: Callable[[str], None] = lambda _: None  # noqa: E731


@dataclass(frozen=True)
class StepperPart:
    """One part of a page.

    Parameters
    ----------
    id, title
        Its name in the address, and the one that people read.
    build
        Makes its content when it is turned to for the first time.
    is_done
        Whether nothing is left to do in it.
    is_aside
        Whether it is another way to the same; the way on leaves it out.
    is_printed
        Whether it stands among all parts, to print; a part that only takes something in does not.
    """

    id: str
    title: str
    build: Callable[[], widgets.Widget]
    is_done: Callable[[], bool] = lambda: False
    is_aside: bool = False
    is_printed: bool = True


class Stepper(widgets.VBox):  # type: ignore[misc]
    """Parts of a page; one is shown, and a button below it leads to the next. All can be shown at once, to print.

    Parameters
    ----------
    parts
        In their order, at least one.
    at
        Id of the part to begin with, or ``all``; one that is not there begins with the first that is not done.
    turned
        Called with the id whenever another part is shown, also for the first.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        parts: Sequence[StepperPart],
        *,
        at: str = "",
        turned: Callable[[str], None] = NOBODY_LISTENS,
        guard: Callable[[Callable[..., None]], Callable[..., None]] = lambda handler: handler,
    ) -> None:
        self.parts = {part.id: part for part in parts}
        self._turned, self._built = turned, dict[str, widgets.Widget]()
        self.buttons = {
            part.id: button(part.title, guard(lambda _, name=part.id: self.show(name)), "pk-tab") for part in parts
        }
        self.onward = button("", guard(lambda _: self.show(self._following())), "pk-onward", "pk-main")
        self.whole = button(SHOW_WHOLE, guard(lambda _: self.show(WHOLE)), "pk-quiet", "pk-whole")
        self.printing = html("", "pk-printing")
        self.paper = html("", "pk-paper")
        self.content = column(classes=("pk-part",))
        tabs = row(*self.buttons.values(), classes=("pk-tabs",))
        below = row(self.onward, self.whole, classes=("pk-below",))
        super().__init__([tabs, self.printing, self.paper, self.content, below])
        self.add_class("pk-stepper")
        first = next((part.id for part in parts if not part.is_done()), parts[0].id)
        self.at = ""
        self.show(at if at in self.parts or at == WHOLE else first)

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of what is shown: one part, or all that are printed."""
        if self.at == WHOLE:
            return tuple(part.id for part in self.parts.values() if part.is_printed)
        return (self.at,)

    def show(self, name: str) -> None:
        """Turn to a part, or to ``all``."""
        if self.at in self.buttons:
            self.buttons[self.at].remove_class("pk-here")
        self.at = name
        if name in self.buttons:
            self.buttons[name].add_class("pk-here")
        self._fill()
        following = self._following()
        self.onward.layout.display = "" if following else "none"
        # The page stresses one way on: to the next part, and from the last one to the next step.
        (self.remove_class if following else self.add_class)("pk-at-last")
        if following:
            self.onward.description = f"Next: {self.parts[following].title}"
        self.mark()
        self._turned(name)

    def renew(self, *names: str) -> None:
        """Build parts anew when they are shown the next time, the shown one at once; without names, all."""
        for name in names or tuple(self.parts):
            self._built.pop(name, None)
        if any(name not in self._built for name in self.shown):
            self._fill()
        self.mark()

    def mark(self) -> None:
        """Bring the ticks in step with what is done."""
        for part in self.parts.values():
            self.buttons[part.id].description = f"{part.title} ✓" if part.is_done() else part.title

    def _fill(self) -> None:
        for name in self.shown:
            if name not in self._built:
                self._built[name] = self.parts[name].build()
        is_whole = self.at == WHOLE
        self.printing.value = PRINTING.format(count=len(self.shown)) if is_whole else ""
        for piece, is_there in ((self.printing, is_whole), (self.whole, not is_whole)):
            piece.layout.display = "" if is_there else "none"
        is_alone = not is_whole and not self.parts[self.at].is_printed
        for name, holds in (("pk-all", is_whole), ("pk-alone", is_alone)):
            (self.content.add_class if holds else self.content.remove_class)(name)
        is_one = not is_whole and not is_alone and len(self.parts) > 1
        self.paper.value = (
            ONE_OF_ALL.format(title=escape(self.parts[self.at].title), whole=SHOW_WHOLE) if is_one else ""
        )
        self.content.children = tuple(self._built[name] for name in self.shown)

    def _following(self) -> str:
        if self.at == WHOLE:
            return ""
        behind = list(self.parts.values())[list(self.parts).index(self.at) + 1 :]
        return next((part.id for part in behind if not part.is_aside), "")
