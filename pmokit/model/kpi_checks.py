"""What a schema cannot say about the catalogue of KPIs: links, edges, levels, worked examples, what is not covered.

The checks also run on drafts: see :mod:`pmokit.model.checks`.
"""

from collections.abc import Collection, Iterator, Sequence

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.checks import double_ids, double_words, is_unknown
from pmokit.model.kpis import KpiCatalogue, KpiDefinition, edges_fault
from pmokit.model.projects import PROJECT_FIELDS
from pmokit.model.working import WorkingError, work_out

KPIS_FOR_A_PROMISE = 2
# A result is printed with the digits that a reader would use.
TOLERANCE = 0.006
_HOMES = {
    "family": "a family of this file's head",
    "promise": "a promise of this file's head",
    "record": "a record of this file's head",
    "objective": "an objective of services.yaml",
    "domain": "a domain of the maturity model",
    "project field": "a field of a project",
}


def find_kpi_faults(
    catalogue: KpiCatalogue,
    domains: Collection[str] = (),
    levels: tuple[int, int] | None = None,
    objectives: Collection[str] = (),
) -> Iterator[Fault]:
    """Yield double ids, unknown links, edges out of order, wrong worked examples and what no KPI covers.

    Parameters
    ----------
    catalogue
        The loaded catalogue, or a draft (see :mod:`pmokit.model.checks`).
    domains, levels
        Domain ids, lowest and highest level of the model; what is empty or None is not known and not checked.
    objectives
        Kinds of objective; empty = not known.
    """
    yield from double_ids([kpi.id for kpi in catalogue.kpis], ("kpis",), "KPI")
    for at, kpi in enumerate(catalogue.kpis):
        path: Path = ("kpis", at)
        links: list[tuple[Sequence[str], str, Collection[str], str]] = [
            ((kpi.family,), "family", catalogue.families, "family"),
            (kpi.promises, "promise", catalogue.promises, "promises"),
            (kpi.records, "record", catalogue.records, "records"),
            (kpi.objectives, "objective", objectives, "objectives"),
            (kpi.serves, "domain", domains, "serves"),
            (kpi.fields, "project field", PROJECT_FIELDS, "fields"),
        ]
        for words, kind, known, key in links:
            yield from _unknown(kpi.id, words, kind, known, (*path, key))
            yield from double_words(words, (*path, key), kpi.id)
        yield from _need_faults(kpi, domains, levels, path)
        yield from _number_faults(kpi, path)
    yield from _uncovered(catalogue)


def _need_faults(
    kpi: KpiDefinition, domains: Collection[str], levels: tuple[int, int] | None, path: Path
) -> Iterator[Fault]:
    for domain, level in kpi.needs.items():
        here = (*path, "needs", domain)
        if is_unknown(domain, domains):
            what = f"{kpi.id}: needs a level of unknown domain '{domain}'"
            yield Fault(what=what, expected=_HOMES["domain"], hint=did_you_mean(domain, domains), path=here)
        if levels and (level < levels[0] or level > levels[1]):
            what = f"{kpi.id}: needs level {level:g} of {domain}, which is outside the levels"
            yield Fault(what=what, expected=f"{levels[0]} to {levels[1]}", path=here)


def _number_faults(kpi: KpiDefinition, path: Path) -> Iterator[Fault]:
    edges = kpi.thresholds.edges
    fault = edges_fault(edges, kpi.direction) if edges is not None else None
    if fault:
        yield Fault(what=f"{kpi.id}: {fault[0]}", expected=fault[1], path=(*path, "thresholds", "edges"))
    if not kpi.example.working:
        return
    try:
        worked = work_out(kpi.example.working)
    except WorkingError as error:
        what = f"{kpi.id}: the working cannot be reckoned: {error}"
        yield Fault(what=what, expected="numbers, + - * / and brackets", path=(*path, "example", "working"))
        return
    if abs(worked - kpi.example.result) > TOLERANCE * max(1.0, abs(worked)):
        what = f"{kpi.id}: {kpi.example.working} gives {worked:.6g}, not {kpi.example.result:g}"
        yield Fault(what=what, expected="the result of the working", path=(*path, "example", "result"))


def _uncovered(catalogue: KpiCatalogue) -> Iterator[Fault]:
    if any(not kpi.family or "" in kpi.promises for kpi in catalogue.kpis):
        return
    for family in catalogue.families:
        if not any(kpi.family == family for kpi in catalogue.kpis):
            what = f"no KPI belongs to the family {family}"
            yield Fault(what=what, expected="one or more for each family", path=("families", family))
    for promise in catalogue.promises:
        kept = sum(promise in kpi.promises for kpi in catalogue.kpis)
        if kept < KPIS_FOR_A_PROMISE:
            what = f"the promise {promise} is proved by {kept} KPI{'' if kept == 1 else 's'}"
            yield Fault(what=what, expected=f"{KPIS_FOR_A_PROMISE} or more", path=("promises", promise))


def _unknown(owner: str, words: Sequence[str], kind: str, known: Collection[str], path: Path) -> Iterator[Fault]:
    for position, word in enumerate(words):
        if is_unknown(word, known):
            yield Fault(
                what=f"{owner}: unknown {kind} '{word}'",
                expected=_HOMES[kind],
                hint=did_you_mean(word, known),
                path=path if kind == "family" else (*path, position),
            )
