"""What a page says about itself: what has just happened, which address stands for it, how much is done."""

from html import escape

import ipywidgets as widgets


class Status(widgets.HTML):  # type: ignore[misc]
    """The line that says what has just happened; the page template reads it out and keeps it in view."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("pk-status")
        self._told = 0

    def tell(self, sentence: str) -> None:
        """Say that something went well."""
        self._show(sentence, "good")

    def warn(self, sentence: str) -> None:
        """Say that something went wrong."""
        self._show(sentence, "trouble")

    def _show(self, sentence: str, kind: str) -> None:
        # The count makes the same sentence twice two messages.
        self._told += 1
        self.value = f'<p data-pk-status="{kind}" data-pk-count="{self._told}">{escape(sentence)}</p>'


class Place(widgets.HTML):  # type: ignore[misc]
    """Invisible: tells the page template which address stands for what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("pk-place")

    def show(self, query: str, page: str) -> None:
        """Name the query string and the page; a new page is scrolled to its top."""
        self.value = f'<span hidden data-pk-query="{escape(query)}" data-pk-page="{escape(page)}"></span>'


class Progress(widgets.HTML):  # type: ignore[misc]
    """How much is answered, as words and as a bar."""

    def show(self, answered: int, asked: int) -> None:
        """Show the two counts."""
        words = f"{answered} of {asked} answered"
        self.value = (
            f'<div class="pk-progress"><span>{words}</span>'
            f'<progress max="{asked}" value="{answered}" aria-label="{words}"></progress></div>'
        )
