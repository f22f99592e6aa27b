"""The Word templates of the documents: ``python -m pmokit.reports.word_template`` writes them anew.

Consultants open the files in Word, change words and looks, and keep the fields in double braces; the names of the fields
are those of :func:`pmokit.reports.document_values.document_values`.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.model.content import Theme
from pmokit.reports.methodology_lines import METHODOLOGY, METHODOLOGY_FOOTER, METHODOLOGY_INTRO
from pmokit.reports.step_lines import COMMUNICATION, STEP_FOOT, STEP_HEAD, VISION, Line, objectives, where
from pmokit.reports.word_look import dress_table, number_pages, set_styles

WIDTH_MM, MARGIN_MM = 166, 22

DECISIONS: Line = (
    "table",
    "decisions",
    {
        "Decision": ("name", 0.28),
        "Decides": ("decides", 0.16),
        "Prepares": ("prepares", 0.2),
        "Within": ("within", 0.36),
    },
)
KPIS: Line = ("table", "kpis", {"Figure": ("name", 0.26), "Measures": ("measures", 0.48), "Target": ("target", 0.26)})
MANDATE: tuple[Line, ...] = (
    ("h1", "Purpose and mandate"),
    ("p", "{{ purpose }}"),
    *where("mission", ("p", "{{ mission }}")),
    *where("vision", ("p", "{{ vision }}")),
    ("p", "{{ mandate }}"),
    ("p", "{{ limits }}"),
    ("p", "It serves: {{ serves }}"),
    *where("advice", ("p", "{{ advice }}")),
    *where("objectives", ("h2", "{{ objectives_title }}"), objectives("{{ objectives_pmo }}")),
)
REVIEW: tuple[Line, ...] = (
    ("h1", "Review"),
    ("p", "Type, services and size are looked at again on {{ review_date }}, and earlier when one of these happens:"),
    ("list", "review_triggers"),
)
CHARTER: tuple[Line, ...] = (
    *MANDATE,
    ("h1", "What the PMO gives"),
    (
        "table",
        "services",
        {
            "Service": ("name", 0.2),
            "One gets": ("deliverable", 0.3),
            "Service level": ("level", 0.26),
            "Not included": ("exclusions", 0.24),
        },
    ),
    ("h1", "Place and people"),
    ("lead", "The PMO has {{ fte }} and costs {{ cost }} a year."),
    ("picture", "org_chart"),
    (
        "table",
        "posts",
        {
            "Post": ("name", 0.38),
            "FTE, likely": ("fte", 0.14),
            "FTE, low to high": ("fte_range", 0.2),
            "From where": ("staffing", 0.28),
        },
    ),
    ("h1", "Decision rights"),
    DECISIONS,
    ("h1", "How the PMO is judged"),
    KPIS,
    *REVIEW,
)
STRATEGY: tuple[Line, ...] = (
    *MANDATE,
    ("h2", "Principles"),
    ("list", "principles"),
    ("h1", "Governance"),
    ("list", "governance"),
    ("h2", "Decision rights"),
    DECISIONS,
    ("h1", "Services"),
    (
        "table",
        "services",
        {
            "Service": ("name", 0.17),
            "One gets": ("deliverable", 0.27),
            "Service level": ("level", 0.22),
            "Hours a year": ("hours", 0.09),
            "Why": ("why", 0.25),
        },
    ),
    ("h2", "Left out"),
    ("table", "left_out", {"Service": ("name", 0.35), "Why not": ("reason", 0.65)}),
    ("h1", "Structure"),
    ("lead", "The PMO has {{ fte }} and costs {{ cost }} a year. The head of the PMO reports to: {{ reports_to }}."),
    ("picture", "org_chart"),
    (
        "table",
        "posts",
        {
            "Post": ("name", 0.32),
            "FTE, likely": ("fte", 0.12),
            "FTE, low to high": ("fte_range", 0.18),
            "From where": ("staffing", 0.2),
            "Thousand a year": ("cost", 0.18),
        },
    ),
    ("h2", "Published rules of thumb for the size"),
    (
        "table",
        "rules",
        {"Rule": ("name", 0.3), "FTE": ("fte", 0.08), "Rests on": ("says", 0.36), "Source": ("source", 0.26)},
    ),
    ("h1", "Who does what"),
    ("lead", "R does the work, A answers for it, C is consulted, I is informed."),
    ("picture", "raci"),
    ("p", "{%p if findings %}"),
    ("h2", "Still to be mended"),
    ("list", "findings"),
    ("p", "{%p endif %}"),
    ("h1", "Agreements with the business units"),
    ("p", "{%p for unit in units %}"),
    ("h2", "{{ unit.unit }}: {{ unit.counterpart }}"),
    (
        "table",
        "unit.promises",
        {"Service": ("service", 0.26), "Service level": ("level", 0.38), "The unit brings": ("gets", 0.36)},
    ),
    ("p", "Meetings: {{ unit.meetings }} Escalation: {{ unit.escalation }}"),
    ("p", "{%p endfor %}"),
    ("h1", "Figures"),
    KPIS,
    ("h1", "Processes"),
    ("list", "processes"),
    ("h1", "The first twelve months"),
    ("list", "first_year"),
    *REVIEW,
    ("h1", "Job outlines"),
    ("p", "{%p for job in jobs %}"),
    ("h2", "{{ job.title }}"),
    ("p", "{{ job.purpose }} Reports to: {{ job.reports_to }}."),
    ("p", "Works on: {{ job.does }}."),
    ("p", "Answers for: {{ job.answers_for }}."),
    ("list", "job.duties"),
    ("p", "Decides:"),
    ("list", "job.decides"),
    ("p", "Needs:"),
    ("list", "job.skills"),
    ("p", "{%p endfor %}"),
)
NOBODY_YET = "Proposed. Nobody has agreed yet."
AGREEMENT: tuple[Line, ...] = (
    ("h1", "Agreement"),
    *where("not agreements", ("p", NOBODY_YET)),
    *where(
        "agreements",
        (
            "table",
            "agreements",
            {
                "Name": ("name", 0.28),
                "Role": ("role", 0.24),
                "State": ("state", 0.2),
                "Words of a reservation": ("reservation", 0.28),
            },
        ),
    ),
    ("p", "Signature: ______________________________     Date: ____________________"),
)
OFFICE_HEAD = (
    "PMO type: {{ type }}. Control level: {{ control }}. Reports to: {{ reports_to }}. Next review: {{ review_date }}."
)
OFFICE_FOOT = (
    "{{ client }}, {{ owner }}. Structure version {{ version }}, {{ date }}. Catalogues: {{ catalogues }}. Counts: {{ source }}. "
    "Hours, rates and texts that nobody has changed are expert judgement."
)
TEMPLATES: Mapping[str, tuple[Line, ...]] = {
    "charter": CHARTER,
    "strategy": STRATEGY,
    "vision": VISION,
    "methodology": METHODOLOGY,
    "communication": COMMUNICATION,
}
# The line below the title and the footer, by document.
FRAMES: Mapping[str, tuple[str, str]] = {
    "charter": (OFFICE_HEAD, OFFICE_FOOT),
    "strategy": (OFFICE_HEAD, OFFICE_FOOT),
    "vision": (STEP_HEAD, STEP_FOOT),
    "methodology": (METHODOLOGY_INTRO, METHODOLOGY_FOOTER),
    "communication": (STEP_HEAD, STEP_FOOT),
}


def write_templates(folder: Path) -> list[Path]:
    """Write the Word template of each document into a folder and return the files.

    Parameters
    ----------
    folder
        Usually ``templates/documents``.
    """
    files = []
    for kind, lines in TEMPLATES.items():
        document = _blank(load_theme(), *FRAMES[kind])
        for line in (*lines, *AGREEMENT):
            _add(document, line)
        file = folder / f"{kind}.docx"
        document.save(str(file))
        files.append(file)
    return files


def _blank(theme: Theme, head: str, foot: str) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    set_styles(document, theme)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ owner }}", style="Subtitle")
    document.add_paragraph(head)
    section.footer.paragraphs[0].text = foot
    number_pages(section)
    return document


def _add(document: Any, line: Line) -> None:
    what, field = line[0], line[1]
    if what == "table":
        _add_table(document, field, *line[2:])
    elif what == "list":
        document.add_paragraph(f"{{%p for text in {field} %}}")
        document.add_paragraph("{{ text }}", style="List Bullet")
        document.add_paragraph("{%p endfor %}")
    elif what == "picture":
        document.add_paragraph(f"{{{{ {field} }}}}")
    else:
        style = {"page": "Heading 1", "h1": "Heading 1", "h2": "Heading 2", "p": "Normal", "lead": "Normal"}[what]
        paragraph = document.add_paragraph(field, style=style)
        paragraph.paragraph_format.keep_with_next = what != "p"
        if what == "page":
            paragraph.paragraph_format.page_break_before = True


def _add_table(document: Any, field: str, columns: Mapping[str, tuple[str, float]], size: float = 9) -> None:
    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.autofit = False
    keys = [key for key, _ in columns.values()]
    _fill(table.rows[0], list(columns), size, bold=True)
    table.rows[1].cells[0].text = f"{{%tr for row in {field} %}}"
    _fill(table.rows[2], [f"{{{{ row.{key} }}}}" for key in keys], size, bold=False)
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        for cell, (_, share) in zip(row.cells, columns.values(), strict=True):
            cell.width = Mm(WIDTH_MM * share)
    for column, (_, share) in zip(table.columns, columns.values(), strict=True):
        column.width = Mm(WIDTH_MM * share)
    dress_table(table, load_theme())
    document.add_paragraph()


def _fill(row: Any, texts: Sequence[str], size: float, *, bold: bool) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
        # A head without a row below it, at the end of a page, tells nothing.
        paragraph.paragraph_format.keep_with_next = bold or None


if __name__ == "__main__":
    for written in write_templates(places.templates() / "documents"):
        sys.stdout.write(f"{written.name}\n")
