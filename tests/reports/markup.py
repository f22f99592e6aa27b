"""A plain reader of pages: what a validator would say of tags, ids, headings, tables, pictures, and what a reader finds as text."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
DRAWN = {"svg", "script", "style"}


class Markup(HTMLParser):
    """Reads one page and collects its faults.

    Parameters
    ----------
    page
        HTML.
    """

    def __init__(self, page):
        super().__init__()
        self.open, self.faults, self.ids, self.links, self.levels, self.said = [], [], [], [], [], []
        self.tables, self.sections = [], [""]
        self.feed(page)
        self.close()
        self.faults += [f"<{name}> is never closed" for name in self.open]
        self.faults += [f"id {name!r} stands twice" for name in sorted({n for n in self.ids if self.ids.count(n) > 1})]
        self.faults += [f"#{name} leads nowhere" for name in self.links if name not in self.ids]
        self.faults += [
            f"a table has {heads} heads over {cells} cells" for heads, cells in self.tables if heads != cells
        ]
        for before, after in zip([0, *self.levels], self.levels, strict=False):
            if after > before + 1:
                self.faults.append(f"a heading of level {after} follows one of level {before}")
        if self.levels.count(1) != 1:
            self.faults.append(f"{self.levels.count(1)} headings of level 1")

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if "id" in attributes else []
        if attributes.get("href", "").startswith("#"):
            self.links.append(attributes["href"][1:])
        if tag == "section":
            self.sections.append(attributes.get("id", self.sections[-1]))
        if tag in {"h1", "h2", "h3", "h4"}:
            self.levels.append(int(tag[1]))
        if tag == "img" and not attributes.get("alt"):
            self.faults.append("a picture has no text")
        if tag == "svg" and not (attributes.get("role") == "img" and attributes.get("aria-labelledby")):
            self.faults.append("a chart has no title")
        self._count(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def _count(self, tag, attributes):
        if tag == "table":
            self.tables.append((0, 0))
        if tag == "th":
            heads, cells = self.tables[-1]
            self.tables[-1] = (heads + 1, cells)
            if attributes.get("scope") not in {"col", "row"}:
                self.faults.append("a table head has no scope")
        if tag == "tr" and self.tables:
            self.tables[-1] = (self.tables[-1][0], 0)
        if tag == "td":
            heads, cells = self.tables[-1]
            self.tables[-1] = (heads, cells + 1)

    def handle_endtag(self, tag):
        if tag == "section":
            self.sections.pop()
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if data.strip() and not DRAWN & set(self.open):
            self.said.append((self.sections[-1], data))

    def words_of(self, section):
        """Return the words of a section outside its charts."""
        return [word for name, text in self.said if name == section for word in text.split()]
