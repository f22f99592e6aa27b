"""The page of a unit's report on communication: who has to be won, and who hears what next."""

import datetime as dt
from dataclasses import replace

from pmokit.content.step_texts import load_communication
from pmokit.model.base import say
from pmokit.model.communication import Communication
from pmokit.model.content import Theme
from pmokit.model.printing import print_day
from pmokit.study.unit import UnitStudy
from pmokit.views import communication
from pmokit.views.exhibit import Exhibit
from pmokit.views.page import Page

ID, TITLE = "communication", "Communication"
AHEAD = dt.timedelta(days=92)
MOST = 8


def communication_page(study: UnitStudy, theme: Theme, language: str) -> Page:
    """Return the map of stakeholders with the next step to each, and the messages of the next quarter.

    Parameters
    ----------
    study
        The unit's story.
    theme, language
        Look and language.
    """
    plan = study.communication
    if plan is None or not plan.stakeholders:
        lead = "Nobody is in the stakeholder register yet. Next: enter the eight people whose stance matters most."
        return Page(ID, TITLE, (lead,))
    chart, table = communication.stance_map(plan, theme), communication.register_table(plan)
    # Influence and stance are in the chart; the table says what is done about it.
    people = replace(chart, frame=table.frame, columns=table.only("name", "stance", "next").columns)
    exhibits = [people, *_messages(plan, study.as_of, language)]
    return Page(ID, TITLE, _lead(study, plan), (), tuple(exhibits))


def _lead(study: UnitStudy, plan: Communication) -> tuple[str, ...]:
    own = bool(study.engagement.document_history("communication", study.unit.code))
    whose = "" if own else f"Register and plan are those of {study.settings.client}. "
    return (f"{whose}Wants, fears and all {len(plan.lines)} messages stand in the document on communication.",)


def _messages(plan: Communication, as_of: dt.date, language: str) -> list[Exhibit]:
    """Return the messages that begin within a quarter, the nearest first."""
    catalogue = load_communication()
    soon = sorted((line for line in plan.lines if as_of <= line.first <= as_of + AHEAD), key=lambda line: line.first)
    if not soon:
        return []
    audiences = {one.id: say(one.name, language) for one in catalogue.audiences}
    events = {one.id: say(one.name, language) for one in catalogue.events}
    table = communication.plan_table(plan.model_copy(update={"lines": tuple(soon)}), audiences, events)
    told = f"The first {min(MOST, len(soon))} of {len(soon)} messages that begin before {print_day(as_of + AHEAD, 'numeric')}."
    shown = table.only("first", "cadence", "audience", "message", "channel", "owner", rows=MOST)
    return [replace(shown, title="Who hears what next", description=told)]
