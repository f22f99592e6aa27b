"""What a plan is judged by, in order: value, then cost, then early starts, then the start vector by id."""

from collections.abc import Iterator

from pmokit.roadmap.linear import LinearModel, Terms
from pmokit.roadmap.scaled import Scaled

# Larger coefficients slow the solver down; a few ids at a time keep them small.
LARGEST_WEIGHT = 2**24


def value_terms(scaled: Scaled, model: LinearModel) -> Terms:
    """Return the coefficients of value x (T - end), to be maximised."""
    tasks = scaled.by_id
    return {
        at: tasks[name].value * (scaled.quarters - start - tasks[name].duration)
        for at, (name, start) in enumerate(model.starts)
    }


def tie_breaks(scaled: Scaled, model: LinearModel) -> Iterator[Terms]:
    """Yield the coefficients of every further stage, to be minimised in turn.

    Total cost (cost x duration); sum of starts; the start vector by id in alphabetical order, absent counting as T.
    """
    tasks = scaled.by_id
    yield {at: tasks[name].cost * tasks[name].duration for at, (name, _) in enumerate(model.starts)}
    yield {at: start for at, (_, start) in enumerate(model.starts)}
    names, base = sorted(tasks), scaled.quarters + 1
    size = 1
    while base ** (size + 1) <= LARGEST_WEIGHT:
        size += 1
    for first in range(0, len(names), size):
        weights = {name: base ** (size - 1 - n) for n, name in enumerate(names[first : first + size])}
        # Absent counts as T: a start s is worth s - T against the constant T.
        yield {
            at: weights[name] * (start - scaled.quarters)
            for at, (name, start) in enumerate(model.starts)
            if name in weights
        }
