"""The board's page of a unit's report: one landscape sheet with at most 150 words outside its chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pmokit.model.content import Theme
from pmokit.study.board_case import BoardCase, board_case, has_plan
from pmokit.study.board_options import Option
from pmokit.study.board_request import (
    BoardRisk,
    Decision,
    board_decisions,
    board_risks,
    checkpoints,
    confidence_sentence,
    say_checkpoint,
)
from pmokit.study.plan_frame import plan_frame
from pmokit.study.problem_cost import UNKNOWN, short_cost
from pmokit.study.unit import UnitStudy
from pmokit.views.board import board_roadmap
from pmokit.views.exhibit import NOTHING, Column, Exhibit, show
from pmokit.views.page import Listing, Page

ID = "board"
MOST_WORDS = 150
LINK_WORDS = 3
"""The template adds a link to the chart's table."""
ROOMS = (
    (14, 3, True),
    (14, 3, False),
    *((room, 3, False) for room in (11, 9, 8, 7, 6, 5, 4)),
    (4, 2, False),
    (3, 1, False),
)
"""Words that a risk or a review may take, how many risks there are, and whether the last sentence says again what the chart and the
first decisions say: that figures are not confirmed. The first of them with which the page keeps to its limit is taken."""
LOOSE = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"])
"""Words that nothing ends with."""
NAME_WORDS, MEASURE_WORDS, ASKED_WORDS = 7, 10, 7
"""What a name, a measure and a decision may take even on the fullest page."""
NO_PLAN = "Next: measure the gaps in step 2, then make the roadmap in step 7 or with pmokit batch --plan."


@dataclass(frozen=True)
class _Content:
    """What the page says, before it is cut to the room there is."""

    case: BoardCase
    exhibits: tuple[Exhibit, ...]
    cost: str
    decisions: tuple[Decision, ...]
    risks: tuple[BoardRisk, ...]


def board_page(study: UnitStudy, theme: Theme) -> Page:
    """Return what is asked of the board: money and people, options, roadmap with checkpoints, decisions, risks, how sure it is.

    Parameters
    ----------
    study
        The unit's story.
    theme
        Look.
    """
    case = board_case(study)
    charts = (_chart(study, theme),) if has_plan(study) else ()
    content = _Content(
        case=case,
        exhibits=(_options(case, study.settings.currency), *charts),
        cost=short_cost(study),
        decisions=tuple(board_decisions(study, case)),
        risks=tuple(board_risks(study)),
    )
    page = Page(ID, study.unit.name)
    for room, risks, is_whole in ROOMS:
        page = _page(study, content, room, risks, is_whole=is_whole)
        if count_words(page) <= MOST_WORDS:
            break
    return page


def count_words(page: Page) -> int:
    """Return how many words a board's page prints outside its charts.

    Parameters
    ----------
    page
        The page.
    """
    return LINK_WORDS + sum(len(text.split()) for text in _texts(page))


def cut_words(text: str, most: int) -> str:
    """Return a text with so many words at most; what is cut off leaves an ellipsis.

    Parameters
    ----------
    text, most
        The text, and how many words.
    """
    words = text.split()
    if len(words) <= most:
        return text
    kept = words[:most]
    while len(kept) > 1 and kept[-1].lower() in LOOSE:
        kept.pop()
    return f"{' '.join(kept).rstrip(',;:')}\N{HORIZONTAL ELLIPSIS}"


def _texts(page: Page) -> Iterator[str]:
    yield page.title
    yield from page.lead
    for exhibit in page.exhibits:
        if exhibit.draw is None:
            yield from (column.heading for column in exhibit.printed_columns())
            yield from (cell for row in exhibit.cells() for cell in row)
    for listing in page.lists:
        yield listing.title
        yield from listing.points


def _page(study: UnitStudy, content: _Content, room: int, risks: int, *, is_whole: bool) -> Page:
    case, decisions = content.case, content.decisions
    shortened = case.measure and replace(case.measure, name=cut_words(case.measure.name, max(room, MEASURE_WORDS)))
    headline = replace(case, measure=shortened).headline(study.settings.currency)
    last = confidence_sentence(study, is_whole=is_whole) if has_plan(study) else NO_PLAN
    days = {one.by for one in decisions}
    by = f" by {next(iter(days))}" if len(decisions) > 1 and len(days) == 1 else ""
    return Page(
        ID,
        cut_words(study.unit.name, NAME_WORDS),
        (f"{headline}.", content.cost, last),
        (),
        content.exhibits,
        (
            Listing(f"Decisions{by}", tuple(_say_decisions(decisions, study.unit.name, room, has_days=not by))),
            Listing(
                f"Risks, {study.settings.currency}" if content.risks[:risks] else "Risks",
                tuple(_say_risks(content.risks[:risks], room, is_rated=study.risks is not None)),
            ),
        ),
        "board",
    )


def _options(case: BoardCase, currency: str) -> Exhibit:
    return Exhibit(
        id="options",
        title="Options",
        description="The ways that the board can choose, with money, people, result and risk.",
        frame=pd.DataFrame(
            [
                {
                    "name": one.name,
                    "cost": _amount(one, one.cost_k, "money"),
                    "fte": _amount(one, one.fte, "fte"),
                    "maturity": one.maturity,
                    "gap_closed": one.gap_closed,
                    "risk": one.short_risk,
                }
                for one in case.options
            ],
            columns=["name", "cost", "fte", "maturity", "gap_closed", "risk"],
        ),
        columns=(
            Column("name", "Option"),
            Column("cost", f"Thousand {currency}"),
            Column("fte", "FTE"),
            Column("maturity", "Maturity"),
            Column("gap_closed", "Gap closed"),
            Column("risk", "Risk"),
        ),
    )


def _amount(option: Option, value: float | None, how: str) -> str:
    if value is None:
        return UNKNOWN
    if value == 0 and option.name == "Do nothing":
        return NOTHING
    return show(value, "money" if how == "money" else "fte")


def _chart(study: UnitStudy, theme: Theme) -> Exhibit:
    frame = plan_frame(study, theme)
    told = {one.stage: say_checkpoint(study, one) for one in checkpoints(study)}
    # The table stands on the roadmap's page: this sheet has room for one look.
    return board_roadmap(frame, told).only("name", rows=0)


def _say_decisions(decisions: Sequence[Decision], unit: str, room: int, *, has_days: bool) -> list[str]:
    """Say what each person has to decide, what is due on one day together; the day only where the heading has none."""
    said = []
    for who in dict.fromkeys(_short_name(one.who, unit) for one in decisions):
        mine = [one for one in decisions if _short_name(one.who, unit) == who]
        parts = []
        for day in dict.fromkeys(one.by for one in mine):
            asked = "; ".join(cut_words(one.short, max(room, ASKED_WORDS)) for one in mine if one.by == day)
            parts.append(f"{asked}, {day}" if has_days else asked)
        said.append(f"{cut_words(who, NAME_WORDS)}: {'; '.join(parts)}")
    return said or ["none asked"]


def _short_name(who: str, unit: str) -> str:
    """Return a title without the unit whose page this is: "Managing director" for "Managing director of Alpha"."""
    for tail in (f" of {unit}", f" of the {unit}"):
        if who.endswith(tail):
            title = who.removesuffix(tail)
            return "Head of unit" if title == "Head" else title
    return who


def _say_risks(risks: Sequence[BoardRisk], room: int, *, is_rated: bool) -> list[str]:
    found = [f"{cut_words(one.event, room)} ({show(one.exposure_k, 'money')}k)" for one in risks]
    return found or ["none open" if is_rated else UNKNOWN]
