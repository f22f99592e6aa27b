"""The nbconvert exporter ``pmokit``: an executed notebook becomes one self-contained HTML page."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Self

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat.v4 import new_notebook
from traitlets import List, Unicode

from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.reports.interactive import chart_data, interactive_script, script_hash
from pmokit.reports.output import MIME, exhibit_svg
from pmokit.reports.renderer import RENDERER
from pmokit.reports.svg import Drawer


class PmokitExporter(TemplateExporter):  # type: ignore[misc]
    """Turns an executed report notebook into one HTML file without outside requests.

    Parameters
    ----------
    drawer
        Draws the charts; by default the renderer of this process.
    interactive
        Whether charts answer to the pointer where scripts are allowed; adds some 900 KB. Without scripts the page is the same.
    """

    export_from_notebook = "pmokit report"
    output_mimetype = "text/html"

    file_extension = Unicode(".html")
    template_name = Unicode("pmokit")
    template_data_paths = List(Unicode())

    def __init__(self, *, drawer: Drawer = RENDERER.draw, interactive: bool = False, **kwargs: Any) -> None:
        # A checkout's template comes before the copy that an editable install made once.
        kwargs.setdefault("extra_template_basedirs", [str(places.templates() / "report")])
        super().__init__(**kwargs)
        self._drawer, self._interactive = drawer, interactive

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[str, dict[str, Any]]:
        """Draw the charts of all pages, then fill the template."""
        pages, problems = collect_pages(nb, self._drawer)
        script = interactive_script() if self._interactive else ""
        resources = dict(resources or {})
        resources["pmokit"] = _Told(
            pages=pages,
            problems=problems,
            theme=load_theme().model_dump(),
            language=_parameter(nb, "language", "en"),
            script=script,
            script_hash=script_hash(script),
        )
        # The template shows pages and no cells; nbconvert would copy all outputs four times on the way to it.
        output, resources = super().from_notebook_node(new_notebook(metadata=nb.metadata), resources, **kwargs)
        return output, resources


class _Told(dict[str, Any]):
    """What the template is told; nbconvert copies what it hands on, which takes longer than to fill the template."""

    def __deepcopy__(self, _: Any) -> Self:
        return self


def collect_pages(nb: Any, drawer: Drawer = RENDERER.draw) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the pages in a notebook's outputs with their charts drawn, and the errors that cells ended with.

    Parameters
    ----------
    nb
        An executed notebook.
    drawer
        Draws the charts; by default the renderer of this process.
    """
    pages: list[dict[str, Any]] = []
    problems: list[str] = []
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                problems.append(f"{output['ename']}: {output['evalue']}")
            for page in json.loads(json.dumps(output.get("data", {}).get(MIME, []))):
                for exhibit in page["exhibits"]:
                    exhibit["svg"] = exhibit_svg(exhibit, page["id"], drawer)
                    exhibit["data"] = chart_data(exhibit["spec"])
                pages.append(page)
    return pages, problems


def chart_specifications(outputs: Iterable[Any]) -> Iterator[str]:
    """Yield the specifications of the charts in a cell's outputs, as the exporter gives them to its drawer.

    Parameters
    ----------
    outputs
        Of an executed cell.
    """
    for output in outputs:
        for page in output.get("data", {}).get(MIME, []):
            yield from (json.dumps(one["spec"], default=str) for one in page["exhibits"] if one["spec"])


def _parameter(nb: Any, name: str, fallback: str) -> str:
    given = nb.metadata.get("papermill", {}).get("parameters", {})
    return str(given.get(name, fallback))
