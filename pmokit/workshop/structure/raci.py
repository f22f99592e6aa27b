"""The RACI as a grid of choices: services down, roles across; what breaks a rule is said at once."""

import ipywidgets as widgets

from pmokit.model.structure import LETTERS, Letter
from pmokit.strategy.raci import columns_of
from pmokit.workshop.components.basic import html
from pmokit.workshop.components.choice_grid import ChoiceGrid, GridColumn
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.structure.lines import LINE_RULES
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.words import findings_markup

CHOICES: tuple[tuple[str, Letter | None], ...] = (("", None), *((letter, letter) for letter in LETTERS))
MEANING = (
    "R does the work, A answers for it, A/R does both, C is asked before, I hears afterwards. Each service has exactly one A and at "
    "least one R."
)
FINE = "Every service has exactly one A and at least one R, and whoever needs to know hears."


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
        self.state = state
        self.head, self.found = html(""), html("", "pk-card", "pk-live")
        self.grid = ChoiceGrid(state.set_letter, guard, is_slim=True)
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
        found = [one for one in self.state.findings if one.rule not in LINE_RULES]
        roles = columns_of(structure, self.state.catalogues)
        self.grid.show(
            {row.service: self.state.service_name(row.service) for row in structure.raci},
            [GridColumn(role, self.state.role_name(role), CHOICES) for role in roles],
            {(row.service, role): letter for row in structure.raci for role, letter in row.letters.items()},
            {(one.service, one.role) for one in found if one.service},
        )
        self.found.value = findings_markup(found, self.state, FINE)
