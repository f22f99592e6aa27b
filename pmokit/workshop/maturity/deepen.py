"""Go deeper: let a quick assessment ask all questions of chosen domains; the answers given so far carry over."""

from collections.abc import Callable

import ipywidgets as widgets

from pmokit.exchange.rounds import deepen_round
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import scope_of
from pmokit.workshop.components.basic import button, column, html


class DeepenPanel(widgets.VBox):  # type: ignore[misc]
    """Domains of which not every question is asked yet, to choose from.

    Parameters
    ----------
    engagement, assessment, model
        The open round and what it asks.
    author
        Returns who decides it.
    changed
        Called with a sentence once the round asks more.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        engagement: Engagement,
        assessment: Assessment,
        model: MaturityModel,
        *,
        author: Callable[[], str],
        changed: Callable[[str], None],
        guard: Callable[[Callable[..., None]], Callable[..., None]],
    ) -> None:
        self._engagement, self._model, self._author, self._changed = engagement, model, author, changed
        asked = set(model.scope(scope_of(model, assessment)))
        self._asked = len(asked)
        more = [(domain, [q for q in domain.asked if q.id not in asked]) for domain in model.domains]
        self.boxes = {
            domain.id: widgets.Checkbox(description=f"{say(domain.name)}: {len(left)} more questions", indent=False)
            for domain, left in more
            if left
        }
        self.start = button("Ask all questions of these domains", guard(lambda _: self._deepen()), "pk-main")
        words = (
            '<h3>Go deeper</h3><p class="pk-note">This round asks a part of the questions. Choose the domains to look at '
            "closely; every answer given so far stays, and nothing is asked twice.</p>"
        )
        super().__init__([html(words), column(*self.boxes.values(), classes=("pk-checks",)), self.start])
        self.add_class("pk-card")
        if not self.boxes or assessment.closed is not None:
            self.layout.display = "none"

    def _deepen(self) -> None:
        chosen = [name for name, box in self.boxes.items() if box.value]
        after = deepen_round(self._engagement, self._model, chosen, author=self._author())
        more = len(self._model.scope(scope_of(self._model, after))) - self._asked
        self._changed(f"{more} more questions are asked from now on; all answers stay.")
