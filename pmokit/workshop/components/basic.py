"""Markup, columns, cards and buttons."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets


def html(markup: str, *classes: str) -> widgets.HTML:
    """Return a piece of markup; texts from people inside it are escaped by whoever builds it."""
    piece = widgets.HTML(markup)
    for name in classes:
        piece.add_class(name)
    return piece


def column(*children: widgets.Widget, classes: Sequence[str] = ()) -> widgets.VBox:
    """Return children below each other."""
    box = widgets.VBox(list(children))
    for name in classes:
        box.add_class(name)
    return box


def row(*children: widgets.Widget, classes: Sequence[str] = ()) -> widgets.HBox:
    """Return children beside each other, on several lines where they do not fit on one."""
    box = widgets.HBox(list(children))
    for name in ("pk-row", *classes):
        box.add_class(name)
    return box


def card(*children: widgets.Widget) -> widgets.VBox:
    """Return a card: a quiet frame around things that belong together."""
    return column(*children, classes=("pk-card",))


def button(label: str, press: Callable[[widgets.Button], None], *classes: str) -> widgets.Button:
    """Return a button that calls ``press``."""
    made = widgets.Button(description=label)
    for name in ("pk-button", *classes):
        made.add_class(name)
    made.on_click(press)
    return made
