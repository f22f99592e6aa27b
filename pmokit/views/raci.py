"""The RACI as a matrix: services down, roles across, a letter in each cell; cells with a finding are framed."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.services import Catalogues
from pmokit.model.structure import Structure
from pmokit.strategy.findings import Finding
from pmokit.strategy.raci import columns_of
from pmokit.views import marks
from pmokit.views.chart import WIDTH, contrast_ink, finish
from pmokit.views.exhibit import Column, Exhibit

LABELS = 250
WIDEST_STEP = 44


def raci_matrix(
    structure: Structure, catalogues: Catalogues, findings: Sequence[Finding], theme: Theme, language: str = "en"
) -> Exhibit:
    """Show who does (R), answers for (A), is consulted on (C) and informed of (I) each service.

    Parameters
    ----------
    structure, catalogues
        The structure, and the catalogues that name services and roles.
    findings
        Of :func:`pmokit.strategy.structure.check_structure`; their cells are framed.
    theme, language
        Look and language.
    """
    services = {service.id: say(service.name, language) for service in catalogues.services.services}
    roles = {role: say(text, language) for role, text in catalogues.roles.names.items()}
    columns = columns_of(structure, catalogues)
    rows = [
        {"service": services.get(row.service, row.service)} | {role: row.letters.get(role, "") for role in columns}
        for row in structure.raci
    ]
    frame = pd.DataFrame(rows, columns=["service", *columns])
    bad = {(finding.service, finding.role) for finding in findings}
    cells = pd.DataFrame(
        [
            {
                "service": services.get(row.service, row.service),
                "role": roles.get(role, role),
                "letter": row.letters.get(role, ""),
                "bad": (row.service, role) in bad,
            }
            for row in structure.raci
            for role in columns
        ],
        columns=["service", "role", "letter", "bad"],
    )
    names = [roles.get(role, role) for role in columns]
    description = (
        f"{len(structure.raci)} services by {len(columns)} roles. R does the work, A answers for it, A/R both, C is consulted, "
        f"I informed. {len(findings) or 'No'} finding{'' if len(findings) == 1 else 's'}."
    )
    return Exhibit(
        id="raci",
        title="Who does what: RACI",
        description=description,
        frame=frame,
        columns=(
            Column("service", "Service"),
            *(Column(role, name) for role, name in zip(columns, names, strict=True)),
        ),
        draw=lambda: _draw(cells, list(dict.fromkeys(cells["service"])), names, theme, description),
    )


def finding_list(findings: Sequence[Finding], catalogues: Catalogues, language: str = "en") -> Exhibit:
    """List what the checks found: the cell, what is wrong, what to do.

    Parameters
    ----------
    findings
        Of :func:`pmokit.strategy.structure.check_structure`.
    catalogues, language
        Names of services and roles.
    """
    services = {service.id: say(service.name, language) for service in catalogues.services.services}
    roles = {role: say(text, language) for role, text in catalogues.roles.names.items()}
    rows = [
        (services.get(f.service, f.service) or "all", roles.get(f.role, f.role) or "all", f.what, f.todo)
        for f in findings
    ]
    return Exhibit(
        id="structure-findings",
        title="What the checks found",
        description="Each finding names its row and column and says what to do." if rows else "All checks pass.",
        frame=pd.DataFrame(rows, columns=["service", "role", "what", "todo"]),
        columns=(
            Column("service", "Service"),
            Column("role", "Role"),
            Column("what", "Finding"),
            Column("todo", "What to do"),
        ),
    )


def _draw(cells: pd.DataFrame, services: list[str], roles: list[str], theme: Theme, description: str) -> dict[str, Any]:
    step = min(WIDEST_STEP, (WIDTH - LABELS) / max(len(roles), 1))
    fills = {
        "A": theme.brand,
        "A/R": theme.levels[3],
        "R": theme.levels[1],
        "C": theme.levels[0],
        "I": theme.surface,
        "": "#FFFFFF",
    }
    inks = {letter: contrast_ink(fill, theme.ink) for letter, fill in fills.items()}
    looked = cells.assign(fill=cells["letter"].map(fills), ink=cells["letter"].map(inks))
    axis = marks.Axis(
        orient="top",
        labelAngle=-50,
        labelAlign="left",
        title=None,
        labelLimit=230,
        labelOffset=-5,
        domain=False,
        ticks=False,
    )
    base = marks.Chart(looked).encode(
        x=marks.X("role:N", sort=roles, axis=axis),
        y=marks.Y(
            "service:N", sort=services, axis=marks.Axis(title=None, labelLimit=LABELS - 10, domain=False, ticks=False)
        ),
    )
    rects = base.mark_rect().encode(
        fill=marks.Fill("fill:N", scale=None),
        stroke=marks.StrokeValue(theme.line, condition={"test": "datum.bad", "value": theme.ratings["red"]}),
        strokeWidth=marks.StrokeWidthValue(1, condition={"test": "datum.bad", "value": 2.5}),
    )
    letters = base.mark_text(fontSize=11).encode(text=marks.Text("letter:N"), color=marks.Color("ink:N", scale=None))
    chart = (rects + letters).properties(width=marks.Step(step), height=marks.Step(21))
    return finish(chart, theme, description)
