"""How large a PMO has to be: hours of its services by role, beside the published rules of thumb."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmokit.model.printing import print_number
from pmokit.model.services import NOTHING, Catalogues, RoleCatalogue, RoleProfile, Service, Span
from pmokit.model.structure import LeftOut, Post, ServiceLine, Structure, StructureBrief
from pmokit.strategy.mandated import Called

HEAD, SECOND = "pmo-head", "pmo-consultant"
SMALLEST_SECOND = 0.1
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


def afford(called: Sequence[Called], brief: StructureBrief, hours_per_fte: float) -> tuple[list[Called], list[LeftOut]]:
    """Drop the least important services until the likely hours fit what can be afforded; core services stay.

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
    hours = {one.service.id: service_hours(one.service, brief.demand).likely for one in called}
    weakest = sorted(called, key=lambda one: (one.service.importance, len(one.reasons), -hours[one.service.id]))
    for one in weakest:
        if sum(hours[kept_one.service.id] for kept_one in kept) <= brief.most_fte * hours_per_fte:
            break
        if not one.service.core:
            kept.remove(one)
            reason = f"beyond the {print_number(brief.most_fte, 'g')} FTE that can be afforded; among the least called for of what remains"
            left.append(LeftOut(service=one.service.id, reason=reason))
    return kept, left


def staff(
    called: Sequence[Called], brief: StructureBrief, catalogues: Catalogues
) -> tuple[tuple[ServiceLine, ...], tuple[Post, ...]]:
    """Return the services with their hours by role, and the posts that follow; small roles go to their stand-in.

    Parameters
    ----------
    called
        Services of the mandate.
    brief
        Demand.
    catalogues
        Services and roles.
    """
    roles, per_fte = catalogues.roles, catalogues.services.hours_per_fte
    hours = {one.service.id: service_hours(one.service, brief.demand) for one in called}
    load: dict[str, Span] = dict.fromkeys((HEAD, SECOND), NOTHING)
    for one in called:
        for role, share in one.service.raci.work.items():
            load[role] = load.get(role, NOTHING) + hours[one.service.id].times(share)
    _fold_small(load, roles, per_fte)
    lines = tuple(
        ServiceLine(
            service=one.service.id,
            reasons=one.reasons,
            hours=hours[one.service.id],
            work=_held(one.service.raci.work, load, roles),
        )
        for one in called
    )
    posts = tuple(
        Post(role=role.id, fte=_in_fte(load[role.id], per_fte), staffing=role.staffing, rate=role.rate)
        for role in roles.roles
        if role.id in load
    )
    return lines, posts


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


def _fold_small(load: dict[str, Span], roles: RoleCatalogue, per_fte: float) -> None:
    """Give the hours of the smallest role to its stand-in until each post is large enough.

    The second of the PMO takes what the others leave, and stays as long as half a day a week is left: with one person
    alone nobody would notice a mistake.
    """
    while small := [
        role for role in load if role not in {HEAD, SECOND} and load[role].likely < per_fte * roles.smallest_post
    ]:
        _hand_over(min(small, key=lambda role: (load[role].likely, role)), load, roles)
    if load[SECOND].likely < per_fte * SMALLEST_SECOND:
        _hand_over(SECOND, load, roles)


def _hand_over(role: str, load: dict[str, Span], roles: RoleCatalogue) -> None:
    hours = load.pop(role)
    load[holder(role, load, roles)] += hours


def _held(work: Mapping[str, float], load: Mapping[str, Span], roles: RoleCatalogue) -> dict[str, float]:
    held: dict[str, float] = {}
    for role, share in work.items():
        at = holder(role, load, roles)
        held[at] = round(held.get(at, 0.0) + share, 6)
    return held


def _in_fte(hours: Span, per_fte: float) -> Span:
    return Span(
        low=round(hours.low / per_fte, 2), likely=round(hours.likely / per_fte, 2), high=round(hours.high / per_fte, 2)
    )
