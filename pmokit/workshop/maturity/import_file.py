"""From a file: forms and answers come back as CSV or workbook, are shown, and taken over on a word."""

import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import ipywidgets as widgets

from pmokit.errors import InputError, PmokitError
from pmokit.exchange.preview import Preview, preview_answers
from pmokit.exchange.start import import_files
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.workshop.components.basic import button, html, row

HEADINGS = {
    "new": "New",
    "changed": "Changed",
    "same": "The same",
    "conflicting": "Conflicting",
    "unknown": "Unknown",
    "rows": "Rows",
}
MEANINGS = (
    "New: there was no answer. Changed: the file follows an older answer. Conflicting: the person answered differently after the "
    "form was made. Unknown: the unit or the question is none of this assessment; never taken over."
)
MOST_DETAILS = 12
Guard = Callable[[Callable[..., None]], Callable[..., None]]


class FilePanel(widgets.VBox):  # type: ignore[misc]
    """Choose files, look at what they would change, take them over.

    Parameters
    ----------
    engagement, assessment, model
        Where the answers go.
    tell
        Says what was taken over.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        engagement: Engagement,
        assessment: Assessment,
        model: MaturityModel,
        tell: Callable[[str], None],
        guard: Guard,
    ) -> None:
        self._engagement, self._assessment, self._model, self._tell = engagement, assessment, model, tell
        self._folder = tempfile.TemporaryDirectory(prefix="answers-")
        self.files: list[Path] = []
        self.upload = widgets.FileUpload(accept=".csv,.txt,.xlsx,.xlsm", multiple=True, description="Choose files")
        self.upload.add_class("pk-button")
        self.preview = html("")
        self.overwrite = widgets.Checkbox(
            description="Also take over the conflicting answers of the file", indent=False
        )
        self.take = button("Take over", guard(lambda _: self._take()), "pk-main")
        self.drop = button("Leave it", guard(lambda _: self._clear()), "pk-quiet")
        self.decision = row(self.take, self.drop)
        words = (
            '<h2 tabindex="-1">From a file</h2><p class="pk-note">Filled forms (XLSX) and tables (CSV or XLSX) with the columns unit, '
            "respondent, question, answer; also agreed answers, evidence ratings and targets. Nothing is written before you have seen "
            "what would change.</p>"
        )
        super().__init__([html(words), self.upload, self.preview, self.overwrite, self.decision])
        self.add_class("pk-content")
        self.add_class("pk-incoming")
        self.upload.observe(guard(lambda change: self.receive(change["new"])), "value")
        self._clear()

    def receive(self, files: Sequence[dict[str, object]]) -> None:
        """Show what files would change.

        Parameters
        ----------
        files
            ``name`` and ``content`` of each, as the upload hands them over.
        """
        if not files:
            return
        self._clear()
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        for given in files:
            # The name comes from the browser; only its last part is one.
            name = Path(str(given["name"]).replace("\\", "/")).name or "answers.csv"
            (folder / name).write_bytes(bytes(given["content"]))  # type: ignore[call-overload]
            self.files.append(folder / name)
        try:
            found = preview_answers(self._engagement, self._assessment, self._model, self.files)
        except PmokitError as error:
            self.files = []
            self.preview.value = _trouble(str(error).replace(f"{folder}/", "").replace(f"{folder}\\", ""))
            return
        self.preview.value = preview_markup(found)
        self.decision.layout.display = ""
        self.overwrite.layout.display = "" if any(one.has_conflicts for one in found) else "none"

    def _take(self) -> None:
        if not self.files:
            raise InputError("There is nothing to take over. Choose a file first.")
        brought = import_files(self._engagement, self.files, overwrite=self.overwrite.value)
        self._clear()
        said = "; ".join(f"{one.file.name}: {one.rows} {one.kind}" for one in brought)
        self._tell(f"Taken over. {said}.")

    def _clear(self) -> None:
        self.files, self.preview.value, self.overwrite.value = [], "", False
        self.upload.value = ()
        self.decision.layout.display = self.overwrite.layout.display = "none"


def preview_markup(found: Sequence[Preview]) -> str:
    """Return what files would change, as a table and sentences.

    Parameters
    ----------
    found
        From :func:`pmokit.exchange.preview.preview_answers`.
    """
    return "".join(_one(preview) for preview in found) + f'<p class="pk-note">{MEANINGS}</p>'


def _one(preview: Preview) -> str:
    title = f"<h3>{escape(preview.file.name)}: {escape(preview.kind)}</h3>"
    table = ""
    if preview.counts is not None:
        shown = {name: count for name, count in preview.counts.items() if count or name in {"new", "rows"}}
        cells = "".join(f"<li><strong>{count}</strong> {HEADINGS[name].lower()}</li>" for name, count in shown.items())
        table = f'<ul class="pk-counts">{cells}</ul>'
    lines = "".join(f"<li>{escape(line)}</li>" for line in preview.details[:MOST_DETAILS])
    more = len(preview.details) - MOST_DETAILS
    rest = f"<li>and {more} lines more</li>" if more > 0 else ""
    return f'<section class="pk-card">{title}{table}<ul class="pk-lines">{lines}{rest}</ul></section>'


def _trouble(sentences: str) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in sentences.splitlines() if line.strip())
    return f'<div class="pk-trouble" role="alert"><p>Nothing was taken over.</p><ul>{lines}</ul></div>'
