"""Where a story is set: the room of the master, and how texts and tables are fitted into it.

What finds no room is shortened, and stands in full in the notes of the speaker.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmokit.reports.deck.letters import LEADING, Letters
from pmokit.reports.deck.parts import Align, Anchor, Box, Cell, Grid, Line, Words
from pmokit.reports.deck.plain_text import plain
from pmokit.reports.deck.text_xml import CELL_INSET, CELL_TOP
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import Exhibit

TEXT_SIZES = (18.0, 16.0, 14.0, 12.0)
TABLE_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)
MOST_LINES, LEAST_LINES = 12, 1
BULLET = 14.0
SPARE = 3.0
UPRIGHT_MOST = 146.0
MOST_AIR = 16.0
FEW_COLUMNS = 4
"""A head of more columns is set upright where its words would have to be broken."""


@dataclass(frozen=True)
class Table:
    """What a table shows before it is fitted.

    Parameters
    ----------
    part
        Name within the slide.
    head, rows
        Cells.
    shares
        Widths of the columns relative to each other.
    description
        Text alternative.
    upright_head, lined
        As in :class:`Grid`.
    """

    part: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]
    description: str
    upright_head: bool = False
    lined: bool = True


@dataclass(frozen=True)
class Stage:
    """The room of a master.

    Parameters
    ----------
    area
        Where a slide's content stands.
    letters
        Measures words.
    language
        Of the texts.
    today
        The day on which the deck is made.
    """

    area: Box
    letters: Letters
    language: str
    today: dt.date

    def footer(self, study: UnitStudy) -> str:
        """Return what stands at the bottom of each slide: whose figures these are, and their fingerprint."""
        return f"{study.settings.client}, {study.unit.name} · inputs {study.input_hash}"

    def words(
        self,
        part: str,
        lines: Sequence[Line],
        box: Box,
        sizes: Sequence[float] = TEXT_SIZES,
        *,
        fill: str = "",
        stroke: str = "",
        inset: float = 0,
        anchor: Anchor = "top",
    ) -> tuple[Words, list[str]]:
        """Return paragraphs at the largest size at which all fit, with the texts that had to be shortened or left out.

        Parameters
        ----------
        part, box
            Name within the slide, and place.
        lines
            Paragraphs; one with a size of its own keeps its relation to the largest of ``sizes``.
        sizes
            Points, the largest first.
        fill, stroke, inset, anchor
            Look of the box.
        """
        room = Box(box.x, box.y, box.width - 2 * inset, box.height - 2 * inset)
        said = [replace(line, text=plain(line.text)) for line in lines if line.text]
        for size in sizes:
            sized = [self._sized(line, size, sizes[0]) for line in said]
            if sum(self._height(line, room.width) for line in sized) <= room.height:
                return Words(part, box, tuple(sized), fill, stroke, anchor, inset, round=bool(fill)), []
        kept, rest = self._shortened([self._sized(line, sizes[-1], sizes[0]) for line in said], room)
        return Words(part, box, tuple(kept), fill, stroke, anchor, inset, round=bool(fill)), rest

    def _sized(self, line: Line, size: float, largest: float) -> Line:
        own = line.size or largest
        return replace(line, size=max(10.0, round(size * own / largest * 2) / 2))

    def _height(self, line: Line, width: float) -> float:
        inner = width - (BULLET if line.bullet else 0)
        return self.letters.height(line.text, line.size, inner, bold=line.bold) + line.gap

    def _shortened(self, lines: Sequence[Line], room: Box) -> tuple[list[Line], list[str]]:
        kept: list[Line] = []
        rest: list[str] = []
        left = room.height
        for at, line in enumerate(lines):
            # Each paragraph that follows should at least get its first line.
            later = sum(one.size * LEADING + one.gap for one in lines[at + 1 :])
            whole = int((left - line.gap) / (line.size * LEADING))
            most = max(min(whole, 1), int((left - min(later, left / 2) - line.gap) / (line.size * LEADING)))
            if most < 1:
                rest += [one.text for one in lines[at:]]
                break
            inner = room.width - (BULLET if line.bullet else 0)
            text = self.letters.shorten(line.text, line.size, inner, most, bold=line.bold)
            if text != line.text:
                rest.append(line.text)
            kept.append(replace(line, text=text))
            left -= self._height(kept[-1], room.width)
        return kept, rest

    def grid(self, table: Table, box: Box, sizes: Sequence[float] = TABLE_SIZES) -> tuple[Grid, list[str]]:
        """Return a table at the largest size at which it fits, with the rows that had to be shortened or left out, in full.

        Parameters
        ----------
        table, box
            What it shows, and the room for it.
        sizes
            Points, the largest first.
        """
        widths = [box.width * share / sum(table.shares) for share in table.shares]
        if len(widths) > FEW_COLUMNS and self._breaks_words([table.head], widths, sizes[-1], table):
            table = replace(table, upright_head=True)
        rows = [
            tuple(replace(cell, text=plain(cell.text)) for cell in row)
            for row in (self._head(table, sizes[-1]), *table.rows)
        ]
        for size in sizes:
            heights = self._heights(rows, widths, size, table)
            if sum(heights) <= box.height and not self._breaks_words(rows, widths, size, table):
                return self._grid(table, box, rows, widths, _loosened(heights, box.height), size), []
        size = sizes[-1]
        for most in range(MOST_LINES, LEAST_LINES - 1, -1):
            short = [self._short(row, size, widths, most) for row in rows]
            if table.upright_head:
                short[0] = rows[0]
            heights = self._heights(short, widths, size, table)
            if sum(heights) <= box.height:
                break
        while len(short) > 1 and sum(heights) > box.height:
            short, heights = short[:-1], heights[:-1]
        said = [" | ".join(cell.text for cell in row if cell.text) for row in rows]
        told = [said[at] for at in range(1, len(rows)) if at >= len(short) or short[at] != rows[at]]
        return self._grid(table, box, short, widths, heights, size), told

    def _head(self, table: Table, size: float) -> tuple[Cell, ...]:
        """Return the head; upright words stand in one line, as programs differ in how they break them."""
        if not table.upright_head:
            return table.head
        room = UPRIGHT_MOST - 2 * CELL_TOP - SPARE
        short = (
            replace(cell, text=self.letters.shorten(cell.text, size, room, 1, bold=True)) for cell in table.head[1:]
        )
        return (table.head[0], *short)

    def _grid(
        self,
        table: Table,
        box: Box,
        rows: Sequence[tuple[Cell, ...]],
        widths: Sequence[float],
        heights: Sequence[float],
        size: float,
    ) -> Grid:
        place = Box(box.x, box.y, box.width, sum(heights))
        return Grid(
            table.part,
            place,
            tuple(rows),
            tuple(widths),
            tuple(heights),
            size,
            table.description,
            table.upright_head,
            table.lined,
        )

    def _short(self, row: tuple[Cell, ...], size: float, widths: Sequence[float], most: int) -> tuple[Cell, ...]:
        return tuple(
            replace(cell, text=self.letters.shorten(cell.text, size, width - 2 * CELL_INSET, most, bold=True))
            for cell, width in zip(row, widths, strict=True)
        )

    def _heights(
        self, rows: Sequence[tuple[Cell, ...]], widths: Sequence[float], size: float, table: Table
    ) -> list[float]:
        heights = []
        for at, row in enumerate(rows):
            is_head = at == 0
            cells = list(zip(row, widths, strict=True))
            if is_head and table.upright_head:
                upright = max(self.letters.width(cell.text, size, bold=True) for cell, _ in cells[1:])
                heights.append(min(upright + 2 * CELL_TOP + SPARE, UPRIGHT_MOST))
                cells = cells[:1]
            tallest = max(
                self.letters.height(cell.text, size, width - 2 * CELL_INSET, bold=cell.bold or is_head)
                for cell, width in cells
            )
            tallest += 2 * CELL_TOP + SPARE
            if is_head and table.upright_head:
                heights[0] = max(heights[0], tallest)
            else:
                heights.append(tallest)
        return heights

    def _breaks_words(
        self, rows: Sequence[tuple[Cell, ...]], widths: Sequence[float], size: float, table: Table
    ) -> bool:
        """Return whether a word would be broken, which a smaller size might avoid."""
        return any(
            self.letters.width(word, size, bold=cell.bold or at == 0) > width - 2 * CELL_INSET
            for at, row in enumerate(rows)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            if not (at == 0 and table.upright_head and column > 0)
            for word in cell.text.split(" ")
        )


def _loosened(heights: Sequence[float], room: float) -> list[float]:
    """Return the rows with some of the room that is left, so that a short table breathes."""
    more = min(MOST_AIR, (room - sum(heights)) / max(1, len(heights)) * 0.8)
    return [heights[0], *(height + more for height in heights[1:])]


def table_of(exhibit: Exhibit, part: str, shares: Sequence[float]) -> Table:
    """Return the table of an exhibit; numbers stand to the right.

    Parameters
    ----------
    exhibit
        What is shown.
    part
        Name within the slide.
    shares
        Widths of its columns relative to each other.
    """
    columns = exhibit.columns
    sides: list[Align] = ["left" if column.format == "text" else "right" for column in columns]
    return Table(
        part=part,
        head=tuple(Cell(column.heading, align=side) for column, side in zip(columns, sides, strict=True)),
        rows=tuple(
            tuple(Cell(text, align=side) for text, side in zip(row, sides, strict=True)) for row in exhibit.cells()
        ),
        shares=tuple(shares),
        description=f"{exhibit.title}. {exhibit.description}",
    )
