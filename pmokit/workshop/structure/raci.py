"""The RACI as a grid of choices: services down, roles across; what breaks a rule is said at once."""

from html import escape

import ipywidgets as widgets

from pmokit.model.structure import LETTERS, Letter, Structure
from pmokit.strategy.raci import columns_of
from pmokit.workshop.components.basic import column, html
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.words import findings_markup

CHOICES: list[tuple[str, Letter | None]] = [("", None), *((letter, letter) for letter in LETTERS)]
MEANING = (
    "R does the work, A answers for it, A/R does both, C is asked before, I hears afterwards. Each service has exactly one A and at "
    "least one R."
)


class RaciPanel(widgets.VBox):  # type: ignore[misc]
    """Who does, answers for, is asked about and hears of each service.

    Parameters
    ----------
    state
        Where the structure goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: StructureState, guard: Guard) -> None:
        self.state, self._guard = state, guard
        self.head, self.found, self.grid = html(""), html("", "pk-raci-found"), column(classes=("pk-raci", "pk-card"))
        self.cells: dict[tuple[str, str], widgets.Dropdown] = {}
        self._shape: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._is_silent = False
        super().__init__([self.head, self.found, self.grid])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring grid and findings in step with the structure."""
        structure = self.state.structure
        self.grid.layout.display = self.found.layout.display = "" if structure else "none"
        says = MEANING if structure else "Choose the type of PMO first; services and roles then stand here."
        self.head.value = f'<h2 tabindex="-1">Who does what</h2><p>{says}</p>'
        if structure is None:
            return
        roles = tuple(columns_of(structure, self.state.catalogues))
        shape = (tuple(row.service for row in structure.raci), roles)
        if shape != self._shape:
            self._build(structure, roles)
            self._shape = shape
        self._fill(structure)

    def _build(self, structure: Structure, roles: tuple[str, ...]) -> None:
        self.cells = {}
        tracks = f"minmax(160px, 220px) repeat({len(roles)}, minmax(44px, 1fr))"
        heads = "".join(f"<span>{escape(self.state.role_name(role))}</span>" for role in roles)
        head = html(f"<span></span>{heads}", "pk-raci-head")
        head.layout.grid_template_columns = tracks
        lines: list[widgets.Widget] = [head]
        for row in structure.raci:
            name = self.state.service_name(row.service)
            mark = html(f'<span data-pk-row="{escape(name)}">{escape(name)}</span>', "pk-raci-name")
            for role in roles:
                self.cells[row.service, role] = self._cell(row.service, role)
            line = widgets.GridBox([mark, *(self.cells[row.service, role] for role in roles)])
            line.layout.grid_template_columns = tracks
            line.add_class("pk-cells")
            lines.append(line)
        self.grid.children = tuple(lines)

    def _cell(self, service: str, role: str) -> widgets.Dropdown:
        cell = widgets.Dropdown(description=self.state.role_name(role), options=CHOICES, value=None)
        cell.observe(self._guard(lambda change: self._changed(service, role, change["new"])), "value")
        return cell

    def _fill(self, structure: Structure) -> None:
        found = [one for one in self.state.findings if one.service or one.role]
        bad = {(one.service, one.role) for one in found}
        rows = {one.service for one in found if one.service and not one.role}
        self._is_silent = True
        try:
            for row in structure.raci:
                for role in self._shape[1]:
                    cell = self.cells[row.service, role]
                    cell.value = row.letters.get(role)
                    is_bad = (row.service, role) in bad or row.service in rows
                    (cell.add_class if is_bad else cell.remove_class)("pk-bad")
        finally:
            self._is_silent = False
        self.found.value = findings_markup(
            found, self.state, "Every service has exactly one A and at least one R, and whoever needs to know hears."
        )

    def _changed(self, service: str, role: str, letter: Letter | None) -> None:
        if not self._is_silent:
            self.state.set_letter(service, role, letter)
