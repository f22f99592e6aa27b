"""What stands on a slide, as plain values: words, charts, tables, drawings. Lengths are points; colours are roles of a palette."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Self

from pmokit.reports.deck.plain_text import plain

ChartKind = Literal["bar", "stacked", "radar", "scatter"]
LayoutKind = Literal["title", "content"]
Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle"]
MARK = "pmokit"
"""The names of all objects that the kit makes start with it: ``pmokit:<exhibit>:<part>``."""


def object_name(exhibit: str, part: str) -> str:
    """Return the name by which an object is found again."""
    return f"{MARK}:{exhibit}:{part}"


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def top(self, height: float) -> "Box":
        """Return the upper part, so many points high."""
        return Box(self.x, self.y, self.width, min(height, self.height))

    def below(self, height: float) -> "Box":
        """Return what is left under the upper part."""
        return Box(self.x, self.y + height, self.width, max(0.0, self.height - height))

    def left(self, share: float, gap: float = 20) -> "Box":
        """Return the left part, so large a share of the width without the gap."""
        return Box(self.x, self.y, (self.width - gap) * share, self.height)

    def right(self, share: float, gap: float = 20) -> "Box":
        """Return the right part, so large a share of the width without the gap."""
        width = (self.width - gap) * share
        return Box(self.x + self.width - width, self.y, width, self.height)

    def column(self, at: int, of: int, gap: float = 14) -> "Box":
        """Return one of several columns of equal width, counted from 0."""
        width = (self.width - gap * (of - 1)) / of
        return Box(self.x + at * (width + gap), self.y, width, self.height)


@dataclass(frozen=True)
class Line:
    """One paragraph of one look; ``gap`` is the room above it, points."""

    text: str
    size: float = 0
    bold: bool = False
    colour: str = "ink"
    bullet: bool = False
    align: Align = "left"
    gap: float = 0


@dataclass(frozen=True)
class Words:
    """A box of paragraphs.

    Parameters
    ----------
    part
        Its name within the slide.
    box, lines
        Place and paragraphs; they fit.
    fill, stroke
        Roles of colours; empty for none.
    anchor
        Where the paragraphs stand in the box.
    inset
        Space around them, points.
    dashed, round
        Look of the outline.
    """

    part: str
    box: Box
    lines: tuple[Line, ...]
    fill: str = ""
    stroke: str = ""
    anchor: Anchor = "top"
    inset: float = 0
    dashed: bool = False
    round: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What is read."""
        return tuple(line.text for line in self.lines)


@dataclass(frozen=True)
class Series:
    """One row of figures of a chart; None where there is none. A scatter chart has its x values beside."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    x: tuple[float, ...] = ()
    outlined: bool = False


@dataclass(frozen=True)
class Chart:
    """A native chart with its workbook.

    Parameters
    ----------
    part, box, kind
        Name within the slide, place, sort.
    categories, series
        The figures.
    description
        Text alternative.
    number_format
        Of labels and axis, as Excel writes it.
    lowest, highest
        Ends of the value axis; None leaves them to the program.
    labelled
        Whether the figures stand at the bars.
    x_title, y_title
        Titles of the axes of a scatter chart or of columns.
    """

    part: str
    box: Box
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    description: str
    number_format: str = "0.0"
    lowest: float | None = None
    highest: float | None = None
    labelled: bool = False
    x_title: str = ""
    y_title: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All figures as text: what is compared to see whether someone has changed them."""
        rows = (self.categories, *((one.name, *map(str, one.x), *map(_figure, one.values)) for one in self.series))
        return tuple(plain("|".join(row)) for row in rows)


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``fill`` is a role of a colour, empty for none."""

    text: str
    fill: str = ""
    bold: bool = False
    align: Align = "left"


@dataclass(frozen=True)
class Grid:
    """A native table.

    Parameters
    ----------
    part, box
        Name within the slide, place; the height is that of the rows.
    rows
        The first one is the head.
    widths, heights
        Of columns and rows, points.
    size
        Of the letters, points.
    description
        Text alternative.
    upright_head
        Whether the words of the head, but the first, stand upright.
    lined
        Whether a fine line stands under each row; a table of colours has white ones.
    """

    part: str
    box: Box
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    description: str
    upright_head: bool = False
    lined: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells, row by row."""
        return tuple("|".join(cell.text for cell in row) for row in self.rows)


@dataclass(frozen=True)
class Link:
    """A connector from one shape of a drawing to another, glued to the sides of both."""

    part: str
    start: str
    end: str
    dashed: bool = False
    pointed: bool = True


@dataclass(frozen=True)
class Rule:
    """A straight line of a drawing."""

    part: str
    x: float
    y: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Drawing:
    """Native shapes that belong together: one group.

    Parameters
    ----------
    part
        Name within the slide.
    shapes, links, rules
        What it consists of; links name shapes by their parts.
    description
        Text alternative.
    """

    part: str
    shapes: tuple[Words, ...]
    description: str
    links: tuple[Link, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Names and words of the shapes."""
        return tuple(f"{one.part}|{' / '.join(one.texts)}" for one in self.shapes)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the shapes stand within the drawing."""
        boxes = [one.box for one in self.shapes]
        lines = [Box(one.x, one.y, one.x2 - one.x, one.y2 - one.y) for one in self.rules]
        x, y = (min(getattr(box, side) for box in (*boxes, *lines)) for side in ("x", "y"))
        width = max(box.x + box.width for box in (*boxes, *lines)) - x
        height = max(box.y + box.height for box in (*boxes, *lines)) - y
        return tuple(within(Box(box.x - x, box.y - y, box.width, box.height), width, height) for box in boxes)


def within(box: Box, width: float, height: float) -> str:
    """Return where a box stands in one so large, in hundredths of it.

    Parameters
    ----------
    box
        Counted from the corner of the other one.
    width, height
        Of the other one, in the same unit.
    """
    across, down = max(width, 1e-9), max(height, 1e-9)
    shares = (box.x / across, box.y / down, box.width / across, box.height / down)
    return " ".join(f"{share:.2f}" for share in shares)


Part = Words | Chart | Grid | Drawing


@dataclass(frozen=True)
class Slide:
    """One slide.

    Parameters
    ----------
    id
        Names its objects.
    title
        What the slide says, as a sentence.
    parts
        What stands on it.
    notes
        Paragraphs for whoever speaks.
    layout
        Which layout of the master it stands on.
    subtitle
        Of the first slide.
    """

    id: str
    title: str
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    layout: LayoutKind = "content"
    subtitle: str = ""

    def named(self) -> Iterator[tuple[str, Part]]:
        """Yield each part with the name of its object."""
        for part in self.parts:
            yield object_name(self.id, part.part), part


@dataclass
class Builder:
    """Collects what stands on a slide, with what found no room and belongs into the notes."""

    id: str
    title: str
    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, part: Part | None) -> Self:
        """Add a part; None adds nothing."""
        if part is not None:
            self.parts.append(part)
        return self

    def tell(self, *paragraphs: str) -> Self:
        """Add paragraphs to the notes; empty ones add nothing."""
        self.notes += [text for text in paragraphs if text]
        return self

    def slide(self) -> Slide:
        """Return the slide."""
        return Slide(self.id, self.title, tuple(self.parts), tuple(self.notes))


def _figure(value: float | None) -> str:
    return "" if value is None else repr(round(value, 9))
