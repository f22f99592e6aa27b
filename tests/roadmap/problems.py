"""Small planning problems, by hand and drawn by Hypothesis, and the exhaustive search that knows their answer."""

import json
import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st

from pmokit.model.planning import Problem
from pmokit.roadmap.resolve import without
from tests.conftest import SHARED

SKILLS = ("analyst", "change", "tooling")
LABELS = ("north", "south")
WORK = ("duration", "fte", "cost", "value")


def task(name, duration=1, **more):
    """Write an initiative; worth 1 unless said otherwise."""
    return {"id": name, "duration": duration, "value": 1} | more


def problem(*initiatives, quarters=4, **more):
    """Write a problem with one skill, one FTE in each quarter and no budget unless said otherwise."""
    frame = {"quarters": quarters, "skills": ["analyst"], "capacity": {"analyst": [1] * quarters}}
    return Problem.model_validate(frame | {"initiatives": initiatives} | more)


def known(name):
    """Read the reference problems of one file as test parameters; none when the reference data is not there."""
    file = SHARED / "examples" / f"{name}.json"
    cases = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return [pytest.param(case, id=case["id"]) for case in cases]


@st.composite
def problems(draw, most=5, *, with_modes=False):
    """Draw a few initiatives over a few quarters, with every kind of limit and plenty of ties; with modes and limits on starts, if wanted."""
    quarters = draw(st.integers(2, 4 if with_modes else 6))
    initiatives = []
    for at in range(draw(st.integers(0, most))):
        earlier = [f"i{n}" for n in range(at)]
        initiatives.append(
            task(
                f"i{at}",
                draw(st.sampled_from([1, 1, 2, 2, 3])),
                fte={
                    skill: draw(st.sampled_from([0.2, 0.333, 0.5, 0.8, 1])) for skill in SKILLS if draw(st.booleans())
                },
                cost=draw(st.sampled_from([0, 5, 10, 12.5])),
                value=draw(st.sampled_from([-1, 0, 1, 2, 3, 3.5, 8])),
                requires=draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)) if earlier else [],
                mandatory=draw(st.sampled_from([False, False, False, True])),
                earliest=draw(st.sampled_from([0, 0, 0, 1, 2])),
                finish_by=draw(st.sampled_from([None, None, None, 3, 5])),
            )
        )
    if with_modes:
        initiatives = [draw(_with_modes(own)) for own in initiatives]
    fte = st.lists(st.sampled_from([0, 0.5, 0.8, 1, 1.5]), min_size=quarters, max_size=quarters)
    money = st.lists(st.sampled_from([0, 5, 10, 20, 25.5]), min_size=quarters, max_size=quarters)
    return Problem.model_validate(
        {
            "quarters": quarters,
            "skills": SKILLS,
            "capacity": {skill: draw(fte) for skill in SKILLS},
            "budget": draw(st.none() | money),
            "carry_over": draw(st.booleans()),
            "initiatives": draw(st.permutations(initiatives)),
        }
        | ({"start_limits": {label: draw(_limits(quarters)) for label in LABELS}} if with_modes else {})
    )


def _limits(quarters):
    return st.lists(st.sampled_from([0, 1, 1, 2]), min_size=quarters, max_size=quarters)


@st.composite
def _with_modes(draw, own):
    """Draw how an initiative can be carried out: as it stands, or in up to three modes that change what it takes and brings."""
    shared = {
        "counts_in": draw(st.lists(st.sampled_from(LABELS), unique=True)),
        "start_by": draw(st.sampled_from([None, None, 0, 1])),
    }
    count = draw(st.sampled_from([0, 0, 1, 2, 2, 3]))
    if not count:
        return own | shared
    work = {key: own[key] for key in WORK}
    modes = []
    for at in range(count):
        changes = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "duration": st.sampled_from([1, 2]),
                    "cost": st.sampled_from([0, 5]),
                    "value": st.sampled_from([2, 8]),
                },
            )
        )
        modes.append({"id": f"m{at}"} | work | changes)
    return {key: value for key, value in own.items() if key not in WORK} | shared | {"modes": modes}


def larger(initiatives, quarters, seed):
    """Make a problem in the manner of the reference generator, for what only shows in larger ones."""
    dice = random.Random(seed)  # noqa: S311
    tasks = []
    for at in range(initiatives):
        requires = [f"i{at - 8:02d}"] if at >= 8 else []
        fte = {skill: dice.choice([0.2, 0.3, 0.5]) for skill in dice.sample(SKILLS, 2)}
        more = {"cost": dice.choice([5, 10, 20]), "value": dice.randint(3, 20), "requires": requires}
        tasks.append(task(f"i{at:02d}", dice.choice([1, 1, 2, 3]), fte=fte, **more))
    capacity = {skill: [1 + quarter / 10 for quarter in range(quarters)] for skill in SKILLS}
    return problem(*tasks, quarters=quarters, skills=SKILLS, capacity=capacity, budget=[40] * quarters, carry_over=True)


