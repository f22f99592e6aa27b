"""What stands around every step: the unit, what earlier steps left, what is missing, undo, and what comes next."""

import asyncio
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

import ipywidgets as widgets

from pmokit.store.engagement import Engagement
from pmokit.workshop.components.basic import button, card, html, row
from pmokit.workshop.components.conflict import ConflictBanner
from pmokit.workshop.components.status import Place, Status
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.guard import guarded, sentence_for
from pmokit.workshop.step_list import STEP_BY_ID, following

LOOK_SECONDS = 3.0
LONGEST_NAME = 60
WHOLE = "The whole organisation"
NOTHING_BEFORE = "<p>Nothing has been agreed in earlier steps yet. You can begin here all the same.</p>"

Markup = str | Callable[[], str]
Sentences = Sequence[str] | Callable[[], Sequence[str]]


class StepFrame(widgets.VBox):  # type: ignore[misc]
    """The frame of one step for one unit.

    Parameters
    ----------
    step
        Id of the step, as in :mod:`pmokit.workshop.step_list`.
    engagement, unit
        Where the work lives, and the unit; empty = the whole organisation.
    before
        Markup of what earlier steps left; empty where there is nothing.
    missing
        Sentences on what has to be done first or is still open; those that may change are given as a function.
    body
        The step itself.
    meaning
        Returns in plain words what this means; may hold markup, with texts of people escaped.
    states
        The documents that the body edits: watched for changes by others, with undo and the banner of conflicts.
    by
        Who writes.
    status
        The line that says what has happened; handlers of the body tell it there.
    part
        Part of the page, for the address.
    whole
        Whether the step also has a page for the whole organisation.
    onward
        Sentence before the link to the next step.
    """

    def __init__(
        self,
        step: str,
        engagement: Engagement,
        unit: str,
        *,
        before: Markup,
        missing: Sentences,
        body: widgets.Widget,
        meaning: Callable[[], str],
        states: Sequence[DocumentState] = (),
        by: str = "",
        status: Status | None = None,
        part: str = "",
        whole: bool = False,
        onward: str = "",
    ) -> None:
        self.step, self.engagement, self.unit, self.by, self.part = STEP_BY_ID[step], engagement, unit, by, part
        self.states, self.body = tuple(states), body
        self.status, self.place = status or Status(), Place()
        self.guard = guarded(self.status.warn)
        self.turn: Callable[[str], None] = self._stay
        self._before, self._missing, self._meaning, self._onward = before, missing, meaning, onward
        self._watch: asyncio.Task[None] | None = None
        self.before, self.missing, self.meaning, self.next = (html("") for _ in range(4))
        self.undo = button("Undo the last change", self.guard(lambda _: self._undo()), "pk-quiet")
        self.conflicts = tuple(ConflictBanner(state, self.guard) for state in self.states)
        super().__init__(
            [
                self.place,
                self.status,
                self._who(whole=whole),
                _section("What you bring from earlier steps", self.before, "pk-before"),
                self.missing,
                *self.conflicts,
                body,
                _section("What this means", self.meaning, "pk-meaning"),
                self.next,
            ]
        )
        self.add_class("pk-page")
        self.add_class("pk-frame")
        for state in self.states:
            state.observe(self.guard(lambda _: self._changed()), ["body", "conflict"])
            state.observe(self.guard(lambda _: self.status.tell("Saved.")), "saved_at")
        self.refresh()
        self.open_watch()

    def refresh(self) -> None:
        """Bring everything around the body in step with the engagement."""
        self.before.value = (self._before() if callable(self._before) else self._before) or NOTHING_BEFORE
        missing = tuple(self._missing() if callable(self._missing) else self._missing)
        self.missing.value = _missing_markup(missing)
        self.meaning.value = self._meaning()
        self.next.value = self._next_markup()
        self.undo.layout.display = "" if any(state.can_undo for state in self.states) else "none"
        self.place.show(self.query(), self.part or self.step.id)

    def at_part(self, part: str) -> None:
        """Name the part of the page that is shown, so that a reload shows it again."""
        self.part = part
        self.place.show(self.query(), part)

    def query(self, **changes: str) -> str:
        """Return the query string of this page, with some fields changed."""
        fields = {"unit": self.unit, "by": self.by, "part": self.part} | changes
        return urlencode({name: value for name, value in fields.items() if value})

    def look(self) -> None:
        """Look whether others changed what is shown."""
        for state in self.states:
            if state.refresh():
                writer = state.engagement.latest_documents([state.kind], [state.unit])[0].author
                self.status.tell(f"{writer} changed this page. You see the latest.")

    def open_watch(self) -> None:
        """Look every few seconds, where the page runs in a kernel."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self.states and self._watch is None:
            self._watch = loop.create_task(self._keep_looking())

    def close_watch(self) -> None:
        """Stop looking."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 -- as in the guard: a task that raises says nothing to anyone
                self.status.warn(sentence_for(error))

    def _who(self, *, whole: bool) -> widgets.Widget:
        units = [
            (one.name if one.name == one.code else f"{one.name} ({one.code})", one.code)
            for one in self.engagement.units()
        ]
        self.choice = widgets.Dropdown(
            description="Business unit", options=[*([(WHOLE, "")] if whole else []), *units], value=self.unit
        )
        self.choice.observe(self.guard(lambda change: self.turn(self.query(unit=change["new"]))), "value")
        self.name = widgets.Text(
            description="Who writes", value=self.by, placeholder="Your name", continuous_update=False
        )
        self.name.observe(self.guard(lambda change: self._named(change["new"])), "value")
        return row(self.choice, self.name, self.undo, classes=("pk-form", "pk-whose"))

    def _named(self, name: str) -> None:
        fault = writer_fault(name)
        if fault:
            self.status.warn(fault)
            return
        self.by = name.strip()
        for state in self.states:
            state.author = self.by or state.author
        self.refresh()

    def _changed(self) -> None:
        self.refresh()

    def _undo(self) -> None:
        last = max(
            (state for state in self.states if state.can_undo), key=lambda state: str(state.saved_at), default=None
        )
        if last is not None and last.undo():
            self.status.tell("Undone: it is as it was before.")

    def _stay(self, _query: str) -> None:
        """Do nothing: a page that stands alone shows its own unit."""

    def _next_markup(self) -> str:
        step = following(self.step.id)
        if step is None:
            return ""
        lead = f"<p>{escape(self._onward)}</p>" if self._onward else ""
        address = escape(step.address(self.unit, self.by))
        return f'<nav class="pk-next" aria-label="Next step">{lead}<a class="pk-button pk-main" href="{address}">Next: {escape(step.name)}</a></nav>'


def writer_fault(name: str) -> str:
    """Return what is wrong with the name of who writes; empty where it holds, also where none is given."""
    if len(name) > LONGEST_NAME or not name.isprintable():
        return f"Please enter a name of at most {LONGEST_NAME} characters, on one line."
    return ""


def _section(title: str, content: widgets.Widget, name: str) -> widgets.VBox:
    made = card(html(f"<h2>{title}</h2>"), content)
    made.add_class(name)
    return made


def _missing_markup(sentences: Sequence[str]) -> str:
    if not sentences:
        return ""
    items = "".join(f"<li>{escape(one)}</li>" for one in sentences)
    return f'<section class="pk-missing" aria-label="Still missing"><h2>Still missing</h2><ul>{items}</ul></section>'
