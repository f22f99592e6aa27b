"""The decision brief on one page, as HTML and DOCX."""

import datetime as dt
from pathlib import Path

import pandas as pd

from pmokit.errors import ReportError
from pmokit.model.brief import DecisionBrief
from pmokit.model.printing import print_day
from pmokit.reports.page_files import write_both
from pmokit.store.engagement import Engagement
from pmokit.study.brief import brief_of
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.page import Fact, Page

TITLE = "Decision brief"
LETTERS = "ABC"


def write_brief(engagement: Engagement, unit: str, folder: Path, today: dt.date) -> list[Path]:
    """Write the decision brief of a unit as HTML and DOCX and return the files.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit.
    folder
        Where; is made if missing.
    today
        Printed, and two weeks from then on the reply is due where the sponsor has no date.

    Raises
    ------
    ReportError
        If no unit is named.
    StoreError
        If there is no such unit.
    """
    if not unit:
        raise ReportError("a decision brief speaks about one unit. Name it with --unit.")
    holder, client = engagement.unit(unit), engagement.settings().client
    page = brief_page(brief_of(engagement, holder.code, today), holder.name)
    footer = f"{client}, {holder.name}. {print_day(today)}. Texts that nobody has changed are proposals of the kit: expert judgement."
    return write_both([page], footer, folder, f"decision_brief_{holder.code}")


def brief_page(brief: DecisionBrief, unit: str) -> Page:
    """Return the brief as a page: what is asked, by when, what it rests on, the options, the recommendation.

    Parameters
    ----------
    brief
        What to print.
    unit
        Name of the unit.
    """
    options = [
        (f"{letter}. {option.name}", option.means, "yes [  ]")
        for letter, option in zip(LETTERS, brief.options, strict=False)
    ]
    return Page(
        "brief",
        f"{TITLE}: {unit}",
        lead=(
            brief.asked,
            *brief.facts,
            f"We recommend: {brief.recommendation}",
            f"Without a reply by {print_day(brief.reply_by)}: {brief.without_reply}",
        ),
        facts=(Fact("Asked", brief.sponsor or "the sponsor"), Fact("Reply by", print_day(brief.reply_by))),
        exhibits=(
            Exhibit(
                "options",
                "Your reply",
                "Mark one, put your name below, and send the page back.",
                pd.DataFrame(options, columns=["name", "means", "reply"]),
                (Column("name", "Option"), Column("means", "What follows"), Column("reply", "Yours")),
            ),
        ),
    )
