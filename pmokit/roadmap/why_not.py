"""Why an initiative is left out, answered by putting it in: what would have to give way, and what that would cost."""

from collections.abc import Callable, Sequence

from pmokit.model.plan_findings import Proof, WhyNot
from pmokit.model.planning import Plan, Problem
from pmokit.model.printing import print_number, print_worth
from pmokit.roadmap.clash_words import reword_clash
from pmokit.roadmap.resolve import HEDGES, Resolver, forced, needed_by_demand, only, proof_of_gain


def why_not(
    problem: Problem,
    plan: Plan,
    initiatives: Sequence[str] | None = None,
    *,
    seconds: float,
    seed: int = 0,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
) -> tuple[WhyNot, ...]:
    """Force initiatives in, one after the other, solve again, and compare.

    Parameters
    ----------
    problem
        Without faults.
    plan
        Its plan.
    initiatives
        Ids that the plan leaves out; None for all of them.
    seconds, seed
        For all solves together.
    quarter, name
        How quarters and initiatives are called.

    Returns
    -------
    tuple
        One for each, in their order; empty when there is no plan.
    """
    if plan.value is None:
        return ()
    left_out = [task.id for task in problem.initiatives if plan.schedule[task.id] is None]
    asked = left_out if initiatives is None else [one for one in initiatives if one in left_out]
    resolver = Resolver(seconds, seed=seed)
    found = []
    for at, one in enumerate(asked):
        demanding = forced(problem, one)
        # Whether it can be at all depends only on what it needs and what must be: a far smaller question, with a shorter answer.
        alone = resolver.solve(only(demanding, needed_by_demand(demanding)), plan, of=2 * (len(asked) - at))
        if alone.status == "infeasible":
            words = ", ".join(reword_clash(alone.clash, alone.schedule, quarter=quarter, name=name))
            text = f"cannot be done within these limits: {words}"
            found.append(WhyNot(one, (), (), (), None, "proved", text))
        else:
            found.append(_compare(one, plan, resolver.solve(demanding, plan, of=len(asked) - at), name))
    return tuple(found)


def _compare(initiative: str, plan: Plan, other: Plan, name: Callable[[str], str]) -> WhyNot:
    if other.value is None or plan.value is None:
        return WhyNot(initiative, (), (), (), None, "not proved", "no plan with it was found in time")
    displaced = tuple(n for n, s in plan.schedule.items() if s is not None and other.schedule[n] is None)
    added = tuple(
        n for n, s in plan.schedule.items() if s is None and other.schedule[n] is not None and n != initiative
    )
    moved = tuple(n for n, s in plan.schedule.items() if s is not None and other.schedule[n] not in {s, None})
    loss = round(plan.value - other.value, 3)
    # Forced in, the plan can only be worth less: the proof runs the other way round.
    proof = proof_of_gain(other, plan)
    return WhyNot(
        initiative, displaced, added, moved, loss, proof, _say(displaced, added, moved, loss, plan, proof, name)
    )


def _say(
    displaced: Sequence[str],
    added: Sequence[str],
    moved: Sequence[str],
    loss: float,
    plan: Plan,
    proof: Proof,
    name: Callable[[str], str],
) -> str:
    parts = []
    if displaced:
        parts.append(f"displace {_listed(displaced, name)}")
    if added:
        parts.append(f"bring in {_listed(added, name)}")
    if moved:
        parts.append(f"move {_listed(moved, name)}")
    if loss > 0 and plan.value:
        parts.append(
            f"lose {HEDGES[proof]}{print_worth(loss)} of {print_worth(plan.value)} ({print_number(loss / plan.value, '.0%')})"
        )
    elif loss == 0:
        parts.append("lose nothing")
    else:
        parts.append(f"gain {print_worth(-loss)}: the plan was not the best yet")
    return f"would {_joined(parts)}"


def _listed(names: Sequence[str], name: Callable[[str], str]) -> str:
    return _joined([name(one) for one in names])


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
