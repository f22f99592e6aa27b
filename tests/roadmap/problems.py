"""Small planning problems, drawn by Hypothesis, and the exhaustive search that knows their answer."""

from itertools import product

from hypothesis import strategies as st

from pmokit.model.planning import Problem
from pmokit.roadmap.checker import broken_rules
from pmokit.roadmap.scaled import scale

SKILLS = ("analyst", "coach")


@st.composite
def problems(draw, most=4):
    """Draw up to four initiatives over up to five quarters, with every kind of limit."""
    quarters = draw(st.integers(2, 5))
    number = draw(st.integers(1, most))
    thousandths = st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0])
    initiatives = []
    for at in range(number):
        earlier = [f"i{n}" for n in range(at)]
        initiatives.append(
            {
                "id": f"i{at}",
                "duration": draw(st.integers(1, 3)),
                "fte": {skill: draw(thousandths) for skill in SKILLS if draw(st.booleans())},
                "cost": draw(st.sampled_from([0, 5, 12.5])),
                "value": draw(st.sampled_from([0, 1, 3, 3.5, 8])),
                "requires": draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else [],
                "mandatory": draw(st.sampled_from([False, False, False, True])),
                "earliest": draw(st.sampled_from([0, 0, 1, 2])),
                "finish_by": draw(st.sampled_from([None, None, 2, 4])),
            }
        )
    row = st.lists(st.sampled_from([0.5, 0.8, 1.0, 1.5]), min_size=quarters, max_size=quarters)
    money = st.lists(st.sampled_from([0, 5, 12.5, 20]), min_size=quarters, max_size=quarters)
    return Problem.model_validate(
        {
            "quarters": quarters,
            "skills": SKILLS,
            "capacity": {skill: draw(row) for skill in SKILLS},
            "budget": draw(st.none() | money),
            "carry_over": draw(st.booleans()),
            "initiatives": initiatives,
        }
    )


def best_by_enumeration(problem):
    """Return the best schedule by looking at all of them: value, cost, sum of starts, start vector by id; None if none holds."""
    scaled = scale(problem)
    ids = [task.id for task in problem.initiatives]
    best, key = None, None
    for starts in product([None, *range(problem.quarters)], repeat=len(ids)):
        schedule = dict(zip(ids, starts, strict=True))
        if broken_rules(problem, schedule):
            continue
        chosen = [(scaled.by_id[name], start) for name, start in schedule.items() if start is not None]
        found = (
            -scaled.value_of(schedule),
            sum(task.cost * task.duration for task, _ in chosen),
            sum(start for _, start in chosen),
            [problem.quarters if schedule[name] is None else schedule[name] for name in sorted(ids)],
        )
        if key is None or found < key:
            best, key = schedule, found
    return best
