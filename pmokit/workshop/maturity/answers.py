"""Answer yourself: who answers, and the domains with their questions."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.maturity import Domain
from pmokit.model.units import Unit
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.components.introduction import Introduction
from pmokit.workshop.components.rating import Rating
from pmokit.workshop.components.status import Progress, Status
from pmokit.workshop.guard import guarded
from pmokit.workshop.maturity.state import Given, MaturityState
from pmokit.workshop.visit import RESULT, Visit, name_fault, random_respondent

RESULT_LABEL = "Result so far"
NBSP = "\N{NO-BREAK SPACE}"


class AnswersPanel(widgets.VBox):  # type: ignore[misc]
    """The questionnaire around one state; it asks the state and shows what it says.

    Parameters
    ----------
    state
        Answers of whoever is at the page.
    status
        The line that says what has happened.
    moved
        Called when the address should be another one.
    to_result
        Called when the result is wanted.
    """

    def __init__(
        self, state: MaturityState, status: Status, moved: Callable[[], None], to_result: Callable[[], None]
    ) -> None:
        self.state, self.status, self._moved, self._to_result = state, status, moved, to_result
        self.progress = Progress()
        self._guarded = guarded(status.warn)
        self.ratings: dict[str, Rating] = {}
        self.navigation: dict[str, widgets.Button] = {}
        self.choice = widgets.Dropdown()
        self._domains: dict[str, widgets.VBox] = {}
        self.units = {unit.code: unit for unit in state.engagement.units()}
        super().__init__([])
        self.add_class("pk-body")
        state.observe(self._guarded(lambda _: self._draw()), "visit")
        state.observe(self._guarded(lambda _: self._count()), "given")
        self._draw()

    def go(self, page: str) -> None:
        """Turn to a domain, or ask for the result."""
        if page == RESULT:
            self._to_result()
        else:
            self.state.enter(replace(self.state.visit, page=page))

    def begin(self, unit: str, name: str, role: str) -> None:
        """Take who answers from the form, or say what is missing."""
        anonymous = self.state.assessment.anonymous
        name = random_respondent() if anonymous else name.strip()
        missing = name_fault(name) or ("" if unit and role else "Please choose a business unit and a role.")
        if missing:
            self.status.warn(missing)
            return
        self.ratings, self._domains = {}, {}
        self.state.enter(Visit(unit, name, role))
        answered, _ = self.state.progress()
        if answered:
            self.status.tell(f"Welcome back, your answers are here: {answered} so far.")

    def _draw(self) -> None:
        if self.state.visit.is_known:
            page = self.state.page
            content = self._all_answered() if page == RESULT else self._domain_page(page)
            columns = widgets.Box([self._side(), content])
            columns.add_class("pk-columns")
            self.children = (columns,)
        else:
            self.children = (self._introduction(),)
        self._count()
        self._moved()

    def _all_answered(self) -> widgets.VBox:
        answered, _ = self.state.progress()
        words = f"<p>All {answered} questions are answered. Any answer can be changed: turn to its domain.</p>"
        return column(
            html('<h2 tabindex="-1">Thank you</h2>' + words),
            button(RESULT_LABEL, self._guarded(lambda _: self._to_result()), "pk-main"),
            classes=("pk-content",),
        )

    def _introduction(self) -> widgets.VBox:
        state = self.state
        form = Introduction(
            list(self.units.values()),
            state.model.meta.roles,
            self._guarded(self.begin),
            anonymous=state.assessment.anonymous,
            unit=state.visit.unit,
        )
        # The page around this panel has chosen the unit already.
        form.unit.layout.display = "none" if state.visit.unit else ""
        return form

    def _side(self) -> widgets.VBox:
        """Return who answers, the progress, and the way to the domains: a list, or on a phone a choice."""
        visit, state = self.state.visit, self.state
        roles = {role.id: say(role.name) for role in state.model.meta.roles}
        who = "Without a name" if state.assessment.anonymous else visit.respondent
        lines = (who, roles.get(visit.role, visit.role), unit_name(self.units[visit.unit]))
        words = "".join(f"<span>{escape(line)}</span>" for line in lines)
        self.navigation = {
            name: button("", self._guarded(lambda _, name=name: self.go(name)), "pk-nav")
            for name in [*(domain.id for domain in state.domains), RESULT]
        }
        self.navigation[state.page].add_class("pk-here")
        names = [*((say(domain.name), domain.id) for domain in state.domains), (RESULT_LABEL, RESULT)]
        self.choice = widgets.Dropdown(description="Domain", options=names, value=state.page)
        self.choice.add_class("pk-choice")
        self.choice.observe(self._guarded(lambda change: self.go(change["new"])), "value")
        leave = self._guarded(lambda _: state.enter(Visit(unit=visit.unit)))
        return column(
            html(f'<p class="pk-who">{words}</p>'),
            self.progress,
            column(*self.navigation.values(), classes=("pk-list",)),
            self.choice,
            button("Someone else answers", leave, "pk-quiet"),
            classes=("pk-side",),
        )

    def _domain_page(self, name: str) -> widgets.VBox:
        if name not in self._domains:
            position = next(at for at, domain in enumerate(self.state.domains) if domain.id == name)
            self._domains[name] = self._make_domain(self.state.domains[position], position)
        for question in self.state.questions(next(d for d in self.state.domains if d.id == name)):
            self.ratings[question.id].show(self.state.given.get(question.id, Given()))
        return self._domains[name]

    def _make_domain(self, domain: Domain, position: int) -> widgets.VBox:
        domains = self.state.domains
        for number, question in enumerate(self.state.questions(domain), start=1):
            rating = Rating(question, number, self.state.model.answer_set(question.id))
            rating.choices.observe(self._guarded(lambda change, r=rating: self._choose(r, change["new"])), "value")
            rating.comment.observe(self._guarded(lambda change, r=rating: self._comment(r, change["new"])), "value")
            self.ratings[question.id] = rating
        head = (
            f'<p class="pk-step">Domain {position + 1} of {len(domains)}</p>'
            f'<h2 tabindex="-1">{escape(say(domain.name))}</h2><p>{escape(say(domain.purpose))}</p>'
        )
        following = domains[position + 1] if position + 1 < len(domains) else None
        label = f"Next: {say(following.name)}" if following else RESULT_LABEL
        turn = self._guarded(lambda _: self.go(following.id if following else RESULT))
        meanings = dict.fromkeys(say(self.state.model.answer_set(q.id).meaning) for q in self.state.questions(domain))
        advice = "".join(f'<p class="pk-note">{escape(meaning)}</p>' for meaning in meanings)
        return column(
            html(head + advice),
            *(self.ratings[question.id] for question in self.state.questions(domain)),
            button(label, turn, "pk-main"),
            classes=("pk-content",),
        )

    def _choose(self, rating: Rating, choice: str | None) -> None:
        if choice is None:
            return
        before = self.state.given
        try:
            self.state.answer(rating.question.id, choice)
        except Exception:
            rating.show(before.get(rating.question.id, Given()))
            raise
        if self.state.given is not before:
            rating.show(self.state.given[rating.question.id])
            answered, asked = self.state.progress()
            self.status.tell(f"Saved. {answered} of {asked} answered.")

    def _comment(self, rating: Rating, text: str) -> None:
        before = self.state.given
        self.state.comment(rating.question.id, text)
        if self.state.given is not before:
            self.status.tell("Comment saved.")

    def _count(self) -> None:
        """Bring progress and navigation in step with the answers."""
        self.progress.show(*self.state.progress())
        domains = {domain.id: domain for domain in self.state.domains}
        for name, turn in self.navigation.items():
            if name == RESULT:
                turn.description = RESULT_LABEL
            else:
                answered, asked = self.state.progress(domains[name])
                turn.description = f"{say(domains[name].name)}: {answered}{NBSP}of{NBSP}{asked}"


def unit_name(unit: Unit) -> str:
    """Return name and code of a unit, once when they are the same."""
    return unit.name if unit.name == unit.code else f"{unit.name} ({unit.code})"
