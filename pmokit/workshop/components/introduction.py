"""The question who answers."""

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.maturity import Role
from pmokit.model.units import Unit
from pmokit.workshop.components.basic import button, html


class Introduction(widgets.VBox):  # type: ignore[misc]
    """Asks who answers: business unit, name, role.

    Parameters
    ----------
    units, roles
        What can be chosen.
    begin
        Called with unit code, name (empty when anonymous) and role id.
    anonymous
        Whether names are left out.
    unit
        Code that is chosen already, or empty.
    language
        Language of the texts.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        roles: Sequence[Role],
        begin: Callable[[str, str, str], None],
        *,
        anonymous: bool,
        unit: str = "",
        language: str = "en",
    ) -> None:
        named = [(f"{u.name} ({u.code})" if u.name != u.code else u.name, u.code) for u in units]
        self.unit = widgets.Dropdown(
            description="Business unit", options=[("Please choose", ""), *named], value=unit or ""
        )
        self.name = widgets.Text(description="Your name", placeholder="As your colleagues know you")
        self.role = widgets.Dropdown(
            description="Your role",
            options=[("Please choose", ""), *((say(role.name, language), role.id) for role in roles)],
        )
        self.meaning = html("", "pk-hint")
        self._meanings = {"": "Choose the role in which you answer.", **{r.id: say(r.meaning, language) for r in roles}}
        self.role.observe(lambda change: self._explain(change["new"]), "value")
        self._explain("")
        self.start = button("Begin", lambda _: begin(self.unit.value, self.name.value, self.role.value), "pk-main")
        words = (
            "This assessment is anonymous: it asks for no name."
            if anonymous
            else "Under the same name you find your answers again, also on another day."
        )
        fields = [self.unit, *([] if anonymous else [self.name]), self.role, self.meaning, self.start]
        super().__init__([html(f"<h2>Who is answering?</h2><p>{words}</p>"), *fields])
        self.add_class("pk-card")
        self.add_class("pk-form")

    def _explain(self, role: str) -> None:
        self.meaning.value = f"<p>{escape(self._meanings.get(role, ''))}</p>"
