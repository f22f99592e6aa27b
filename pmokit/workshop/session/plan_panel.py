"""The plan of the session: proposed for the time there is, used, and changed by hand."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.assess.session_plan import ProposedPlan
from pmokit.model.printing import print_number
from pmokit.model.session import PlanItem, SessionPlan
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.components.table import Column, EditableTable
from pmokit.workshop.document_state import DocumentState

LENGTHS = (
    ("15 minutes: with executives; pains, mandate, type, decision", 15),
    ("45 minutes: each of the five fields at least once", 45),
    ("90 minutes: room for the quick set", 90),
    ("180 minutes: with a break, and time to settle differences", 180),
)
KINDS = {
    "opening": "Opening",
    "discussion": "Discuss",
    "second-round": "Vote again",
    "question": "Ask",
    "break": "Break",
    "reserve": "In hand",
    "parking": "Parking",
    "closing": "Closing",
    "pains": "Pains",
    "mandate": "Mandate",
    "type": "Type",
    "decision": "Decision",
}
USUAL = 45
Guard = Callable[[Callable[..., None]], Callable[..., None]]


class PlanPanel(widgets.VBox):  # type: ignore[misc]
    """Choose a length, look at the proposal, use it; change the plan that is used.

    Parameters
    ----------
    state
        The document ``session_plan`` of the unit; without a body there is no plan yet.
    propose
        Returns the plan for a number of minutes.
    remote
        Returns how many take part from afar, and how many joined.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        state: DocumentState,
        propose: Callable[[int], ProposedPlan],
        remote: Callable[[], tuple[int, int]],
        guard: Guard,
    ) -> None:
        self.state, self._propose, self._remote = state, propose, remote
        kept = state.body.minutes if isinstance(state.body, SessionPlan) else USUAL
        known = [length for _, length in LENGTHS]
        self.minutes = widgets.RadioButtons(options=list(LENGTHS), value=kept if kept in known else USUAL)
        length = column(
            html('<h3 id="pk-length">How long is the session?</h3>'), self.minutes, classes=("pk-rating", "pk-length")
        )
        self.proposal, self.sums, self.hint = html(""), html("", "pk-note"), html("", "pk-note")
        self.use = button("", guard(lambda _: self._use()), "pk-main")
        self.table = EditableTable(
            (
                Column("kind", "Part", "choice", options=[(words, kind) for kind, words in KINDS.items()], width=1.2),
                Column("title", "What", "long", is_required=True, width=4),
                Column("minutes", "Minutes", "number", is_required=True, check=_minutes_fault, width=0.8),
                Column("channel", "How", "choice", options=[("Phones", "phones"), ("Hands", "hands")], width=1),
            ),
            [],
            guard(self._edit),
            noun="item",
            new=lambda: {"kind": "question", "title": "", "minutes": 2.0, "channel": "phones", "questions": ()},
            guard=guard,
        )
        self.kept = column(html("<h3>The plan in use</h3>"), self.sums, self.table, classes=("pk-card",))
        offered = column(length, self.proposal, self.use, classes=("pk-card",))
        super().__init__([html('<h2 tabindex="-1">Session</h2>'), self.hint, self.kept, offered])
        self.add_class("pk-content")
        self.minutes.observe(guard(lambda _: self._offer()), "value")
        state.observe(guard(lambda _: self.fill()), ["body", "version"])
        self._offer()
        self.fill()

    def fill(self) -> None:
        """Bring the table in step with the document."""
        plan = self.state.body if isinstance(self.state.body, SessionPlan) else None
        self.kept.layout.display = "" if plan else "none"
        self.hint.value = f"<p>{_remote_words(*self._remote())}</p>"
        if plan is not None:
            self.table.show([_row(item) for item in plan.items])
            self.sums.value = f"<p>{sum_words(plan)}</p>"
        self.use.description = (
            f"{'Replace the plan by this one' if plan else 'Use this plan'} ({self.minutes.value} minutes)"
        )

    def _offer(self) -> None:
        proposed = self._propose(self.minutes.value)
        self.proposal.value = plan_markup(proposed.plan.items) + f"<p>{escape(proposed.sentence())}</p>"
        self.fill()

    def _use(self) -> None:
        self.state.change(self._propose(self.minutes.value).plan)
        # A plan that happens to be the kept one changes nothing, and is written where there was none.
        self.state.adopt()

    def _edit(self, rows: list[dict[str, Any]]) -> None:
        plan = self.state.body
        if isinstance(plan, SessionPlan):
            self.state.edit(items=tuple(PlanItem(**one) for one in rows))


def plan_markup(items: Sequence[PlanItem]) -> str:
    """Return a plan as a table: from which minute, what, for how long.

    Parameters
    ----------
    items
        In their order.
    """
    at, rows = 0.0, ""
    for item in items:
        rows += (
            f'<tr><th scope="row">{print_number(at, "g")}</th><td data-label="Part">{KINDS.get(item.kind, escape(item.kind))}</td>'
            f'<td data-label="What">{escape(item.title)}</td><td class="pk-number" data-label="Minutes">{print_number(item.minutes, "g")}</td></tr>'
        )
        at += item.minutes
    head = "".join(f'<th scope="col">{name}</th>' for name in ("From minute", "Part", "What"))
    head += '<th scope="col" class="pk-number">Minutes</th>'
    return f'<table class="pk-table pk-plan"><caption>Sums to {print_number(at, "g")} minutes</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def sum_words(plan: SessionPlan) -> str:
    """Return how the items of a plan compare with its minutes.

    Parameters
    ----------
    plan
        As people changed it.
    """
    total = sum(item.minutes for item in plan.items)
    apart = total - plan.minutes
    if not apart:
        return f"The parts sum to the {plan.minutes} minutes exactly."
    return f"The parts sum to {print_number(total, 'g')} of {plan.minutes} minutes: {print_number(abs(apart), 'g')} {'too many' if apart > 0 else 'to spare'}."


def _row(item: PlanItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "title": item.title,
        "minutes": item.minutes,
        "channel": item.channel,
        "questions": item.questions,
    }


def _minutes_fault(minutes: float) -> str | None:
    return None if 0 <= minutes <= 180 else "Between 0 and 180 minutes fit."  # noqa: PLR2004 -- the longest session


def _remote_words(remote: int, joined: int) -> str:
    if not remote:
        return "Whoever joins from afar says so when joining; they are counted apart, and asked first."
    who = "1 person takes" if remote == 1 else f"{remote} people take"
    return (
        f"{who} part from afar, of {joined} who joined. Ask them first at every question: the room speaks up by itself."
    )
