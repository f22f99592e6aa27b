"""The first brief of a structure: what the engagement knows already, before anybody has counted anything."""

from collections import Counter
from collections.abc import Iterable, Mapping

from pmokit.model.pmo import ControlLevel, PmoType
from pmokit.model.structure import StructureBrief

RUNNING = ("active", "on-hold")


def draft_brief(
    pmo_type: PmoType,
    control: ControlLevel,
    owner: str,
    *,
    project_states: Iterable[str] = (),
    gaps: Mapping[str, float] | None = None,
    objectives: Iterable[str] = (),
) -> StructureBrief:
    """Return a brief with the counts that follow from the project list; the rest is 0 until somebody counts it.

    Parameters
    ----------
    pmo_type, control
        As chosen.
    owner
        Name of the unit or of the client.
    project_states
        State of each project of the list.
    gaps
        Levels missing to the target by domain; those that are reached are left out.
    objectives
        Kinds of objective; each counts once.
    """
    states = Counter(project_states)
    counted = {
        "active_projects": sum(states[name] for name in RUNNING),
        "new_requests": states["proposed"],
        "finished_projects": states["finished"],
    }
    return StructureBrief(
        pmo_type=pmo_type,
        control=control,
        reports_to=f"Head of {owner}",
        demand={name: float(count) for name, count in counted.items() if count},
        gaps={domain: gap for domain, gap in (gaps or {}).items() if gap > 0},
        objectives=tuple(dict.fromkeys(objectives)),
        source="A first proposal from the type chosen, the project list and the assessment; nobody has confirmed it yet",
    )
