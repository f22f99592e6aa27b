"""Design the structure of a PMO, and check one that people have edited."""

from collections.abc import Iterator

from pmokit.errors import Fault, PmokitError, did_you_mean
from pmokit.model.services import Catalogues
from pmokit.model.structure import Structure, StructureBrief
from pmokit.strategy.findings import Finding
from pmokit.strategy.interfaces import check_decisions, propose_agreements, propose_decisions
from pmokit.strategy.mandated import choose_services
from pmokit.strategy.raci import check_raci, propose_raci
from pmokit.strategy.reporting import check_reporting, propose_links, propose_seats
from pmokit.strategy.running_cost import check_cost
from pmokit.strategy.sizing import afford
from pmokit.strategy.staffing import staff


def design_structure(brief: StructureBrief, catalogues: Catalogues) -> Structure:
    """Propose a structure: services, posts, reporting lines, agreements with units, RACI and decision rights.

    Parameters
    ----------
    brief
        Type, control level, demand, gaps, units.
    catalogues
        Services and roles.

    Raises
    ------
    PmokitError
        If the brief names drivers or objectives that the catalogue does not know, a unit twice, or a negative count;
        all of them at once.
    """
    faults = list(find_brief_faults(brief, catalogues))
    if faults:
        raise PmokitError(faults)
    called, uncalled = choose_services(catalogues.services, brief)
    kept, beyond = afford(called, brief, catalogues.services.hours_per_fte)
    lines, posts = staff(kept, brief, catalogues)
    return Structure(
        brief=brief,
        services=lines,
        left_out=(*beyond, *uncalled),
        posts=posts,
        seats=propose_seats(brief, posts, catalogues.roles),
        links=propose_links(brief, lines, catalogues),
        agreements=propose_agreements(brief, lines, catalogues),
        raci=propose_raci(lines, posts, catalogues),
        decisions=propose_decisions(brief, posts, catalogues),
        catalogues=catalogues.versions,
    )


def find_brief_faults(brief: StructureBrief, catalogues: Catalogues) -> Iterator[Fault]:
    """Yield unknown drivers and objectives, negative counts and units named twice, each with its path.

    Parameters
    ----------
    brief
        What a proposal starts from.
    catalogues
        Services and roles.
    """
    drivers = [name for name in catalogues.services.drivers if name != "pmo"]
    for driver, count in brief.demand.items():
        if driver not in drivers:
            what = f"demand: unknown driver '{driver}'"
            yield Fault(
                what=what,
                expected="a driver of services.yaml",
                hint=did_you_mean(driver, drivers),
                path=("demand", driver),
            )
        elif not count >= 0:
            yield Fault(what=f"demand: {driver} is {count:g}", expected="0 or more", path=("demand", driver))
    known = catalogues.services.objectives
    for at, objective in enumerate(brief.objectives):
        if objective not in known:
            what = f"unknown objective '{objective}'"
            yield Fault(
                what=what,
                expected="an objective of services.yaml",
                hint=did_you_mean(objective, known),
                path=("objectives", at),
            )
    codes = [unit.code.lower() for unit in brief.units]
    for at, code in enumerate(codes):
        if code in codes[:at]:
            yield Fault(
                what=f"unit '{brief.units[at].code}' is named twice", expected="each once", path=("units", at, "code")
            )


def check_structure(structure: Structure, catalogues: Catalogues) -> tuple[Finding, ...]:
    """Return everything that is wrong with a structure: RACI, reporting lines, units, decision rights, cost.

    Parameters
    ----------
    structure
        As proposed or edited.
    catalogues
        Services and roles.
    """
    return (
        *check_raci(structure, catalogues),
        *check_reporting(structure, catalogues),
        *check_decisions(structure, catalogues),
        *check_cost(structure, catalogues),
    )
