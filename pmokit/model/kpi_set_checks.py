"""Whether a KPI set can be worked with: known KPIs, targets on the right side, owners, edges in order, not too many."""

from collections.abc import Iterator
from dataclasses import replace

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import say
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.kpi_set import KpiEntry, KpiSet, SampleKpiSets
from pmokit.model.kpis import KpiCatalogue, KpiDefinition, edges_fault, verdict_of

MOST = 12


def find_kpi_set_faults(kpi_set: KpiSet, catalogue: KpiCatalogue) -> Iterator[Fault]:
    """Yield what is wrong with a set, and warnings where it can be kept but not yet worked with.

    Parameters
    ----------
    kpi_set
        The set, or a draft (see :mod:`pmokit.model.checks`).
    catalogue
        The catalogue that its KPIs are taken from.
    """
    yield from double_ids([entry.kpi for entry in kpi_set.entries], ("entries",), "KPI", key="kpi")
    if len(kpi_set.entries) > MOST:
        yield _warning(
            f"the set has {len(kpi_set.entries)} KPIs",
            f"{MOST} or fewer",
            "Keep what a decision hangs on, and leave the rest to the analysts",
            ("entries",),
        )
    for at, entry in enumerate(kpi_set.entries):
        path: Path = ("entries", at)
        if is_unknown(entry.kpi, catalogue.by_id):
            hint = did_you_mean(entry.kpi, catalogue.by_id)
            yield Fault(
                what=f"unknown KPI '{entry.kpi}'", expected="an id of kpis.yaml", hint=hint, path=(*path, "kpi")
            )
        elif entry.kpi in catalogue.by_id:
            yield from _entry_faults(entry, catalogue.by_id[entry.kpi], path)


def find_sample_set_faults(sets: SampleKpiSets, catalogue: KpiCatalogue) -> Iterator[Fault]:
    """Yield the faults of each unit's set, with the unit before the path; what is still open is no fault of the file."""
    for unit, kpi_set in sets.root.items():
        for fault in find_kpi_set_faults(kpi_set, catalogue):
            if fault.severity == "fault":
                yield replace(fault, what=f"{unit}: {fault.what}", path=(unit, *fault.path))


def _entry_faults(entry: KpiEntry, kpi: KpiDefinition, path: Path) -> Iterator[Fault]:
    edges = entry.edges or kpi.thresholds.edges
    fault = edges_fault(edges, kpi.direction) if edges is not None else None
    if fault:
        yield Fault(what=f"{entry.kpi}: {fault[0]}", expected=fault[1], path=(*path, "edges"))
    if entry.baseline.value is None and not entry.baseline.reason:
        what = f"{entry.kpi}: the baseline has neither a value nor a reason"
        yield Fault(what=what, expected="one of them", hint=say(kpi.baseline), path=(*path, "baseline"))
    if entry.target is None:
        yield _warning(f"{entry.kpi}: no target is agreed", "a target", say(kpi.thresholds.logic), (*path, "target"))
    else:
        yield from _target_faults(entry, entry.target, kpi, path)
        if edges is not None and not fault and verdict_of(entry.target, edges, kpi.direction) != "green":
            what, expected = f"{entry.kpi}: the target {entry.target:g} would not be green", "a target within green"
            yield _warning(what, expected, "Move the target or the unit's edges", (*path, "target"))
    if not entry.owner:
        yield _warning(f"{entry.kpi}: nobody owns it", "the role that answers for it", "", (*path, "owner"))
    if entry.agreed_by is None:
        yield _warning(f"{entry.kpi}: nobody has agreed to it", "name, role and date", "", (*path, "agreed_by"))


def _target_faults(entry: KpiEntry, target: float, kpi: KpiDefinition, path: Path) -> Iterator[Fault]:
    baseline = entry.baseline.value
    if baseline is None:
        return
    wrong = (kpi.direction == "higher" and target < baseline) or (kpi.direction == "lower" and target > baseline)
    if wrong:
        better = "at or above" if kpi.direction == "higher" else "at or below"
        yield Fault(
            what=f"{entry.kpi}: the target {target:g} is worse than the baseline {baseline:g}",
            expected=f"a target {better} the baseline, as {kpi.direction} is better",
            path=(*path, "target"),
        )


def _warning(what: str, expected: str, hint: str, path: Path) -> Fault:
    return Fault(what=what, expected=expected, hint=hint, path=path, severity="warning")
