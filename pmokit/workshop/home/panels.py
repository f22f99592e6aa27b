"""The panels of the start page: client and units, files to bring in, and how the assessment is held."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.records import Assessment
from pmokit.model.units import BASE_LENGTH, Unit, make_codes
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.components.table import Column, EditableTable
from pmokit.workshop.downloads import folder_for

Guard = Callable[[Callable[..., None]], Callable[..., None]]
NAMED, ANONYMOUS = "named", "anonymous"
LARGEST_MB = 20
MEGABYTE = 1_000_000


class Units(widgets.VBox):  # type: ignore[misc]
    """Client and business units: to add and to rename; a code stays, as everything is tied to it.

    Parameters
    ----------
    client, units
        As they are.
    rename_client, save
        Called with the new name, and with all units as code (empty: new) and name.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        client: str,
        units: Sequence[Unit],
        rename_client: Callable[[str], None],
        save: Callable[[list[tuple[str, str]]], None],
        guard: Guard,
    ) -> None:
        self._save = save
        self.client = widgets.Text(description="Client", value=client, continuous_update=False)
        self.client.observe(guard(lambda change: rename_client(change["new"].strip())), "value")
        self.table = EditableTable(
            [
                Column("name", "Business unit", is_required=True, width=3, check=_name_fault),
                Column("shown", "Code", is_fixed=True, width=1),
            ],
            unit_rows(units),
            lambda rows: save([(str(one.get("code") or ""), one["name"]) for one in rows]),
            noun="business unit",
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        super().__init__(
            [
                html(
                    "<h2>Client and business units</h2><p>Whoever has projects, a budget and somebody who decides is a unit. A new unit gets a "
                    "short code from its name.</p>"
                ),
                column(self.client, classes=("pk-form",)),
                self.table,
            ]
        )
        self.add_class("pk-card")

    def show(self, units: Sequence[Unit]) -> None:
        """Show the units as they are now."""
        self.table.show(unit_rows(units))


def unit_rows(units: Sequence[Unit]) -> list[dict[str, Any]]:
    """Return units as rows of the table."""
    return [{"code": one.code, "shown": one.code, "name": one.name} for one in units]


def new_units(listed: Sequence[tuple[str, str]], there: Sequence[Unit]) -> list[Unit]:
    """Return the units of a list that have no code yet, with codes made from their names.

    Parameters
    ----------
    listed
        Code (empty: new) and name.
    there
        The units that exist.

    Raises
    ------
    InputError
        If a name stands there twice.
    """
    names = [name for code, name in listed if not code]
    known = {one.name.lower() for one in there}
    doubled = [name for at, name in enumerate(names) if name.lower() in known or name in names[:at]]
    if doubled:
        raise InputError(f"Not saved yet: there is a unit '{doubled[0]}' already. Give the new one another name.")
    taken = {one.code.lower() for one in there}
    return [Unit(code=_free_code(name, taken), name=name) for name in names]


class Bring(widgets.VBox):  # type: ignore[misc]
    """A file to bring in.

    Parameters
    ----------
    label, hint
        What it asks for.
    accept
        Endings, as a browser knows them.
    take
        Called with the file, where it lies now.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, label: str, hint: str, accept: str, take: Callable[[Path], None], guard: Guard) -> None:
        self._take = take
        self.upload = widgets.FileUpload(description=label, accept=accept, multiple=False)
        self.upload.add_class("pk-button")
        self.upload.observe(guard(lambda _: self._bring()), "value")
        self.told = html("")
        super().__init__([html(f"<p>{hint}</p>", "pk-note"), self.upload, self.told])
        self.add_class("pk-bring")

    def tell(self, lines: Sequence[str]) -> None:
        """Say what the file brought."""
        self.told.value = "".join(f"<p>{escape(line)}</p>" for line in lines)

    def _bring(self) -> None:
        if not self.upload.value:
            return
        given = self.upload.value[0]
        self.upload.value = ()
        content = bytes(given["content"])
        if len(content) > LARGEST_MB * MEGABYTE:
            raise InputError(
                f"{given['name']}: the file has more than {LARGEST_MB} MB. Bring it in with: pmokit import"
            )
        # The name comes from a browser: only its last part is taken.
        file = folder_for() / (Path(str(given["name"]).replace("\\", "/")).name or "file.csv")
        file.write_bytes(content)
        self._take(file)


class OpenAssessment(widgets.VBox):  # type: ignore[misc]
    """Asks how the assessment is to be held, as long as none is open.

    Parameters
    ----------
    model
        What will be assessed.
    open_it
        Called with the scope and whether it is anonymous.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, model: MaturityModel, open_it: Callable[[str, bool], None], guard: Guard) -> None:
        self.kind = widgets.RadioButtons(
            options=[
                ("With names: people find their answers again, and you can ask back", NAMED),
                ("Anonymous: no names, and nothing is shown about fewer than three people", ANONYMOUS),
            ],
            value=NAMED,
        )
        everything, quick = len(model.scope("all")), len(model.scope("quick"))
        self.scope = widgets.RadioButtons(
            options=[
                (f"All {everything} questions: a level for each field", "all"),
                (f"The {quick} quick questions: one indicative level, to be deepened later", "quick"),
            ],
            value="all",
        )
        self.start = button(
            "Open the assessment", guard(lambda _: open_it(self.scope.value, self.kind.value == ANONYMOUS)), "pk-main"
        )
        words = f"<h2>Open the maturity assessment</h2><p>{escape(say(model.meta.description))}</p>"
        fixed = "<p>How people answer is decided once and cannot be changed later.</p>"
        super().__init__(
            [
                html(words),
                column(html('<h3 id="pk-opening-kind">How do people answer?</h3>'), self.kind, classes=("pk-rating",)),
                column(html('<h3 id="pk-opening-scope">How much is asked?</h3>'), self.scope, classes=("pk-rating",)),
                row(self.start, html(fixed, "pk-note")),
            ]
        )
        self.add_class("pk-card")


def opened_card(assessment: Assessment, model: MaturityModel) -> widgets.VBox:
    """Return what is assessed and how people answer.

    Parameters
    ----------
    assessment, model
        The round that was opened last.
    """
    scope = assessment.scope
    asked = len(model.scope(scope[0] if len(scope) == 1 else scope))
    how = (
        "anonymous: no names, and nothing is shown about fewer than three people"
        if assessment.anonymous
        else "with names: people find their answers again"
    )
    state = "closed" if assessment.closed else "open"
    return card(
        html(
            f"<h2>The assessment</h2><p>{escape(say(model.meta.name))}, round {assessment.round}, {asked} questions; {how}. "
            f"It is {state}.</p>"
        )
    )


def _free_code(name: str, taken: set[str]) -> str:
    """Return a code made from a name that no unit has, and take it."""
    base = code = make_codes([name])[name]
    number = 2
    while code.lower() in taken:
        code, number = f"{base[:BASE_LENGTH]}-{number}", number + 1
    taken.add(code.lower())
    return code


def _name_fault(name: str) -> str | None:
    if len(name) > 200:  # noqa: PLR2004
        return "A name has up to 200 characters."
    return None if name.isprintable() else "A name stands on one line."
