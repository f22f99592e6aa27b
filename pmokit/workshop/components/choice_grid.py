"""A grid of choices: things down, people or classes across, one of a few values in each cell; lean enough for hundreds of cells."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.workshop.components.basic import html

Place = tuple[str, str]
NOTHING = ""


@dataclass(frozen=True)
class GridColumn:
    """A column of a grid.

    Parameters
    ----------
    id, label
        Its id and what people read.
    options
        Label and value of each choice; a value may be None.
    width
        Share of the width beside the other columns'.
    """

    id: str
    label: str
    options: Sequence[tuple[str, Any]]
    width: float = 1


class ChoiceGrid(widgets.VBox):  # type: ignore[misc]
    """Rows and columns with a choice in each cell; on a narrow screen each row is a card.

    Parameters
    ----------
    changed
        Called with row, column and the new value.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    is_slim
        Whether the columns are so many that their heads stand upright.
    """

    def __init__(
        self,
        changed: Callable[[str, str, Any], None],
        guard: Callable[[Callable[..., None]], Callable[..., None]],
        *,
        is_slim: bool = False,
    ) -> None:
        super().__init__()
        self._changed, self._guard = changed, guard
        self.cells: dict[Place, widgets.Dropdown] = {}
        self._shape: tuple[Any, ...] = ()
        self._is_silent, self._is_slim = False, is_slim
        self.add_class("pk-grid")
        self.add_class("pk-card")
        if is_slim:
            self.add_class("pk-slim")

    def show(
        self,
        rows: Mapping[str, str],
        columns: Sequence[GridColumn],
        values: Mapping[Place, Any],
        bad: Collection[Place] = (),
    ) -> None:
        """Show other values; nobody is told. Only another set of rows or columns builds the cells anew.

        Parameters
        ----------
        rows
            Names by id, in order.
        columns
            The columns.
        values
            By row and column; what is not there has the first choice.
        bad
            Cells that break a rule; an empty column marks the whole row.
        """
        shape = (tuple(rows.items()), tuple((one.id, tuple(one.options)) for one in columns))
        if shape != self._shape:
            self._build(rows, columns)
            self._shape = shape
        self._is_silent = True
        try:
            for place, cell in self.cells.items():
                known = [value for _, value in cell.options]
                value = _shown(values.get(place, known[0]))
                cell.value = value if value in known else known[0]
                is_bad = place in bad or (place[0], "") in bad
                (cell.add_class if is_bad else cell.remove_class)("pk-bad")
        finally:
            self._is_silent = False

    def _build(self, rows: Mapping[str, str], columns: Sequence[GridColumn]) -> None:
        least = 44 if self._is_slim else 88
        tracks = "minmax(140px, 1.6fr) " + " ".join(f"minmax({least}px, {one.width:g}fr)" for one in columns)
        heads = "".join(f"<span>{escape(one.label)}</span>" for one in columns)
        head = html(f"<span></span>{heads}", "pk-grid-head")
        head.layout.grid_template_columns = tracks
        self.cells = {}
        lines: list[widgets.Widget] = [head]
        for row, name in rows.items():
            for column in columns:
                self.cells[row, column.id] = self._cell(row, column)
            mark = html(f'<span data-pk-row="{escape(name)}">{escape(name)}</span>', "pk-grid-name")
            line = widgets.GridBox([mark, *(self.cells[row, column.id] for column in columns)])
            line.layout.grid_template_columns = tracks
            line.add_class("pk-cells")
            lines.append(line)
        self.children = tuple(lines)

    def _cell(self, row: str, column: GridColumn) -> widgets.Dropdown:
        options = [(label, _shown(value)) for label, value in column.options]
        cell = widgets.Dropdown(description=column.label, options=options, value=options[0][1])
        cell.observe(self._guard(lambda change: self._tell(row, column.id, change["new"])), "value")
        return cell

    def _tell(self, row: str, column: str, value: Any) -> None:
        if not self._is_silent:
            self._changed(row, column, None if value == NOTHING else value)


def _shown(value: Any) -> Any:
    """Return a value as a choice holds it: None would be no choice at all."""
    return NOTHING if value is None else value
