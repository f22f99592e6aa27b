"""Read the catalogues of services, roles and KPIs, each checked with what stands beside it."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from pmokit.content import places
from pmokit.content.library import load_model
from pmokit.content.reading import Loaded, read
from pmokit.model.first_days import FirstDays, find_first_days_faults
from pmokit.model.kpi_checks import find_kpi_faults
from pmokit.model.kpi_set import SampleKpiSets
from pmokit.model.kpi_set_checks import find_sample_set_faults
from pmokit.model.kpis import KpiCatalogue
from pmokit.model.service_checks import find_role_faults, find_service_faults
from pmokit.model.services import Catalogues, RoleCatalogue, ServiceCatalogue
from pmokit.model.strategy_texts import StrategyTexts

SERVICES, ROLES, KPIS, FIRST_DAYS = "services.yaml", "roles.yaml", "kpis.yaml", "first_100_days.yaml"


def read_services(file: Path, questions: Collection[str] = ()) -> Loaded[ServiceCatalogue]:
    """Read a catalogue of services.

    Parameters
    ----------
    file
        ``services.yaml``; the roles are looked for beside it, else in the kit.
    questions
        Ids of the questions of the model it names; empty = not known, not checked.
    """
    reading, roles = read(file, ServiceCatalogue), read(_partner(file, ROLES), RoleCatalogue).draft
    # Roles that could not be read may have been meant by any link.
    known = None if "" in roles.authority or not roles.authority else roles.authority
    return reading.checked(list(find_service_faults(reading.draft, known, questions)))


def read_roles(file: Path) -> Loaded[RoleCatalogue]:
    """Read a catalogue of roles; the drivers are looked for in the services beside it, else in those of the kit."""
    reading, services = read(file, RoleCatalogue), read(_partner(file, SERVICES), ServiceCatalogue).draft
    return reading.checked(list(find_role_faults(reading.draft, services.drivers)))


def read_kpis(file: Path, domains: Collection[str] = (), levels: tuple[int, int] | None = None) -> Loaded[KpiCatalogue]:
    """Read a catalogue of KPIs; the kinds of objective are looked for in the services beside it, else in those of the kit.

    Parameters
    ----------
    file
        ``kpis.yaml``.
    domains, levels
        Domain ids, lowest and highest level of the model that it names; empty and None = not known, not checked.
    """
    reading, services = read(file, KpiCatalogue), read(_partner(file, SERVICES), ServiceCatalogue).draft
    return reading.checked(list(find_kpi_faults(reading.draft, domains, levels, services.objectives)))


def read_kpi_sets(file: Path) -> Loaded[SampleKpiSets]:
    """Read the KPI sets of a sample, checked with the catalogue of :func:`kpis_beside`."""
    reading = read(file, SampleKpiSets)
    return reading.checked(list(find_sample_set_faults(reading.draft, kpis_beside(file))))


def kpis_beside(file: Path) -> KpiCatalogue:
    """Return the draft of the catalogue of KPIs that a file of a sample means: beside it, in its tree, else the kit's."""
    beside = [folder / KPIS for folder in (file.parent, file.parent.parent / "catalogues")]
    catalogue = next((one for one in beside if one.is_file()), places.templates() / "catalogues" / KPIS)
    return read(catalogue, KpiCatalogue).draft


@cache
def load_kpis() -> KpiCatalogue:
    """Return the kit's catalogue of KPIs.

    Raises
    ------
    ContentError
        If it has faults.
    """
    model = load_model("ppm_maturity")
    ids = [domain.id for domain in model.domains]
    return read_kpis(places.templates() / "catalogues" / KPIS, ids, model.level_range).unwrap()


def read_first_days(file: Path) -> Loaded[FirstDays]:
    """Read the plan for the first hundred days; the roles are looked for beside it, else in the kit."""
    reading, roles = read(file, FirstDays), read(_partner(file, ROLES), RoleCatalogue).draft
    known = () if "" in roles.authority else tuple(roles.authority)
    return reading.checked(list(find_first_days_faults(reading.draft, known)))


@cache
def load_first_days() -> FirstDays:
    """Return the kit's plan for the first hundred days.

    Raises
    ------
    ContentError
        If the file has faults.
    """
    return read_first_days(places.templates() / "catalogues" / FIRST_DAYS).unwrap()


@cache
def load_catalogues() -> Catalogues:
    """Return the kit's catalogues of services and roles.

    Raises
    ------
    ContentError
        If one of them has faults.
    """
    folder = places.templates() / "catalogues"
    roles = read_roles(folder / ROLES).unwrap()
    questions = load_model("pmo_services").question_by_id
    return Catalogues(services=read_services(folder / SERVICES, questions).unwrap(), roles=roles)


@cache
def load_strategy_texts() -> StrategyTexts:
    """Return what a charter and a PMO strategy say by type and control level.

    Raises
    ------
    ContentError
        If the file has faults.
    """
    return read(places.templates() / "documents" / "strategies.yaml", StrategyTexts).checked([]).unwrap()


def _partner(file: Path, name: str) -> Path:
    beside = file.parent / name
    return beside if beside.is_file() else places.templates() / "catalogues" / name