def what_ifs(given):
    """Return what a workshop asks about a roadmap, by name: each a problem with one change."""
    skill, last = given.skills[0], given.quarters - 1
    capacity = given.capacity
    more = capacity | {skill: tuple(amount + 1 for amount in capacity[skill])}
    shorter = {name: row[:last] for name, row in capacity.items()}
    return {
        "budget": given.model_copy(update={"budget": tuple(round(0.8 * amount, 3) for amount in given.budget)}),
        "skill": given.model_copy(update={"capacity": more}),
        "pin": without(given, [given.initiatives[0].id]),
        "horizon": given.model_copy(
            update={
                "quarters": last,
                "capacity": shorter,
                "budget": given.budget[:last],
                "start_limits": {label: row[:last] for label, row in given.start_limits.items()},
            }
        ),
    }


def every_schedule(given):
    """Yield every schedule that keeps the rules, by trying all starts of all initiatives."""
    tasks = {t.id: t for t in given.initiatives}
    order = []

    def visit(name):
        if name not in order:
            for required in tasks[name].requires:
                visit(required)
            order.append(name)

    for name in tasks:
        visit(name)
    yield from _extend(given, tasks, order, {})


def every_plan(given):
    """Yield every schedule that keeps the rules with the modes it is in, and the key by which such plans are compared."""
    ways = [[mode.id for mode in t.modes] or [None] for t in given.initiatives]
    for chosen in product(*ways):
        plain = given.model_copy(
            update={"initiatives": tuple(_plain(t, mode) for t, mode in zip(given.initiatives, chosen, strict=True))}
        )
        told = dict(zip((t.id for t in given.initiatives), chosen, strict=True))
        for schedule in every_schedule(plain):
            modes = {name: None if schedule[name] is None else mode for name, mode in told.items()}
            places = [_place(t, modes[t.id]) for t in sorted(given.initiatives, key=lambda t: t.id) if len(t.modes) > 1]
            yield (*key(plain, schedule), places), schedule, modes


def _plain(own, mode):
    """Return the initiative as if it could be carried out in one mode only."""
    if mode is None:
        return own
    work = next(way for way in own.modes if way.id == mode)
    return own.model_copy(update={name: getattr(work, name) for name in WORK} | {"modes": ()})


def _place(own, mode):
    return len(own.modes) if mode is None else [way.id for way in own.modes].index(mode)


def _extend(given, tasks, order, schedule):
    if len(schedule) == len(order):
        yield {name: schedule[name] for name in tasks}
        return
    own = tasks[order[len(schedule)]]
    starts = [] if own.mandatory else [None]
    if all(schedule[required] is not None for required in own.requires):
        ends = [schedule[required] + tasks[required].duration for required in own.requires]
        last = min(given.quarters, given.quarters if own.finish_by is None else own.finish_by) - own.duration
        last = last if own.start_by is None else min(last, own.start_by)
        starts += range(max([own.earliest, *ends]), last + 1)
    for start in starts:
        tried = schedule | {own.id: start}
        if start is None or _is_within_limits(given, tasks, tried):
            yield from _extend(given, tasks, order, tried)


def _is_within_limits(given, tasks, schedule):
    spent = there = 0
    for quarter in range(given.quarters):
        running = [
            tasks[name]
            for name, start in schedule.items()
            if start is not None and start <= quarter < start + tasks[name].duration
        ]
        for skill in given.skills:
            if sum(_whole(t.fte.get(skill, 0)) for t in running) > _whole(given.capacity[skill][quarter]):
                return False
        if given.budget is not None:
            cost, money = sum(_whole(t.cost) for t in running), _whole(given.budget[quarter])
            spent, there = (spent + cost, there + money) if given.carry_over else (cost, money)
            if spent > there:
                return False
        for label, limits in given.start_limits.items():
            begun = [name for name, start in schedule.items() if start == quarter and label in tasks[name].counts_in]
            if len(begun) > limits[quarter]:
                return False
    return True


def _whole(amount):
    """Return the nearest thousandth, which for at most three decimals is the amount itself."""
    return round(amount * 1000)


def key(given, schedule):
    """Return what plans are compared by: value, total cost, sum of starts, start vector by id with absent = T."""
    chosen = [(t, schedule[t.id]) for t in given.initiatives if schedule[t.id] is not None]
    value = sum(Fraction(str(t.value)) * (given.quarters - start - t.duration) for t, start in chosen)
    cost = sum(Fraction(str(t.cost)) * t.duration for t, _ in chosen)
    vector = [given.quarters if schedule[name] is None else schedule[name] for name in sorted(schedule)]
    return (-value, cost, sum(start for _, start in chosen), vector)


def best_by_enumeration(given):
    """Return the first of the best schedules by looking at all of them; None when no schedule keeps the rules."""
    return min(every_schedule(given), key=lambda schedule: key(given, schedule), default=None)
