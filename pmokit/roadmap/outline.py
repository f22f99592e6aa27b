"""A plan as people work with it: each chosen initiative with its texts, owner, effort, money and predecessors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmokit.model.base import say
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.planning import Plan, Problem
from pmokit.model.roadmap import Estimates, Wave, WaveName


@dataclass(frozen=True)
class PlannedInitiative:
    """One initiative of a plan.

    Parameters
    ----------
    id, name
        Its id, and how it is called.
    start, end
        First quarter, and the quarter after the last one; they count from 0.
    wave
        In which it ends.
    domains
        Ids of the domains that it lifts, each once.
    lifts
        The steps in short: "FIN 2>3".
    owner
        Who is accountable: a person once the client has named one, else the role.
    fte
        FTE by skill in each quarter that it runs.
    cost
        Money over all its quarters, in thousands, likely.
    value
        Per quarter after its end.
    requires
        Ids of chosen initiatives that must end first.
    first_result, deliverables, done_when
        What shows within 90 days, what it leaves behind, and when it is done.
    is_confirmed
        Whether the client has confirmed effort, cost and owner.
    """

    id: str
    name: str
    start: int
    end: int
    wave: WaveName
    domains: tuple[str, ...]
    lifts: str
    owner: str
    fte: Mapping[str, float]
    cost: float
    value: float
    requires: tuple[str, ...]
    first_result: str
    deliverables: tuple[str, ...]
    done_when: str
    is_confirmed: bool

    @property
    def work(self) -> float:
        """FTE over all skills times quarters."""
        return sum(self.fte.values()) * (self.end - self.start)


def outline_plan(
    problem: Problem,
    plan: Plan,
    waves: Sequence[Wave],
    catalogue: InitiativeCatalogue,
    estimates: Estimates,
    roles: Mapping[str, str],
    language: str = "en",
) -> tuple[PlannedInitiative, ...]:
    """Return the chosen initiatives in the order in which they start, then end.

    Parameters
    ----------
    problem, plan
        The planning problem and its plan.
    waves
        Of the plan.
    catalogue
        Texts of the initiatives.
    estimates
        Names the owners that the client has given.
    roles
        Names of roles by id.
    language
        Language of the texts.
    """
    wave_of = {name: wave.name for wave in waves for name in wave.initiatives}
    modes = plan.modes or {}
    found = []
    for task in problem.initiatives:
        start = plan.schedule[task.id]
        if start is None:
            continue
        work, initiative = task.work(modes.get(task.id)), catalogue.by_id[task.id]
        told = estimates.initiatives.get(task.id)
        found.append(
            PlannedInitiative(
                id=task.id,
                name=say(initiative.name, language),
                start=start,
                end=start + work.duration,
                wave=wave_of[task.id],
                domains=tuple(dict.fromkeys(lift.domain for lift in initiative.lifts)),
                lifts=", ".join(f"{lift.domain} {lift.from_level}>{lift.to}" for lift in initiative.lifts),
                owner=(told.owner.strip() if told else "") or roles.get(initiative.owner, initiative.owner),
                fte={skill: amount for skill, amount in work.fte.items() if amount},
                cost=work.cost * work.duration,
                value=work.value,
                requires=tuple(name for name in task.requires if plan.schedule.get(name) is not None),
                first_result=say(initiative.first_result, language),
                deliverables=tuple(say(text, language) for text in initiative.deliverables),
                done_when=say(initiative.done_when, language),
                is_confirmed=told is not None and not told.lacks,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.name, one.id)))
