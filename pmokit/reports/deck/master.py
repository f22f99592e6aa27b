"""The master that a deck is written on: which of its layouts are used, where there is room, its colours and letters."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Emu

from pmokit.content.library import load_theme
from pmokit.errors import Fault, ReportError
from pmokit.reports.deck.letters import Letters
from pmokit.reports.deck.package import read_deck
from pmokit.reports.deck.palette import font_of, palette_of
from pmokit.reports.deck.parts import Box, LayoutKind
from pmokit.reports.deck.plain_master import open_plain, plain_file

NAMES: dict[LayoutKind, tuple[str, ...]] = {
    "title": ("title slide", "title", "cover", "titelfolie", "titel", "diapositive de titre"),
    "content": ("title only", "nur titel", "titre seul"),
}
"""Names by which a layout is found, the best first; case does not matter."""
CALLED: dict[LayoutKind, str] = {"title": "Title Slide", "content": "Title Only"}
BODIED = ("title and content", "titel und inhalt", "titre et contenu")
TITLES = {"title", "ctrTitle"}
FOOTERS = {"dt", "ftr", "sldNum"}
USUAL_TITLE_SIZE = 28.0
MARGIN = 0.045
LEAST_AREA = (360.0, 220.0)


class Master:
    """A deck without slides, ready to be filled, or with its slides, to be refreshed.

    Parameters
    ----------
    file
        The client's master; None = our plain one, in the look of the theme that is chosen.
    keeps_slides
        Whether its slides stay.

    Raises
    ------
    ReportError
        If the file cannot be read, or has no layout.
    """

    def __init__(self, file: Path | None = None, *, keeps_slides: bool = False) -> None:
        self.file = file or plain_file()
        self.deck = read_deck(self.file) if file else open_plain(load_theme())
        self.told: list[str] = []
        layouts = [layout for master in self.deck.slide_masters for layout in master.slide_layouts]
        if not layouts:
            raise ReportError(Fault(where=str(self.file), what="the master has no layouts", expected="at least one"))
        if not keeps_slides:
            self._clear()
        self.layouts: dict[LayoutKind, Any] = {kind: self._find(kind, layouts) for kind in NAMES}
        master = self.layouts["content"].slide_master
        theme = master.part.part_related_by(RT.THEME).blob
        self.palette = palette_of(theme, dict(master._element.find(qn("p:clrMap")).attrib))  # noqa: SLF001 - has no public name
        self.letters = Letters.of(font_of(theme))
        self.area = self._area(layouts)

    def _clear(self) -> None:
        """Take out sample slides, and what names them: sections and custom shows would else ask for a repair."""
        root: Any = self.deck.part._element  # noqa: SLF001 - the library cannot remove slides
        slides = root.find(qn("p:sldIdLst"))
        if slides is not None and len(slides):
            self.told.append(
                f"{len(slides)} sample {'slide' if len(slides) == 1 else 'slides'} of the master left out."
            )
            for slide in list(slides):
                self.deck.part.drop_rel(slide.get(qn("r:id")))
                slides.remove(slide)
        shows = root.find(qn("p:custShowLst"))
        if shows is not None:
            root.remove(shows)
        for extension in list(root.iter("{*}ext")):
            if any(child.tag.endswith("}sectionLst") for child in extension):
                extension.getparent().remove(extension)

    def _find(self, kind: LayoutKind, layouts: Sequence[Any]) -> Any:
        by_name = {layout.name.strip().casefold(): layout for layout in reversed(layouts)}
        for name in NAMES[kind]:
            if name in by_name:
                return by_name[name]
        titled = [layout for layout in layouts if any(_kind(shape) in TITLES for shape in layout.placeholders)]
        found = min(
            titled or layouts,
            key=lambda layout: sum(_kind(shape) not in TITLES | FOOTERS for shape in layout.placeholders),
        )
        if kind == "title" and titled:
            found = next(
                (one for one in titled if any(_kind(shape) == "subTitle" for shape in one.placeholders)), titled[0]
            )
        self.told.append(f"The master has no layout '{CALLED[kind]}'; '{found.name}' was taken instead.")
        return found

    def _area(self, layouts: Sequence[Any]) -> Box:
        """Return where there is room under the title: the body of 'Title and Content', else what title and footers leave."""
        width, height = points(self.deck.slide_width), points(self.deck.slide_height)
        side = width * MARGIN
        title = self.title_box("content")
        top = title.y + title.height if title else height * 0.18
        if top > height / 2:  # A title below the middle leaves its room above.
            top = height * 0.06
        footers = [
            box.y
            for shape in self.layouts["content"].placeholders
            if _kind(shape) in FOOTERS and (box := box_of(shape))
        ]
        bottom = min([height - side, *(y for y in footers if y > height / 2)])
        area = Box(side, top + 8, width - 2 * side, bottom - top - 16)
        for layout in layouts:
            bodies = [shape for shape in layout.placeholders if _kind(shape) in {"obj", "body"}]
            if layout.name.strip().casefold() in BODIED and bodies and (body := box_of(bodies[0])):
                area = Box(
                    body.x, max(body.y, area.y), body.width, min(body.y + body.height, bottom) - max(body.y, area.y)
                )
                break
        if area.width < LEAST_AREA[0] or area.height < LEAST_AREA[1]:
            self.told.append("The master leaves little room under its title; the slides use the whole width below it.")
            area = Box(side, top + 8, width - 2 * side, max(height - side - top - 8, LEAST_AREA[1]))
        return area

    def title_box(self, kind: LayoutKind) -> Box | None:
        """Return where the title of a layout stands; None where it has none."""
        return next((box_of(shape) for shape in self.layouts[kind].placeholders if _kind(shape) in TITLES), None)

    def title_size(self, kind: LayoutKind) -> float:
        """Return the size of the letters of a layout's title, points."""
        layout = self.layouts[kind]
        own = [shape._element for shape in layout.placeholders if _kind(shape) in TITLES]  # noqa: SLF001 - styles have no public name
        style = layout.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}")  # noqa: SLF001 - as above
        for place in (*own, *([style] if style is not None else [])):
            for run in place.iter(qn("a:defRPr")):
                if run.get("sz"):
                    return int(run.get("sz")) / 100
        return USUAL_TITLE_SIZE


def points(length: Any) -> float:
    """Return a length of the library in points."""
    return float(Emu(length or 0).pt)


def box_of(shape: Any) -> Box | None:
    """Return the place of a shape, which a placeholder may take over from its layout; None where nobody says it."""
    if shape.width is None or shape.left is None:
        return None
    return Box(points(shape.left), points(shape.top), points(shape.width), points(shape.height))


def placeholders(page: Any) -> Iterator[tuple[str, Any]]:
    """Yield each placeholder of a slide or layout with its kind, as the file calls it."""
    for shape in page.placeholders:
        yield _kind(shape), shape


def _kind(shape: Any) -> str:
    return str(shape._element.find(".//" + qn("p:ph")).get("type", "obj"))  # noqa: SLF001 - the library's names are fewer
