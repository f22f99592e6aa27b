"""Workload and risks into an engagement: recognised by their columns, read whole, then written as step documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmokit.exchange.changes import Changes
from pmokit.exchange.csv_table import read_head
from pmokit.exchange.project_import import Imported
from pmokit.exchange.project_source import file_kind, read_grids
from pmokit.exchange.risks_in import rate_risk_head, read_risks
from pmokit.exchange.tables import Grid, Rate, Table, find_table
from pmokit.exchange.workload_in import rate_workload_head, read_workload
from pmokit.model.risks import Risk, RiskRegister, SharedCause
from pmokit.model.workload import LoadLine, Workload
from pmokit.store.engagement import Engagement

AUTHOR = "import"
FALLBACK_ENCODING = "cp1252"


@dataclass(frozen=True)
class Paper:
    """What one file holds.

    Parameters
    ----------
    file
        Where it was read from.
    lines
        Of a workload; empty for a list of risks.
    risks, causes
        Of a list of risks.
    """

    file: Path
    lines: tuple[LoadLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    causes: tuple[SharedCause, ...] = ()


def read_paper(file: Path, engagement: Engagement, default_unit: str | None = None) -> Paper | None:
    """Read a workload or a list of risks; None where a file holds neither.

    Parameters
    ----------
    file
        CSV or workbook.
    engagement
        Knows units and projects.
    default_unit
        Code or name of the unit of lines that name none.

    Raises
    ------
    InputError
        With every fault at its cell.
    """
    grids = _grids(file)
    table = _table(grids, rate_workload_head)
    if table is not None:
        return Paper(file, lines=read_workload(table, engagement.units(), default_unit))
    table = _table(grids, rate_risk_head)
    if table is not None:
        projects: dict[str, list[str]] = {}
        for unit, project in engagement.projects()[0][["unit", "id"]].itertuples(index=False, name=None):
            projects.setdefault(str(project), []).append(str(unit))
        risks, causes = read_risks(table, projects)
        return Paper(file, risks=risks, causes=causes)
    return None


def bring_papers(engagement: Engagement, papers: Sequence[Paper]) -> list[Imported]:
    """Write workloads and risks, and return what that changes.

    Parameters
    ----------
    engagement
        The open engagement.
    papers
        From :func:`read_paper`. A workload replaces the lines of the units that occur in it; a risk replaces the one of its id.
    """
    brought = []
    for paper in papers:
        if paper.lines:
            changes = _bring_workload(engagement, paper)
            brought.append(Imported(paper.file, "lines of workload", len(paper.lines), str(changes)))
        else:
            changes = _bring_risks(engagement, paper)
            brought.append(Imported(paper.file, "risks", len(paper.risks), str(changes)))
    return brought


def _bring_workload(engagement: Engagement, paper: Paper) -> Changes:
    before = engagement.read_document("workload", Workload)
    units = {line.unit for line in paper.lines}
    old = before.lines if before else ()
    replaced = {_key(line): line for line in old if line.unit in units}
    new = {_key(line): line for line in paper.lines}
    changes = _changes(replaced, new)
    if changes.new or changes.changed or changes.gone:
        kept = tuple(line for line in old if line.unit not in units)
        body = Workload(lines=(*kept, *paper.lines), source=f"imported from {paper.file.name}")
        engagement.write_document("workload", body, author=AUTHOR)
    return changes


def _bring_risks(engagement: Engagement, paper: Paper) -> Changes:
    before = engagement.read_document("risks", RiskRegister)
    old = {risk.id: risk for risk in before.risks} if before else {}
    new = {risk.id: risk for risk in paper.risks}
    changes = _changes({name: old[name] for name in new if name in old}, new)
    if changes.new or changes.changed:
        known = before.cause_by_id if before else {}
        # What is known of a cause, such as its owner, is not lost to a list that only names it.
        causes = known | {cause.id: cause for cause in paper.causes if cause.id not in known}
        body = RiskRegister(
            causes=tuple(causes.values()),
            risks=tuple((old | new).values()),
            source=f"imported from {paper.file.name}",
        )
        engagement.write_document("risks", body, author=AUTHOR)
    return changes


def _grids(file: Path) -> list[Grid]:
    """Return the sheets of a file; none where its kind, or a first look at a text file, says that it holds something else."""
    kind = file_kind(file)
    if kind == "text":
        # A long responses file is not read twice.
        head = read_head(file, FALLBACK_ENCODING)
        likely = any(rate(head) for rate in (rate_workload_head, rate_risk_head))
        return read_grids(file, kind, FALLBACK_ENCODING) if likely else []
    return read_grids(file, kind) if kind == "workbook" else []


def _table(grids: Sequence[Grid], rate: Rate) -> Table | None:
    return next((table for grid in grids if (table := find_table(grid, rate)) is not None), None)


def _key(line: LoadLine) -> str:
    return f"{line.unit}\n{line.department}\n{line.role}\n{line.quarter}"


def _changes(old: dict[str, LoadLine] | dict[str, Risk], new: dict[str, LoadLine] | dict[str, Risk]) -> Changes:
    same = sum(old.get(key) == one for key, one in new.items())
    added = sum(key not in old for key in new)
    return Changes(new=added, changed=len(new) - added - same, same=same, gone=sum(key not in new for key in old))
