"""The type of PMO: the advice with its reasons and what would change it, and what the people in the room choose."""

from dataclasses import replace
from html import escape

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.errors import InputError
from pmokit.model.pmo import PMO_TYPES
from pmokit.views.pmo_type import flip_card, reason_list, type_ranking
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.figures import figure, fold, table
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.words import advice_markup, control_choices, type_choices

NOBODY = ("No other type: not a hybrid", "")
FOLLOWS = "Follows the advice"
FLIPS_SHOWN = 3


class TypePanel(widgets.VBox):  # type: ignore[misc]
    """Shows the advice and takes the choice.

    Parameters
    ----------
    state
        Where the choice goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: StructureState, guard: Guard) -> None:
        self.state = state
        self.advice, self.standing = html(""), html("")
        self.kind = widgets.RadioButtons(options=type_choices(), value=None)
        self.second = widgets.Dropdown(
            description="Together with (hybrid)", options=[NOBODY, *((one.capitalize(), one) for one in PMO_TYPES)]
        )
        self.control = widgets.RadioButtons(options=control_choices(), value=None)
        self.reason = widgets.Textarea(
            description="Why this choice", rows=3, placeholder="In a sentence that holds in a year's time"
        )
        self.keep = button("Keep this choice", guard(lambda _: self.choose()), "pk-main")
        self.follow = button("Follow the advice", guard(lambda _: self.follow_advice()))
        form = card(
            html("<h3>Choose</h3><p>You may choose against the advice; then the reason is what counts.</p>"),
            column(html('<h3 id="pk-type">Which type?</h3>'), self.kind, classes=("pk-rating",)),
            column(self.second, classes=("pk-form",)),
            column(html('<h3 id="pk-control">How much may it insist on?</h3>'), self.control, classes=("pk-rating",)),
            self.reason,
            row(self.keep, self.follow),
            self.standing,
        )
        super().__init__([html('<h2 tabindex="-1">The type of PMO</h2>'), self.advice, form])
        self.add_class("pk-content")
        self.show()

    def choose(self) -> None:
        """Save what is chosen in the form."""
        lacking = [
            word for word, given in (("a type", self.kind.value), ("a control level", self.control.value)) if not given
        ]
        if lacking:
            raise InputError(f"The choice is not saved yet: choose {' and '.join(lacking)}.")
        second = self.second.value
        if second == self.kind.value:
            raise InputError(
                "The choice is not saved yet: a hybrid joins two different types. Choose another second type, or none."
            )
        self.state.choose(
            [self.kind.value, second] if second else [self.kind.value], self.control.value, self.reason.value
        )

    def follow_advice(self) -> None:
        """Save the advice as the choice."""
        advice = self.state.advice
        if advice.type is None or advice.control is None:
            raise InputError("The advice names no type yet. Answer more of the profile, or choose below.")
        self.state.choose(advice.hybrid or (advice.type,), advice.control, self.reason.value.strip() or FOLLOWS)

    def show(self) -> None:
        """Bring everything in step with the advice and the choice."""
        self.advice.value = _advice(self.state)
        choice = self.state.choice
        if choice is None:
            self.standing.value = "<p>Nothing is chosen yet.</p>"
            return
        self.kind.value, self.control.value, self.reason.value = choice.type, choice.control, choice.reason
        self.second.value = next((one for one in choice.hybrid or () if one != choice.type), "")
        said = {
            True: "It follows the advice.",
            False: "It differs from the advice.",
            None: "The advice named no type then.",
        }
        kind = " and ".join(choice.hybrid) if choice.hybrid else choice.type
        self.standing.value = f"<p><strong>Chosen: {kind}, {choice.control}.</strong> {said[choice.follows_advice]} Reason: {escape(choice.reason)}</p>"


def _advice(state: StructureState) -> str:
    advice = state.advice
    lead = advice_markup(state)
    if not advice.ranking:
        return lead
    flips = flip_card(advice, state.criteria, state.answers)
    reasons = reason_list(advice)
    first = flips.only(*(one.name for one in flips.columns), rows=FLIPS_SHOWN)
    more = fold(replace(flips, title="More ways in which it would change")) if len(flips.frame) > FLIPS_SHOWN else ""
    items = "".join(f"<li>{escape(one)}</li>" for one in reasons.frame["sentence"])
    return (
        f"{lead}{figure(type_ranking(advice, load_theme()))}"
        f'<figure class="pk-figure"><h3>{escape(flips.title)}</h3><p>{escape(flips.description)}</p>{table(first)}</figure>{more}'
        f"<details><summary>{escape(reasons.title)}</summary><p>{escape(reasons.description)}</p>"
        f'<ul class="pk-found">{items}</ul></details>'
    )
