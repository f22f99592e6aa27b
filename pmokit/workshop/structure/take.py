"""Take something of a catalogue in, or out, with the reason."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.workshop.components.basic import button, row

Choices = Callable[[], Sequence[tuple[str, str]]]


class Take(widgets.VBox):  # type: ignore[misc]
    """A choice, a reason where one is asked for, and the button that does it.

    Parameters
    ----------
    label, verb
        Label of the choice, and of the button.
    choices
        Returns label and id of what can be chosen now.
    do
        Called with the id and the reason.
    guard
        Wraps the handler, so that an error becomes a sentence on the page.
    asks_why
        Whether there is a field for the reason.
    """

    def __init__(
        self,
        label: str,
        verb: str,
        choices: Choices,
        do: Callable[[str, str], None],
        guard: Callable[[Callable[..., None]], Callable[..., None]],
        *,
        asks_why: bool = True,
    ) -> None:
        self._choices, self._do = choices, do
        self.what = widgets.Dropdown(description=label, options=[("Please choose", "")])
        self.reason = widgets.Text(description="Why")
        self.press = button(verb, guard(lambda _: self._take()))
        super().__init__(
            [row(self.what, *([self.reason] if asks_why else []), self.press, classes=("pk-form", "pk-whose"))]
        )
        self.show()

    def show(self) -> None:
        """Offer what can be chosen now."""
        options = [("Please choose", ""), *self._choices()]
        if list(self.what.options) != options:
            self.what.options = options

    def _take(self) -> None:
        if not self.what.value:
            raise InputError(f"{self.what.description}: choose one of the list first.")
        name, reason = self.what.value, self.reason.value
        self._do(name, reason)
        self.reason.value = ""
        self.show()
