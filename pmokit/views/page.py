"""A page: a heading, what it means in plain words, and its exhibits."""

from dataclasses import dataclass

from pmokit.views.exhibit import Exhibit


@dataclass(frozen=True)
class Fact:
    """One figure that stands on its own: a label, the printed value and where it comes from."""

    label: str
    value: str
    note: str = ""


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
    """

    id: str
    title: str
    lead: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
