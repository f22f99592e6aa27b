"""Objectives against the five fields and the services of the PMO: what serves what, and what serves nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from pmokit.model.fields import FIELD_CODE_OF, FIELD_CODES
from pmokit.model.services import Service, ServiceCatalogue
from pmokit.model.vision import Objective, Strength, Vision

LINK_COLUMNS = ("objective", "service", "field", "strength", "is_given")


@dataclass(frozen=True)
class ServiceAlignment:
    """How far the PMO's services reach the objectives.

    Parameters
    ----------
    links
        One row for each service that an objective counts on: objective, service, field, strength (``main`` where the
        objective leans on the service's field above all, else ``support``), is_given (whether the service belongs to the
        mandate; None where no mandate is known).
    fields
        One row for each objective: objective, then each field with ``main``, ``support`` or an empty text, and
        ``services``: how many of its services are given.
    uncovered
        Objectives that no given service reaches, by id, with the reason.
    idle
        Services of the mandate that serve no objective, by id, with the kinds of objective they could serve.
    not_given
        Services that objectives count on and the mandate does not have, by id, with the objectives' ids.
    """

    links: pd.DataFrame
    fields: pd.DataFrame
    uncovered: Mapping[str, str]
    idle: Mapping[str, tuple[str, ...]]
    not_given: Mapping[str, tuple[str, ...]]


def align_services(
    vision: Vision, catalogue: ServiceCatalogue, given: Collection[str] | None = None
) -> ServiceAlignment:
    """Compare what objectives count on with what the PMO gives.

    Parameters
    ----------
    vision
        Objectives with the PMO's part in each; services that the catalogue does not know are left out (they are told by
        :func:`pmokit.strategy.vision.review_vision`).
    catalogue
        Knows field and kinds of objective of each service.
    given
        Services of the mandate; None = no structure is known, every named service counts as given.
    """
    rows = [
        (
            objective.id,
            service.id,
            FIELD_CODE_OF[service.field],
            _strength(objective, service),
            _given(service, given),
        )
        for objective in vision.objectives
        if objective.pmo is not None
        for service in map(catalogue.by_id.get, dict.fromkeys(objective.pmo.services))
        if service is not None
    ]
    links = pd.DataFrame(rows, columns=list(LINK_COLUMNS))
    is_lacking = links["is_given"].isin([False])
    reached = links[~is_lacking]
    counts = reached.groupby("objective").size()
    fields = pd.DataFrame(
        [
            {
                "objective": objective.id,
                **{field: objective.pmo.fields.get(field, "") if objective.pmo else "" for field in FIELD_CODES},
                "services": int(counts.get(objective.id, 0)),
            }
            for objective in vision.objectives
        ],
        columns=["objective", *FIELD_CODES, "services"],
    )
    served = set(links["service"])
    lacking = links[is_lacking]
    return ServiceAlignment(
        links=links,
        fields=fields,
        uncovered={o.id: _why_uncovered(o) for o in vision.objectives if not counts.get(o.id, 0)},
        idle={
            service.id: service.objectives
            for service in catalogue.services
            if given is not None and service.id in given and service.id not in served and not service.core
        },
        not_given={
            str(service): tuple(group["objective"]) for service, group in lacking.groupby("service", sort=False)
        },
    )


def suggest_services(objective: Objective, catalogue: ServiceCatalogue) -> tuple[str, ...]:
    """Return the services that serve objectives of this kind and that it does not name yet, the most asked for first.

    Parameters
    ----------
    objective, catalogue
        The objective, and the services with the kinds that they serve.
    """
    named = objective.pmo.services if objective.pmo else ()
    fitting = [s for s in catalogue.services if objective.kind in s.objectives and s.id not in named]
    return tuple(service.id for service in sorted(fitting, key=lambda service: -service.importance))


def _strength(objective: Objective, service: Service) -> Strength:
    stated = objective.pmo.fields if objective.pmo else {}
    return stated.get(FIELD_CODE_OF[service.field], "support")


def _given(service: Service, given: Collection[str] | None) -> bool | None:
    return None if given is None else service.id in given


def _why_uncovered(objective: Objective) -> str:
    if objective.pmo is None:
        return "the PMO's part has not been agreed"
    if not objective.pmo.services:
        return "the PMO's part names no service"
    return "none of the services that it counts on belongs to the mandate"
