"""When each service of a mandate starts and whom it helps: a first proposal for what people have left open."""

from collections.abc import Mapping

from pmokit.model.services import Catalogues, Service
from pmokit.model.structure import Approach, ServiceLine, Structure

FIRST_IMPORTANCE = 3


def propose_phasing(
    structure: Structure, catalogues: Catalogues, approaches: Mapping[str, Approach], first_year: int
) -> Structure:
    """Fill in approach and year where nobody has said them: the core and what most PMOs give first, the rest later.

    Parameters
    ----------
    structure
        The structure before.
    catalogues
        Know core and importance of the services.
    approaches
        Approach by question of the catalogue's maturity model.
    first_year
        Calendar year in which the PMO begins.
    """
    lines = tuple(
        _filled(line, catalogues.services.by_id.get(line.service), approaches, first_year)
        for line in structure.services
    )
    return structure.model_copy(update={"services": lines})


def open_services(structure: Structure) -> tuple[str, ...]:
    """Return the services of which approach or year is still open."""
    return tuple(line.service for line in structure.services if line.approach is None or line.year is None)


def _filled(
    line: ServiceLine, service: Service | None, approaches: Mapping[str, Approach], first_year: int
) -> ServiceLine:
    if service is None:
        return line
    later = 0 if service.core else FIRST_IMPORTANCE - service.importance
    return line.model_copy(
        update={
            "approach": line.approach or approaches.get(service.question or ""),
            "year": line.year or first_year + later,
        }
    )
