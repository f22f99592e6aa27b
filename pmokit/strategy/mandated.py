"""Which services a PMO should give, with the reason for each, and why the others are left out."""

from dataclasses import dataclass

from pmokit.model.base import say
from pmokit.model.pmo import CONTROL_LEVELS
from pmokit.model.printing import print_number
from pmokit.model.services import Service, ServiceCatalogue
from pmokit.model.structure import LeftOut, StructureBrief

CALLING_GAP = 1.0


@dataclass(frozen=True)
class Called:
    """A service and why it is called for."""

    service: Service
    reasons: tuple[str, ...]


def choose_services(catalogue: ServiceCatalogue, brief: StructureBrief) -> tuple[list[Called], list[LeftOut]]:
    """Return the services that type, control level, gaps and objectives call for, and the others with the reason.

    Parameters
    ----------
    catalogue
        All services.
    brief
        Type, control level, demand, objectives, and gaps: one level or more calls for services.
    """
    called, left = [], []
    for service in catalogue.services:
        hindrance = _hindrance(service, catalogue, brief)
        reasons = () if hindrance else _reasons(service, catalogue, brief)
        if reasons:
            called.append(Called(service, reasons))
        else:
            left.append(LeftOut(service=service.id, reason=hindrance or _uncalled(brief)))
    return called, left


def _hindrance(service: Service, catalogue: ServiceCatalogue, brief: StructureBrief) -> str:
    driver = service.effort.driver
    if driver != "pmo" and not brief.demand.get(driver):
        return f"nothing to do: the brief counts no '{say(catalogue.drivers[driver].name).lower()}'"
    levels = service.mandated.get(brief.pmo_type, ())
    reach = CONTROL_LEVELS.index(brief.control)
    if levels and min(CONTROL_LEVELS.index(level) for level in levels) > reach:
        return f"needs a PMO with control level {levels[0]}; this one is {brief.control}"
    return ""


def _reasons(service: Service, catalogue: ServiceCatalogue, brief: StructureBrief) -> tuple[str, ...]:
    reasons = []
    levels = service.mandated.get(brief.pmo_type, ())
    if brief.control in levels:
        reasons.append(f"usual for this type ({brief.pmo_type}, {brief.control})")
    wide = [domain for domain in service.gaps if brief.gaps.get(domain, 0) >= CALLING_GAP]
    reasons += [f"gap of {print_number(brief.gaps[domain], '.1f')} levels in {domain}" for domain in wide]
    if levels:
        wanted = [objective for objective in brief.objectives if objective in service.objectives]
        reasons += [f"serves the objective '{say(catalogue.objectives[objective])}'" for objective in wanted]
    return tuple(reasons)


def _uncalled(brief: StructureBrief) -> str:
    return (
        f"not usual for this type ({brief.pmo_type}, {brief.control}), and neither a gap of a level or more nor an "
        "objective calls for it"
    )
