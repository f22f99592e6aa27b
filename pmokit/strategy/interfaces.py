"""What the PMO and the business units owe each other, and who takes which decision."""

from collections.abc import Iterator, Sequence

from pmokit.model.base import say
from pmokit.model.services import Catalogues
from pmokit.model.structure import (
    DecisionRight,
    InterfaceAgreement,
    Post,
    Promise,
    ServiceLine,
    Structure,
    StructureBrief,
)
from pmokit.strategy.findings import Finding
from pmokit.strategy.sizing import holder

MOST_PROMISES = 6
FOR_UNITS = frozenset({"unit-head", "project-manager", "team-member"})


def propose_agreements(
    brief: StructureBrief, lines: Sequence[ServiceLine], catalogues: Catalogues
) -> tuple[InterfaceAgreement, ...]:
    """Return an agreement for each unit on the most important services that a unit receives.

    Parameters
    ----------
    brief
        Units and control level.
    lines
        Services of the mandate.
    catalogues
        Services and roles.
    """
    services = [catalogues.services.by_id[line.service] for line in lines]
    received = [service for service in services if FOR_UNITS & set(service.customers)]
    ranked = sorted(received, key=lambda service: (-service.importance, "unit-head" not in service.customers))
    promises = tuple(
        Promise(
            service=service.id,
            gives=say(service.deliverable),
            service_level=say(service.service_level),
            gets=say(service.needs),
        )
        for service in ranked[:MOST_PROMISES]
    )
    rule = catalogues.services.interfaces[brief.control]
    return tuple(
        InterfaceAgreement(
            unit=unit.code,
            counterpart=unit.counterpart,
            promises=promises,
            meetings=say(rule.meetings),
            escalation=say(rule.escalation),
        )
        for unit in brief.units
    )


def propose_decisions(
    brief: StructureBrief, posts: Sequence[Post], catalogues: Catalogues
) -> tuple[DecisionRight, ...]:
    """Return who decides what at the control level; small roles by their stand-in.

    Parameters
    ----------
    brief
        Control level.
    posts
        Posts of the PMO.
    catalogues
        Services and roles.
    """
    staffed, roles = {post.role: post for post in posts}, catalogues.roles
    return tuple(
        DecisionRight(
            decision=kind.id,
            decides=holder(kind.decides[brief.control], staffed, roles),
            prepares=holder(kind.prepares, staffed, roles),
            within=say(kind.within),
        )
        for kind in roles.decisions
    )


def check_decisions(structure: Structure, catalogues: Catalogues) -> Iterator[Finding]:
    """Yield decisions that nobody takes, or somebody who must not.

    Parameters
    ----------
    structure
        The structure.
    catalogues
        Services and roles.
    """
    rights = {right.decision: right for right in structure.decisions}
    for kind in catalogues.roles.decisions:
        right = rights.get(kind.id)
        if right is None:
            yield Finding("nobody-decides", f"nobody may '{say(kind.name).lower()}'", "Say who decides", kind.id)
            continue
        held = catalogues.roles.authority.get(right.decides)
        if held is None:
            yield Finding("unknown-decider", f"'{right.decides}' is no role", "Name a role", kind.id, right.decides)
        elif held < kind.authority:
            what = f"decides with authority {held} what needs {kind.authority}"
            yield Finding("decider-without-authority", what, "Let it go one step up", kind.id, right.decides)
        elif right.decides in catalogues.roles.by_id and right.decides not in structure.post_by_role:
            yield Finding(
                "decider-without-post",
                "decides and has no post",
                "Staff the post, or name another",
                kind.id,
                right.decides,
            )
