"""The review calendar: how often each review is held, the next dates, and the year at a glance."""

import ipywidgets as widgets

from pmokit.model.reviews import RHYTHMS
from pmokit.strategy.improvement.calendar_checks import check_calendar, overdue_reviews
from pmokit.views.reviews import review_sheets, review_year
from pmokit.workshop.components.basic import button, card, html
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.figures import fold
from pmokit.workshop.improvement.state import ImprovementState
from pmokit.workshop.improvement.words import findings_markup
from pmokit.workshop.parts_frame import Guard

STATES = (("Planned", "planned"), ("Held", "held"), ("Cancelled", "cancelled"))


class ReviewsPanel(widgets.VBox):  # type: ignore[misc]
    """Rhythms and dates of the reviews.

    Parameters
    ----------
    state
        Where the calendar goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ImprovementState, guard: Guard) -> None:
        self.state = state
        self.head, self.found, self.year = html(""), html("", "pk-live"), html("")
        self.anyway = button("Plan the usual reviews of one department", guard(lambda _: state.plan_anyway()))
        dates = (
            Column("name", "Review", is_fixed=True, width=1.4),
            Column("date", "Date", "date", is_required=True, width=1),
            Column("state", "State", "choice", STATES, width=0.9),
            Column("note", "Note", width=2, hint="Why moved or cancelled, where the minutes are"),
        )
        rhythms = (
            Column("name", "Review", is_fixed=True, width=1.2),
            Column("question", "Question that it answers", "long", is_fixed=True, width=2.4),
            Column("rhythm", "How often", "choice", [(one.capitalize(), one) for one in RHYTHMS], width=1.1),
        )
        self.dates = EditableTable(
            dates,
            state.date_rows(),
            guard(self._dated),
            noun="date",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.rhythms = EditableTable(
            rhythms,
            self._rhythms(),
            guard(self._timed),
            noun="review",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.cards = (
            card(html("<h3>The next dates</h3>"), self.dates, self.found),
            card(html("<h3>How often</h3><p>A new rhythm holds from now on; what was held stays.</p>"), self.rhythms),
        )
        super().__init__([self.head, self.anyway, *self.cards, self.year])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the calendar."""
        calendar = self.state.calendar
        for part in (*self.cards, self.year):
            part.layout.display = "" if calendar else "none"
        self.anyway.layout.display = "none" if calendar else ""
        says = (
            f"From {calendar.brief.first} for {calendar.brief.months} months, around weekends and closed days."
            if calendar
            else "Which reviews a PMO holds follows from its type. Choose it in step 4, or plan the usual ones."
        )
        self.head.value = f'<h2 tabindex="-1">Reviews</h2><p>{says}</p>'
        if calendar is None:
            return
        self.dates.show(self.state.date_rows())
        self.rhythms.show(self._rhythms())
        study = self.state.study
        findings = (*overdue_reviews(calendar, self.state.as_of), *check_calendar(calendar, self.state.catalogue))
        self.found.value = findings_markup(
            findings, "No review is overdue, and no week is too full.", self.state.review_names
        )
        roles = study.service_catalogues.roles
        exhibits = (
            review_year(calendar, self.state.catalogue, findings),
            review_sheets(calendar, self.state.catalogue, roles),
        )
        self.year.value = "".join(fold(one) for one in exhibits)

    def _rhythms(self) -> list[Row]:
        calendar, study = self.state.calendar, self.state
        if calendar is None:
            return []
        return [
            {
                "id": one.id,
                "name": study.review_names[one.id],
                "question": one.question["en"],
                "rhythm": "not held" if one.id in calendar.brief.without else calendar.brief.rhythm_of(one),
            }
            for one in study.catalogue.reviews
        ]

    def _timed(self, rows: list[Row]) -> None:
        before = {row["id"]: row["rhythm"] for row in self._rhythms()}
        for row in rows:
            if row["rhythm"] != before[row["id"]]:
                self.state.set_rhythm(row["id"], row["rhythm"])

    def _dated(self, rows: list[Row]) -> None:
        for row in rows:
            if (row["date"], row["state"], row["note"]) != (row["was"], row["was_state"], row["was_note"]):
                self.state.set_date(row)
