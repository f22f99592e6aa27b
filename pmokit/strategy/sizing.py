"""How large a PMO has to be: hours of its services by role, beside the published rules of thumb."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmokit.model.printing import print_number
from pmokit.model.services import NOTHING, RoleCatalogue, RoleProfile, Service, Span
from pmokit.model.structure import LeftOut, Structure, StructureBrief
from pmokit.strategy.mandated import Called

HEAD, SECOND = "pmo-head", "pmo-consultant"
BOWLER_HAT = ((30, 3), (60, 6), (120, 7), (200, 9), (500, 17), (1000, 25))
SHARE_OF_SPEND = 0.05
LARGE_ORGANISATION = 5000


@dataclass(frozen=True)
class RuleOfThumb:
    """A published rule for the size of a PMO.

    Parameters
    ----------
    name
        Rule with its author.
    fte
        What it gives here; None where it gives no number, then ``says`` tells why.
    says
        What it rests on here, in words.
    source
        Where it was published.
    """

    name: str
    fte: float | None
    says: str
    source: str


def service_hours(service: Service, demand: Mapping[str, float]) -> Span:
    """Return the hours a year that a service costs: units of its driver x occasions a year x hours each.

    Parameters
    ----------
    service
        The service.
    demand
        Units by driver, 0 or more; the driver ``pmo`` is always 1.
    """
    units = 1.0 if service.effort.driver == "pmo" else demand.get(service.effort.driver, 0.0)
    return service.effort.hours.times(units * service.effort.per_year)


def hours_by_service(services: Sequence[Service], demand: Mapping[str, float], hours_per_fte: float) -> dict[str, Span]:
    """Return the hours a year of each service; whoever leads needs time for each FTE that the others come to.

    Parameters
    ----------
    services
        All services of the mandate.
    demand
        Units by driver, 0 or more.
    hours_per_fte
        Productive hours of one FTE in a year, above 0.
    """
    hours = {service.id: service_hours(service, demand) for service in services}
    led = sum((hours[service.id] for service in services if service.effort.per_fte_led is None), NOTHING)
    for service in services:
        if service.effort.per_fte_led is not None:
            hours[service.id] += service.effort.per_fte_led.times_span(led.times(1 / hours_per_fte))
    return hours


def afford(called: Sequence[Called], brief: StructureBrief, hours_per_fte: float) -> tuple[list[Called], list[LeftOut]]:
    """Drop services until the likely hours fit what can be afforded: those worth least first, then the largest.

    What the type exists for goes last, core services never.

    Parameters
    ----------
    called
        Services that are called for.
    brief
        Demand, and ``most_fte`` (None: no limit).
    hours_per_fte
        Productive hours of one FTE in a year.
    """
    kept, left = list(called), list[LeftOut]()
    if brief.most_fte is None:
        return kept, left
    most, kind = brief.most_fte, brief.pmo_type
    hours = {one.service.id: service_hours(one.service, brief.demand).likely for one in called}
    weakest = sorted(
        called,
        key=lambda one: (
            kind in one.service.core_of,
            one.service.importance,
            len(one.reasons),
            -hours[one.service.id],
        ),
    )
    for one in weakest:
        needed = hours_by_service([kept_one.service for kept_one in kept], brief.demand, hours_per_fte)
        if sum(span.likely for span in needed.values()) <= most * hours_per_fte:
            break
        if not one.service.core:
            kept.remove(one)
            left.append(LeftOut(service=one.service.id, reason=_beyond(most, is_of_type=kind in one.service.core_of)))
    return kept, left


def holder(role: str, posts: Mapping[str, object], roles: RoleCatalogue) -> str:
    """Return the post that does the work of a role inside the PMO: its own, else that of its nearest stand-in.

    Parameters
    ----------
    role
        Id of any role; one from outside the PMO stands for itself.
    posts
        Posts by role.
    roles
        The catalogue.
    """
    while role not in posts and role in roles.by_id and (above := roles.by_id[role].stands_in) is not None:
        role = above
    return role


def usual_fte(profile: RoleProfile, demand: Mapping[str, float]) -> Span:
    """Return the FTE that such a role usually has for these counts: units of its driver / units that keep one FTE busy.

    Parameters
    ----------
    profile
        The role.
    demand
        Units by driver, 0 or more; the driver ``pmo`` is always 1.
    """
    share = profile.usual_share
    units = 1.0 if share.driver == "pmo" else demand.get(share.driver, 0.0)
    return Span(low=units / share.per_fte.high, likely=units / share.per_fte.likely, high=units / share.per_fte.low)


def rules_of_thumb(structure: Structure, days_per_fte: float) -> tuple[RuleOfThumb, ...]:
    """Return what the published rules say of the size of this PMO, each with its source.

    Parameters
    ----------
    structure
        The structure; the brief tells how many people it supports, what is spent and how large the organisation is.
    days_per_fte
        Paid days of one FTE in a year, to turn money into FTE.
    """
    brief, people = structure.brief, structure.brief.supported_people
    unknown = "the brief does not say how many people work in projects"
    formula = RuleOfThumb(
        "Decium: N^(2/3) / 5 for N supported people",
        None if people is None else decium(people),
        unknown if people is None else f"{print_number(people, ',.0f')} people in projects",
        "Decium 2006",
    )
    table = RuleOfThumb(
        "Bowler Hat: table by supported people",
        None if people is None else bowler_hat(people),
        unknown
        if people is None
        else f"{print_number(people, ',.0f')} people in projects; the table runs from 30 to 1,000, maturity 2 to 3",
        "bowlerhatconsulting.com, FAQ on PMO size",
    )
    return formula, table, _share_of_spend(structure, days_per_fte), _survey(brief.staff)


def decium(people: float) -> float:
    """Return the FTE of a PMO that supports so many people, N^(2/3) / 5 (Decium 2006)."""
    return float(people ** (2 / 3) / 5)


def bowler_hat(people: float) -> float | None:
    """Return the FTE for so many supported people, between the lines of the published table; None outside it."""
    heads = [row[0] for row in BOWLER_HAT]
    if not heads[0] <= people <= heads[-1]:
        return None
    at = max(1, bisect_left(heads, people))
    (low, small), (high, large) = BOWLER_HAT[at - 1 : at + 1]
    return small + (large - small) * (people - low) / (high - low)


def _share_of_spend(structure: Structure, days_per_fte: float) -> RuleOfThumb:
    name, source = (
        "5 % of what is spent on projects",
        "bowlerhatconsulting.com; PMI 2016, quoted in projectmanagementupdate.com",
    )
    spend, fte = structure.brief.yearly_spend, structure.fte.likely
    if spend is None or not fte:
        return RuleOfThumb(name, None, "the brief does not say what is spent on projects in a year", source)
    day = sum(post.fte.likely * post.rate.likely for post in structure.posts) / fte
    says = f"{print_number(SHARE_OF_SPEND, '.0%')} of {print_number(spend, ',.0f')} at {print_number(day, ',.0f')} a day and {print_number(days_per_fte, 'g')} days"
    return RuleOfThumb(name, SHARE_OF_SPEND * spend / (day * days_per_fte), says, source)


def _survey(staff_count: float | None) -> RuleOfThumb:
    small = "fewer than 5 in 63 %, 5 to 10 in 28 %, 10 or more in 10 % of organisations under 5,000 staff"
    large = "fewer than 5 in 35 %, 5 to 10 in 33 %, 10 or more in 31 % of organisations above 5,000 staff"
    says = "the brief does not say how many staff there are"
    if staff_count is not None:
        says = large if staff_count > LARGE_ORGANISATION else small
    return RuleOfThumb("PM-Partners survey: what others have", None, says, "PM-Partners 2012/13")


def _beyond(most_fte: float, *, is_of_type: bool) -> str:
    beyond = f"beyond the {print_number(most_fte, 'g')} FTE that can be afforded"
    if is_of_type:
        return f"{beyond}, though this type of PMO is there for it: the first to take in when there are more"
    return f"{beyond}; what this type of PMO is there for, and what is called for more, comes first"
