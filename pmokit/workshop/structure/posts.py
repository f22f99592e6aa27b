"""Posts: how much of each role, from where, and who has it."""

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.model.printing import print_number
from pmokit.model.structure import Post, Structure
from pmokit.strategy.sizing import rules_of_thumb
from pmokit.views.structure import STAFFING, cost_list, size_range
from pmokit.workshop.components.basic import card, html
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.figures import fold
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.take import Take
from pmokit.workshop.structure.words import findings_markup


class PostsPanel(widgets.VBox):  # type: ignore[misc]
    """Posts with FTE and people; what that costs, and how it compares with rules of thumb.

    Parameters
    ----------
    state
        Where the structure goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: StructureState, guard: Guard) -> None:
        self.state = state
        self.head, self.found, self.figures = html(""), html(""), html("")
        columns = (
            Column("name", "Role", is_fixed=True, width=1.5),
            Column("fte", "Full-time people", "number", check=_fte_fault, is_required=True, width=0.8),
            Column("range", "Low to high", is_fixed=True, width=0.8),
            Column(
                "staffing",
                "From where",
                "choice",
                [(text.capitalize(), name) for name, text in STAFFING.items()],
                width=1.1,
            ),
            Column("person", "Who has it", hint="Name", width=1.4),
        )
        self.table = EditableTable(
            columns,
            self._rows(),
            guard(self._changed),
            noun="post",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.take = Take(
            "Add a post", "Add it", self._outside, lambda role, _: state.take_post(role), guard, asks_why=False
        )
        self.leave = Take(
            "Take out a post",
            "Take it out",
            self._inside,
            lambda role, _: state.leave_post(role),
            guard,
            asks_why=False,
        )
        super().__init__([self.head, card(self.table, self.found), card(self.take, self.leave), self.figures])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the structure."""
        structure = self.state.structure
        for part in self.children[1:]:
            part.layout.display = "" if structure else "none"
        if structure is None:
            self.head.value = (
                '<h2 tabindex="-1">People</h2><p>Choose the type of PMO first; its posts then stand here.</p>'
            )
            return
        fte = structure.fte
        self.head.value = (
            f'<h2 tabindex="-1">People</h2><p>By its services the PMO needs {print_number(fte.low, ".1f")} to {print_number(fte.high, ".1f")} people working full time, '
            f"likely {print_number(fte.likely, '.1f')}. Change the numbers, and name who has each post.</p>"
        )
        self.table.show(self._rows())
        self.take.show()
        self.leave.show()
        roles = set(structure.post_by_role)
        load = [one for one in self.state.findings if not one.service and one.role in roles]
        self.found.value = findings_markup(load, self.state, "No post has too much or too little to do.")
        self.figures.value = _figures(structure, self.state)

    def _rows(self) -> list[Row]:
        posts = self.state.structure.posts if self.state.structure else ()
        return [self._row(post) for post in posts]

    def _row(self, post: Post) -> Row:
        return {
            "role": post.role,
            "name": self.state.role_name(post.role),
            "fte": round(post.fte.likely, 2),
            "range": f"{print_number(post.fte.low, '.1f')} to {print_number(post.fte.high, '.1f')}",
            "staffing": post.staffing,
            "person": post.filled_by,
        }

    def _changed(self, rows: list[Row]) -> None:
        before = {row_["role"]: row_ for row_ in self._rows()}
        for row_ in rows:
            if any(row_[name] != before[row_["role"]][name] for name in ("fte", "staffing", "person")):
                self.state.staff(row_["role"], fte=row_["fte"], staffing=row_["staffing"], person=row_["person"])

    def _inside(self) -> list[tuple[str, str]]:
        posts = self.state.structure.posts if self.state.structure else ()
        return [(self.state.role_name(post.role), post.role) for post in posts]

    def _outside(self) -> list[tuple[str, str]]:
        there = self.state.structure.post_by_role if self.state.structure else {}
        return [(self.state.role_name(name), name) for name in self.state.catalogues.roles.by_id if name not in there]


def _figures(structure: Structure, state: StructureState) -> str:
    catalogues = state.catalogues
    rules = rules_of_thumb(structure, catalogues.roles.days_per_fte)
    exhibits = (
        size_range(structure, rules, load_theme()),
        cost_list(structure, catalogues, state.settings.currency, load_theme()),
    )
    return "".join(fold(one) for one in exhibits)


def _fte_fault(fte: float) -> str | None:
    return None if fte >= 0 else f"{print_number(fte, 'g')} people cannot work. Enter 0 or more."
