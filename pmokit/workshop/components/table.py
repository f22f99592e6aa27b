"""A table that people fill in: typed cells, rows to add, to remove (and put back) and to move."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.workshop.components.basic import button, column, html, row
from pmokit.workshop.components.cells import Cell, Column

__all__ = ["Column", "EditableTable"]

Row = dict[str, Any]
BUTTON_PX = 44


class EditableTable(widgets.VBox):  # type: ignore[misc]
    """Rows of cells; every change that holds is handed on at once.

    Keys of a row for which there is no column (such as an id) are kept as they are.

    Parameters
    ----------
    columns
        What a row holds.
    rows
        To begin with.
    changed
        Called with all rows after a change, if no cell is at fault.
    noun
        What a row is, such as ``objective``.
    new
        Makes an empty row.
    can_add, can_remove, can_order
        What may be done to rows.
    most
        How many rows there may be; None = any number.
    as_cards
        Whether each row is a card with its labels, also on a wide screen: for many columns.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, Any]],
        changed: Callable[[list[Row]], None],
        *,
        noun: str = "row",
        new: Callable[[], Row] = dict,
        can_add: bool = True,
        can_remove: bool = True,
        can_order: bool = True,
        most: int | None = None,
        as_cards: bool = False,
        guard: Callable[[Callable[..., None]], Callable[..., None]] = lambda handler: handler,
    ) -> None:
        self.columns, self._changed, self.noun, self._new = tuple(columns), changed, noun, new
        self._can_remove, self._can_order, self._most, self._guard = can_remove, can_order, most, guard
        self._kept: list[Row] = []
        # A new row as the fields give it back: as long as a row is like this, nobody has filled it in.
        self._blank: Row = {one.name: Cell(one, new().get(one.name), lambda: None).value for one in columns}
        self.cells: list[dict[str, Cell]] = []
        self._removed: tuple[int, Row] | None = None
        self._body = column(classes=("pk-rows",))
        self.put_back = button("", guard(lambda _: self._put_back()), "pk-quiet")
        self.add = button(f"Add {_article(noun)} {noun}", guard(lambda _: self._add()))
        self.add.layout.display = "" if can_add else "none"
        self._can_add = can_add
        super().__init__([html(self._head(), "pk-table-head"), self._body, row(self.add, self.put_back)])
        self.children[0].layout.grid_template_columns = self._tracks()
        self.add_class("pk-edit")
        if as_cards:
            self.add_class("pk-cards")
        self._build([dict(one) for one in rows])
        self._offer_back()

    @property
    def rows(self) -> list[Row]:
        """What the fields hold, with what was given beside them; also rows that nobody has filled in yet."""
        return [
            {**kept, **{name: cell.value for name, cell in cells.items()}}
            for kept, cells in zip(self._kept, self.cells, strict=True)
        ]

    @property
    def filled(self) -> list[int]:
        """Positions of the rows in which somebody entered something."""
        return [
            at
            for at, given in enumerate(self.rows)
            if given.keys() - self._blank.keys() - self._new().keys() or self._differs(given)
        ]

    @property
    def faults(self) -> list[str]:
        """What is wrong, one sentence for each cell."""
        filled = self.filled
        return [fault for at in filled for cell in self.cells[at].values() if (fault := cell.review())]

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show other rows; nobody is told. What is typed and at fault in a row that stays the same is kept."""
        listed = [dict(one) for one in rows]
        filled = self.filled
        if len(listed) != len(filled):
            self._build(listed)
            return
        for at, given in zip(filled, listed, strict=True):
            before = self._kept[at]
            self._kept[at] = given
            for name, cell in self.cells[at].items():
                is_kept = cell.review() and given.get(name) == before.get(name)
                if cell.value != given.get(name) and not is_kept:
                    cell.show(given.get(name))

    def _head(self) -> str:
        return "".join(f"<span>{escape(one.label)}</span>" for one in self.columns)

    def _tracks(self) -> str:
        tracks = " ".join(f"minmax(0, {one.width:g}fr)" for one in self.columns)
        buttons = 2 * self._can_order + self._can_remove
        return f"{tracks} {buttons * BUTTON_PX}px" if buttons else tracks

    def _build(self, rows: list[Row]) -> None:
        self._kept = rows
        self.cells = [
            {one.name: Cell(one, given.get(one.name), self._guard(self._tell)) for one in self.columns}
            for given in rows
        ]
        self._body.children = tuple(self._row(at) for at in range(len(rows)))
        self.add.disabled = self._most is not None and len(rows) >= self._most

    def _row(self, at: int) -> widgets.Box:
        name = f"{self.noun} {at + 1}"
        tools = []
        if self._can_order:
            tools = [
                self._tool("↑", f"Move {name} up", lambda _: self._move(at, -1), is_off=at == 0),
                self._tool("↓", f"Move {name} down", lambda _: self._move(at, 1), is_off=at == len(self.cells) - 1),
            ]
        if self._can_remove:
            tools.append(self._tool("×", f"Remove {name}", lambda _: self._remove(at)))
        label = html(f'<span hidden data-pk-row="{escape(name)}"></span>', "pk-place")
        made = widgets.GridBox(
            [label, *self.cells[at].values(), *([row(*tools, classes=("pk-tools",))] if tools else [])]
        )
        made.layout.grid_template_columns = self._tracks()
        made.add_class("pk-cells")
        return made

    def _tool(
        self, sign: str, name: str, press: Callable[[widgets.Button], None], *, is_off: bool = False
    ) -> widgets.Button:
        made = button(sign, self._guard(press), "pk-tool")
        made.tooltip, made.disabled = name, is_off
        return made

    def _differs(self, given: Row) -> bool:
        return any(given.get(one.name) != self._blank.get(one.name) for one in self.columns if not one.is_fixed)

    def _tell(self) -> None:
        faults = self.faults
        if faults:
            raise InputError(f"Not saved yet: {faults[0]}")
        rows = self.rows
        self._changed([rows[at] for at in self.filled])

    def _add(self) -> None:
        self._build([*self.rows, self._new()])
        next(iter(self.cells[-1].values())).field.focus()

    def _remove(self, at: int) -> None:
        rows = self.rows
        self._removed = (at, rows.pop(at))
        self._build(rows)
        self._offer_back()
        self._tell()

    def _put_back(self) -> None:
        if self._removed is None:
            return
        at, given = self._removed
        self._removed = None
        rows = self.rows
        rows.insert(at, given)
        self._build(rows)
        self._offer_back()
        self._tell()

    def _move(self, at: int, by: int) -> None:
        rows = self.rows
        if 0 <= at + by < len(rows):
            rows[at], rows[at + by] = rows[at + by], rows[at]
            self._build(rows)
            self._tell()

    def _offer_back(self) -> None:
        self.put_back.layout.display = "" if self._removed else "none"
        if self._removed:
            name = str(self._removed[1].get(self.columns[0].name) or "") or f"{self.noun} {self._removed[0] + 1}"
            self.put_back.description = f"Put back: {name[:40]}"


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeiou" else "a"
