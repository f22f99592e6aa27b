"""A page: a heading, what it means in plain words, and its exhibits."""

from dataclasses import dataclass
from typing import Literal

from pmokit.views.exhibit import Exhibit


@dataclass(frozen=True)
class Fact:
    """One figure that stands on its own: a label, the printed value and where it comes from."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Listing:
    """Points under a short heading."""

    title: str
    points: tuple[str, ...]


Layout = Literal["flow", "board", "sheet"]
"""How a page is laid out: text that flows, the board's one landscape sheet, or one upright sheet to hand out."""


@dataclass(frozen=True)
class Page:
    """A part of a report.

    Parameters
    ----------
    id, title
        Anchor and heading.
    lead
        Paragraphs that say what the exhibits mean.
    facts
        Figures shown large above the exhibits.
    exhibits
        Charts and tables.
    lists
        Points under headings, after the exhibits.
    layout
        How it is laid out.
    """

    id: str
    title: str
    lead: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    lists: tuple[Listing, ...] = ()
    layout: Layout = "flow"
