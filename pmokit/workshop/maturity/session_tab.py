"""The tab "Session" of step 2: plan, executive session, sponsor, record, brief."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets as widgets

from pmokit.assess.session_plan import ProposedPlan, plan_session
from pmokit.model.base import say
from pmokit.model.brief import Sponsor
from pmokit.model.session import SessionPlan
from pmokit.store.engagement import Engagement
from pmokit.study.office import UnitOffice
from pmokit.workshop.components.basic import html
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.session.executive import ExecutivePanel, ExecutiveStates, executive_state
from pmokit.workshop.session.plan_panel import PlanPanel
from pmokit.workshop.session.record_panel import BriefPanel, RecordPanel, brief_state, record_state
from pmokit.workshop.session.sponsor import SponsorPanel, sponsor_state

PLAN = "session_plan"
EXECUTIVE_MINUTES = 15
ENOUGH_PEOPLE, WEAKEST = 2, 3
Guard = Callable[[Callable[..., None]], Callable[..., None]]


@dataclass(frozen=True)
class SessionStates:
    """The documents of a unit's session.

    Parameters
    ----------
    plan, executive, record, sponsor, brief
        Each as its panel needs it.
    """

    plan: DocumentState
    executive: DocumentState
    record: DocumentState
    sponsor: DocumentState
    brief: DocumentState

    @property
    def all(self) -> tuple[DocumentState, ...]:
        """Each of them."""
        return self.plan, self.executive, self.record, self.sponsor, self.brief


def session_states(study: UnitOffice, author: str, today: dt.date) -> SessionStates:
    """Return the documents of a unit's session.

    Parameters
    ----------
    study
        Knows engagement and unit.
    author
        Who writes.
    today
        For the reply date of a brief.
    """
    engagement, unit = study.engagement, study.unit.code
    return SessionStates(
        plan=DocumentState(engagement, PLAN, SessionPlan, unit=unit, author=author, start=lambda: None),
        executive=executive_state(study, author),
        record=record_state(engagement, unit, author),
        sponsor=sponsor_state(engagement, unit, author),
        brief=brief_state(engagement, unit, author, today),
    )


class SessionTab(widgets.VBox):  # type: ignore[misc]
    """The plan first; the executive parts where the plan has fifteen minutes; then what the session leaves.

    Parameters
    ----------
    states
        The documents.
    read
        Returns the unit's assessment and office as they stand now.
    today
        Date of what is added.
    tell
        Says what was recorded.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        states: SessionStates,
        read: Callable[[], UnitOffice],
        today: dt.date,
        tell: Callable[[str], None],
        guard: Guard,
    ) -> None:
        self.states, self._read = states, read
        study = read()
        self.plan = PlanPanel(
            states.plan, lambda minutes: propose(read(), minutes), lambda: remote_people(study.engagement), guard
        )
        executive = ExecutiveStates(states.executive, states.record, states.sponsor)
        self.executive = ExecutivePanel(executive, study, weakest_domains(study), tell, guard)
        self.sponsor = SponsorPanel(states.sponsor, today, tell, guard)
        self.record = RecordPanel(
            states.record,
            study.model,
            lambda: states.sponsor.body if isinstance(states.sponsor.body, Sponsor) else None,
            today,
            guard,
        )
        self.brief = BriefPanel(states.brief, today, guard)
        after = html('<h2 class="pk-after">What the session leaves</h2>')
        super().__init__([self.plan, self.executive, after, self.sponsor, self.record, self.brief])
        self.add_class("pk-content")
        states.plan.observe(guard(lambda _: self._show_parts()), "body")
        states.sponsor.observe(guard(lambda _: self._show_parts()), "body")
        self.plan.minutes.observe(guard(lambda _: self._show_parts()), "value")
        self._show_parts()

    def _show_parts(self) -> None:
        plan = self.states.plan.body
        minutes = plan.minutes if isinstance(plan, SessionPlan) else self.plan.minutes.value
        self.executive.layout.display = "" if minutes == EXECUTIVE_MINUTES else "none"
        sponsor = self.states.sponsor.body
        self.brief.layout.display = "" if isinstance(sponsor, Sponsor) and sponsor.is_absent else "none"


def propose(study: UnitOffice, minutes: int) -> ProposedPlan:
    """Return the plan for a unit: what was answered and where people differ is taken from its assessment.

    Parameters
    ----------
    study
        The unit's assessment.
    minutes
        15, 45, 90 or 180.
    """
    if not study.is_assessed:
        return plan_session(study.model, minutes, scope=study.setting.scope)
    spoke = study.responses[study.responses["status"] != "unanswered"]
    people = spoke.groupby("question")["respondent"].nunique()
    answered = [str(question) for question in people[people >= ENOUGH_PEOPLE].index]
    agenda = study.agenda["question"].tolist()
    return plan_session(study.model, minutes, answered=answered, agenda=agenda, scope=study.setting.scope)


def remote_people(engagement: Engagement) -> tuple[int, int]:
    """Return how many of the open session's people take part from afar, and how many joined; zeros without a session."""
    session = engagement.session()
    if session is None:
        return 0, 0
    people = engagement.participants(session.id)
    return int(people["remote"].sum()), len(people)


def weakest_domains(study: UnitOffice) -> list[str]:
    """Return the names of the domains with the lowest scores; empty where nothing is measured.

    Parameters
    ----------
    study
        The unit's assessment.
    """
    if not study.is_assessed:
        return []
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    scored = study.scores.domains.dropna(subset=["score"]).sort_values("score", kind="stable")
    return [names[domain] for domain in scored["domain"].head(WEAKEST)]
