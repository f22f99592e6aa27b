"""The parts of a page, of which one is shown: a list of names to turn to, with a tick at what is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ipywidgets as widgets

from pmokit.workshop.components.basic import button, column, row

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
    """

    id: str
    title: str
    build: Callable[[], widgets.Widget]
    is_done: Callable[[], bool] = lambda: False
    is_aside: bool = False


class Stepper(widgets.VBox):  # type: ignore[misc]
    """Parts of a page; one is shown, and a button below it leads to the next.

    Parameters
    ----------
    parts
        In their order, at least one.
    at
        Id of the part to begin with; one that is not there begins with the first that is not done.
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
        self.content = column(classes=("pk-part",))
        tabs = row(*self.buttons.values(), classes=("pk-tabs",))
        super().__init__([tabs, self.content, self.onward])
        self.add_class("pk-stepper")
        first = next((part.id for part in parts if not part.is_done()), parts[0].id)
        self.at = ""
        self.show(at if at in self.parts else first)

    def show(self, name: str) -> None:
        """Turn to a part."""
        if name not in self._built:
            self._built[name] = self.parts[name].build()
        if self.at:
            self.buttons[self.at].remove_class("pk-here")
        self.at = name
        self.buttons[name].add_class("pk-here")
        self.content.children = (self._built[name],)
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
        if self.at not in self._built:
            self._built[self.at] = self.parts[self.at].build()
            self.content.children = (self._built[self.at],)
        self.mark()

    def mark(self) -> None:
        """Bring the ticks in step with what is done."""
        for part in self.parts.values():
            self.buttons[part.id].description = f"{part.title} ✓" if part.is_done() else part.title

    def _following(self) -> str:
        behind = list(self.parts.values())[list(self.parts).index(self.at) + 1 :]
        return next((part.id for part in behind if not part.is_aside), "")
