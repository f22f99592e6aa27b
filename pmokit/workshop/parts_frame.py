"""A step in parts: the frame, the parts to turn to, and the part that is shown kept in step with the documents."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import ipywidgets as widgets

from pmokit.store.engagement import Engagement
from pmokit.workshop.components.status import Status
from pmokit.workshop.components.stepper import Stepper, StepperPart
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.guard import guarded
from pmokit.workshop.step_frame import StepFrame
from pmokit.workshop.step_page import StepPlace

Guard = Callable[[Callable[..., None]], Callable[..., None]]
Told = Callable[[str], None]


class Panel(Protocol):
    """The content of a part."""

    def show(self) -> None:
        """Bring everything in step with the documents."""


class PartsFrame(StepFrame):
    """The frame of one step for one unit, with its parts.

    Parameters
    ----------
    step, engagement, place
        As for :class:`StepFrame`; the place says unit, part and who writes.
    parts
        Makes the parts from the guard of handlers and a function that tells a sentence; what they build may have a ``show``.
    before, missing, meaning, states, onward
        As for :class:`StepFrame`.
    """

    def __init__(
        self,
        step: str,
        engagement: Engagement,
        place: StepPlace,
        *,
        parts: Callable[[Guard, Told], Sequence[StepperPart]],
        before: Callable[[], str],
        missing: Callable[[], Sequence[str]],
        meaning: Callable[[], str],
        states: Sequence[DocumentState],
        onward: str,
    ) -> None:
        status = self.status = Status()
        guard = guarded(status.warn)
        self._panels: dict[str, widgets.Widget] = {}
        self._is_ready = False
        self.stepper = Stepper(
            [self._kept(part) for part in parts(guard, self._tell)], at=place.part, turned=self._turned, guard=guard
        )
        super().__init__(
            step,
            engagement,
            place.unit,
            before=before,
            missing=missing,
            body=self.stepper,
            meaning=meaning,
            states=states,
            by=place.by,
            status=status,
            part=self.stepper.at,
            onward=onward,
        )
        self._is_ready = True
        for note in place.notes:
            status.warn(note)

    @property
    def panel(self) -> widgets.Widget:
        """The content of the part that is shown."""
        return self._panels[self.stepper.at]

    def show_part(self) -> None:
        """Bring what is shown in step with the documents; the other parts follow when they are turned to."""
        for name in self.stepper.shown:
            panel = self._panels.get(name)
            if panel is not None and hasattr(panel, "show"):
                panel.show()
        self.stepper.mark()

    def _kept(self, part: StepperPart) -> StepperPart:
        def build() -> widgets.Widget:
            self._panels[part.id] = part.build()
            return self._panels[part.id]

        return replace(part, build=build)

    def _tell(self, sentence: str) -> None:
        """Say what has happened beside the documents' bodies, such as an agreement."""
        self.status.tell(sentence)
        self.refresh()
        self.stepper.mark()

    def _turned(self, name: str) -> None:
        if self._is_ready:
            self.show_part()
            self.at_part(name)

    def _changed(self) -> None:
        self.refresh()
        self.show_part()
